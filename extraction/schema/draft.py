"""The graph schema that the loose pass suggests."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from pydantic import Field

from extraction.mentions.names import spelling_key
from extraction.mentions.schema_names import SchemaNames
from extraction.schema.example_sentences import ExampleSentences, sentence_of
from extraction.schema.type_groups import group_types
from schemas.chunk import Chunk
from schemas.extraction import ChunkExtraction, Triple
from schemas.graph_schema import (
    DroppedType,
    EntityType,
    GraphSchema,
    Pattern,
    RelationType,
)
from schemas.value import Value

_EMPTY_RELATIONS = frozenset(
    {"RELATE_TO", "RELATION", "RELATIONSHIP", "OTHER", "UNKNOWN", "NONE", "ASSOCIATE"}
)

PatternKey = tuple[str, str, str]


class DraftSettings(Value):
    """How much evidence a type or pattern needs, and how alike two type names must be to be one.

    `rare_below` are pairs (chunks, count): from that many chunks on, what is found fewer than `count` times is left
    out, so that a small document keeps all and a large corpus loses its noise.
    """

    rare_below: tuple[tuple[int, int], ...] = ((0, 1), (200, 2), (2_000, 3), (20_000, 5))
    max_entity_types: int = Field(default=60, ge=1)
    max_relation_types: int = Field(default=1_000, ge=1)
    max_examples: int = Field(default=3, ge=0, le=20)
    similarity: float = Field(default=0.92, ge=0.5, le=1.0)

    def least_count(self, chunks: int) -> int:
        """How often something must be found in a corpus of this many chunks."""
        return max((count for start, count in self.rare_below if chunks >= start), default=1)


@dataclass(frozen=True, slots=True)
class _Statement:
    """A triple in raw types, its relation named and its direction turned, with its sentence."""

    pattern: PatternKey
    wording: str
    inverted: bool
    sentence: str | None


@dataclass(frozen=True, slots=True)
class _Limit:
    least: int
    most: int


def draft_schema(
    outcomes: Iterable[tuple[Chunk, ChunkExtraction]],
    *,
    version: int,
    base: GraphSchema | None,
    settings: DraftSettings,
    created_at: datetime | None = None,
) -> GraphSchema:
    """A draft of the vocabulary that the loose pass used, with counts and example sentences.

    Near-duplicate type names are merged, relations named by their lemma, what is rare or says nothing is dropped with
    the reason. Everything in `base`, the approved schema, stays. Apart from `created_at` (default: now), the result
    does not depend on the order of the outcomes.
    """
    tally = _Tally(base, settings)
    for chunk, extraction in outcomes:
        tally.add(chunk, extraction)
    return tally.schema(version, created_at or datetime.now(UTC))


class _Tally:
    """Counts of all that the loose pass found."""

    def __init__(self, base: GraphSchema | None, settings: DraftSettings) -> None:
        self._base = base
        self._in_force = SchemaNames(base)
        self._settings = settings
        self._chunks: set[str] = set()
        self._types: Counter[str] = Counter()
        self._names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._patterns: Counter[PatternKey] = Counter()
        self._wordings: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._sentences = ExampleSentences(settings.max_examples)

    def add(self, chunk: Chunk, extraction: ChunkExtraction) -> None:
        """Count one chunk."""
        self._chunks.add(chunk.id)
        for entity in extraction.entities:
            self._types[entity.type] += 1
            self._names[entity.type][entity.name] += 1
        for triple in extraction.triples:
            statement = self._statement(chunk, triple)
            self._patterns[statement.pattern] += 1
            self._sentences.add(statement.pattern, statement.sentence)
            # Types that are in triples only count as well.
            for type_name in (triple.head_type, triple.tail_type):
                self._types.setdefault(type_name, 0)
            if not statement.inverted:
                self._wordings[statement.pattern[1]][statement.wording] += 1

    def _statement(self, chunk: Chunk, triple: Triple) -> _Statement:
        relation = self._in_force.relation_of(triple.relation, chunk.language)
        head, tail = triple.head_type, triple.tail_type
        pattern = (tail, relation.name, head) if relation.inverted else (head, relation.name, tail)
        return _Statement(pattern, triple.relation, relation.inverted, sentence_of(chunk, triple))

    def schema(self, version: int, created_at: datetime) -> GraphSchema:
        """The draft."""
        least = self._settings.least_count(len(self._chunks))
        type_of = self._merged_types()
        types, dropped_types = self._entity_types(type_of, _Limit(least, self._settings.max_entity_types))
        patterns = self._merged_patterns(type_of)
        relations, dropped_relations = self._relation_types(
            patterns, _Limit(least, self._settings.max_relation_types)
        )
        kept, dropped_patterns = self._kept_patterns(
            patterns, {kind.name for kind in types}, {kind.name for kind in relations}
        )
        return GraphSchema(
            version=version,
            status="draft",
            entity_types=tuple(types),
            relation_types=tuple(relations),
            patterns=tuple(kept),
            dropped=(*dropped_types, *dropped_relations, *dropped_patterns),
            created_at=created_at,
        )

    def _merged_types(self) -> dict[str, str]:
        base_types = self._base.entity_types if self._base is not None else ()
        known = {
            spelling_key(old): kind.name for kind in base_types for old in (*kind.merged_from, kind.name)
        }
        grouped = group_types(
            self._types, [kind.name for kind in base_types], similarity=self._settings.similarity
        )
        return {raw: known.get(spelling_key(raw), name) for raw, name in grouped.items()}

    def _entity_types(
        self, type_of: Mapping[str, str], limit: _Limit
    ) -> tuple[list[EntityType], list[DroppedType]]:
        base = {kind.name: kind for kind in self._base.entity_types} if self._base is not None else {}
        counts = _totals(self._types, type_of)
        kept, dropped = _select("entity type", counts, base, limit)
        return [self._entity_type(name, counts, type_of, base.get(name)) for name in kept], dropped

    def _entity_type(
        self, name: str, counts: Mapping[str, int], type_of: Mapping[str, str], base: EntityType | None
    ) -> EntityType:
        raws = [raw for raw, merged in type_of.items() if merged == name]
        names = sum((self._names[raw] for raw in raws), Counter[str]())
        old = base or EntityType(name=name)
        return EntityType(
            name=name,
            count=max(counts.get(name, 0), old.count),
            examples=_commonest(names, self._settings.max_examples) or old.examples,
            merged_from=_other_names(name, (*raws, *old.merged_from)),
        )

    def _merged_patterns(self, type_of: Mapping[str, str]) -> dict[PatternKey, list[PatternKey]]:
        """Each pattern in merged types with the raw patterns it is made of."""
        merged: defaultdict[PatternKey, list[PatternKey]] = defaultdict(list)
        for raw in sorted(self._patterns):
            head, relation, tail = raw
            merged[type_of[head], relation, type_of[tail]].append(raw)
        return merged

    def _relation_types(
        self, patterns: Mapping[PatternKey, Sequence[PatternKey]], limit: _Limit
    ) -> tuple[list[RelationType], list[DroppedType]]:
        base = {kind.name: kind for kind in self._base.relation_types} if self._base is not None else {}
        counts: Counter[str] = Counter()
        for (_, relation, _), raws in patterns.items():
            counts[relation] += sum(self._patterns[raw] for raw in raws)
        kept, dropped = _select("relation type", counts, base, limit)
        return [self._relation_type(name, counts, base.get(name)) for name in kept], dropped

    def _relation_type(self, name: str, counts: Mapping[str, int], base: RelationType | None) -> RelationType:
        old = base or RelationType(name=name)
        wordings = self._wordings[name]
        return RelationType(
            name=name,
            count=max(counts.get(name, 0), old.count),
            examples=_commonest(wordings, self._settings.max_examples) or old.examples,
            merged_from=_other_names(name, (*wordings, *old.merged_from)),
            inverted_from=old.inverted_from,
        )

    def _kept_patterns(
        self, patterns: Mapping[PatternKey, Sequence[PatternKey]], types: set[str], relations: set[str]
    ) -> tuple[list[Pattern], list[DroppedType]]:
        old = {
            (pattern.head, pattern.relation, pattern.tail): pattern
            for pattern in (self._base.patterns if self._base is not None else ())
        }
        kept: list[Pattern] = []
        dropped: list[DroppedType] = []
        for key in {**old, **patterns}:
            raws = patterns.get(key, ())
            count = sum(self._patterns[raw] for raw in raws)
            before = old.get(key, Pattern(head=key[0], relation=key[1], tail=key[2]))
            reason = None if key in old else _missing(key, types, relations)
            if reason:
                dropped.append(DroppedType(kind="pattern", name=before.shown(), count=count, reason=reason))
                continue
            examples = self._sentences.best(raws) or before.examples
            kept.append(before.model_copy(update={"count": max(count, before.count), "examples": examples}))
        kept.sort(key=lambda pattern: (-pattern.count, pattern.head, pattern.relation, pattern.tail))
        return kept, sorted(dropped, key=lambda one: (-one.count, one.name))


def _totals(counts: Mapping[str, int], merged: Mapping[str, str]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for raw, name in merged.items():
        totals[name] += counts[raw]
    return totals


def _select(
    kind: Literal["entity type", "relation type"],
    counts: Mapping[str, int],
    base: Mapping[str, object],
    limit: _Limit,
) -> tuple[list[str], list[DroppedType]]:
    """Names by falling count: those of the base, and those that are common and say something."""
    order = sorted({*counts, *base}, key=lambda name: (-counts.get(name, 0), name))
    kept: list[str] = []
    dropped: list[DroppedType] = []
    for name in order:
        reason = None if name in base else _fault(kind, name, counts[name], limit)
        if not reason and name not in base and len(kept) >= limit.most:
            reason = f"beyond the {limit.most} commonest"
        if reason:
            dropped.append(DroppedType(kind=kind, name=name, count=counts[name], reason=reason))
        else:
            kept.append(name)
    return kept, dropped


def _fault(kind: str, name: str, count: int, limit: _Limit) -> str | None:
    if kind == "relation type" and (name in _EMPTY_RELATIONS or not any(map(str.isalpha, name))):
        return "says nothing"
    # A type that is in triples only was counted 0 times, and is judged by its patterns.
    return f"found {count} times, fewer than {limit.least}" if 0 < count < limit.least else None


def _missing(key: PatternKey, types: set[str], relations: set[str]) -> str | None:
    head, relation, tail = key
    if relation not in relations:
        return f"relation type {relation} was dropped"
    gone = [name for name in (head, tail) if name not in types]
    return f"entity type {gone[0]} was dropped" if gone else None


def _commonest(counts: Counter[str], limit: int) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda name: (-counts[name], name))[:limit])


def _other_names(name: str, raws: Iterable[str]) -> tuple[str, ...]:
    """The raw names that are spelled otherwise than the name itself."""
    others = {raw for raw in raws if spelling_key(raw) != spelling_key(name)}
    return tuple(sorted(others))
