"""`make bench-answers`, second part: does the check of a model's answer pass true statements and stop false ones?

Each line of `benchmarks/labels/answers/statements.jsonl` is a statement with the passages that it cites, and whether they
prove it. Precision: of the statements that pass, those that are proved. Recall: of the proved ones, those that pass.
"""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from benchmarks.data_folder import RESULTS
from retrieval.answer.check import check_answer
from retrieval.answer.reply import read_reply
from retrieval.settings import AnswerSettings
from schemas.value import Value
from tests.fakes.passages import citable_passages

_LABELS = Path(__file__).resolve().parent / "labels" / "answers" / "statements.jsonl"


class LabelledStatement(Value):
    """A sentence of an answer, the passages that were found, the numbers (from 1) of those it cites, and the truth."""

    id: str
    language: str
    kind: str
    half: str
    statement: str
    passages: tuple[str, ...]
    cited: tuple[int, ...]
    proved: bool


def main(labels: Path = _LABELS) -> None:
    """Check all, print the table and, of our own labels, write results/statements.json."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for line in labels.read_text(encoding="utf-8").splitlines():
        one = LabelledStatement.model_validate(json.loads(line))
        verdict = ("proved" if one.proved else "false") + (" passed" if passes(one) else " stopped")
        for name in ("all", one.language, one.kind):
            counts[one.half, name][verdict] += 1
    print(
        "| half, statements | false ones passed | proved ones stopped | precision | recall |\n|---|---|---|---|---|"
    )
    for (half, name), found in sorted(counts.items()):
        true, false = (found[f"{kind} passed"] + found[f"{kind} stopped"] for kind in ("proved", "false"))
        passed = found["proved passed"] + found["false passed"]
        print(
            f"| {half}, {name} | {found['false passed']} of {false} | {found['proved stopped']} of {true} "
            f"| {_share(found['proved passed'], passed)} | {_share(found['proved passed'], true)} |"
        )
    if labels != _LABELS:
        return
    RESULTS.mkdir(exist_ok=True)
    written = {f"{half} {name}": found for (half, name), found in sorted(counts.items())}
    (RESULTS / "statements.json").write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")


def passes(one: LabelledStatement) -> bool:
    """Whether the check leaves the statement with a mark that it had; one that is set right is no longer what was said."""
    marks = "".join(f"[{number}]" for number in one.cited)
    reply = read_reply(f"{one.statement} {marks}")
    checked = check_answer(
        reply, citable_passages(one.passages), min_support=AnswerSettings().min_support, aliases={}
    )
    return any(sentence.number in one.cited for sentence in checked.cited)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
