"""`make chaos-faults`: ingests while a clock is wrong or jumps, the data folder is full or read-only, or a worker's network is cut.

Each is compared with an ingest that nobody disturbed, and an API says all the time whether it is ready: it may name the
disk while nothing can be written, and nothing else at any time.
"""

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks.chaos.graph import Content, content_of, empty
from benchmarks.chaos.ingest import AT_ONCE, Ingest
from benchmarks.chaos.model import CountingModel
from benchmarks.chaos.servers import Neo4j, Postgres
from tests.fakes.machine import Machine, running_machine
from tests.fakes.small_disk import SmallDisk, small_disk

_HOUR_S = 3_600.0
_DISK_BYTES = 100_000_000
_AWAY_S = 6.0
_CUT_S = 40.0
_LOOK_S = 0.5
_INGEST_S = 600.0


@dataclass(frozen=True)
class Scene:
    """An ingest, the disk of its data folder, and the machine of the other worker."""

    ingest: Ingest
    disk: SmallDisk
    machine: Machine


@dataclass(frozen=True)
class Fault:
    """What is wrong from the beginning, and what happens once half of the requests to the model have come.

    `red` is what `/readyz` may name then, `lost` how many requests may be made again.
    """

    name: str
    clocks: Mapping[str, float] = field(default_factory=dict)
    happen: Callable[["Scene"], None] | None = None
    red: tuple[str, ...] = ()
    lost: int = 0


def _jump(scene: Scene) -> None:
    for ahead_s in (_HOUR_S, -_HOUR_S, 0.0):
        scene.ingest.set_clock("worker", ahead_s)
        time.sleep(_AWAY_S / 2)


def _fill(scene: Scene) -> None:
    scene.disk.fill()
    _assert_refused(scene.ingest, "No space left")
    time.sleep(_AWAY_S)
    scene.disk.make_room()


def _refuse(scene: Scene) -> None:
    scene.disk.let_write(allowed=False)
    _assert_refused(scene.ingest, "Read-only file system")
    time.sleep(_AWAY_S)
    scene.disk.let_write(allowed=True)


def _cut(scene: Scene) -> None:
    scene.machine.connect(connected=False)
    time.sleep(_CUT_S)
    scene.machine.connect(connected=True)


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
    Fault("a worker's machine has no network for a while", {}, _cut, lost=2 * AT_ONCE),
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
    parser.add_argument("--only", default="", help="words of the names of the faults to try")
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
        for fault in (FAULTS[0], *(one for one in FAULTS[1:] if options.only in one.name)):
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
            running_machine() as machine,
            CountingModel() as model,
            ThreadPoolExecutor(1) as beside,
            Ingest(
                home,
                self._neo4j,
                self._postgres,
                model,
                clocks=fault.clocks,
                machine=machine,
            ) as ingest,
            _watched(ingest) as red,
        ):
            jobs = beside.submit(ingest.submit, self._names).result()
            model.wait_for_requests(len(self._names), timeout_s=_INGEST_S)
            if fault.happen:
                fault.happen(Scene(ingest, disk, machine))
            states = ingest.wait(list(jobs))
            seconds = round(ingest.seconds, 1)
        content = content_of(self._neo4j.address)
        self._undisturbed = self._undisturbed or content
        differing = tuple(kind for kind in content if content[kind] != self._undisturbed[kind])
        repeated = len(model.requests) - 2 * len(self._names)
        well = (
            set(states) == {"done"}
            and not differing
            and 0 <= repeated <= fault.lost
            and tuple(sorted(red)) == fault.red
        )
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
