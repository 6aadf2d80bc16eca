"""The graph schema refined in rounds: from the open wordings to the vocabulary, then to what the vocabulary lacks."""

from collections.abc import Sequence

from extraction.schema.draft import DraftSettings, draft_schema
from extraction.schema.merges import NO_MERGES, Merges
from extraction.schema.vocabulary import Vocabulary
from schemas.chunk import Chunk
from schemas.extraction import ChunkExtraction, Usage
from schemas.graph_schema import GraphSchema, Pattern
from schemas.job import JobEstimate
from schemas.value import Value

_OPEN_FROM = (50, 20, 10, 5, 3, 2)
_LEAST_GAIN = 0.01
_SHOWN = 3


class Round(Value):
    """What one round made of the facts of the loose pass.

    `kept` is the share of these facts that the schema has a place for, 0 to 1; `gained` and `lost` are sentences of
    facts that the round before had no place for, and that this one has none for.
    """

    name: str
    entity_types: int
    relation_types: int
    patterns: int
    kept: float
    gained: tuple[str, ...]
    lost: tuple[str, ...]


class Refinement(Value):
    """The schema of the last round that was worth it, and all rounds.

    `merges` are those that a chat model agreed to; `estimate` is what asking it might need at most, `usage` what it took;
    nothing was asked that had been answered before.
    """

    refined: GraphSchema
    rounds: tuple[Round, ...]
    merges: Merges = NO_MERGES
    estimate: JobEstimate | None = None
    usage: Usage = Usage()


def refine_schema(
    outcomes: Sequence[tuple[Chunk, ChunkExtraction]],
    *,
    version: int,
    settings: DraftSettings,
    vocabulary: Vocabulary | None,
    rounds: int,
    merges: Merges = NO_MERGES,
) -> Refinement:
    """The loose pass under ever more relation types, until a round keeps less than one fact in a hundred more.

    The first round has every wording as a type; the next brings them to the vocabulary; then come the merges of a chat
    model, where there are any; those after it add what is still open, first what most chunks state.
    """
    open_schema = draft_schema(
        outcomes, version=version, base=None, settings=settings.model_copy(update={"open_from": 1})
    )
    found = [_round("every wording", open_schema, None)]
    if vocabulary is None:
        return Refinement(refined=open_schema, rounds=tuple(found))
    chosen, before = open_schema, None
    plans: list[tuple[str, int | None, Merges]] = [("vocabulary", None, NO_MERGES)]
    if merges.relations or merges.types:
        plans.append(("with the model's merges", None, merges))
    plans += [(f"and in {least} chunks", least, merges) for least in _OPEN_FROM]
    for name, least, used in plans:
        if len(found) > rounds:
            break
        limit = settings.model_copy(update={"open_from": least or len(outcomes) + 1})
        schema = draft_schema(
            outcomes, version=version, base=None, settings=limit, vocabulary=vocabulary, merges=used
        )
        if least is not None and before is not None and _size(schema) == _size(before):
            continue
        this = _round(name, schema, before)
        found.append(this)
        if least is not None and this.kept - found[-2].kept < _LEAST_GAIN:
            break
        chosen = before = schema
    return Refinement(refined=chosen, rounds=tuple(found), merges=merges)


def _size(schema: GraphSchema) -> int:
    return len(schema.relation_types)


def _round(name: str, schema: GraphSchema, before: GraphSchema | None) -> Round:
    kept = sum(pattern.count for pattern in schema.patterns)
    lost = sum(one.count for one in schema.dropped if one.kind == "pattern")
    known = set(map(Pattern.shown, before.patterns)) if before is not None else set()
    gained = [pattern for pattern in schema.patterns if before is not None and pattern.shown() not in known]
    return Round(
        name=name,
        entity_types=len(schema.entity_types),
        relation_types=len(schema.relation_types),
        patterns=len(schema.patterns),
        kept=kept / (kept + lost) if kept + lost else 1.0,
        gained=tuple(example for pattern in gained for example in pattern.examples[:1])[:_SHOWN],
        lost=tuple(
            f"{one.name}: {example}"
            for one in schema.dropped
            if one.kind == "pattern"
            for example in one.examples[:1]
        )[:_SHOWN],
    )
