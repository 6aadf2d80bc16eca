"""`make bench-answers`: questions with known answers, and such that the documents do not answer, asked without a chat model.

Each half has documents of its own under `benchmarks/labels/answers/`, which are ingested into a private Neo4j. An answer is
right when it has every expected piece in one of its wordings and nothing that only a wrong one has; for an unanswerable question,
when there is none. Settings and thresholds are chosen on `dev`; `test`, written by somebody who had not seen the
code, is only reported. Each is asked twice: by the rules alone, and with the trained reader as the service does.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from api.bootstrap import GraphServices
from benchmarks.data_folder import RESULTS
from benchmarks.private_graph import ask_documents
from evaluation.answer_scores import folded
from retrieval.answer.answerer import Answerer
from retrieval.question.analysis import check_question
from schemas.value import Value

_LABELS = Path(__file__).resolve().parent / "labels" / "answers"
_HALVES = ("dev", "test")


class LabelledQuestion(Value):
    """A question; `answers` has for each piece that the answer needs its wordings, `forbidden` what a wrong one has.

    `part` is the file it is from (`computed`: what has to be counted, compared, or read over a slip of the pen).
    `near` are the sentences that tempt where nothing answers; with `denial_ok` they deny what is asked, and to show one is
    as right as to say that nothing was found; so it is to say one of `ok_if_says`.
    """

    id: str
    part: str
    language: str
    kind: str
    question: str
    answerable: bool
    answers: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    denial_ok: bool = False
    ok_if_says: tuple[str, ...] = ()


class Asked(Value):
    """A question with what came of it."""

    question: LabelledQuestion
    text: str
    found: bool
    way: str = "rules and reader"

    @property
    def verdict(self) -> str:
        """right, wrong, refused (though answerable) or invented (though not)."""
        asked = self.question
        if not asked.answerable:
            denials = (*asked.ok_if_says, *(asked.near if asked.denial_ok else ()))
            denied = any(_holds(self.text, one) for one in denials)
            return "invented" if self.found and not denied else "right"
        if not self.found:
            return "refused"
        has_all = all(any(_holds(self.text, one) for one in piece) for piece in asked.answers)
        is_wrong = any(_holds(self.text, one) for one in asked.forbidden)
        return "right" if has_all and not is_wrong else "wrong"


def main() -> None:
    """Ask, print a table and write results/answers.json and .md; `--show` prints what was not right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=_HALVES, action="append")
    parser.add_argument("--show", action="store_true", help="print each answer that is not right (dev only)")
    given = parser.parse_args()
    asked = {half: _measure(half) for half in given.half or _HALVES}
    if given.show:
        for one in asked.get("dev", []):
            if one.verdict != "right":
                print(
                    f"{one.way}, {one.verdict}: {one.question.id} ({one.question.kind}) {one.question.question}\n    {one.text}"
                )
    page = _page(asked)
    print(page)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "answers.md").write_text(page, encoding="utf-8")
    counts = {half: Counter(f"{one.way}: {one.verdict}" for one in each) for half, each in asked.items()}
    (RESULTS / "answers.json").write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")


def _measure(half: str) -> list[Asked]:
    async def ask(graph: GraphServices) -> list[Asked]:
        ways = (("rules", Answerer(graph.retriever)), ("rules and reader", graph.answerer))
        return [
            await _ask(answerer, way, question)
            for question in _read(_LABELS / half)
            for way, answerer in ways
        ]

    return ask_documents(_LABELS / half / "documents", ask)


def _read(folder: Path) -> list[LabelledQuestion]:
    """The questions of all files; what else a line tells is for those who read it."""
    known = LabelledQuestion.model_fields
    return [
        LabelledQuestion.model_validate(
            {name: row[name] for name in row if name in known} | {"part": file.stem}
        )
        for file in sorted(folder.glob("*.jsonl"))
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines())
    ]


async def _ask(answerer: Answerer, way: str, question: LabelledQuestion) -> Asked:
    answer = await answerer.answer(check_question(question.question, max_chars=1_000))
    return Asked(question=question, way=way, text=answer.text, found=answer.found)


def _page(asked: Mapping[str, Sequence[Asked]]) -> str:
    rows = "\n".join(row for half, each in asked.items() for row in _rows(half, each))
    return f"""# Answers without a chat model

Made by `make bench-answers`. Right of all; refused of the answerable; invented of the unanswerable.

| half, questions | number | right | wrongly refused | invented |
|---|---|---|---|---|
{rows}
"""


def _rows(half: str, asked: Sequence[Asked]) -> Iterator[str]:
    groups: defaultdict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        for name in ("all", one.question.part, one.question.language, one.question.kind):
            groups[f"{name}, {one.way}"].append(one)
    for name, each in groups.items():
        verdicts = Counter(one.verdict for one in each)
        answerable = sum(one.question.answerable for one in each)
        cells = (
            len(each),
            _share(verdicts["right"], len(each)),
            _share(verdicts["refused"], answerable),
            _share(verdicts["invented"], len(each) - answerable),
        )
        yield f"| {half}, {name} | " + " | ".join(map(str, cells)) + " |"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%} ({part} of {whole})" if whole else "–"


def _holds(text: str, piece: str) -> bool:
    """Whether the piece stands in the text; a number not as a part of another."""
    pattern = re.escape(folded(piece))
    return re.search(rf"(?<!\d(?=\d)){pattern}(?!(?<=\d)\d)", folded(text)) is not None


if __name__ == "__main__":
    main()
