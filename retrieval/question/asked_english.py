"""What an English question asks for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.lexicon.word_relations import related_words
from kg.text.dates import YEAR_IN_TEXT
from kg.text.english_forms import dictionary_forms, english_words
from kg.text.english_lemma import is_plain_verb, noun_lemma
from kg.text.word_lists import words
from kg.text.words import content_words
from retrieval.question.asked import Asked, Need, Wanted
from retrieval.question.english_parse import parse_with_names
from schemas.retrieval import Analysis

if TYPE_CHECKING:
    from spacy.tokens import Token

_FIRST_ASKING = re.compile(r"\b(who|whom|whose|when|where|why|how|what|which)\b", re.IGNORECASE)
_YEAR = re.compile(rf"(?<![\d.,]){YEAR_IN_TEXT}(?!\d|[.,]\d)")
_CODE = re.compile(r"\b(?=\w*\d)(?=\w*[A-Za-z])\w+(?:-\w+)*\b|(?<![\w.,-])\d[\d.,]*\d\b|(?<![\w.,-])\d\b")
_MONTH = re.compile(
    r"(?i)\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
_PLANNED = re.compile(
    r"(?i)\b(?:plans?|planned|planning|intends?|intended|proposed?|proposes|proposal|announced?|announces|expects?|expected|"
    r"supposed?|will|would|going to|think|thought|believed?|believes|said|suggests?|suggested)\b"
)
_TO_HAPPEN = re.compile(r"(?i)\b(?:is|are|was|were)\b[^?]* to ([a-z]+)\b")
_ALL = re.compile(r"(?i)^(?:list|name|give|tell|show)\b|\b(?:all|every|each)\b")
_LIGHT = words(
    "be do have take say show give tell call name list mean know happen come get go stand state mention make find "
    "exist belong hold occur include consist contain"
)
_NUMBERS = words("two three four five six seven eight nine ten")
_EMPTY_VERBS = words("be do have say mean belong happen exist know tell name list occur come get go")
_EMPTY = words(
    "kind type sort way example thing people person one other name part total number many much time away"
)
_DATES = words("year date day month century decade time week")
_REASONS = words("reason cause purpose")
_ROLES = words("post position role job office occupation profession title rank duty function")
_PEOPLE = words("people person man woman child inhabitant employee worker member")
_ORDER = {
    "before": "before predecessor precede previous former earlier until prior",
    "after": "after successor succeed follow next later replace since",
}
_ORDERED = re.compile(r"\b(before|after) (?=[A-Z])")
_IN_CHARGE = re.compile(r"\bin charge of\b")
_SPAN = re.compile(
    r"(?i)\bfrom (?:when|what|which)\b.*\b(?:to|until|till)\b|\bhow long\b(?! is| are| was)|\bduring which\b|\bbetween which\b"
)
_MEASURES = words(
    "height length width depth weight age population distance speed price cost area size capacity temperature number "
    "amount salary budget diameter volume altitude elevation share percentage rate fee sum"
)
_DIMENSIONS = {
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


def read_english(analysis: Analysis) -> Asked:
    """The question taken apart.

    Raises:
        ConfigError: the English model is not installed.
        BackendError: WordNet is not there and could not be fetched.
    """
    question = _IN_CHARGE.sub("head of", analysis.question)
    names = [name for name in analysis.names if not _is_date(name)]
    tokens = list(next(parse_with_names([question], names)))
    asking = _FIRST_ASKING.search(question)
    word = asking[1].casefold() if asking else ""
    head = _head(tokens, word)
    wanted = _wanted(question, word, head, tokens)
    needs = [*_names(names), *_values(question, names), *_order(question)]
    asked_about = list(_words(tokens, names, head, wanted))
    needs += asked_about if wanted is Wanted.ROLE else _with_predicate(asked_about, head)
    return Asked(
        question=question,
        language="en",
        wanted=wanted,
        needs=tuple(_without_repeats(needs)),
        head=head,
        many=_ALL.search(question) is not None or _is_plural(tokens, head, wanted),
        planned=_PLANNED.search(question) is not None or _is_to_happen(question),
        is_span=_SPAN.search(question) is not None,
        years=frozenset(_YEAR.findall(question)),
    )


def _is_to_happen(question: str) -> bool:
    found = _TO_HAPPEN.search(question)
    return found is not None and is_plain_verb(found[1].casefold())


def _is_date(name: str) -> bool:
    return _MONTH.search(name) is not None or _YEAR.fullmatch(name) is not None


def _head(tokens: Sequence["Token"], asking: str) -> str:
    """The noun behind "which", "what" or "how many", without what stands before it ("fault code" → "code")."""
    if asking not in {"which", "what", "whose", "how"}:
        return ""
    place = next(at for at, token in enumerate(tokens) if token.lower_ == asking) + 1
    if asking == "how":
        if place >= len(tokens) or tokens[place].lower_ not in {"many", "much"}:
            return ""
        place += 1
    head = ""
    for token in tokens[place:]:
        noun = noun_lemma(token.lower_)
        if token.tag_[0] not in "NJ" and not (noun and not head and token.tag_ in {"VB", "VBP"}):
            break
        if token.tag_[0] == "N" or noun:
            head = noun or token.lower_
    return head


def _wanted(question: str, word: str, head: str, tokens: Sequence["Token"]) -> Wanted:
    if not word:
        return Wanted.THING if _ALL.search(question) else Wanted.YES_NO
    if _is_definition(tokens, word):
        return Wanted.DEFINITION
    if head:
        return _wanted_by(head, word)
    if word == "how":
        measured = re.search(rf"(?i)\bhow\s+(?:many|much|{'|'.join(_DIMENSIONS)})\b", question)
        return Wanted.NUMBER if measured else Wanted.THING
    if word == "what":
        subject = next(
            (token for token in tokens if token.dep_ in {"nsubj", "attr"} and token.tag_[0] == "N"), None
        )
        if subject is not None and tokens[0].head.lemma_ == "be":
            return _wanted_by(noun_lemma(subject.lower_) or subject.lower_, "what")
    by_word = {"when": Wanted.DATE, "where": Wanted.PLACE, "why": Wanted.REASON}
    return by_word.get(word, Wanted.PERSON if word.startswith("who") else Wanted.THING)


def _wanted_by(head: str, word: str) -> Wanted:
    if word == "how" or head in _MEASURES:
        return Wanted.NUMBER
    for heads, wanted in ((_DATES, Wanted.DATE), (_REASONS, Wanted.REASON), (_ROLES, Wanted.ROLE)):
        if head in heads:
            return wanted
    wider = related_words(head).wider
    if "person" in wider or head == "person":
        return Wanted.PERSON
    return Wanted.PLACE if wider & {"location", "region", "settlement"} or head == "place" else Wanted.THING


def _is_definition(tokens: Sequence["Token"], word: str) -> bool:
    """Whether only a thing is named: "What is a dry-run lock?", "Who was Edda Corrigan?"; not "the capital of"."""
    if word not in {"what", "who"} or len(tokens) < 3 or tokens[0].lower_ != word:
        return False
    if tokens[1].lower_ not in {"is", "are", "was", "were"}:
        return False
    rest = [token for token in tokens[2:] if not token.is_punct or token.text == "-"]
    plain = all(token.tag_[0] in "NJDC" or token.text == "-" or token.lower_ == "run" for token in rest)
    return plain and bool(rest)


def _is_plural(tokens: Sequence["Token"], head: str, wanted: Wanted) -> bool:
    if not head or wanted is Wanted.NUMBER:
        return False
    return any(token.tag_ in {"NNS", "NNPS"} and noun_lemma(token.lower_) == head for token in tokens)


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
    for month in _MONTH.findall(rest):
        if month not in {"may", "march"}:
            yield Need("value", month, (month.casefold(),), 1.0)


def _order(question: str) -> Iterator[Need]:
    """What comes before or after a named thing."""
    for found in _ORDERED.findall(question):
        yield Need("predicate", found, tuple(_ORDER[found].split()), 1.5)


def _with_predicate(needs: Sequence[Need], head: str) -> list[Need]:
    """The needs, one of them a predicate: the last word that can be a verb, or else the noun behind "which"."""
    if any(need.kind == "predicate" for need in needs):
        return list(needs)
    verbs = [need for need in needs if need.weight >= 1.0 and is_plain_verb(need.words[0])]
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
        if token.tag_ == "MD" or not content_words(text):
            continue
        if any(token.text in name for name in names) or _MONTH.fullmatch(text):
            continue
        forms = dictionary_forms(text)
        if text in named or forms & (_EMPTY | _NUMBERS):
            continue
        need = _need(token, text, forms, head, wanted)
        told = need.kind == "predicate" and not token.tag_.startswith("V") and text not in _DIMENSIONS
        yield replace(need, kind="word", weight=1.0) if by_verb and told and token.dep_ == "nsubj" else need


def _need(token: "Token", text: str, forms: frozenset[str], head: str, wanted: Wanted) -> Need:
    is_head = head in forms
    if text in _DIMENSIONS and wanted is Wanted.NUMBER:
        return Need("predicate", text, (text, *_DIMENSIONS[text].split()), 1.5)
    lemma = _lemma(token, forms)
    if is_head:
        counted = wanted is Wanted.NUMBER and not forms & _PEOPLE
        return Need("predicate", text, (head,), 1.0) if counted else Need("word", text, (head,), 0.3)
    is_verb = token.tag_[0] == "V"
    if lemma in _LIGHT and is_verb:
        return Need("word", text, (lemma,), 0.15, is_verb)
    if _is_asked(token, lemma) and not _is_measured(token, wanted):
        return Need("predicate", text, (lemma,), 1.5, is_verb)
    return Need("word", text, (lemma,), 1.0, is_verb)


def _lemma(token: "Token", forms: frozenset[str]) -> str:
    if token.lower_ == "born":
        return "born"
    if token.tag_.startswith("N"):
        return noun_lemma(token.lower_) or token.lower_
    plain = [form for form in forms if is_plain_verb(form)] if token.tag_.startswith("V") else []
    return min(plain, key=len) if plain else str(token.lemma_).lower()


def _is_asked(token: "Token", lemma: str) -> bool:
    """Whether it is the verb, or the noun or adjective that stands for it: "Who is the director of"."""
    if token.tag_.startswith("V") or (token.dep_ == "ROOT" and is_plain_verb(lemma)):
        return True
    heads_clause = token.dep_ in {"attr", "acomp", "nsubj"} and token.head.lemma_ == "be"
    return heads_clause and token.tag_[0] in "NJ"


def _is_measured(token: "Token", wanted: Wanted) -> bool:
    """Whether it is what has the size asked for: "How high is the lighthouse"."""
    return (
        wanted is Wanted.NUMBER
        and any(child.lower_ in _DIMENSIONS for child in token.head.children)
        and token.tag_[0] == "N"
    )


def _without_repeats(needs: Sequence[Need]) -> list[Need]:
    return list({(need.kind, need.words): need for need in needs}.values())
