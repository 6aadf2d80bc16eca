"""Question sets as JSON Lines: for `citegraph eval`, or for instruction tuning."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from evaluation.data import EvalQuestion
from evaluation.dataset.corpus import CorpusDocument
from kg.text.hangul import has_hangul
from retrieval.answer.answerer import NOT_FOUND

Format = Literal["eval", "instruct"]
_SYSTEM = (
    "Answer the question from the numbered passages only, and mark each statement with the number of the passage that proves "
    f"it, like [1]. Where they do not say it, answer: {NOT_FOUND['en']}."
)
_NEAREST_CHARS = 600


def as_lines(
    questions: Sequence[EvalQuestion], documents: Mapping[str, CorpusDocument], form: Format
) -> Iterator[str]:
    """One JSON object for each question."""
    write: Callable[[EvalQuestion], dict[str, object]] = (
        (lambda question: _instruction(question, documents)) if form == "instruct" else _row
    )
    for question in questions:
        yield json.dumps(write(question), ensure_ascii=False)


def _row(question: EvalQuestion) -> dict[str, object]:
    row = question.model_dump(mode="json", exclude_none=True)
    return {name: value for name, value in row.items() if value not in ([], "")}


def _instruction(question: EvalQuestion, documents: Mapping[str, CorpusDocument]) -> dict[str, object]:
    """A conversation with the passages in the user's turn, as chat models are tuned on."""
    passages = _passages(question, documents)
    numbered = "\n\n".join(f"[{number}] {text}" for number, text in enumerate(passages, start=1))
    user = f"{numbered}\n\nQuestion: {question.question}"
    messages = [("system", _SYSTEM), ("user", user), ("assistant", _reply(question, passages))]
    return {
        "id": question.id,
        "kind": question.kind,
        "messages": [{"role": role, "content": content} for role, content in messages],
    }


def _passages(question: EvalQuestion, documents: Mapping[str, CorpusDocument]) -> list[str]:
    """The stretches around the gold; for a question without any, the beginning of a document that shares words with it."""
    texts = [_around(documents[span.document], span.start or 0, span.end or 0) for span in question.gold]
    if not texts and documents:
        words = set(question.question.split())
        near = max(documents.values(), key=lambda one: (len(words & set(one.text.split())), one.source))
        texts = [_around(near, 0, _NEAREST_CHARS)]
    return list(dict.fromkeys(texts))


def _around(document: CorpusDocument, start: int, end: int) -> str:
    """The paragraph that holds the place."""
    first = document.text.rfind("\n\n", 0, start) + 1
    last = document.text.find("\n\n", end)
    return document.text[first : len(document.text) if last < 0 else last].strip()


def _reply(question: EvalQuestion, passages: Sequence[str]) -> str:
    if not question.answerable:
        return NOT_FOUND["ko" if has_hangul(question.question) else "en"]
    proofs = [
        next((number for number, text in enumerate(passages, start=1) if span.text in text), 1)
        for span in question.gold
    ]
    if question.answers:
        marks = "".join(f"[{number}]" for number in dict.fromkeys(proofs))
        return f"{question.answers[0]} {marks}"
    quotes = [" ".join(span.text.split()) for span in question.gold]
    return " ".join(f"{quote} [{number}]" for quote, number in zip(quotes, proofs, strict=True))
