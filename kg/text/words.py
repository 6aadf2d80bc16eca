"""The words of a text that are worth searching for."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

from kg.text.hangul import HANGUL, has_hangul
from kg.text.word_bounds import ends_word, starts_word
from kg.text.word_lists import words
from schemas.document import Language

Span = tuple[int, int]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_KOREAN_CONTENT = frozenset({"NNG", "NNP", "NR", "XR", "VV", "VA"})
_KOREAN_STOPS = frozenset(
    {"것", "수", "등", "때", "무엇", "누구", "어디", "언제", "하다", "되다", "있다", "없다", "이다"}
)
_STOPS = words(
    "a about above after again all also am an and any are as at be because been before being below between both "
    "but by can could did do does doing during each few for from further had has have having he her here hers him "
    "his how i if in into is it its itself just me more most my no nor not of off on once only or other our out "
    "over own same she should so some such than that the their them then there these they this those through to "
    "too under until up very was we were what when where which while who whom whose why will with would you your"
)
_ALSO_ACRONYMS = frozenset({"WHO", "IT"})


def content_words(text: str, language: Language = "en", names: Collection[str] = ()) -> list[str]:
    """Words that carry meaning, lower case, in order and with repetitions; function words are left out.

    Korean words lose their particles and endings: nouns stay as they are, verbs in their dictionary form
    (세종대왕은 한글을 만들었다 → 세종, 대왕, 한글, 만들다). Hangul is read so in whatever `language`, and what stands
    between by the rule for other scripts. Each of the `names` is one word where the text has it, whatever it is made of.
    """
    plain = unicodedata.normalize("NFKC", text)
    named = list(_named(plain, names)) if names else []
    spans = [span for span, _ in named]
    placed = [(start, name) for (start, _), name in named]
    if language == "ko" or has_hangul(plain):
        placed += _korean(plain, spans)
        plain = HANGUL.sub(" ", plain)
    for start, end in spans:
        plain = f"{plain[:start]}{' ' * (end - start)}{plain[end:]}"
    return [word for _, word in sorted((*placed, *_plain_words(plain)))]


def _named(text: str, names: Collection[str]) -> Iterator[tuple[Span, str]]:
    """Where the names stand, the longest first and none within another."""
    folded = text.casefold()
    taken: list[Span] = []
    if len(folded) != len(text):  # a letter that folds to two would move all places behind it
        return
    for name in sorted(
        {unicodedata.normalize("NFKC", name).casefold() for name in names},
        key=lambda name: (-len(name), name),
    ):
        for match in re.finditer(re.escape(name), folded) if name else ():
            span = match.span()
            if (
                starts_word(text, span[0])
                and ends_word(text, span[1])
                and not any(start < span[1] and span[0] < end for start, end in taken)
            ):
                taken.append(span)
                yield span, name


def _plain_words(text: str) -> Iterator[tuple[int, str]]:
    acronyms = frozenset[str]() if " " in text and text.isupper() else _ALSO_ACRONYMS
    for match in _WORD.finditer(text):
        word = match[0].replace("’", "'").removesuffix("'s")
        if word.casefold() not in _STOPS or word in acronyms:
            yield match.start(), word.casefold()


def _korean(text: str, names: Sequence[Span]) -> Iterator[tuple[int, str]]:
    """The words that begin in Hangul; what stands between is none of the analyser's."""
    from kg.text.korean import morphemes

    for morpheme in morphemes(text, names):
        is_content = morpheme.tag in _KOREAN_CONTENT and morpheme.lemma not in _KOREAN_STOPS
        if (morpheme.start, morpheme.end) not in names and is_content and has_hangul(text[morpheme.start]):
            yield morpheme.start, morpheme.lemma
