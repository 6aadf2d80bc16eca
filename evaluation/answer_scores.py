"""How near an answer is to what is known of it, by fixed rules."""

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Sequence

from kg.text.hangul import has_hangul

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = frozenset(string.punctuation) | frozenset("‘’´“”「」『』《》〈〉…·–—")


def normalised(text: str) -> str:
    """The text as SQuAD compares it: small letters, no punctuation, no articles, single spaces."""
    plain = "".join(letter for letter in folded(text) if letter not in _PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", plain).split())


def exact_match(text: str, answers: Sequence[str]) -> float:
    """1 where the text is one of the answers, normalised, else 0."""
    return float(normalised(text) in {normalised(answer) for answer in answers})


def token_f1(text: str, answers: Sequence[str]) -> float:
    """The best F1 with one of the answers: of words as in SQuAD, of letters as in KorQuAD where the answer is in Korean."""
    return max((_f1(_tokens(text, answer), _tokens(answer, answer)) for answer in answers), default=0.0)


def states(text: str, answer: str) -> bool:
    """Whether the answer stands in the text; a word or number not as a part of another."""
    pattern = re.escape(folded(answer))
    if answer[:1].isascii() and answer[:1].isalnum():
        pattern = rf"(?<![a-z0-9]){pattern}"
    if answer[-1:].isascii() and answer[-1:].isalnum():
        pattern = rf"{pattern}(?![a-z0-9])"
    return re.search(pattern, folded(text)) is not None


def folded(text: str) -> str:
    """The text in one form of its letters and spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _tokens(text: str, answer: str) -> Counter[str]:
    plain = normalised(text)
    return Counter(plain.replace(" ", "") if has_hangul(answer) else plain.split())


def _f1(found: Counter[str], wanted: Counter[str]) -> float:
    shared = sum((found & wanted).values())
    if not shared:
        return float(found == wanted)
    precision, recall = shared / sum(found.values()), shared / sum(wanted.values())
    return 2 * precision * recall / (precision + recall)
