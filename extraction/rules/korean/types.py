"""Which type each name of a Korean passage has, by its own words, what it is called and what is said of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from extraction.lexicon.korean_words import UNKNOWN, lexicon
from extraction.rules.korean.gazetteer import is_city, known_type
from extraction.rules.korean.hanja import type_of_hanja
from extraction.rules.korean.looks import is_common_noun, is_foreign, is_like_person, is_regnal
from extraction.rules.korean.noun_phrase import CONCEPT, PERSON, KoreanPhrase
from extraction.rules.korean.relations import ends_of
from extraction.rules.korean.statement import ALSO_KNOWN_AS, OTHER_NAMES, KoreanStatement
from kg.text.hangul import has_hangul

_KNOWN_WEIGHT = 100
_OWN_WEIGHT = 4
_CITY = "City"
_WORK = "Work"
_OF_NO_PERSON = frozenset("교성관대전기선법론학파회사호역항의지")
_ENOUGH = 4  # of a row one in so many must have the type that the others get
_ENOUGH_COUNTRIES = 1.5  # nearly all countries are known
_SHORT = 2  # syllables that mean many other things
_MARKS_WEIGHT = 1  # quotation marks say Work, and no more
_CALLED_WEIGHT = 5
_SAID_WEIGHT = 1
_OF_PATIENTS = frozenset({"time", "since"})
_ACTING = frozenset(
    {"topic", "subject", "also", "partner", "receiver", "agent", "genitive", "object", "copula", "bare"}
)


def decide_types(
    names: Sequence[KoreanPhrase], said: Sequence[KoreanStatement], groups: Iterable[tuple[str, ...]]
) -> Mapping[str, str]:
    """The type of each name; "Thing" where nothing tells it."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        votes[name.text][name.type] = max(votes[name.text][name.type], _own_weight(name))
    for statement in said:
        _vote(votes, statement)
    types = {name: _most(own) for name, own in votes.items()}
    for statement in said:
        told = lexicon().type_by_verb(statement.relation) if statement.case in _OF_PATIENTS else None
        if told is not None and types.get(statement.head.text) == UNKNOWN:
            votes[statement.head.text][told] += _SAID_WEIGHT
        for end, kind in zip((statement.head, statement.tail), ends_of(statement, types), strict=True):
            if end.is_name and kind not in {None, "Date"} and types.get(end.text) == UNKNOWN:
                votes[end.text][kind] += _SAID_WEIGHT
    types = {name: _most(own) for name, own in votes.items()}
    types |= _by_other_name(said, types)
    types |= _by_role(names, types)
    types |= _by_life(said, types)
    types |= _by_other_name(said, types)
    for group in groups:
        if len(group) > 1 and all(map(is_like_person, group)):
            types |= {name: PERSON for name in group if types.get(name) == UNKNOWN}
        typed = [types[name] for name in group if types.get(name, UNKNOWN) != UNKNOWN]
        enough = len(typed) * (_ENOUGH_COUNTRIES if typed[:1] == ["Country"] else _ENOUGH) >= len(group)
        if len(set(typed)) == 1 and enough:
            types |= {
                name: typed[0] for name in group if types.get(name) == UNKNOWN and _may_be(name, typed[0])
            }
    people = [f" {name} " for name, kind in types.items() if kind == PERSON]
    types |= {
        name: PERSON
        for name, kind in types.items()
        if kind == UNKNOWN and any(f" {name} " in person for person in people)
    }
    types |= {name: CONCEPT for name, kind in types.items() if kind == UNKNOWN and is_common_noun(name)}
    types |= _called_concepts(said, types)
    types |= _by_other_name(said, types)
    return types | _by_script(said, types)


def _may_be(name: str, kind: str) -> bool:
    """Whether a name may be of its row's type: a person is not called as no person is."""
    return kind != PERSON or may_be_person(name)


