"""What an English question asks for."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.lexicon.word_relations import related_words
from kg.text.dates import YEAR_IN_TEXT
from kg.text.english_lemma import is_plain_verb, noun_lemma
from kg.text.word_lists import words
from kg.text.words import content_words
from retrieval.question.asked import Asked, Wanted
from retrieval.question.english_needs import DIMENSIONS, MONTH, ROLES, needs_of
from retrieval.question.english_parse import parse_with_names
from schemas.retrieval import Analysis

if TYPE_CHECKING:
    from spacy.tokens import Token

_FIRST_ASKING = re.compile(r"\b(who|whom|whose|when|where|why|how|what|which)\b", re.IGNORECASE)
_YEAR = re.compile(rf"(?<![\d.,]){YEAR_IN_TEXT}(?!\d|[.,]\d)")
_PLANNED = re.compile(
    r"(?i)\b(?:plans?|planned|planning|intends?|intended|proposed?|proposes|proposal|announced?|announces|expects?|expected|"
    r"supposed?|will|would|going to|think|thought|believed?|believes|said|suggests?|suggested)\b"
)
_TO_HAPPEN = re.compile(r"(?i)\b(?:is|are|was|were)\b[^?]* to ([a-z]+)\b")
_ALL = re.compile(r"(?i)^(?:list|name|give|tell|show)\b|\b(?:all|every|each)\b")
_DATES = words("year date day month century decade time week")
_REASONS = words("reason cause purpose")
_IN_CHARGE = re.compile(r"\bin charge of\b")
_BE = words("is are was were be been am")
_ARE = re.compile(r"(?i)^(?:who|what|which)\s+(?:are|were)\b")
_COSTS = re.compile(r"(?i)^what\b.*\b(?:cost|weigh|measure)s?\b")
_SPAN = re.compile(
    r"(?i)\bfrom (?:when|what|which)\b.*\b(?:to|until|till)\b|\bhow long\b(?! is| are| was)|\bduring which\b|\bbetween which\b"
)
_MEASURES = words(
    "height length width depth weight age population distance speed price cost area size capacity temperature number "
    "amount salary budget diameter volume altitude elevation share percentage rate fee sum"
)


def read_english(analysis: Analysis) -> Asked:
    """The question taken apart.

    Raises:
        ConfigError: the English model is not installed.
        BackendError: WordNet is not there and could not be fetched.
    """
    question = _IN_CHARGE.sub("head of", analysis.question)
    names = [name for name in analysis.names if not _is_date(name) and not _is_opener(name, question)]
    tokens = list(next(parse_with_names([question], names)))
    asking = _FIRST_ASKING.search(question)
    word = asking[1].casefold() if asking else ""
    head = _head(tokens, word)
    wanted = _wanted(question, word, head, tokens)
    years = frozenset(_YEAR.findall(question))
    needs = needs_of(question, tokens, names, head, wanted)
    return Asked(
        question=question,
        language="en",
        wanted=wanted,
        needs=tuple(needs),
        head=head,
        many=_ALL.search(question) is not None
        or _ARE.search(question) is not None
        or len(years) > 1
        or _is_plural(tokens, head, wanted),
        planned=_PLANNED.search(question) is not None or _is_to_happen(question),
        is_span=_SPAN.search(question) is not None or (word == "how" and _lasts(question, tokens)),
        years=years,
    )


def _is_to_happen(question: str) -> bool:
    found = _TO_HAPPEN.search(question)
    return found is not None and is_plain_verb(found[1].casefold())


def _is_opener(name: str, question: str) -> bool:
    """Whether the word has its capital only because the question begins with it."""
    return " " not in name and question.startswith(name) and not content_words(name)


def _is_date(name: str) -> bool:
    return MONTH.search(name) is not None or _YEAR.fullmatch(name) is not None


def _head(tokens: Sequence["Token"], asking: str) -> str:
    """The noun behind "which", "what" or "how many", without what stands before it ("fault code" → "code")."""
    if not asking:
        listed = [token for token in tokens if token.tag_.startswith("NN") and " " not in token.text]
        return (
            noun_lemma(listed[0].lower_) or listed[0].lower_
            if listed and _ALL.search(tokens[0].doc.text)
            else ""
        )
    if asking not in {"which", "what", "whose", "how"}:
        return ""
    place = 1 + next((at for at, token in enumerate(tokens) if token.lower_ == asking), len(tokens))
    if asking == "how":
        if place >= len(tokens) or tokens[place].lower_ not in {"many", "much"}:
            return ""
        place += 1
    head = ""
    for token in tokens[place:]:
        if token.lower_ in _BE:
            break
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
        return _measured(question, tokens)
    return _wanted_without_head(question, word, tokens)


def _measured(question: str, tokens: Sequence["Token"]) -> Wanted:
    """What "how" asks for."""
    if _lasts(question, tokens):
        return Wanted.DATE
    measured = re.search(rf"(?i)\bhow\s+(?:many|much|{'|'.join(DIMENSIONS)})\b", question)
    return Wanted.NUMBER if measured else Wanted.THING


def _wanted_without_head(question: str, word: str, tokens: Sequence["Token"]) -> Wanted:
    if word == "what":
        subject = next(
            (token for token in tokens if token.dep_ in {"nsubj", "attr"} and token.tag_[0] == "N"), None
        )
        if subject is not None and tokens[0].head.lemma_ == "be":
            return _wanted_by(noun_lemma(subject.lower_) or subject.lower_, "what")
    if _COSTS.search(question):
        return Wanted.NUMBER
    by_word = {"when": Wanted.DATE, "where": Wanted.PLACE, "why": Wanted.REASON}
    return by_word.get(word, Wanted.PERSON if word.startswith("who") else Wanted.THING)


def _lasts(question: str, tokens: Sequence["Token"]) -> bool:
    """Whether "how long" asks for a time: "How long was she mayor?", "How long did it take?", not "How long is the bridge?"."""
    if re.search(r"(?i)\bhow long\b", question) is None:
        return False
    return any(
        token.dep_ == "attr" or (token.tag_[0] == "V" and token.lower_ not in _BE and token.lemma_ != "have")
        for token in tokens
    )


def _wanted_by(head: str, word: str) -> Wanted:
    if word == "how" or head in _MEASURES:
        return Wanted.NUMBER
    for heads, wanted in ((_DATES, Wanted.DATE), (_REASONS, Wanted.REASON), (ROLES, Wanted.ROLE)):
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
