"""What an answer to an English question has to be about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.text.dates import YEAR_IN_TEXT
from kg.text.english_forms import dictionary_forms, english_words
from kg.text.english_lemma import is_plain_verb, noun_lemma
from kg.text.word_lists import words
from kg.text.words import content_words
from retrieval.question.asked import Need, Wanted

if TYPE_CHECKING:
    from spacy.tokens import Token

_CODE = re.compile(r"\b(?=\w*\d)(?=\w*[A-Za-z])\w+(?:-\w+)*\b|(?<![\w.,-])\d[\d.,]*\d\b|(?<![\w.,-])\d\b")
MONTH = re.compile(
    r"(?i)\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
_YEAR = re.compile(rf"(?<![\d.,]){YEAR_IN_TEXT}(?!\d|[.,]\d)")
_LIGHT = words(
    "be do have take say show give tell call name list mean know happen come get go stand state mention make find "
    "exist belong hold occur include consist contain"
)
_EMPTY_VERBS = words("be do have say mean belong happen exist know tell name list occur come get go")
_NAMING = words("call name term dub title nickname")
_NUMBERS = words("two three four five six seven eight nine ten")
_EMPTY = words(
    "kind type sort way example thing people person one other name part total number many much time away since per up"
)
_PEOPLE = words("people person man woman child inhabitant employee worker member")
_ORDER = {
    "before": "before predecessor precede previous former earlier until prior",
    "after": "after successor succeed follow next later replace since",
}
_ORDERED = re.compile(r"\b(before|after) (?=[A-Z])")
ROLES = words("post position role job office occupation profession rank duty function")
DIMENSIONS = {
    "high": "height tall",
    "tall": "height high",
    "long": "length last duration",
    "wide": "width broad",
    "broad": "width wide",
    "deep": "depth",
    "heavy": "weight weigh",
    "old": "age",
    "far": "distance",
    "large": "size area",
    "big": "size area",
    "fast": "speed",
    "thick": "thickness",
    "often": "time every",
}
_COMPARED = frozenset({"JJR", "JJS", "RBR", "RBS"})
_DID = re.compile(r"(?i)\b(?:did|does|do)\b")


def needs_of(
    question: str, tokens: Sequence["Token"], names: Sequence[str], head: str, wanted: Wanted
) -> list[Need]:
    """Names, values, words and the predicate, each once; `head` is the noun asked for."""
    needs = [*_names(names), *_values(question, names), *_order(question)]
    asked_about = list(_words(tokens, names, head, wanted))
    if wanted is not Wanted.ROLE:
        asked_about = _with_predicate(asked_about, head, inverted=_DID.search(question) is not None)
    return _without_repeats([*needs, *asked_about])


def _names(names: Sequence[str]) -> Iterator[Need]:
    for name in names:
        if _CODE.fullmatch(name):
            continue
        rest = name.removeprefix(_code(name)).removeprefix(" of").strip()
        if found := tuple(word for word in english_words(rest) if word not in {"of", "the", "and", "s"}):
            yield Need("name", rest, found, 1.5)


def _code(name: str) -> str:
    """A code that the name begins with and that is a thing of its own: "E21 of the Heron 40", not "Heron 40"."""
    match = _CODE.match(name)
    return match[0] if match else ""


def _values(question: str, names: Sequence[str]) -> Iterator[Need]:
    rest = question
    for name in names:
        rest = rest.replace(name, f" {_code(name)} ")
    for found in _CODE.findall(rest):
        if not _YEAR.fullmatch(found):
            yield Need("value", found, (found.casefold(),), 1.5)
    for month in MONTH.findall(rest):
        if month not in {"may", "march"}:
            yield Need("value", month, (month.casefold(),), 1.0)


def _order(question: str) -> Iterator[Need]:
    """What comes before or after a named thing."""
    for found in _ORDERED.findall(question):
        yield Need("predicate", found, tuple(_ORDER[found].split()), 1.5)


def _with_predicate(needs: Sequence[Need], head: str, *, inverted: bool) -> list[Need]:
    """The needs, one of them a predicate: the last word that can be a verb, or else the noun behind "which"."""
    if any(need.kind == "predicate" for need in needs):
        return list(needs)
    verbs = [
        need
        for need in needs
        if need.weight >= 1.0 and is_plain_verb(need.words[0]) and (inverted or need.is_verb)
    ]
    light = [need for need in needs if need.is_verb and need.words[0] not in _EMPTY_VERBS]
    asked_for = [need for need in needs if head and need.words == (head,)]
    chosen = next(iter([*verbs[-1:], *asked_for, *light[-1:]]), None)
    return [replace(need, kind="predicate", weight=1.5) if need is chosen else need for need in needs]


def _words(tokens: Sequence["Token"], names: Sequence[str], head: str, wanted: Wanted) -> Iterator[Need]:
    named = {part for name in names for part in english_words(name)}
    by_verb = any(
        token.tag_.startswith("V") and dictionary_forms(token.lower_).isdisjoint(_LIGHT) for token in tokens
    )
    for token in tokens:
        text = token.lower_
        if token.tag_ == "POS" or any(character in " 0123456789" for character in text):
            continue
        if token.tag_ == "MD" or (text == "long" and wanted is Wanted.DATE) or not content_words(text):
            continue
        if any(token.text in name for name in names) or MONTH.fullmatch(text):
            continue
        forms = dictionary_forms(text)
        if text in named or forms & (_EMPTY | _NUMBERS):
            continue
        need = _need(token, text, forms, head, wanted)
        told = need.kind == "predicate" and not token.tag_.startswith("V") and text not in DIMENSIONS
        yield replace(need, kind="word", weight=1.0) if by_verb and told and token.dep_ == "nsubj" else need


def _need(token: "Token", text: str, forms: frozenset[str], head: str, wanted: Wanted) -> Need:
    is_head = head in forms
    if text in DIMENSIONS and wanted is Wanted.NUMBER:
        return Need("predicate", text, (text, *DIMENSIONS[text].split()), 1.5)
    lemma = _lemma(token, forms)
    if wanted is Wanted.ROLE and forms & ROLES:
        return Need("word", text, (lemma,), 0.2)
    if is_head:
        counted = wanted is Wanted.NUMBER and not forms & _PEOPLE
        return Need("predicate", text, (head,), 1.0) if counted else Need("word", text, (head,), 0.3)
    is_verb = token.tag_[0] == "V"
    light = lemma in _LIGHT and is_verb and not _gives_name(token, lemma)
    if _is_asked(token, lemma) and not _is_measured(token, wanted) and not light:
        return Need("predicate", text, (lemma,), 1.5, is_verb)
    described = any(child.dep_ == "relcl" for child in token.children)
    weight = 0.15 if light else 0.7 if described else 1.0
    return Need("word", text, (lemma,), weight, is_verb)


def _lemma(token: "Token", forms: frozenset[str]) -> str:
    if token.lower_ == "born":
        return "born"
    if token.tag_.startswith("N"):
        return noun_lemma(token.lower_) or token.lower_
    if token.tag_ in {"VB", "VBP"} and is_plain_verb(token.lower_):
        return str(token.lower_)
    plain = [form for form in forms if is_plain_verb(form)] if token.tag_.startswith("V") else []
    return min(plain, key=len) if plain else str(token.lemma_).lower()


def _is_asked(token: "Token", lemma: str) -> bool:
    """Whether it is the verb, or the noun or adjective that stands for it: "Who is the director of"."""
    if token.dep_ == "amod":
        return False
    if (
        token.tag_ in _COMPARED
        or token.tag_.startswith("V")
        or (token.dep_ == "ROOT" and is_plain_verb(lemma))
    ):
        return True
    if any(child.dep_ == "relcl" for child in token.children):
        return False
    heads_clause = token.dep_ in {"attr", "acomp", "nsubj"} and token.head.lemma_ == "be"
    return heads_clause and token.tag_[0] in "NJ"


def _gives_name(token: "Token", lemma: str) -> bool:
    """Whether it asks what somebody calls a thing: "What did Barbier call his code?", not "What is the code called?"."""
    return lemma in _NAMING and token.tag_ == "VB" and any(child.dep_ == "nsubj" for child in token.children)


def _is_measured(token: "Token", wanted: Wanted) -> bool:
    """Whether it is what has the size asked for: "How high is the lighthouse"."""
    return (
        wanted is Wanted.NUMBER
        and any(child.lower_ in DIMENSIONS for child in token.head.children)
        and token.tag_[0] == "N"
    )


def _without_repeats(needs: Sequence[Need]) -> list[Need]:
    return list({(need.kind, need.words): need for need in needs}.values())
