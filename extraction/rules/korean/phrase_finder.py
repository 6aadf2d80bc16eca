"""The noun phrases of an analysed Korean sentence: names apart from the nouns, places and dates around them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extraction.lexicon.korean_words import UNKNOWN, lexicon
from extraction.rules.korean.gazetteer import is_city
from extraction.rules.korean.looks import is_like_person
from extraction.rules.korean.noun_phrase import CONCEPT, PERSON, KoreanPhrase, Role, role_of
from extraction.rules.korean.phrase_maker import PhraseMaker
from extraction.rules.korean.words import Span, dates, runs, words_of
from extraction.rules.korean.writing import Writing
from kg.text.korean import KoreanMorpheme
from kg.text.word_lists import words as word_set

# With a country before it a noun of these is a part of a name: 아이슬란드 공화국, 일본 정부.
_NAMING = word_set(
    "Country Region City Place Structure Organization School Water GovernmentBody Language Date Competition Conflict"
    " Team PoliticalParty Award Species"
)
_BEFORE_NAMES = frozenset(
    {PERSON, "Film", "Album", "Song", "Series", "Game", "Band", "Book", "Company", "City"}
)
_COUNTRY = "Country"
_MOST = frozenset({"가장", "제일"})  # "스코틀랜드의 가장 큰 도시"
_ORDINAL = re.compile(r"제?\d+(?:대|번째)")
_BETWEEN_OWNER_AND_NOUN = frozenset({"MM", "NNB", "MAG", "XSN", "XPN", "SN", "NR"})


class PhraseFinder:
    """Finds the noun phrases of one line."""

    def __init__(self, writing: Writing, found: Sequence[KoreanMorpheme]) -> None:
        self._line = writing.line
        self._found = found
        self._dates = dates(writing.line)
        self._breaks = frozenset(place for place, _ in writing.asides)
        self._phrases = PhraseMaker(writing, found)

    def read(self) -> list[KoreanPhrase]:
        """The noun phrases in order."""
        found: list[KoreanPhrase] = []
        for run in runs(self._found, self._dates, self._breaks):
            if found and self._is_part(found[-1], run):
                found[-1] = replace(found[-1], role=role_of(self._found, run[1]), last=run[1])
                continue
            for nominal in self._of_run(run):
                if found and self._is_dated_event(found[-1], nominal):
                    found[-1] = self._dated_event(found[-1], nominal)
                else:
                    found.append(self._owned(found[-1:], _as_called(found[-1:], nominal)))
        return found

    def _is_part(self, before: KoreanPhrase, run: Span) -> bool:
        """Whether the run only says in which part of the place before it: "아시아의 남동쪽에"."""
        words = words_of(self._found, run)
        touches = before.last + 2 == run[0] and before.role == "genitive"
        return (
            touches
            and before.is_name
            and all(self._phrases.text([word]) in lexicon().parts for word in words)
        )

    def _of_run(self, run: Span) -> Iterator[KoreanPhrase]:
        words, start, role = (
            words_of(self._found, run),
            self._found[run[0]].start,
            role_of(self._found, run[1]),
        )
        if any(span[0] <= start < span[1] and self._found[run[0]].end <= span[1] for span in self._dates):
            yield KoreanPhrase(self._phrases.text(words), *run, "date", "Date", role)
            return
        title = next((at for at, word in enumerate(words) if at and self._phrases.is_titled([word])), 0)
        found: list[KoreanPhrase] = []
        for kept in self._without_adverbs(words[:title] or words):
            own = role if kept[-1] == words[-1] or self._keeps_role(words, kept, role) else "apart"
            own = "bare" if self._has_direction(words, kept, role) else own
            own = "genitive" if title and kept[-1] == words[title - 1] else own
            for nominal in self._linked(kept, own):
                found.append(self._owned(found[-1:], nominal))
        if title:
            found.append(self._titled(found[-1:], words[title:], role))
        for nominal in found:
            yield replace(nominal, kind="name", type=UNKNOWN) if self._is_called(nominal) else nominal

    def _has_direction(self, words: list[Span], kept: list[Span], role: Role) -> bool:
        """Whether the next of a row begins behind the name: "군위군, 남쪽으로 창녕군과"."""
        behind = words[words.index(kept[-1]) + 1 :]
        return role == "role" and len(behind) == 1 and self._phrases.text(behind).endswith("쪽")

    def _keeps_role(self, words: list[Span], kept: list[Span], role: Role) -> bool:
        """Whether what is behind the phrase leaves it its particle: "고려 말기의 문신", "지중해 동부에"."""
        behind = words[words.index(kept[-1]) + 1 :]
        inside = all(self._phrases.text([word]) in lexicon().parts for word in behind)
        return role == "genitive" or (role == "place" and inside)

    def _linked(self, words: list[Span], role: Role) -> Iterator[KoreanPhrase]:
        """The phrases of the words; of "서울 출신 배우" the noun is told to be of the place by 출신."""
        at = next(
            (at for at, word in enumerate(words) if at and self._phrases.text([word]) in lexicon().links), 0
        )
        if not at:
            yield from self._of_words(words, role)
            return
        *outer, owner = self._of_words(words[:at], "genitive")
        yield from outer
        yield owner
        link = replace(self._phrases.nominal(words[at : at + 1], role), owner=owner)
        if not words[at + 1 :]:
            yield link
            return
        for nominal in self._of_words(words[at + 1 :], role):
            told = nominal.called or nominal
            told = replace(told, owner=owner, link=link.text)
            yield replace(nominal, called=told) if nominal.called else told

    def _titled(self, before: list[KoreanPhrase], words: list[Span], role: Role) -> KoreanPhrase:
        """A title in quotation marks with what stands before it: 드라마 《눈사람》, MBC 《눈사람》."""
        nominal = self._phrases.nominal(words, role)
        if not before:
            return nominal
        kind = lexicon().type_of_kind(before[0].text) if before[0].kind == "concept" else None
        if kind is not None and kind in _BEFORE_NAMES:
            return replace(nominal, type=kind, called=before[0], owner=before[0].owner)
        return replace(nominal, owner=before[0] if before[0].is_name else before[0].owner)

    def _is_called(self, nominal: KoreanPhrase) -> bool:
        """Whether "X라고 부르다" makes a name of a noun that is none elsewhere."""
        before = self._found[nominal.first - 1].tag if nominal.first else ""
        described = before in {"ETM", "JKG", "MM"} or lexicon().type_of_kind(nominal.text) is not None
        return nominal.role == "named" and nominal.kind == "concept" and not described

    def _without_adverbs(self, words: list[Span]) -> Iterator[list[Span]]:
        """The rows of words between those that are no part of a name."""
        row: list[Span] = []
        for word in words:
            if self._phrases.text([word]) in lexicon().adverbs | lexicon().parts:
                yield from [row] if row else []
                row = []
            elif row or not self._is_ordinal(words[words.index(word) :]):
                row.append(word)
        yield from [row] if row else []

    def _is_ordinal(self, words: list[Span]) -> bool:
        text = self._phrases.text(words[:1])
        return len(words) > 1 and (text in lexicon().ordinals or _ORDINAL.fullmatch(text) is not None)

    def _of_words(self, words: list[Span], role: Role) -> Iterator[KoreanPhrase]:
        """The phrases in a row of words: places one in another, else one phrase."""
        is_whole = self._phrases.is_named_by_end(words) or self._phrases.is_known(words)
        for cut in range(1, 1 if is_whole else len(words)):
            outer, inner = words[:cut], words[cut:]
            place = self._phrases.nominal(outer, "apart")
            if self._phrases.is_place(outer) and self._phrases.is_in_place(inner):
                yield from _in_place(place, list(self._of_words(inner, role)))
                return
        yield (
            self._with_value(words, role)
            or self._with_noun(words, role)
            or self._with_title(words, role)
            or self._with_owner(words, role)
        )

    def _with_noun(self, words: list[Span], role: Role) -> KoreanPhrase | None:
        """The name with the noun that stands before it: 가수 아이유."""
        for cut in range(len(words) - 1, 0, -1):
            noun, name = words[:cut], words[cut:]
            kind = lexicon().type_of_kind(self._phrases.text(noun[-1:]))
            if (
                kind is not None
                and kind in _BEFORE_NAMES
                and (self._phrases.is_proper(name[0]) or self._phrases.is_proper(name[-1]))
                and not self._phrases.nominal(noun[-1:], "apart").is_name
            ):
                called = self._with_owner(noun, "apart")
                return replace(self._phrases.nominal(name, role), type=kind, called=called)
        return None

    def _with_title(self, words: list[Span], role: Role) -> KoreanPhrase | None:
        """The name with the title that stands behind it: 조지 워싱턴 대통령."""
        name, title = words[:-1], words[-1:]
        if not name or self._phrases.text(title) not in lexicon().titles or self._phrases.is_place(name):
            return None
        place = self._phrases.nominal(name[-1:], "genitive") if len(name) > 1 else None
        if place is not None and place.type == _COUNTRY:  # 빌헬름 미클라스 오스트리아 대통령
            titled = self._with_title([*name[:-1], *title], role)
            called = replace(titled.called, owner=place) if titled is not None and titled.called else None
            return replace(titled, called=called) if titled is not None else None
        ruler = (
            len(name) == 1
            and self._phrases.is_untyped(name)
            and self._phrases.text(title) in lexicon().sure_titles
        )
        is_person = ruler or is_like_person(self._phrases.text(name))
        if not all(map(self._phrases.is_proper, name)) or not is_person:
            return None
        if len(name) > 1 and is_city(self._phrases.text(name[-1:])):
            return None  # a club: 보루시아 도르트문트 감독
        called = self._phrases.nominal(title, "apart")
        return replace(self._phrases.nominal(name, role), type=PERSON, last=called.last, called=called)

    def _with_value(self, words: list[Span], role: Role) -> KoreanPhrase | None:
        """The value behind the noun for what it is of: 면적 989km2."""
        text = self._phrases.text(words[:1])
        value = self._phrases.nominal(words[1:], role) if words[1:] and lexicon().is_attribute(text) else None
        return replace(value, link=text) if value is not None and value.kind == "quantity" else None

    def _with_owner(self, words: list[Span], role: Role) -> KoreanPhrase:
        """The phrase; of a noun behind a name ("집현전 학자", "미국 영화") the noun, with the name as its owner."""
        whole = self._phrases.nominal(words, role)
        first = next((at for at, word in enumerate(words) if not self._phrases.is_proper(word)), 0)
        if not first or self._phrases.is_proper(words[-1]):
            return whole
        kind = lexicon().type_of_kind(self._phrases.text(words[-1:]))
        describes = kind is not None and kind not in _NAMING and self._phrases.is_place(words[:first])
        describes |= self._phrases.text(words[first : first + 1]) in lexicon().describing
        owner = self._phrases.nominal(words[:first], "genitive")
        counted = self._phrases.nominal(words[first:], role).kind == "quantity" and len(words) - first == 1
        if owner.is_name and counted and self._found[words[-1][1]].tag in {"NNB", "NNG"}:
            return replace(owner, role=role, last=words[-1][1])  # 서독 6개국
        if kind == PERSON and owner.type == UNKNOWN and lexicon().role_of(whole.noun) not in lexicon().called:
            return replace(whole, kind="concept", type=CONCEPT)  # 침례교 목사, 소프라노 성악가
        if kind == PERSON or describes or not whole.is_name:
            inner = words[first:]
            while self._is_ordinal(inner):
                inner = inner[1:]  # 대한제국 제2대 황제
            return replace(self._phrases.nominal(inner, role), owner=owner)
        return whole

    def _is_dated_event(self, date: KoreanPhrase, nominal: KoreanPhrase) -> bool:
        """Whether a year is a part of the name behind it: 2016년 대통령 선거."""
        touches = (date.kind, date.role, date.last + 1) == ("date", "bare", nominal.first)
        kind = lexicon().type_of_kind(nominal.text)
        named = kind == "Competition" or (kind == "Event" and nominal.kind == "concept")
        return touches and named and nominal.kind in {"concept", "name"}

    def _dated_event(self, date: KoreanPhrase, nominal: KoreanPhrase) -> KoreanPhrase:
        text = self._line[self._found[date.first].start : self._found[nominal.last].end]
        kind = lexicon().type_of_kind(nominal.text) or nominal.type
        return replace(nominal, text=text, first=date.first, kind="name", type=kind)

    def _owned(self, before: list[KoreanPhrase], nominal: KoreanPhrase) -> KoreanPhrase:
        """The phrase with the one in 의 before it, over numerals and adverbs ("조선의 네 번째 임금")."""
        if not before or before[0].role != "genitive" or nominal.owner is not None:
            return nominal
        first = min(nominal.first, nominal.called.first if nominal.called is not None else nominal.first)
        between = self._found[before[0].last + 2 : first]
        passed = _BETWEEN_OWNER_AND_NOUN, lexicon().ordinals | lexicon().adverbs | {"의"}
        near = all(each.tag in passed[0] or each.form in passed[1] for each in between)
        near = near or (between[0].form in _MOST and {each.tag for each in between[1:]} == {"VA", "ETM"})
        if not near:
            return nominal
        called = nominal.called
        if called is not None and called.owner is None and lexicon().role_of(called.noun) in lexicon().called:
            return replace(nominal, owner=before[0], called=replace(called, owner=before[0]))
        if before[0].owner is not None and before[0].noun in lexicon().links | lexicon().credits:
            return replace(nominal, owner=before[0].owner, link=before[0].noun)
        return replace(nominal, owner=before[0])


def _as_called(before: list[KoreanPhrase], nominal: KoreanPhrase) -> KoreanPhrase:
    """The phrase with all that is told of the noun in front of it: "송강호 주연의 영화 《괴물》"."""
    called = nominal.called
    if not before or called is None or called.first != before[0].first:
        return nominal
    return replace(nominal, called=before[0], owner=before[0].owner)


def _in_place(place: KoreanPhrase, inner: list[KoreanPhrase]) -> Iterator[KoreanPhrase]:
    """The place, and what lies in it; where no name is behind it, the place has the particle."""
    if len(inner) == 1 and not inner[0].is_name:
        yield replace(place, role=inner[0].role, last=inner[0].last)
        return
    yield place
    yield replace(inner[0], owner=inner[0].owner or place)
    yield from inner[1:]
