"""The schema drafted afresh from what the jobs found."""

from api.bootstrap import GraphServices
from api.jobs.service import Jobs
from extraction.ingest import loose_outcomes
from extraction.schema.refinement import Refinement


async def refine(graph: GraphServices, jobs: Jobs, *, rounds: int, made_by: str, dry_run: bool) -> Refinement:
    """The rounds, and the draft that waits for a person unless it is a `dry_run`; no ingest settles a schema meanwhile.

    Raises:
        NotFoundError: the loose pass has found nothing yet.
    """
    async with jobs.settling:
        return await graph.schema_curator.refine(
            await loose_outcomes(graph.library, jobs.ledger),
            settings=graph.ingest_settings.draft,
            vocabulary=graph.ingest_settings.vocabulary,
            rounds=rounds,
            made_by=made_by,
            dry_run=dry_run,
        )
