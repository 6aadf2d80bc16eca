"""Where each mention and piece of evidence hangs, and which entities and facts that needs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.record.batches import RecordSlice
from kg.text.name_key import name_key
from kg.view.decided import Decided
from kg.view.entities import NameCount, entity_view
from kg.view.new_nodes import NewEntity, NewFact, stored_ends
from kg.view.resolution import Resolution
from schemas.document_graph import Evidence, Mention
from schemas.ids import fact_id


@dataclass(frozen=True, slots=True)
class RecordPlan:
    """What is to be written: names by the entity they belong to, facts by id, rows for mentions and evidence.

    `nameless` are the origins that a person merged into another.
    """

    names: Mapping[str, Sequence[NameCount]]
    facts: Mapping[str, NewFact]
    mentions: Sequence[dict[str, object]]
    evidence: Sequence[dict[str, object]]
    nameless: frozenset[str]

    def new_entities(self, keys: Mapping[str, str]) -> dict[str, NewEntity]:
        """The entities as these documents alone make them; `keys` gives the key of each."""
        return {one: self._new_entity(one, keys[one], names) for one, names in self.names.items()}

    def _new_entity(self, entity: str, key: str, names: Sequence[NameCount]) -> NewEntity:
        view = entity_view(names, self.nameless)
        keys = tuple(sorted((alias.key, alias.surface) for alias in view.keys))
        return NewEntity(entity, view.name, key, view.type, view.aliases, view.mentions, keys)


def plan_record(slices: Sequence[RecordSlice], decided: Decided, *, shown: bool) -> RecordPlan:
    """The plan for these slices, where `decided` says which entity each origin belongs to, and which facts are not true."""
    resolution = decided.resolution
    mentions = [_mention(mention, resolution) for one in slices for mention in one.mentions]
    evidence = [(piece, _fact(piece, resolution)) for one in slices for piece in one.evidence]
    support: dict[str, set[str]] = {}
    traits: dict[str, set[str]] = {}
    for piece, fact in evidence:
        support.setdefault(fact.id, set()).add(piece.chunk_id)
        traits.setdefault(fact.id, set()).update(piece.traits)
    return RecordPlan(
        names=_names(slices, resolution, shown=shown),
        facts={
            fact.id: replace(fact, support=len(support[fact.id]), traits=tuple(sorted(traits[fact.id])))
            if shown and fact.head != fact.tail and fact.id not in decided.judged
            else fact
            for _, fact in evidence
        },
        mentions=mentions,
        evidence=[
            {**piece.model_dump(), "traits": list(piece.traits) or None, "fact": fact.id}
            for piece, fact in evidence
        ],
        nameless=resolution.nameless,
    )


def _names(
    slices: Sequence[RecordSlice], resolution: Resolution, *, shown: bool
) -> dict[str, list[NameCount]]:
    # The ends of a slice's evidence may be mentioned in a later slice of the document only.
    ends = {end for one in slices for piece in one.evidence for end in (piece.head_origin, piece.tail_origin)}
    wanted = ends | {mention.origin for one in slices for mention in one.mentions}
    times = Counter(
        (mention.origin, mention.type, mention.family, mention.surface, mention.key)
        for one in slices
        for mention in one.graph.mentions
        if mention.origin in wanted
    )
    names: dict[str, list[NameCount]] = {}
    for (origin, type_name, family, surface, key), count in times.items():
        names.setdefault(resolution.entity_of(origin), []).append(
            NameCount(origin, type_name, family, surface, key, _surface_key(surface, key), shown, count)
        )
    return names


def _surface_key(surface: str, key: str) -> str | None:
    found = name_key(surface)
    return None if found in {key, ""} else found


def _mention(mention: Mention, resolution: Resolution) -> dict[str, object]:
    return {
        **mention.model_dump(),
        "entity": resolution.entity_of(mention.origin),
        "surface_key": _surface_key(mention.surface, mention.key),
    }


def _fact(piece: Evidence, resolution: Resolution) -> NewFact:
    ends = resolution.entity_of(piece.head_origin), resolution.entity_of(piece.tail_origin)
    head, tail = stored_ends(*ends, piece.traits)
    return NewFact(fact_id(head, piece.relation, tail), head, piece.relation, tail)
