"""What kind of thing a row of Korean words names, and of which type."""

from collections.abc import Sequence

from extraction.lexicon.korean_words import UNKNOWN, lexicon
from extraction.rules.korean.gazetteer import is_city, known_type
from extraction.rules.korean.noun_phrase import CONCEPT, PERSON, Kind, KoreanPhrase, Role
from extraction.rules.korean.words import Span, is_proper, is_whole
from extraction.rules.korean.writing import Writing
from kg.text.korean import KoreanMorpheme
from kg.text.word_lists import words as word_set

_PRONOUNS = frozenset({"그", "그녀"})
_NUMBERS = frozenset({"SN", "NR", "NNB", "XSN"})
_UNITS = word_set("킬로미터 미터 제곱킬로미터 센티미터 킬로그램 톤 헥타르 달러 원 km m ㎢ %")
_PLACES = frozenset({"Country", "Region", "City", "Place"})
_INSIDE_PLACES = _PLACES | {"Structure", "Organization", "School"}
# A noun of these behind a name is a description, no part of the name: 미국 영화, SF 소설.
_DESCRIBING = frozenset({"Film", "Album", "Song", "Series", "Game", "Product"})
# A number before these begins a name: 제2차 세계대전, 10월 혁명.
_ALWAYS = frozenset({"Place", "Language"})
_NUMBERED = frozenset({"Competition", "Conflict", "Event"})
_MIN_CONFLICT, _MIN_AWARD = 4, 3
# Several nouns in one word name a body: 세계지식재산권기구.
_BODIES = frozenset({"Organization", "GovernmentBody", "School"})
_MIN_NOUNS_OF_BODY = 3
# What is called so has the word as its name: 자유당, 국회.
_NAMES_TOO = frozenset({"PoliticalParty", "GovernmentBody"})
_DISTRICT_SYLLABLES = 2
_DISTRICTS = ("시", "군", "구", "읍", "면", "동")
_NAMED_BY_PLACE = frozenset({"Event", "Conflict", "Law", "Competition"})  # 모스크바 3상회의, 파리 강화 조약
_BEFORE_DEGREES = frozenset({"섭씨", "화씨", "영하", "해발"})
_HISTORY = "사"
_PLURAL = "들"


