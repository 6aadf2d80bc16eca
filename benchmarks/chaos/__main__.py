"""`make chaos`: an API, two workers, Neo4j and Postgres are killed at random points of an ingest with a counting chat model.

After each run the graph is compared with that of an ingest that nobody disturbed, and the requests are counted: an answer
that was stored is not asked for again, so each kill repeats at most the requests that were on their way.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from benchmarks.chaos.graph import Content, content_of, empty
from benchmarks.chaos.ingest import DOCUMENTS_A_JOB, DOWN_S, VICTIMS, Ingest, Plan
from benchmarks.chaos.model import CountingModel
from benchmarks.chaos.report import Run, write_report
from benchmarks.chaos.servers import Neo4j, Postgres

_LATEST_S = 3.0
_TOLD = (
    f"They come in jobs of {DOCUMENTS_A_JOB}, and two workers and an API work on them. In each run these, Neo4j and Postgres are killed (kill -9) once each, "
    f"in a random order and at random points, and started again {DOWN_S:.0f} s later, "
    "while one request in ten to the model comes back late, with an error, with no chat completion, or not at all."
)


def main() -> None:
    """Run the campaign, write results/chaos.json and results/chaos.md, and end with an error where a run was not well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a new folder in which all logs are left")
    options = parser.parse_args()
    runs: list[Run] = []
    with _folder(options.keep) as folder:
        campaign = Campaign(folder, options.documents)
        try:
            for run in campaign.runs(options.runs, random.Random(options.seed)):
                runs.append(run)
                print(run, flush=True)
                write_report(runs, documents=options.documents, seed=options.seed, told=_TOLD)
        finally:
            campaign.stop()
    sys.exit(not all(run.is_well for run in runs))


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="citegraph-chaos-") as temporary:
        folder = Path(temporary) if kept is None else kept
        folder.mkdir(parents=True, exist_ok=kept is None)
        folder.chmod(0o755)  # Postgres runs as another user
        yield folder


class Campaign:
    """Ingests of the same documents, one after the other."""

    def __init__(self, folder: Path, documents: int) -> None:
        self._folder = folder
        self._names = [f"{number:04}" for number in range(documents)]
        self._postgres = Postgres(folder / "postgres")
        self._neo4j = Neo4j(folder / "neo4j")
        self._undisturbed: Content = {}

    def stop(self) -> None:
        """End the servers."""
        self._neo4j.stop()
        self._postgres.stop()

    def runs(self, count: int, chance: random.Random) -> Iterator[Run]:
        """First one without a kill, then so many with."""
        yield self._run(0, [], None)
        for number in range(1, count + 1):
            victims = chance.sample(VICTIMS, k=len(VICTIMS))
            places = sorted(chance.sample(range(2 * len(self._names)), k=len(victims)))
            plans = [
                Plan(victim, place, chance.uniform(0, _LATEST_S))
                for place, victim in zip(places, victims, strict=True)
            ]
            yield self._run(number, plans, random.Random(chance.random()))

    def _run(self, number: int, plans: Sequence[Plan], trouble: random.Random | None) -> Run:
        empty(self._neo4j.address)
        home = self._folder / f"run{number}"
        home.mkdir()
        with (
            CountingModel(trouble) as model,
            ThreadPoolExecutor(1) as beside,
            Ingest(home, self._neo4j, self._postgres, model) as ingest,
        ):
            submitting = beside.submit(ingest.submit, self._names)
            done = tuple(map(ingest.kill, plans))
            states = ingest.wait(list(submitting.result()))
            seconds = round(ingest.seconds, 1)
        content = content_of(self._neo4j.address)
        self._undisturbed = self._undisturbed or content
        differing = tuple(kind for kind in content if content[kind] != self._undisturbed[kind])
        repeated = len(model.requests) - model.unanswered - 2 * len(self._names)
        return Run(done, seconds, dict(states), differing, repeated, model.unanswered)


if __name__ == "__main__":
    main()
