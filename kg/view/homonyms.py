"""Telling two things of one name apart by what documents say of them: a pure function of their clues."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

_MOST_THINGS = 8
_LIFE_YEARS = 100
_SAME_YEARS = 2
_REFOUNDED_YEARS = 20
_ERA_YEARS = 60
_FAMILIES_APART = frozenset(
    frozenset(pair.split())
    for pair in (
        "Person Place",
        "Person Organization",
        "Person Work",
        "Person Species",
        "Person Language",
        "Person Award",
        "Person Material",
        "Person Product",
        "Work Place",
        "Work Species",
        "Work Language",
        "Work Material",
        "Place Species",
        "Place Material",
        "Place Language",
        "Place Noun",
    )
)
_FIELDS_APART = frozenset(
    frozenset((field, other))
    for field, others in {
        "sport": "science medicine faith craft law art",
        "craft": "science medicine music stage law politics",
        "faith": "stage",
        "music": "science medicine sport war",
        "stage": "science medicine",
    }.items()
    for other in others.split()
)
_SETTLED = frozenset({"City", "Country", "Region", "Water"})
_BODIES = frozenset({"Company", "Team", "Band", "PoliticalParty"})
_WORKS = frozenset({"Film", "Book", "Song", "Album", "Game", "Periodical", "Artwork", "Series", "Stage"})
_ONE_WORK = frozenset({"Film", "Book", "Song", "Album", "Series"})


_WORDS = {
    "kind": "",
    "born": "born ",
    "lived": "lived ",
    "died": "died ",
    "works": "",
    "year": "of ",
    "began": "begun ",
    "region": "in ",
    "from": "from ",
    "by": "by ",
}
_LESS_TYPE_THAN_NEIGHBOUR = 0.5


@dataclass(frozen=True, slots=True)
class NamedIn:
    """What one document says of a name: how often it gives each clue, its type families, the keys of names beside it."""

    source: str
    clues: Mapping[str, int] = field(default_factory=dict)
    families: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Thing:
    """One of several things of a name: what tells it from the others, and the documents that mean it, sorted."""

    told_by: str
    sources: tuple[str, ...]


class _Profile:
    """What some documents say of one thing."""

    def __init__(self, first: NamedIn) -> None:
        self.documents: list[NamedIn] = []
        self.first = first.source
        self._said: dict[str, Counter[str]] = {}
        self.add(first)

    def add(self, document: NamedIn) -> None:
        self.documents.append(document)
        self.first = min(document.source, self.first)
        for clue, times in document.clues.items():
            aspect, _, value = clue.partition(":")
            self._said.setdefault(aspect, Counter())[value] += times

    def value(self, aspect: str) -> str | None:
        """What is said of this aspect most often.

        The `kind` is what it is stated to be, else what it is called in passing, else what it does, else what is known
        of the name; the `region` is that which holds it, else that of the place that is best known under the name.
        """
        if aspect == "kind":
            return self.value("is") or self.value("as") or self.value("does") or self.value("known")
        if aspect == "region":
            return self.value("in") or self.value("usually")
        said = self._said.get(aspect)
        return min(said, key=lambda value: (-said[value], value)) if said else None

    def values(self, aspect: str) -> Collection[str]:
        """All that is said of this aspect."""
        return self._said.get(aspect, {}).keys()


def things_of_one_name(documents: Sequence[NamedIn]) -> tuple[Thing, ...]:
    """The things that these documents call by one name, sorted by what tells them apart; none where nothing does.

    Depends on the set of documents alone. Those that say most come first; each joins the one thing that nothing it says
    speaks against, or is another thing. A document that says nothing, or fits several, means the one that it shares most
    names with, else the one that most documents mean: it is never a thing of its own.
    """
    telling = [one for one in documents if one.clues]
    profiles: list[_Profile] = []
    open_ones = [one for one in documents if not one.clues]
    for one in sorted(telling, key=lambda one: (-_weight(one), one.source)):
        fitting = [profile for profile in profiles if not _are_apart(profile, _Profile(one))]
        if not fitting and len(profiles) < _MOST_THINGS:
            profiles.append(_Profile(one))
        elif len(fitting) == 1:
            fitting[0].add(one)
        else:
            open_ones.append(one)
    if len(profiles) < 2:
        return ()
    chosen = [(_most_like(profiles, one), one) for one in sorted(open_ones, key=lambda one: one.source)]
    for profile, one in chosen:
        profile.documents.append(one)
    told = {_told_by(profile, profiles): profile for profile in profiles}
    return tuple(
        Thing(told_by, tuple(sorted(one.source for one in told[told_by].documents)))
        for told_by in sorted(told)
    )


def _weight(document: NamedIn) -> int:
    return sum(1 for clue in document.clues if not clue.startswith(("known:", "usually:")))


def _most_like(profiles: Sequence[_Profile], document: NamedIn) -> _Profile:
    def likeness(profile: _Profile) -> tuple[float, int, str]:
        beside = frozenset().union(*(one.beside for one in profile.documents))
        family = (profile.value("kind") or "").partition(".")[0]
        shared = len(beside & document.beside) + _LESS_TYPE_THAN_NEIGHBOUR * (family in document.families)
        return -shared, -len(profile.documents), profile.first

    return min(profiles, key=likeness)


def _told_by(profile: _Profile, profiles: Sequence[_Profile]) -> str:
    """What tells the thing from all others: its kind, else a year or region, else the first document that tells of it."""
    others = [one for one in profiles if one is not profile]
    for aspect, words in _WORDS.items():
        value = profile.value(aspect)
        if value is not None and all(one.value(aspect) != value for one in others):
            return words + (_path(value)[1] if aspect == "kind" else value)
    return f"in {profile.first}"


def _are_apart(one: _Profile, other: _Profile) -> bool:
    """Whether something that is said of the one cannot be said of the other."""
    return (
        _differ(one, other, "kind", _kinds_apart)
        or _fields_apart(one, other)
        or _differ(one, other, "born", _years_apart)
        or _differ(one, other, "died", _years_apart)
        or _differ(one, other, "year", _years_apart)
        or _differ(one, other, "began", _beginnings_apart)
        or _differ(one, other, "region", _regions_apart)
        or _makers_apart(one, other)
        or _eras_apart(one, other)
        or _eras_apart(other, one)
        or _lives_apart(one, other)
        or _lives_apart(other, one)
    )


def _differ(one: _Profile, other: _Profile, aspect: str, apart: Callable[[str, str], bool]) -> bool:
    first, second = one.value(aspect), other.value(aspect)
    return first is not None and second is not None and apart(first, second)


def _kinds_apart(one: str, other: str) -> bool:
    (first, kind), (second, other_kind) = _path(one), _path(other)
    if first == second:
        return first == "Work" and kind != other_kind and {kind, other_kind} <= _WORKS
    if {first, second} == {"Place", "Organization"}:
        return bool({kind, other_kind} & _SETTLED) and bool({kind, other_kind} & _BODIES)
    if {first, second} in ({"Work", "Organization"}, {"Work", "Event"}, {"Work", "Agent"}):
        return bool({kind, other_kind} & _ONE_WORK)
    return frozenset((first, second)) in _FAMILIES_APART


def _path(kind: str) -> tuple[str, str]:
    family, _, narrow = kind.partition(".")
    return family, narrow or family


def _fields_apart(one: _Profile, other: _Profile) -> bool:
    """Whether all that is said of what each works at is far from all that is said of the other."""
    fields, others = one.values("works"), other.values("works")
    pairs = [frozenset((field, another)) for field in fields for another in others]
    return bool(pairs) and all(pair in _FIELDS_APART for pair in pairs)


def _years_apart(one: str, other: str) -> bool:
    return abs(int(one) - int(other)) > _SAME_YEARS


def _beginnings_apart(one: str, other: str) -> bool:
    return abs(int(one) - int(other)) > _REFOUNDED_YEARS


def _lives_apart(one: _Profile, other: _Profile) -> bool:
    """Whether the other was dead before the one was born, or nobody gets as old as both would be."""
    born, start = one.value("born"), one.value("born") or one.value("lived") or one.value("died")
    end = other.value("lived") or other.value("died") or other.value("born")
    if start is None or end is None:
        return False
    return abs(int(start) - int(end)) > _LIFE_YEARS or bool(born and int(end) < int(born) - _SAME_YEARS)


def _makers_apart(one: _Profile, other: _Profile) -> bool:
    """Whether two works are directed by others, or one kind of work comes from one country and from another."""
    directors, others = (_last_names(each.values("by")) for each in (one, other))
    if directors and others and not directors & others:
        return True
    nations, other_nations = one.values("from"), other.values("from")
    return bool(nations and other_nations) and not set(nations) & set(other_nations)


def _last_names(persons: Collection[str]) -> set[str]:
    return {name.split()[-1] for person in persons for name in person.split(" and ")}


def _eras_apart(one: _Profile, other: _Profile) -> bool:
    """Whether nobody of the other's years lived in the era of the one."""
    era = one.value("era")
    years = [int(year) for aspect in ("born", "lived", "died") for year in other.values(aspect)]
    if era is None or not years:
        return False
    start, end = map(int, era.split("/"))
    return max(years) < start - _ERA_YEARS or min(years) > end + _ERA_YEARS


def _regions_apart(one: str, other: str) -> bool:
    (country, _, state), (other_country, _, other_state) = one.partition("."), other.partition(".")
    return country != other_country or bool(state and other_state and state != other_state)
