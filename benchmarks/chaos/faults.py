"""`make chaos-faults`: ingests while a clock is wrong or jumps, and while the data folder is full or read-only, for seconds.

Each is compared with an ingest that nobody disturbed, and an API says all the time whether it is ready: it may name the
disk while nothing can be written, and nothing else at any time.
"""

import argparse
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks.chaos.graph import Content, content_of, empty
from benchmarks.chaos.ingest import Ingest
from benchmarks.chaos.model import CountingModel
from benchmarks.chaos.servers import Neo4j, Postgres
from tests.fakes.small_disk import SmallDisk, small_disk

_HOUR_S = 3_600.0
_DISK_BYTES = 100_000_000
_AWAY_S = 6.0
_LOOK_S = 0.5
_INGEST_S = 600.0


@dataclass(frozen=True)
class Fault:
    """What is wrong from the beginning, and what happens once half of the requests to the model have come."""

    name: str
    clocks: Mapping[str, float] = field(default_factory=dict)
    happen: Callable[[Ingest, SmallDisk, threading.Event], None] | None = None
    red: tuple[str, ...] = ()


def _jump(ingest: Ingest, _disk: SmallDisk, pause: threading.Event) -> None:
    for ahead_s in (_HOUR_S, -_HOUR_S, 0.0):
        ingest.set_clock("worker", ahead_s)
        pause.wait(_AWAY_S / 2)


def _fill(ingest: Ingest, disk: SmallDisk, pause: threading.Event) -> None:
    disk.fill()
    _assert_refused(ingest, "No space left")
    pause.wait(_AWAY_S)
    disk.make_room()


def _refuse(ingest: Ingest, disk: SmallDisk, pause: threading.Event) -> None:
    disk.let_write(allowed=False)
    _assert_refused(ingest, "Read-only file system")
    pause.wait(_AWAY_S)
    disk.let_write(allowed=True)


def _assert_refused(ingest: Ingest, why: str) -> None:
    answer = httpx.post(
        f"{ingest.url}/v1/documents", json={"name": "late.txt", "text": "Too late."}, trust_env=False
    )
    problem = answer.json()
    if answer.status_code != 503 or why not in problem["detail"] or not problem["remedy"]:
        raise RuntimeError(f"an upload was answered with {answer.status_code}: {problem}")


FAULTS = (
    Fault("nothing"),
    Fault("a worker's clock an hour ahead", {"worker": _HOUR_S}),
    Fault("a worker's clock an hour behind", {"worker": -_HOUR_S}),
    Fault("the API's clock an hour ahead", {"API": _HOUR_S}),
    Fault("the API's clock an hour behind", {"API": -_HOUR_S}),
    Fault("a worker's clock jumps an hour ahead, two back, one ahead", {"worker": 0.0}, _jump),
    Fault("the disk is full for seconds", {}, _fill, ("disk",)),
    Fault("the disk is read-only for seconds", {}, _refuse, ("disk",)),
)


@dataclass(frozen=True)
class Outcome:
    """What came of an ingest: `red` is what `/readyz` named, `repeated` counts requests beyond those of the undisturbed one."""

    fault: str
    seconds: float
    states: dict[str, int]
    differing: tuple[str, ...]
    repeated: int
    red: tuple[str, ...]
    is_well: bool


def main() -> None:
    """Print what came of each, and end with an error where one was not well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=40)
    options = parser.parse_args()
    names = [f"{number:04}" for number in range(options.documents)]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="citegraph-faults-")))
        folder.chmod(0o755)  # Postgres runs as another user
        postgres = Postgres(folder / "postgres")
        stack.callback(postgres.stop)
        neo4j = Neo4j(folder / "neo4j")
        stack.callback(neo4j.stop)
        campaign = Campaign(folder, neo4j, postgres, names)
        outcomes = []
        for fault in FAULTS:
            outcomes.append(campaign.run(fault))
            print(outcomes[-1], flush=True)
    sys.exit(not all(outcome.is_well for outcome in outcomes))


class Campaign:
    """Ingests of the same documents, one after the other."""

    def __init__(self, folder: Path, neo4j: Neo4j, postgres: Postgres, names: Sequence[str]) -> None:
        self._folder, self._neo4j, self._postgres, self._names = folder, neo4j, postgres, names
        self._undisturbed: Content = {}
        self._count = 0

    def run(self, fault: Fault) -> Outcome:
        """One ingest with that fault; the first one has to be without."""
        empty(self._neo4j.address)
        self._count += 1
        home = self._folder / f"run{self._count}"
        (home / "data").mkdir(parents=True)
        with (
            small_disk(home / "data", _DISK_BYTES) as disk,
            CountingModel() as model,
            ThreadPoolExecutor(1) as beside,
            Ingest(home, self._neo4j, self._postgres, model, clocks=fault.clocks) as ingest,
            _watched(ingest) as red,
        ):
            jobs = beside.submit(ingest.submit, self._names).result()
            model.wait_for_requests(len(self._names), timeout_s=_INGEST_S)
            if fault.happen:
                fault.happen(ingest, disk, threading.Event())
            states = ingest.wait(list(jobs))
            seconds = round(ingest.seconds, 1)
        content = content_of(self._neo4j.address)
        self._undisturbed = self._undisturbed or content
        differing = tuple(kind for kind in content if content[kind] != self._undisturbed[kind])
        repeated = len(model.requests) - 2 * len(self._names)
        well = set(states) == {"done"} and not differing and not repeated and tuple(sorted(red)) == fault.red
        return Outcome(fault.name, seconds, dict(states), differing, repeated, tuple(sorted(red)), well)


@contextmanager
def _watched(ingest: Ingest) -> Iterator[set[str]]:
    """What `/readyz` names as missing while the block runs."""
    found: set[str] = set()
    over = threading.Event()

    def look() -> None:
        while not over.wait(_LOOK_S):
            answer = httpx.get(f"{ingest.url}/readyz", timeout=30, trust_env=False).json()
            found.update(error["place"] for error in answer.get("errors", ()))

    watching = threading.Thread(target=look)
    watching.start()
    try:
        yield found
    finally:
        over.set()
        watching.join()


if __name__ == "__main__":
    main()