def may_be_person(name: str) -> bool:
    """Whether nothing in the name says that it is no person's."""
    return is_like_person(name) or is_foreign(name) or name[-1] not in _OF_NO_PERSON


def _by_life(said: Sequence[KoreanStatement], types: Mapping[str, str]) -> dict[str, str]:
    """Persons by the two years in brackets behind a name that may be a person's."""
    return {
        statement.head.text: PERSON
        for statement in said
        if (statement.relation, statement.case) == ("태어나다", "life")
        and types.get(statement.head.text) == UNKNOWN
        and _may_be(statement.head.text, PERSON)
    }


def _by_other_name(said: Sequence[KoreanStatement], types: Mapping[str, str]) -> dict[str, str]:
    """The type of a name that is another name of what has a type."""
    found: dict[str, str] = {}
    for statement in said:
        if statement.relation in OTHER_NAMES:
            ends = statement.head.text, statement.tail.text
            for name, other in (ends, ends[::-1]):
                kind = found.get(other) or types.get(other, UNKNOWN)
                if types.get(name) == UNKNOWN and kind != UNKNOWN:
                    found[name] = kind
    return found


def _by_script(said: Sequence[KoreanStatement], types: Mapping[str, str]) -> dict[str, str]:
    """The types of the names in other letters that stand in brackets: those of the Korean names."""
    return {
        statement.tail.text: types[statement.head.text]
        for statement in said
        if statement.relation == ALSO_KNOWN_AS and not has_hangul(statement.tail.text)
    }


def _called_concepts(said: Sequence[KoreanStatement], types: Mapping[str, str]) -> dict[str, str]:
    """What has no other type and is called a kind of concept: "생물정제는 … 개념이다"."""
    return {
        statement.head.text: CONCEPT
        for statement in said
        if statement.case == "definition"
        and types.get(statement.head.text) == UNKNOWN
        and lexicon().type_of_kind(statement.tail.text) == CONCEPT
    }


def _own_weight(name: KoreanPhrase) -> int:
    """How surely the name's own words tell its type; a name is not surer for being repeated."""
    if name.type == known_type(name.text):
        return _KNOWN_WEIGHT
    return _MARKS_WEIGHT if name.type == _WORK else _OWN_WEIGHT


def _by_role(names: Sequence[KoreanPhrase], types: Mapping[str, str]) -> dict[str, str]:
    """What a name without another type may be: a city where it is a place, a person where it acts."""
    unknown = {name for name, kind in types.items() if kind == UNKNOWN}
    found: dict[str, str] = {}
    for name in names:
        is_place = name.role == "place" or (len(name.text) > _SHORT and not is_like_person(name.text))
        if name.text in unknown and is_place and is_city(name.text):
            found[name.text] = _CITY
        elif (name.text in unknown and name.role in _ACTING and is_like_person(name.text)) or (
            name.text in unknown and is_regnal(name.text)
        ):
            found[name.text] = PERSON
    return found


def _vote(votes: defaultdict[str, Counter[str]], statement: KoreanStatement) -> None:
    if statement.case in {"kind", "definition"} and not statement.negated:
        kind = lexicon().type_of_kind(statement.tail.text)
        if kind is not None and kind != "Concept":
            votes[statement.head.text][kind] += _CALLED_WEIGHT
    if statement.relation in lexicon().names_of_persons:
        votes[statement.head.text][PERSON] += _CALLED_WEIGHT
        votes[statement.tail.text][PERSON] += _CALLED_WEIGHT
    if statement.relation == ALSO_KNOWN_AS and (kind := type_of_hanja(statement.tail.text)) is not None:
        votes[statement.head.text][kind] += _CALLED_WEIGHT
        votes[statement.tail.text][kind] += _CALLED_WEIGHT


def _most(votes: Counter[str]) -> str:
    return min(
        (name for name in votes if votes[name] or name == UNKNOWN),
        key=lambda name: (name == UNKNOWN, -votes[name], name),
    )
