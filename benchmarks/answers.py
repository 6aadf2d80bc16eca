"""`make bench-answers`: questions with known answers, and such that the documents do not answer, asked without a chat model.

Each half has documents of its own under `benchmarks/labels/answers/`, which are ingested into a private Neo4j. An answer is
right when it has every expected piece in one of its wordings and nothing that only a wrong one has; for an unanswerable question,
when there is none. Settings and thresholds are chosen on `dev`; `test`, written by somebody who had not seen the
code, is only reported.
"""

import argparse
import asyncio
import json
import re
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from api.bootstrap import open_graph
from api.jobs.service import Upload, open_jobs
from api.local_server import local_server
from api.settings import Settings, load_settings
from benchmarks.data_folder import RESULTS
from retrieval.answer.answerer import Answerer
from retrieval.question.analysis import check_question
from schemas.retrieval import Answer
from schemas.value import Value

_LABELS = Path(__file__).resolve().parent / "labels" / "answers"
_HALVES = ("dev", "test")


class LabelledQuestion(Value):
    """A question; `answers` has for each piece that the answer needs its wordings, `forbidden` what a wrong one has.

    `near` are the sentences that tempt where nothing answers; with `denial_ok` they deny what is asked, and to show one is
    as right as to say that nothing was found; so it is to say one of `ok_if_says`.
    """

    id: str
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
                    f"{one.verdict}: {one.question.id} ({one.question.kind}) {one.question.question}\n    {one.text}"
                )
    page = _page(asked)
    print(page)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "answers.md").write_text(page, encoding="utf-8")
    counts = {half: Counter(one.verdict for one in each) for half, each in asked.items()}
    (RESULTS / "answers.json").write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")


def _measure(half: str) -> list[Asked]:
    with tempfile.TemporaryDirectory() as home:
        settings = load_settings(
            home=Path(home),
            graph="answers",
            neo4j_uri=None,
            jobs_url=None,
            openai_api_key=None,
            openai_base_url=None,
        )
        try:
            return asyncio.run(_ask_all(settings, _LABELS / half))
        finally:
            # In a loop of its own: the jobs end the threads of theirs.
            asyncio.run(local_server(settings).wipe())


async def _ask_all(settings: Settings, folder: Path) -> list[Asked]:
    questions = _read(folder / "questions.jsonl")
    async with open_graph(settings) as graph, open_jobs(graph) as jobs:
        files = sorted((folder / "documents").iterdir())
        job = await jobs.submit([Upload(name=file.name, content=file.read_bytes()) for file in files])
        await jobs.wait(job.id, lambda *_: None)
        answers = [await _answer(graph.answerer, one.question) for one in questions]
    return [
        Asked(question=question, text=answer.text, found=answer.found)
        for question, answer in zip(questions, answers, strict=True)
    ]


def _read(file: Path) -> list[LabelledQuestion]:
    """The questions; what else a line tells is for those who read it."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    known = LabelledQuestion.model_fields
    return [
        LabelledQuestion.model_validate({name: row[name] for name in row if name in known}) for row in rows
    ]


async def _answer(answerer: Answerer, question: str) -> Answer:
    return await answerer.answer(check_question(question, max_chars=1_000))


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
        for name in ("all", one.question.language, one.question.kind):
            groups[name].append(one)
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
    pattern = re.escape(_folded(piece))
    return re.search(rf"(?<!\d(?=\d)){pattern}(?!(?<=\d)\d)", _folded(text)) is not None


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


if __name__ == "__main__":
    main()
