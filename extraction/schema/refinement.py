"""The graph schema refined in rounds: from the open wordings to the vocabulary, then to what the vocabulary lacks."""

from collections.abc import Sequence

from extraction.schema.draft import DraftSettings, draft_schema
from extraction.schema.vocabulary import Vocabulary
from schemas.chunk import Chunk
from schemas.extraction import ChunkExtraction
from schemas.graph_schema import GraphSchema, Pattern
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
    """The schema of the last round that was worth it, and all rounds."""

    refined: GraphSchema
    rounds: tuple[Round, ...]


def refine_schema(
    outcomes: Sequence[tuple[Chunk, ChunkExtraction]],
    *,
    version: int,
    settings: DraftSettings,
    vocabulary: Vocabulary | None,
    rounds: int,
) -> Refinement:
    """The loose pass under ever more relation types, until a round keeps less than one fact in a hundred more.

    The first round has every wording as a type; the next brings them to the vocabulary; those after it add what the
    vocabulary lacks, first what most chunks state.
    """
    open_schema = draft_schema(
        outcomes, version=version, base=None, settings=settings.model_copy(update={"open_from": 1})
    )
    found = [_round("every wording", open_schema, None)]
    if vocabulary is None:
        return Refinement(refined=open_schema, rounds=tuple(found))
    chosen, before = open_schema, None
    for least in (None, *_OPEN_FROM):
        if len(found) > rounds:
            break
        limit = settings.model_copy(update={"open_from": least or len(outcomes) + 1})
        schema = draft_schema(outcomes, version=version, base=None, settings=limit, vocabulary=vocabulary)
        if before is not None and len(schema.relation_types) == len(before.relation_types):
            continue
        name = "vocabulary" if least is None else f"and in {least} chunks"
        this = _round(name, schema, before)
        found.append(this)
        if before is not None and this.kept - found[-2].kept < _LEAST_GAIN:
            break
        chosen = before = schema
    return Refinement(refined=chosen, rounds=tuple(found))


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
