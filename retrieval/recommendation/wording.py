"""The words of a wish and of what records state, in forms under which they meet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.lexicon.word_groups import korean_root
from kg.text.english_forms import dictionary_forms, plain_word
from kg.text.hangul import HANGUL, has_hangul
from kg.text.word_lists import words

Forms = frozenset[str]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SHORTEST = 3
"""Shorter dictionary forms are of the commonest verbs, which are none of what is wished ("bees" is no form of "be")."""
_KOREAN = frozenset({"NNG", "NNP", "NNB", "NR", "XR", "XSN", "VV", "VA", "MAG"})
_ASKING_ENGLISH = words(
    "a about all also am an and any anybody anyone anything are as ask at be because been best book books but by can come could do does "
    "else fit find for from get give go good great had has have he help her his i if in into is it item items kind know like little long look looking "
    "lot make may me might more most much my need new nice not of on one ones or our out people perfect pick piece please propose read reading "
    "really recommend recommendation recommendations search see set she short should show so some somebody someone something sort stories "
    "story suggest suggestion suggestions suitable take tell than that the their them there these they thing things this those title titles to "
    "try two up us very want was we were what when where which who whose will with without work works would write written year you your"
)
_ASKING_KOREAN = words(
    "것 거 건 글 나오다 내용 년 년대 대하다 되다 두 때 뜻 만하다 많다 말다 무엇 뭐 문서 배경 보다 부탁 부탁하다 분 사람 세기 수 쓰다 아니다 않다 알다 알리다 "
    "어떤 어울리다 없다 원하다 이야기 읽다 있다 작품 전 제목 좋다 좋아하다 주다 중 중심 찾다 책 추천 추천하다 하다 후 싶다 바라다 골라다 고르다 나 제 좀"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text at `start:end`, with all that it may be a form of."""

    forms: Forms
    start: int
    end: int

    def means(self, forms: Forms) -> bool:
        """Whether it is a form of the same word."""
        return not self.forms.isdisjoint(forms)


def read_words(text: str) -> list[Word]:
    """The words of a text in composed Unicode (NFC), in order, in English and Korean; particles and endings are none."""
    korean = list(_korean(text)) if has_hangul(text) else []
    return sorted([*korean, *_others(HANGUL.sub(" ", text))], key=lambda word: (word.start, word.end))


def is_asking(word: Word) -> bool:
    """Whether the word belongs to any wish ("recommend", "book", 책), so that it says nothing about what is wished."""
    return not (word.forms.isdisjoint(_ASKING_ENGLISH) and word.forms.isdisjoint(_ASKING_KOREAN))


def is_asking_text(text: str) -> bool:
    """Whether the text is such a word as it stands."""
    return text.casefold() in _ASKING_ENGLISH | _ASKING_KOREAN


def said_in(words: Sequence[Word], text: str) -> set[int]:
    """The places of those words of which a form is in the text."""
    told = frozenset[str]().union(*(word.forms for word in read_words(text)))
    return {place for place, word in enumerate(words) if word.means(told)}


def _korean(text: str) -> Iterator[Word]:
    from kg.text.korean import morphemes

    for part in morphemes(text):
        if part.tag in _KOREAN and has_hangul(text[part.start : part.end]):
            yield Word(frozenset({part.lemma, korean_root(part.lemma)}), part.start, part.end)


def _others(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        plain = plain_word(match[0])
        forms = frozenset(form for form in dictionary_forms(plain) if len(form) >= _SHORTEST)
        yield Word(forms | {plain}, match.start(), match.end())
