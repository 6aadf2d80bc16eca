"""The names among what is touched that mean several things, by what visible documents say of them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.db.database import Transaction, execute, fetch, fetch_ids
from kg.db.queries import homonyms as queries
from kg.view.decided import Decided, decisions_about, keys_from_decisions
from kg.view.homonyms import NamedIn, Thing, things_of_one_name
from kg.view.touched import Touched, in_slices
from schemas.ids import entity_id
from schemas.value import Value


class _Said(Value):
    """What mentions of one document say of a name; `parted` where they have a part of it."""

    origin: str
    key: str
    source: str
    visible: bool
    clues: tuple[str, ...]
    parted: bool
    times: int


class _Naming(Value):
    """A visible document that has a name: of which type families there, and beside which other names."""

    origin: str
    document: str
    source: str
    families: tuple[str, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True)
class ToldApart:
    """Names that mean several things, and those that may have done so until now.

    `things` gives by origin and document the id of what is meant there, where that is not the origin itself, `keys` the
    key of each such id, `told_by` what tells each thing from the others of its name. `origins` are all names that were
    looked at and `names` their keys, `holders` the entities that hold their mentions, `sources` the documents that mean
    another thing.
    """

    origins: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    things: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    told_by: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    @property
    def ids(self) -> frozenset[str]:
        """All that may hold mentions of these names, or shall."""
        return self.origins | self.holders | self.keys.keys()

    def thing(self, origin: str, document: str) -> str | None:
        """What the document means by the name, where that has an id of its own."""
        return self.things.get(origin, {}).get(document)


async def tell_apart(tx: Transaction, touched: Touched, decided: Decided) -> ToldApart:
    """Which of the touched names mean several things, under these decisions and as the visible record is now."""
    ids = touched.entities | touched.origins
    keys = set((await keys_from_decisions(tx, decided.ids)).values())
    for some in in_slices(sorted(ids)):
        keys.update(await fetch_ids(tx, queries.KEYS_TO_TELL_APART, ids=some))
    if not keys:
        return ToldApart()
    holders = set(ids)
    for some in in_slices(sorted(keys)):
        holders.update(await fetch_ids(tx, queries.HOLDERS_OF_KEYS, keys=some))
    names = await _said_of(tx, holders, keys)
    several = {
        origin: said
        for origin, said in names.items()
        if things_of_one_name(_named_in(said, decided.splits.of(origin)))
    }
    merged = await _merged_by_persons(tx, several)
    several = {origin: said for origin, said in several.items() if said[0].key not in merged}
    # Names that mean one thing now, but have parts: of a person's split, or of what told them apart until now.
    parted = {origin for origin, said in names.items() if any(one.parted for one in said)}
    origins = parted | several.keys()
    told = set(await fetch_ids(tx, queries.TOLD_ENTITIES, ids=sorted(holders)))
    holding = told | origins | {decided.resolution.entity_of(one) for one in origins}
    of_them = sorted({names[one][0].key for one in origins})
    holding.update(await fetch_ids(tx, queries.HOLDERS_OF_KEYS, keys=of_them))
    found = await _things(tx, several, holding, decided)
    looked_at = ToldApart(frozenset(origins), frozenset(holding), names=frozenset(keys))
    return await _with_ids(tx, found, looked_at)


async def _said_of(
    tx: Transaction, holders: Collection[str], keys: Collection[str]
) -> dict[str, list[_Said]]:
    """What is said of each name of these keys, by origin."""
    names: defaultdict[str, list[_Said]] = defaultdict(list)
    for some in in_slices(sorted(holders)):
        for one in await fetch(tx, _Said, queries.SAID_OF_NAMES, ids=some):
            if one.key in keys:
                names[one.origin].append(one)
    return dict(names)


def _named_in(
    said: Iterable[_Said], elsewhere: Collection[str], naming: Mapping[str, _Naming] | None = None
) -> list[NamedIn]:
    """What each visible document says, but for those that a person said to mean something else.

    `naming` holds all documents that have the name, whether or not they say anything of it.
    """
    clues: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in said:
        if one.visible and one.source not in elsewhere:
            for clue in one.clues:
                clues[one.source][clue] += one.times
    known = naming or {}
    return [
        NamedIn(
            source,
            clues.get(source, {}),
            frozenset(known[source].families) if source in known else frozenset(),
            frozenset(known[source].beside) if source in known else frozenset(),
        )
        for source in sorted({*clues, *known}.difference(elsewhere))
    ]


async def _merged_by_persons(tx: Transaction, names: Mapping[str, Sequence[_Said]]) -> set[str]:
    """The keys of which a person said that two things that have it are one."""
    keys = sorted({said[0].key for said in names.values()})
    return set(await fetch_ids(tx, queries.MERGED_BY_PERSONS, keys=keys)) if keys else set()


@dataclass(frozen=True)
class _Homonym:
    """A name that means several things, and the documents that have it, by source."""

    key: str
    things: tuple[Thing, ...]
    documents: Mapping[str, str]


async def _things(
    tx: Transaction, names: Mapping[str, Sequence[_Said]], holders: Collection[str], decided: Decided
) -> dict[str, _Homonym]:
    naming: defaultdict[str, dict[str, _Naming]] = defaultdict(dict)
    for some in in_slices(sorted(holders) if names else ()):
        rows = await fetch(tx, _Naming, queries.DOCUMENTS_WITH_NAMES, ids=some, origins=sorted(names))
        for row in rows:
            known = naming[row.origin].get(row.source)
            naming[row.origin][row.source] = row if known is None else _joined(known, row)
    return {
        origin: _Homonym(
            said[0].key,
            things_of_one_name(_named_in(said, decided.splits.of(origin), naming[origin])),
            {source: one.document for source, one in naming[origin].items()},
        )
        for origin, said in names.items()
    }


def _joined(one: _Naming, other: _Naming) -> _Naming:
    """Of a document whose mentions of the name hang on several entities."""
    return one.model_copy(
        update={"families": (*one.families, *other.families), "beside": (*one.beside, *other.beside)}
    )


async def _with_ids(tx: Transaction, found: Mapping[str, _Homonym], told: ToldApart) -> ToldApart:
    """The thing that most documents mean keeps the name's own id, but for those that a person decided on."""
    own = {
        (origin, thing.told_by): entity_id(origin, thing.told_by)
        for origin, one in found.items()
        for thing in one.things
    }
    pinned = await _decided_by_persons(tx, own.values())
    things: dict[str, dict[str, str]] = {}
    told_by: dict[str, str] = {}
    for origin, one in found.items():
        free = [thing for thing in one.things if own[origin, thing.told_by] not in pinned]
        kept = min(free or one.things, key=lambda thing: (-len(thing.sources), thing.told_by))
        told_by |= {
            origin if thing is kept else own[origin, thing.told_by]: thing.told_by for thing in one.things
        }
        things[origin] = {
            one.documents[source]: own[origin, thing.told_by]
            for thing in one.things
            if thing is not kept
            for source in thing.sources
        }
    return replace(
        told,
        sources=frozenset(
            source for one in found.values() for thing in one.things for source in thing.sources
        ),
        things=things,
        keys={own[key]: found[key[0]].key for key in own},
        told_by=told_by,
    )


async def _decided_by_persons(tx: Transaction, ids: Collection[str]) -> frozenset[str]:
    """Those of these ids that a person's decision in force is about."""
    decided = await decisions_about(tx, ids)
    rulings = {end for one in decided.rulings if not one.undone for end in one.ends}
    merges = {
        end for one in decided.merges if one.by_person and not one.undone for end in (one.source, one.target)
    }
    return frozenset(ids) & (rulings | merges)


async def show_told_by(tx: Transaction, told: ToldApart, decided: Decided) -> None:
    """Write on each entity of these names what tells it from others of its name; nothing on those that are alone now.

    One that holds mentions of such a name, and is itself known by another, keeps what it has.
    """
    merged = decided.resolution.merged_into
    rows = [
        {"id": one, "told_by": told.told_by.get(one) if one not in merged else None}
        for one in sorted(told.ids)
    ]
    for some in in_slices(rows):
        await execute(tx, queries.SET_TOLD_BY, rows=some, names=sorted(told.names))
