"""Names that the parser takes apart, which it reads as one word: "Trinidad and Tobago", "the Women's Korean League"."""

import re
from collections.abc import Iterator

from extraction.lexicon.known_names import is_common_word, is_country, is_word
from extraction.lexicon.noun_types import family, type_of_noun
from kg.text.english_lemma import noun_lemma

_WORD = r"(?:St\.|[A-Z](?:[\w'’-]|\.(?=\w))*)"
_JOINED = re.compile(rf"\b({_WORD}(?: {_WORD})*) (?:and|&) ((?:the )?{_WORD}(?: {_WORD})*)")
_ARTICLE = re.compile(r"\b[Tt]he $")
# "Organisation for Economic Co-operation and Development"
_FIELDS = re.compile(
    rf"\b({_WORD}(?: {_WORD})*) (?:for|of) (?:the )?{_WORD}(?: {_WORD})*(?:, {_WORD}(?: {_WORD})*)*,? (?:and|&) ({_WORD}(?: {_WORD})?)"
)
# "Turkish Women's Basketball League"
_OF_PEOPLE = re.compile(
    rf"\b(?:{_WORD} )*?(?:Men|Women|Boys|Girls|Children|People(?!.s Republic)|Ladies|Workers|Farmers|Teachers|Writers)['’]s?(?: {_WORD})+"
)
# 'Nicholas Lofton "Nick" Hexum'
_NICKNAMED = re.compile(rf"""\b{_WORD}(?: {_WORD})* ["“][A-Z][\w.'-]*(?: [A-Z][\w.'-]*)?["”] {_WORD}""")
_BYNAME = re.compile(
    rf"\b{_WORD}(?: {_WORD}){{0,3}} the (?:Younger|Elder|Great|Conqueror|Confessor|Baptist|Pious|Bold|Bald)\b"
)
_FIRST_WORDS = frozenset(
    {"The", "A", "An", "In", "At", "On", "His", "Her", "Its", "Their", "Of", "For", "From", "And", "But"}
)


def joined_names(sentence: str) -> Iterator[tuple[int, int]]:
    """Where such names stand, none within another."""
    ends = 0
    for start, end in sorted(
        {*_in_fields(sentence), *_of_people(sentence), *_with_and(sentence), *_with_byname(sentence)}
    ):
        if start >= ends:
            yield start, end
            ends = end


def _in_fields(sentence: str) -> Iterator[tuple[int, int]]:
    """Bodies with the fields that they are for: "Ministry of Health and Welfare"; not "University of Oxford and Harvard"."""
    for match in _FIELDS.finditer(sentence):
        words = match[2].split()
        while words and not _is_field(words):
            words.pop()
        if words and _is_body(match[1]):
            yield _without_first_word(sentence, match.start(), match.start(2) + len(" ".join(words)))


def _is_field(words: list[str]) -> bool:
    kind = type_of_noun(words[-1])
    body = kind is not None and family(kind) in {"Organization", "Place", "Person"}
    noun = noun_lemma(words[-1].lower()) or words[-1]
    return not body and is_word(noun) and is_common_word(noun)


def _is_body(name: str) -> bool:
    kind = type_of_noun(name.rsplit(maxsplit=1)[-1])
    return kind is not None and family(kind) == "Organization"


def _of_people(sentence: str) -> Iterator[tuple[int, int]]:
    """What is called after a kind of people and ends in its own kind: "Women's Korean Basketball League"."""
    for match in _OF_PEOPLE.finditer(sentence):
        if type_of_noun(match[0].rsplit(maxsplit=1)[-1]) is not None:
            yield _without_first_word(sentence, *match.span())


def _with_byname(sentence: str) -> Iterator[tuple[int, int]]:
    """People with a nickname in quotation marks inside, or "the Younger" behind."""
    for pattern in (_NICKNAMED, _BYNAME):
        yield from (_without_first_word(sentence, *match.span()) for match in pattern.finditer(sentence))


def _without_first_word(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The span without the small word that a sentence begins with."""
    first, _, rest = sentence[start:end].partition(" ")
    return (start + len(first) + 1, end) if rest and first in _FIRST_WORDS else (start, end)


def _with_and(sentence: str) -> Iterator[tuple[int, int]]:
    """Countries, and behind "the" what ends in the noun of an organization."""
    for match in _JOINED.finditer(sentence):
        words = match[0].split()
        # "In Trinidad and Tobago the ...": the country is within what begins with a capital.
        for first in range(len(match[1].split())):
            rest = " ".join(words[first:])
            if length := _country(rest):
                start = match.end() - len(rest)
                yield start, start + length
                break
        else:
            if _ARTICLE.search(sentence[: match.start()]) and _is_organization(match[1], match[2]):
                yield match.span()


def _country(words: str) -> int:
    """How many letters of the words are a country's name; 0 where they begin with none."""
    parts = words.split()
    lengths = (len(" ".join(parts[:end])) for end in range(len(parts), 2, -1))
    return next((length for length in lengths if is_country(words[:length])), 0)


def _is_organization(first: str, last: str) -> bool:
    """Whether the last word says what both together are, and the first part is none itself."""
    kinds = [type_of_noun(part.rsplit(maxsplit=1)[-1]) for part in (first, last)]
    is_one, is_end = (kind is not None and family(kind) == "Organization" for kind in kinds)
    return is_end and not is_one and " " in last and not last.endswith("s")
