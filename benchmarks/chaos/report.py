"""What came of the runs, for results/."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from benchmarks.data_folder import RESULTS


@dataclass(frozen=True)
class Kill:
    """Who was killed `at_s` seconds after the beginning, and how many requests to the model could be lost by that."""

    victim: str
    at_s: float
    in_flight: int


@dataclass(frozen=True)
class Run:
    """What came of one ingest; `repeated` are the answered requests beyond those of one that nobody disturbs."""

    kills: tuple[Kill, ...]
    seconds: float
    states: dict[str, int]
    differing: tuple[str, ...]
    repeated: int
    unanswered: int

    @property
    def is_well(self) -> bool:
        """Whether nothing was lost, stuck or paid for twice without need."""
        return set(self.states) == {"done"} and not self.differing and self.repeated <= self.allowed

    @property
    def allowed(self) -> int:
        """The requests that were on their way at the kills."""
        return sum(kill.in_flight for kill in self.kills)


def write_report(runs: Sequence[Run], *, documents: int, seed: int, told: str) -> None:
    """Write results/chaos.json and results/chaos.md."""
    undisturbed, *disturbed = runs
    found = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "documents": documents,
        "seed": seed,
        "undisturbed_seconds": undisturbed.seconds,
        "runs": [asdict(run) for run in disturbed],
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "chaos.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    well = sum(run.is_well for run in disturbed)
    lines = [
        "# Kill campaign",
        "",
        f"Made by `make chaos`: {documents} documents, seed {seed}. {told}",
        f"{well} of {len(disturbed)} runs ended well. The undisturbed ingest took {undisturbed.seconds:.0f} s.",
        "",
        "| killed, at seconds | seconds | jobs | graph as undisturbed | requests that the model did not answer | others repeated | at most |",
        "|---|---|---|---|---|---|---|",
        *map(_line, disturbed),
        "",
    ]
    (RESULTS / "chaos.md").write_text("\n".join(lines), encoding="utf-8")


def _line(run: Run) -> str:
    killed = ", ".join(f"{kill.victim} {kill.at_s:.0f}" for kill in run.kills)
    jobs = ", ".join(f"{count} {state}" for state, count in sorted(run.states.items()))
    equal = "no: " + ", ".join(run.differing) if run.differing else "yes"
    return f"| {killed} | {run.seconds:.0f} | {jobs} | {equal} | {run.unanswered} | {run.repeated} | {run.allowed} |"
