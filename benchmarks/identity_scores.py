"""How many labelled pairs became one node: never one figure alone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.identity_labels import LabelledPair
from kg.text.name_key import name_key

Table = dict[str, dict[str, float | int | None]]
_GROUPS: dict[str, Callable[[LabelledPair], str]] = {
    "all": lambda _: "all",
    "kind": lambda pair: pair.kind,
    "language": lambda pair: pair.language,
    "names": lambda pair: "alike" if name_key(pair.left.name) == name_key(pair.right.name) else "unlike",
    "phenomenon": lambda pair: pair.phenomenon,
}


@dataclass(frozen=True)
class Verdict:
    """What became of a pair: whether both names are in the graph, and whether they are one node."""

    pair: LabelledPair
    found: bool
    met: bool


def scores_by_group(verdicts: Sequence[Verdict]) -> dict[str, Table]:
    """The figures of all pairs and of each kind, language and phenomenon, and of names whose keys are alike."""
    return {group: _table(verdicts, key) for group, key in _GROUPS.items()}


def errors(verdicts: Sequence[Verdict]) -> list[str]:
    """The ids of the pairs that are not as they should be; nobody mends errors of the test half."""
    return [one.pair.id for one in verdicts if one.pair.half != "test" and one.met != one.pair.same]


def _table(verdicts: Sequence[Verdict], key: Callable[[LabelledPair], str]) -> Table:
    names = sorted({key(one.pair) for one in verdicts})
    return {name: _figures(one for one in verdicts if key(one.pair) == name) for name in names}


def _figures(verdicts: Iterable[Verdict]) -> dict[str, float | int | None]:
    """Precision is None where no pair met, recall where no pair is the same."""
    some = list(verdicts)
    same = [one for one in some if one.pair.same]
    different = [one for one in some if not one.pair.same]
    right, wrong = sum(one.met for one in same), sum(one.met for one in different)
    return {
        "same": len(same),
        "same_met": right,
        "different": len(different),
        "different_met": wrong,
        "precision": round(right / (right + wrong), 3) if right + wrong else None,
        "recall": round(right / len(same), 3) if same else None,
        "found": sum(one.found for one in some),
    }
