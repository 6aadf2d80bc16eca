"""Slips in the spelling of names: which known name the question's words are meant for."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from kg.lexicon.wordnet import is_adjective
from kg.text.english_forms import dictionary_forms, plain_word
from kg.text.english_lemma import noun_lemma, verb_lemma
from kg.text.hangul import HANGUL_SYLLABLE, has_hangul
from kg.text.korean_phrases import korean_pieces
from kg.text.name_key import name_key
from retrieval.question.name_spans import Span, word_spans
from schemas.document import Language

_SHORTEST = {"latin": 5, "hangul": 3}
_TWO_SLIPS = {"latin": 9, "hangul": 6}
_MOST_WORDS = 6
_MOST_DOUBTFUL = 5


@dataclass(frozen=True)
class Respelling:
    """A stretch of the question from `start` to `end`, and how the known name is written that it is meant for."""

    start: int
    end: int
    written: str
    read: str

    @property
    def changed(self) -> list[str]:
        """The words that are read as others."""
        return [word for word in self.written.split() if word not in self.read.split()]

    @property
    def note(self) -> str:
        """What a reader of the trace is told."""
        return f"read {self.written!r} as {self.read!r}"


@dataclass(frozen=True)
class KnownName:
    """A name as the documents write it, the id of what it is a name of, and whether that is a person."""

    name: str
    of: str
    is_person: bool = False


def may_be_misspelt(word: str) -> bool:
    """Whether the word is long enough to be known in spite of a slip, and none of a dictionary."""
    if any(letter.isdigit() for letter in word):
        return False
    if has_hangul(word):
        return len(HANGUL_SYLLABLE.findall(word)) >= _SHORTEST["hangul"]
    plain = plain_word(word)
    known = (noun_lemma(plain), verb_lemma(plain), any(map(is_adjective, dictionary_forms(plain))))
    return len(plain) >= _SHORTEST["latin"] and not any(known)


def slips(written: str, known: str) -> int | None:
    """How many letters one word differs in from the other; None where it is more than a slip.

    One letter, from nine letters on two; of Korean, letters of syllables, and two from six syllables on. Slips are rare
    in the first letter (Pollock and Zamora, 1984), and names that differ there are mostly two.
    """
    kind = "hangul" if has_hangul(written) else "latin"
    letters, others = (unicodedata.normalize("NFD", word) for word in (written, known))
    if not letters or letters[:1] != others[:1] or min(len(written), len(known)) < _SHORTEST[kind]:
        return None
    most = 1 + (min(len(written), len(known)) >= _TWO_SLIPS[kind])
    distance = int(OSA.distance(letters, others, score_cutoff=most))
    return distance if distance <= most else None


def doubtful_words(question: str, language: Language, linked: Collection[str]) -> list[Span]:
    """Where words stand that may be misspelt, at most five: none of a linked name, none of the dictionary."""
    taken = [(at, at + len(name)) for name in linked if (at := question.find(name)) >= 0]
    found = [
        (start, end)
        for start, end in _words(question, language)
        if may_be_misspelt(question[start:end])
        and not any(start < last and first < end for first, last in taken)
    ]
    return found[:_MOST_DOUBTFUL]


def respellings(
    question: str, language: Language, misspelt: Collection[Span], known: Iterable[KnownName]
) -> list[Respelling]:
    """For each misspelt word the longest known name, of which it is a word, that the question has but for a slip.

    Where two names are as near, none is meant for certain, and the word is left as it is.
    """
    names, words = list(known), _words(question, language)
    found: list[Respelling] = []
    for span in sorted(misspelt):
        one = _respelling(question, _stretches(words, span), misspelt, names)
        if one is not None and (not found or one.start >= found[-1].end):
            found.append(one)
    return found


def put_right(question: str, found: Sequence[Respelling]) -> str:
    """The question with these names as the documents write them."""
    for one in sorted(found, key=lambda one: -one.start):
        question = question[: one.start] + one.read + question[one.end :]
    return question


def _words(question: str, language: Language) -> list[Span]:
    """Where the words stand, those of Korean without their particles."""
    if language != "ko":
        return word_spans(question)
    return [(piece.start, piece.end) for piece in korean_pieces(question) if piece.kind == "noun"]


def _respelling(
    question: str, stretches: Iterable[Span], misspelt: Collection[Span], known: Sequence[KnownName]
) -> Respelling | None:
    for start, end in stretches:
        written = question[start:end]
        inside = {question[first:last] for first, last in misspelt if start <= first and last <= end}
        near = [one for one in known if _is_meant(written, inside, one)]
        if near:
            is_known = any(name_key(written) == name_key(one.name) for one in near)
            is_one = len({one.of for one in near}) == 1 or len({name_key(one.name) for one in near}) == 1
            return Respelling(start, end, written, near[0].name) if is_one and not is_known else None
    return None


def _stretches(words: Sequence[Span], span: Span) -> Iterator[Span]:
    """The stretches of whole words around the word, the longest first."""
    at = words.index(span)
    for length in range(_MOST_WORDS, 0, -1):
        for first in range(max(0, at - length + 1), min(at, len(words) - length) + 1):
            yield words[first][0], words[first + length - 1][1]


def _is_meant(written: str, misspelt: Collection[str], known: KnownName) -> bool:
    """Whether the words are those of the known name, the misspelt ones but for a slip."""
    if has_hangul(written) != has_hangul(known.name):
        return False
    if has_hangul(written):
        return _is_meant_in_korean(name_key(written), name_key(known.name), is_person=known.is_person)
    if len(written.split()) != len(known.name.split()):
        return False
    ours, theirs = (name_key(name).split() for name in (written, known.name))
    slipped = {word for each in misspelt for word in name_key(each).split()}
    return len(ours) == len(theirs) and all(
        word == other or (word in slipped and slips(word, other) is not None)
        for word, other in zip(ours, theirs, strict=True)
    )


def _is_meant_in_korean(written: str, known: str, *, is_person: bool) -> bool:
    """As `_is_meant`; persons' names of three syllables are too often one vowel apart."""
    if is_person and len(HANGUL_SYLLABLE.findall(written)) <= _SHORTEST["hangul"]:
        return False
    return written == known or slips(written, known) is not None