class PhraseMaker:
    """Makes noun phrases of rows of words of one line."""

    def __init__(self, writing: Writing, found: Sequence[KoreanMorpheme]) -> None:
        self._writing = writing
        self._found = found

    def text(self, words: Sequence[Span]) -> str:
        """The words as written."""
        return self._writing.line[self._found[words[0][0]].start : self._found[words[-1][1]].end]

    def nominal(self, words: Sequence[Span], role: Role) -> KoreanPhrase:
        """The words as one phrase."""
        text, kind = self.text(words), self._kind(words)
        return KoreanPhrase(text, words[0][0], words[-1][1], kind, self._type(kind, words), role)

    def is_proper(self, word: Span) -> bool:
        """Whether the word is a name."""
        return is_proper(self._found, word)

    def is_place(self, words: Sequence[Span]) -> bool:
        """Whether the words name a place in which others lie."""
        return self._has_type(words, _PLACES)

    def is_untyped(self, words: Sequence[Span]) -> bool:
        """Whether nothing tells what the words name, and no city is called so."""
        return self._has_type(words, frozenset({UNKNOWN})) and not is_city(self.text(words))

    def is_in_place(self, words: Sequence[Span]) -> bool:
        """Whether the words, behind a place, are a name of their own: 청주 흥덕사, but 프랑스 국립도서관 is one."""
        first = words[:1]
        if lexicon().type_of_kind(self.text(words)) in _NAMED_BY_PLACE:
            return False
        if self.is_place(first) or (self.is_proper(words[0]) and self.text(first).endswith(_DISTRICTS)):
            return True
        if all(map(self.is_proper, words)) and lexicon().type_of_kind(self.text(words)) is None:
            return True
        return self.is_proper(words[0]) and self._has_type(words, _INSIDE_PLACES)

    def is_known(self, words: Sequence[Span]) -> bool:
        """Whether the words together are a known name: 나치 독일."""
        return len(words) > 1 and known_type(self.text(words)) is not None

    def is_named_by_end(self, words: Sequence[Span]) -> bool:
        """Whether the last word is only the end of a name, so that a place before it is its beginning: 맨체스터 유나이티드."""
        return len(words) > 1 and lexicon().is_end(self.text(words[-1:]))

    def _has_type(self, words: Sequence[Span], types: frozenset[str]) -> bool:
        nominal = self.nominal(words, "apart")
        return nominal.is_name and nominal.type in types

    def _kind(self, words: Sequence[Span]) -> Kind:
        inside = self._found[words[0][0] : words[-1][1] + 1]
        text, tags = self.text(words), {morpheme.tag for morpheme in inside}
        if tags == {"NP"}:
            return "pronoun" if text in _PRONOUNS else "concept"
        kind = lexicon().type_of_kind(text)
        if inside[0].form in _BEFORE_DEGREES and tags <= _NUMBERS | {"NNG", "SW"} and "SN" in tags:
            return "quantity"
        if inside[0].tag in {"SN", "NR", "XPN"} and kind not in _NUMBERED:
            measured = tags <= _NUMBERS | {"SL", "SW"} and not inside[-1].form[:1].isupper()
            only_number = (
                measured or text.endswith("거리") or inside[-1].form in _UNITS or inside[0].tag == "NR"
            )
            if only_number and inside[0].tag != "XPN":
                return "quantity"
        return "name" if self._is_name(words, inside, kind) else "concept"

    def _is_name(self, words: Sequence[Span], inside: Sequence[KoreanMorpheme], kind: str | None) -> bool:
        text = self.text(words)
        known = known_type(text)
        if known in _ALWAYS or (known is not None and len(words) > 1):
            return True
        if kind == PERSON and text.isascii():
            return False  # MC, PD
        if self.is_titled(words) or self._is_known_kind(text, inside, kind):
            return True
        is_noun = len(words) == 1 and known is None and kind not in _NAMES_TOO and lexicon().is_kind(text)
        if is_noun or lexicon().is_attribute(self.text(words[-1:])):
            return False  # 내륙국, 작전 암호명, whatever the analyser takes them for
        return self._has_name(words, inside, kind)

    def _has_name(self, words: Sequence[Span], inside: Sequence[KoreanMorpheme], kind: str | None) -> bool:
        """Whether there is a proper noun in the words, and a last word that may end a name."""
        span = words[0][0], words[-1][1]
        if len(self.text(words)) < 2 or not is_whole(self._found, span) or inside[-1].form == _PLURAL:
            return False
        ends_proper = is_proper(self._found, words[-1])
        if len(words) > 1 and not ends_proper and kind in _DESCRIBING:
            return False
        named = any(is_proper(self._found, word) for word in words)
        return named and (
            ends_proper or lexicon().type_of_name(self.text(words), inside[-1].form) is not None
        )

    @staticmethod
    def _is_known_kind(text: str, inside: Sequence[KoreanMorpheme], kind: str | None) -> bool:
        """Whether nouns alone make a name: a numbered event, an award, a war in one word."""
        if inside[0].tag in {"SN", "XPN"}:
            return kind in _NUMBERED
        one_war = kind == "Conflict" and len(inside) == 1 and len(text) >= _MIN_CONFLICT
        body = (
            inside[-1].form != _PLURAL
            and kind in _BODIES
            and len(inside) >= _MIN_NOUNS_OF_BODY
            and " " not in text
        )
        return one_war or body or (kind == "Award" and len(text) >= _MIN_AWARD)

    def _type(self, kind: Kind, words: Sequence[Span]) -> str:
        if kind != "name":
            return {"date": "Date", "quantity": "Quantity", "pronoun": PERSON}.get(kind, CONCEPT)
        text, last = self.text(words), self._found[words[-1][1]].form
        if len(words) > 1 and all(map(self._is_district, words)):
            return "Place"
        told = known_type(text) or lexicon().type_of_name(text, last)
        told = told or lexicon().type_of_kind(text)
        if told == "Language" and last == text and is_city(text):
            told = None  # 슈파이어
        if (
            told == "Structure"
            and text.endswith(_HISTORY)
            and known_type(text.removesuffix(_HISTORY)) in _PLACES
        ):
            return CONCEPT  # 한국사
        return told or ("Work" if self.is_titled(words) else UNKNOWN)

    def _is_district(self, word: Span) -> bool:
        text = self.text([word])
        return len(text) > _DISTRICT_SYLLABLES and text.endswith(_DISTRICTS)

    def is_titled(self, words: Sequence[Span]) -> bool:
        """Whether the words are a title in quotation marks."""
        span = self._found[words[0][0]].start, self._found[words[-1][1]].end
        return span in self._writing.titles
