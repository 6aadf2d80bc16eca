"""Where each mention and piece of evidence hangs, and which entities and facts that needs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.record.batches import RecordSlice
from kg.record.document_parts import DocumentParts
from kg.text.name_key import name_key
from kg.view.decided import Decided
from kg.view.entities import NameCount, decided_view
from kg.view.new_nodes import NewEntity, NewFact, stored_ends
from kg.view.resolution import Resolution
from schemas.document_graph import Evidence, Mention
from schemas.ids import fact_id


@dataclass(frozen=True, slots=True)
class RecordPlan:
    """What is to be written: names by the entity they belong to, facts by id, rows for mentions and evidence.

    `decided` are the decisions tied to these names, `telling` the entities of which several of these documents say something
    by which things of one name may be told apart.
    """

    names: Mapping[str, Sequence[NameCount]]
    facts: Mapping[str, NewFact]
    mentions: Sequence[dict[str, object]]
    evidence: Sequence[dict[str, object]]
    decided: Decided
    telling: frozenset[str]

    def new_entities(self, keys: Mapping[str, str]) -> dict[str, NewEntity]:
        """The entities as these documents alone make them; `keys` gives the key of each."""
        return {one: self._new_entity(one, keys[one], names) for one, names in self.names.items()}

    def _new_entity(self, entity: str, key: str, names: Sequence[NameCount]) -> NewEntity:
        view = decided_view(entity, names, self.decided)
        keys = tuple(sorted((alias.key, alias.surface) for alias in view.keys))
        return NewEntity(entity, view.name, key, view.type, view.aliases, view.mentions, keys)


def plan_record(slices: Sequence[RecordSlice], decided: Decided, *, shown: bool) -> RecordPlan:
    """The plan for these slices, where `decided` says which entity each name belongs to, and which facts are not true."""
    names: dict[str, list[NameCount]] = {}
    mentions: list[dict[str, object]] = []
    evidence: list[tuple[Evidence, dict[str, object], NewFact]] = []
    for one in slices:
        parts = DocumentParts(one.graph, decided.splits)
        for entity, counts in _names(one, parts, decided.resolution, shown=shown).items():
            names.setdefault(entity, []).extend(counts)
        mentions += [_mention(mention, parts.of(mention), decided.resolution) for mention in one.mentions]
        evidence += [(piece, *_evidence(piece, parts, decided.resolution)) for piece in one.evidence]
    support: dict[str, set[str]] = {}
    traits: dict[str, set[str]] = {}
    for piece, _, fact in evidence:
        support.setdefault(fact.id, set()).add(piece.chunk_id)
        traits.setdefault(fact.id, set()).update(piece.traits)
    # Those share a typed relationship, which only the derivation can count.
    several = {fact.statement for _, _, fact in evidence if fact.qualifiers}
    return RecordPlan(
        names=names,
        facts={
            fact.id: replace(fact, support=len(support[fact.id]), traits=tuple(sorted(traits[fact.id])))
            if shown and fact.head != fact.tail and not {fact.id, fact.statement} & (decided.judged | several)
            else fact
            for _, _, fact in evidence
        },
        mentions=mentions,
        evidence=[row for _, row, _ in evidence],
        decided=decided,
        telling=_telling(slices, decided),
    )


def _telling(slices: Sequence[RecordSlice], decided: Decided) -> frozenset[str]:
    documents = {
        (mention.origin, one.graph.document.id) for one in slices for mention in one.mentions if mention.clues
    }
    times = Counter(origin for origin, _ in documents)
    return frozenset(decided.resolution.entity_of(one) for one, count in times.items() if count > 1)


def _names(
    one: RecordSlice, parts: DocumentParts, resolution: Resolution, *, shown: bool
) -> dict[str, list[NameCount]]:
    # The ends of a slice's evidence may be mentioned in a later slice of the document only.
    wanted = {end for piece in one.evidence for end in parts.ends(piece)}
    wanted |= {parts.of(mention) for mention in one.mentions}
    times = Counter(
        (parts.of(mention), mention.type, mention.family, mention.surface, mention.key)
        for mention in one.graph.mentions
        if parts.of(mention) in wanted
    )
    names: dict[str, list[NameCount]] = {}
    for (part, type_name, family, surface, key), count in times.items():
        names.setdefault(resolution.entity_of(part), []).append(
            NameCount(part, type_name, family, surface, key, _surface_key(surface, key), shown, count)
        )
    return names


def _surface_key(surface: str, key: str) -> str | None:
    found = name_key(surface)
    return None if found in {key, ""} else found


def _mention(mention: Mention, part: str, resolution: Resolution) -> dict[str, object]:
    return {
        **mention.model_dump(),
        "entity": resolution.entity_of(part),
        "part": _unless(part, mention.origin),
        "surface_key": _surface_key(mention.surface, mention.key),
        # A property without a value is none.
        "clues": list(mention.clues) or None,
    }


def _evidence(
    piece: Evidence, parts: DocumentParts, resolution: Resolution
) -> tuple[dict[str, object], NewFact]:
    head_part, tail_part = parts.ends(piece)
    ends = resolution.entity_of(head_part), resolution.entity_of(tail_part)
    head, tail = stored_ends(*ends, piece.traits)
    qualifiers = tuple(one.identity for one in piece.qualifiers)
    wordings = tuple(one.wording for one in piece.qualifiers)
    identifier = fact_id(head, piece.relation, tail, qualifiers)
    fact = NewFact(identifier, head, piece.relation, tail, qualifiers, wordings)
    row = {
        **piece.model_dump(exclude={"qualifiers"}),
        "traits": list(piece.traits) or None,
        "wordings": list(fact.wordings) or None,
        "fact": fact.id,
        "head_part": _unless(head_part, piece.head_origin),
        "tail_part": _unless(tail_part, piece.tail_origin),
    }
    return row, fact


def _unless(part: str, origin: str) -> str | None:
    """The part as it is stored: not at all where it is the whole name."""
    return None if part == origin else part
