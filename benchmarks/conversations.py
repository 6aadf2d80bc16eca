"""`python -m benchmarks.conversations`: questions that follow others, asked without a chat model, beside the same ones asked by themselves.

Each half has documents and questions of its own under `benchmarks/labels/conversations/`, English and Korean alike. A follow-up is
bound rightly when it was read as having every piece of its label, or unchanged where it has none; wrongly when it was read as something
else; not at all when it stayed as it was although it leans on what was said. Rules are chosen on `dev`; `test`, written before
anything was asked, is only reported.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from api.bootstrap import GraphServices
from benchmarks.answers import Asked, LabelledQuestion
from benchmarks.data_folder import RESULTS
from benchmarks.private_graph import ask_documents
from evaluation.answer_scores import folded
from evaluation.intervals import interval
from retrieval.conversation.turns import turn_of
from retrieval.question.analysis import check_question
from schemas.conversation import Turn
from schemas.retrieval import Answer
from schemas.value import Value

_LABELS = Path(__file__).resolve().parent / "labels" / "conversations"
_HALVES = ("dev", "test")
_LANGUAGES = ("en", "ko")
_MAX_CHARS = 1_000


class FollowUp(Value):
    """A question, those asked before it, and the one that means the same by itself.

    `reads` are the pieces that it must be read as having; without any it stands by itself, or nothing was said that it could mean.
    `answers` has for each piece that the answer needs its wordings.
    """

    id: str
    kind: str
    after: tuple[str, ...]
    question: str
    alone: str
    reads: tuple[str, ...] = ()
    answerable: bool = True
    answers: tuple[tuple[str, ...], ...] = ()


class Followed(Value):
    """A follow-up with what it was read as, and both answers; `said` tells whether what it means was found in the turns before."""

    label: FollowUp
    language: str
    read_as: str
    said: bool
    text: str
    found: bool
    text_alone: str
    found_alone: bool

    @property
    def bound(self) -> str:
        """rightly, wrongly, or not."""
        read, label = folded(self.read_as), self.label
        unchanged = read == folded(label.question)
        if not label.reads:
            return "rightly" if unchanged else "wrongly"
        if all(folded(piece) in read for piece in label.reads):
            return "rightly"
        return "not" if unchanged else "wrongly"

    @property
    def verdict(self) -> str:
        """right, wrong, refused (though answerable) or invented (though not), in the conversation."""
        return self._verdict(self.text, found=self.found)

    @property
    def verdict_alone(self) -> str:
        """The same of the question that stands by itself."""
        return self._verdict(self.text_alone, found=self.found_alone)

    def _verdict(self, text: str, *, found: bool) -> str:
        label = self.label
        question = LabelledQuestion(
            id=label.id,
            part="",
            language=self.language,
            kind=label.kind,
            question=label.alone,
            answerable=label.answerable,
            answers=label.answers,
        )
        return Asked(question=question, text=text, found=found).verdict


def main() -> None:
    """Ask, print a table and write results/conversations.json and .md; `--show` prints what went wrong (dev only)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=_HALVES, action="append", help="only this one; nothing is written")
    parser.add_argument(
        "--show", action="store_true", help="print each that is not bound and answered rightly"
    )
    given = parser.parse_args()
    found = {half: _measure(half) for half in given.half or _HALVES}
    if given.show:
        for one in found.get("dev", []):
            if (one.bound, one.verdict) != ("rightly", "right"):
                print(_shown(one))
    page = _page(found)
    print(page)
    if given.half:
        return
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "conversations.md").write_text(page, encoding="utf-8")
    counts = {
        half: [
            {
                "id": one.label.id,
                "kind": one.label.kind,
                "bound": one.bound,
                "answer": one.verdict,
                "answer alone": one.verdict_alone,
            }
            for one in each
        ]
        for half, each in found.items()
    }
    (RESULTS / "conversations.json").write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")


def read_follow_ups(half: str, language: str) -> list[FollowUp]:
    """The questions of a half and language, as they are labelled."""
    rows = yaml.safe_load((_LABELS / half / f"{language}.yaml").read_text(encoding="utf-8"))
    return TypeAdapter(list[FollowUp]).validate_python(rows)


def _measure(half: str) -> list[Followed]:
    async def ask(graph: GraphServices) -> list[Followed]:
        return [
            await _follow(graph, label, language)
            for language in _LANGUAGES
            for label in read_follow_ups(half, language)
        ]

    return ask_documents(_LABELS / half / "documents", ask)


async def _follow(graph: GraphServices, label: FollowUp, language: str) -> Followed:
    history: list[Turn] = []
    for question in label.after:
        history.append(await turn_of(await _answer(graph, question, history), graph.store.reader))
    answer, alone = await _answer(graph, label.question, history), await _answer(graph, label.alone, [])
    names = {folded(one.name) for turn in history for one in (*turn.named, *turn.answered)}
    return Followed(
        label=label,
        language=language,
        read_as=answer.trace.analysis.question,
        said=any(folded(piece) in name for piece in label.reads for name in names),
        text=answer.text,
        found=answer.found,
        text_alone=alone.text,
        found_alone=alone.found,
    )


async def _answer(graph: GraphServices, question: str, history: Sequence[Turn]) -> Answer:
    return await graph.answerer.answer(check_question(question, max_chars=_MAX_CHARS), history=history)


def _shown(one: Followed) -> str:
    said = "" if one.said or not one.label.reads else " (not said before)"
    return (
        f"{one.label.id} {one.label.kind}: {' '.join(one.label.after)} … {one.label.question}\n"
        f"    bound {one.bound}{said}: {one.read_as}\n    {one.verdict}, alone {one.verdict_alone}: {one.text}"
    )


def _page(found: Mapping[str, Sequence[Followed]]) -> str:
    rows = "\n".join(row for half, each in found.items() for row in _rows(half, each))
    return f"""# Conversations without a chat model

Made by `python -m benchmarks.conversations`; its docstring says what counts. The last column is the share of right answers less that of
the same questions asked by themselves, with the bootstrap's interval of 95 %.

| half, follow-ups | number | bound rightly | wrongly | not | answered rightly | alone | difference |
|---|---|---|---|---|---|---|---|
{rows}
"""


def _rows(half: str, found: Sequence[Followed]) -> Iterator[str]:
    groups: defaultdict[str, list[Followed]] = defaultdict(list)
    for one in found:
        for name in ("all", {"en": "English", "ko": "Korean"}[one.language], one.label.kind):
            groups[name].append(one)
    for name, each in groups.items():
        bound = Counter(one.bound for one in each)
        right = [float(one.verdict == "right") for one in each]
        alone = [float(one.verdict_alone == "right") for one in each]
        gains = [one - other for one, other in zip(right, alone, strict=True)]
        low, high = interval(gains)
        cells = (
            len(each),
            *(bound[how] for how in ("rightly", "wrongly", "not")),
            f"{sum(right):.0f}",
            f"{sum(alone):.0f}",
            f"{sum(gains) / len(each):+.2f} ({low:+.2f} to {high:+.2f})",
        )
        yield f"| {half}, {name} | " + " | ".join(map(str, cells)) + " |"


if __name__ == "__main__":
    main()
