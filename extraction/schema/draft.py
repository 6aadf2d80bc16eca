"""The graph schema that the loose pass suggests."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from extraction.mentions.names import spelling_key
from extraction.schema.example_sentences import ExampleSentences, sentence_of
from extraction.schema.merges import NO_MERGES, Merges
from extraction.schema.statements import PatternKey, StatementReader
from extraction.schema.type_groups import group_types
from extraction.schema.vocabulary import Vocabulary
from schemas.chunk import Chunk
from schemas.extraction import ChunkExtraction
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


def says_nothing(relation: str) -> bool:
    """Whether the name of a relation tells nothing of what it relates."""
    return relation in _EMPTY_RELATIONS or not any(map(str.isalpha, relation))


class DraftSettings(Value):
    """What a type needs to become part of the graph schema, and how alike two type names must be to be one.

    `open_from` is the number of chunks that must use a relation that the vocabulary lacks; with no vocabulary it is 1.
    """

    open_from: int = Field(default=5, ge=1)
    max_entity_types: int = Field(default=60, ge=1)
    max_relation_types: int = Field(default=1_000, ge=1)
    max_examples: int = Field(default=3, ge=0, le=20)
    similarity: float = Field(default=0.92, ge=0.5, le=1.0)


def draft_schema(  # noqa: PLR0913  what it is made of, and how
    outcomes: Iterable[tuple[Chunk, ChunkExtraction]],
    *,
    version: int,
    base: GraphSchema | None,
    settings: DraftSettings,
    vocabulary: Vocabulary | None = None,
    merges: Merges = NO_MERGES,
    created_at: datetime | None = None,
) -> GraphSchema:
    """A draft of the graph schema that the loose pass suggests, with counts and example sentences.

    Relations and types are brought to those of the vocabulary, what it lacks by `merges`. The rest is named by its lemma; near-duplicate type
    names are merged; a relation that fits nothing and is in few chunks, or says nothing, is dropped with the reason.
    Everything in `base`, the approved schema, stays. Apart from `created_at` (default: now), the result does not depend
    on the order of the outcomes.
    """
    tally = _Tally(base, settings, vocabulary, merges)
    for chunk, extraction in outcomes:
        tally.add(chunk, extraction)
    return tally.schema(version, created_at or datetime.now(UTC))


class _Tally:
    """Counts of all that the loose pass found."""

    def __init__(
        self,
        base: GraphSchema | None,
        settings: DraftSettings,
        vocabulary: Vocabulary | None,
        merges: Merges,
    ) -> None:
        self._base_types = base.entity_types if base is not None else ()
        self._base_relations = {kind.name: kind for kind in (base.relation_types if base is not None else ())}
        self._base_patterns = {
            pattern.key: pattern for pattern in (base.patterns if base is not None else ())
        }
        self._settings = settings
        self._vocabulary = vocabulary
        self._reader = StatementReader(base, vocabulary, merges)
        self._merges = merges
        self._types: Counter[str] = Counter()
        self._names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._patterns: Counter[PatternKey] = Counter()
        self._chunks: defaultdict[str, set[str]] = defaultdict(set)
        self._wordings: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._lemmas: defaultdict[tuple[str, bool], set[str]] = defaultdict(set)
        self._sentences = ExampleSentences(settings.max_examples)

    def add(self, chunk: Chunk, extraction: ChunkExtraction) -> None:
        """Count one chunk."""
        for entity in extraction.entities:
            self._types[entity.type] += 1
            self._names[entity.type][entity.name] += 1
        for triple in extraction.triples:
            statement = self._reader.read(triple, chunk.language)
            head, relation, tail = statement.pattern
            self._patterns[statement.pattern] += 1
            self._chunks[relation].add(chunk.id)
            self._sentences.add(statement.pattern, sentence_of(chunk, triple))
            # Types that are in triples only count as well.
            for type_name in (triple.head_type, triple.tail_type, head, tail):
                self._types.setdefault(type_name, 0)
            self._wordings[relation][statement.wording] += 1
            self._lemmas[relation, statement.turned].add(statement.lemma)

    def schema(self, version: int, created_at: datetime) -> GraphSchema:
        """The draft."""
        type_of = self._merged_types()
        types, dropped_types = self._entity_types(type_of)
        patterns = self._merged_patterns(type_of)
        relations, dropped_relations = self._relation_types(patterns)
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
        known = {
            spelling_key(old): kind.name
            for kind in self._base_types
            for old in (*kind.merged_from, kind.name)
        }
        canonical = ((raw, self._reader.known_type(raw)) for raw in self._types)
        known = {spelling_key(raw): name for raw, name in canonical if name is not None} | known
        open_types = {raw: count for raw, count in self._types.items() if spelling_key(raw) not in known}
        grouped = group_types(
            open_types, [kind.name for kind in self._base_types], similarity=self._settings.similarity
        )
        return {raw: known.get(spelling_key(raw)) or grouped[raw] for raw in self._types}

    def _entity_types(self, type_of: Mapping[str, str]) -> tuple[list[EntityType], list[DroppedType]]:
        base = {kind.name: kind for kind in self._base_types}
        counts = _totals(self._types, type_of)
        kept, dropped = _select("entity type", counts, base, self._settings.max_entity_types)
        return [self._entity_type(name, counts, type_of, base.get(name)) for name in kept], dropped

    def _entity_type(
        self, name: str, counts: Mapping[str, int], type_of: Mapping[str, str], base: EntityType | None
    ) -> EntityType:
        raws = [raw for raw, merged in type_of.items() if merged == name]
        names = sum((self._names[raw] for raw in raws), Counter[str]())
        known = self._vocabulary.entity_types.get(name) if self._vocabulary is not None else None
        old = base or EntityType(name=name)
        return EntityType(
            name=name,
            definition=old.definition or (known.definition if known is not None else ""),
            parent=old.parent or (known.parent if known is not None else None),
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
        self, patterns: Mapping[PatternKey, Sequence[PatternKey]]
    ) -> tuple[list[RelationType], list[DroppedType]]:
        counts: Counter[str] = Counter()
        for (_, relation, _), raws in patterns.items():
            counts[relation] += sum(self._patterns[raw] for raw in raws)
        faults = {name: fault for name in counts if (fault := self._fault(name)) is not None}
        kept, dropped = _select(
            "relation type", counts, self._base_relations, self._settings.max_relation_types, faults
        )
        return [self._relation_type(name, counts) for name in kept], dropped

    def _fault(self, name: str) -> str | None:
        """Why a relation type that was found has no place in the draft; None when it has."""
        if name in self._base_relations:
            return None
        if says_nothing(name):
            return "says nothing"
        if self._vocabulary is None or self._reader.known_relation(name) is not None:
            return None
        chunks = len(self._chunks[name])
        if chunks >= self._settings.open_from:
            return None
        unsaid = " (the chat model gave no usable answer about it)" if name in self._merges.unanswered else ""
        return f"the vocabulary lacks it{unsaid}, and only {chunks} of the {self._settings.open_from} chunks needed state it"

    def _relation_type(self, name: str, counts: Mapping[str, int]) -> RelationType:
        old = self._base_relations.get(name) or RelationType(name=name)
        known = self._reader.known_relation(name)
        return RelationType(
            name=name,
            definition=old.definition
            or (known.definition if known is not None else self._merges.definitions.get(name, "")),
            head=old.head or (known.head if known is not None else ()),
            tail=old.tail or (known.tail if known is not None else ()),
            traits=old.traits
            if name in self._base_relations
            else (known.traits if known is not None else ()),
            count=max(counts.get(name, 0), old.count),
            examples=_commonest(self._wordings[name], self._settings.max_examples) or old.examples,
            merged_from=_other_names(name, (*self._lemmas[name, False], *old.merged_from)),
            inverted_from=_other_names(name, (*self._lemmas[name, True], *old.inverted_from)),
        )

    def _kept_patterns(
        self, patterns: Mapping[PatternKey, Sequence[PatternKey]], types: set[str], relations: set[str]
    ) -> tuple[list[Pattern], list[DroppedType]]:
        old = self._base_patterns
        kept: list[Pattern] = []
        dropped: list[DroppedType] = []
        for key in {**old, **patterns}:
            raws = patterns.get(key, ())
            count = sum(self._patterns[raw] for raw in raws)
            before = old.get(key, Pattern(head=key[0], relation=key[1], tail=key[2]))
            reason = None if key in old else _missing(key, types, relations)
            if reason is None and key not in old and not any(map(self._reader.fits, raws)):
                reason = f"the ends of {key[1]} are others"
            if reason:
                lost = self._sentences.best(raws)[:1]
                dropped.append(
                    DroppedType(
                        kind="pattern", name=before.shown(), count=count, reason=reason, examples=lost
                    )
                )
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
    most: int,
    faults: Mapping[str, str] = MappingProxyType({}),
) -> tuple[list[str], list[DroppedType]]:
    """Names by falling count: those of the base, then those without a fault, up to `most`."""
    order = sorted({*counts, *base}, key=lambda name: (-counts.get(name, 0), name))
    kept: list[str] = []
    dropped: list[DroppedType] = []
    for name in order:
        reason = faults.get(name)
        if reason is None and name not in base and len(kept) >= most:
            reason = f"beyond the {most} commonest"
        if reason:
            dropped.append(DroppedType(kind=kind, name=name, count=counts[name], reason=reason))
        else:
            kept.append(name)
    return kept, dropped


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
