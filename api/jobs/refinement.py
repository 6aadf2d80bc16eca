"""The schema drafted afresh from what the jobs found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.bootstrap import GraphServices
from api.jobs.service import Jobs
from extraction.ingest import stated_outcomes
from extraction.schema.merges import NO_MERGES, Merges
from extraction.schema.refinement import Refinement
from schemas.chunk import Chunk
from schemas.extraction import ChunkExtraction, Usage
from schemas.job import JobEstimate


@dataclass(frozen=True)
class RefineRequest:
    """How the schema is drafted afresh: in how many rounds at most, who asks, and whether the chat model may be asked.

    With `dry_run` no draft is stored. `confirmed`: whatever asking the model may need.
    """

    rounds: int
    made_by: str
    dry_run: bool
    ask_model: bool = True
    confirmed: bool = False


def _unheard(_estimate: JobEstimate) -> None:
    """Nobody is told."""


async def refine(
    graph: GraphServices,
    jobs: Jobs,
    request: RefineRequest,
    *,
    on_estimate: Callable[[JobEstimate], None] = _unheard,
) -> Refinement:
    """The rounds, and the draft that waits for a person unless it is a dry run.

    Ingests settle schemas while the chat model answers, but not while the draft is made: what they find meanwhile is in
    it, only without the model's word on names that are new. `on_estimate` is told what asking the chat model may need before it is asked.

    Raises:
        NotFoundError: the loose pass has found nothing yet.
        ConflictError: asking the model needs a confirmation.
        ModelError: the model cannot be used; what it answered is kept.
    """
    outcomes = await stated_outcomes(graph.library, jobs.ledger)
    merges, estimate, usage = await _merges(graph, jobs, request, outcomes, on_estimate)
    async with jobs.settling:
        if merges is not NO_MERGES:
            outcomes = await stated_outcomes(graph.library, jobs.ledger)
        found = await graph.schema_curator.refine(
            outcomes,
            settings=graph.ingest_settings.draft,
            vocabulary=graph.ingest_settings.vocabulary,
            rounds=request.rounds,
            merges=merges,
            made_by=request.made_by,
            dry_run=request.dry_run,
        )
    return found.model_copy(update={"estimate": estimate, "usage": usage})


async def _merges(
    graph: GraphServices,
    jobs: Jobs,
    request: RefineRequest,
    outcomes: Sequence[tuple[Chunk, ChunkExtraction]],
    on_estimate: Callable[[JobEstimate], None],
) -> tuple[Merges, JobEstimate | None, Usage]:
    vocabulary = graph.ingest_settings.vocabulary
    if not request.ask_model or jobs.merger is None or vocabulary is None:
        return NO_MERGES, None, Usage()
    estimate = jobs.admit(await jobs.merger.estimate(outcomes, None, vocabulary), confirmed=request.confirmed)
    on_estimate(estimate)
    merged = await jobs.merger.merge(outcomes, None, vocabulary, most_calls=estimate.model_calls)
    return merged.merges, estimate, merged.usage
