"""Answers that cite the sentence behind each statement."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from llm.client import ModelClient
from llm.reply import ModelReply
from retrieval.answer.check import check_answer
from retrieval.answer.citable import CitablePassages, CitableSentence
from retrieval.answer.extractive import extract_answer
from retrieval.answer.marks import without_marks
from retrieval.answer.prompt import SYSTEM, user_prompt
from retrieval.answer.reply import AnswerStream, read_reply
from retrieval.answer.spoken_names import linked_names
from retrieval.question.analysis import CheckedQuestion
from retrieval.retriever import Retriever, Stopwatch
from schemas.document import Language
from schemas.extraction import Usage
from schemas.retrieval import Answer, Retrieval, RetrievalOptions
from schemas.value import Value

NOT_FOUND: dict[Language, str] = {
    "en": "not found in the documents",
    "ko": "문서에서 찾을 수 없습니다 (not found in the documents)",
    "other": "not found in the documents",
}


class TextDelta(Value):
    """A piece of the answer's text as it is written; the Answer that follows has the checked text."""

    text: str


AnswerEvent = Retrieval | TextDelta | Answer


@dataclass(frozen=True)
class _Draft:
    text: str
    cited: tuple[CitableSentence, ...] = ()
    usage: Usage = field(default_factory=Usage)
    notes: tuple[str, ...] = ()


class Answerer:
    """Answers by the chat model, or, without one, by the documents' own sentences."""

    def __init__(self, retriever: Retriever, chat_model: ModelClient | None = None) -> None:
        self._retriever = retriever
        self._chat_model = chat_model

    async def answer(self, question: CheckedQuestion, options: RetrievalOptions | None = None) -> Answer:
        """The answer with checked citations, its passages and how it came about; `found` False when there is none.

        Raises:
            QueryRejectedError: one of the chosen channels does not exist.
            NotFoundError: one of the chosen documents does not exist.
            GraphStoreError: Neo4j cannot be reached.
            ModelError: the chat model failed.
            ModelReplyError: the chat model gave no usable reply.
        """
        async for event in self.stream(question, options):
            if isinstance(event, Answer):
                return event
        raise AssertionError("a stream ends with an answer")

    async def stream(
        self, question: CheckedQuestion, options: RetrievalOptions | None = None
    ) -> AsyncIterator[AnswerEvent]:
        """The retrieval, then pieces of text as they are written, and at the end the checked answer.

        Raises:
            QueryRejectedError: one of the chosen channels does not exist.
            NotFoundError: one of the chosen documents does not exist.
            GraphStoreError: Neo4j cannot be reached.
            ModelError: the chat model failed.
            ModelReplyError: the chat model gave no usable reply.
        """
        retrieval = await self._retriever.retrieve(question, options)
        yield retrieval
        watch = Stopwatch()
        citable = await asyncio.to_thread(CitablePassages, retrieval.passages)
        draft = _Draft(text="")
        steps = self._extract(retrieval, citable)
        if self._chat_model is not None and retrieval.passages:
            steps = self._generate(self._chat_model, retrieval, citable)
        async for step in steps:
            if isinstance(step, _Draft):
                draft = step
            else:
                yield step
        watch.mark("answer")
        yield _answer(retrieval, citable, draft, watch)

    async def _extract(
        self, retrieval: Retrieval, citable: CitablePassages
    ) -> AsyncIterator[TextDelta | _Draft]:
        settings = self._retriever.settings.answer
        found = await extract_answer(retrieval.trace.analysis, retrieval.trace.links, citable, settings)
        text = " ".join(
            f"{without_marks(' '.join(sentence.text.split()))} [{sentence.number}]"
            for sentence in found.sentences
        )
        if text:
            yield TextDelta(text=text)
        relation = "enough" if found.sentences else "too little"
        note = f"answered without a chat model: evidence {found.evidence:.2f}, {relation} (at least {settings.min_evidence:.2f})"
        yield _Draft(text=text, cited=found.sentences, notes=(note,))

    async def _generate(
        self, model: ModelClient, retrieval: Retrieval, citable: CitablePassages
    ) -> AsyncIterator[TextDelta | _Draft]:
        settings = self._retriever.settings.answer
        shown = AnswerStream()
        reply: ModelReply | None = None
        prompt = user_prompt(retrieval.trace.analysis.question, retrieval.passages)
        counter = model.counter()
        async for piece in model.stream(system=SYSTEM, user=prompt, counter=counter):
            if isinstance(piece, ModelReply):
                reply = piece
            elif text := shown.feed(piece):
                yield TextDelta(text=text)
        if text := shown.end():
            yield TextDelta(text=text)
        if reply is None:
            return
        read = read_reply(reply.text)
        if read.declined:
            yield _Draft(
                text="", usage=counter.usage, notes=("the chat model found no answer in the passages",)
            )
            return
        checked = await asyncio.to_thread(
            check_answer,
            read,
            citable,
            min_support=settings.min_support,
            aliases=linked_names(retrieval.trace.links),
        )
        notes = (
            checked.notes
            if checked.found
            else (*checked.notes, "no statement of the chat model could be proven")
        )
        yield _Draft(text=checked.text, cited=checked.cited, usage=counter.usage, notes=notes)


def _answer(retrieval: Retrieval, citable: CitablePassages, draft: _Draft, watch: Stopwatch) -> Answer:
    analysis, trace = retrieval.trace.analysis, retrieval.trace
    found = bool(draft.cited)
    ms = {**trace.ms, **watch.ms, "total": trace.ms.get("total", 0.0) + watch.total_ms}
    return Answer(
        question=analysis.question,
        found=found,
        text=draft.text if found else NOT_FOUND[analysis.language],
        citations=tuple(citable.cite(sentence) for sentence in draft.cited),
        passages=retrieval.passages,
        trace=trace.model_copy(
            update={"ms": ms, "usage": trace.usage + draft.usage, "notes": (*trace.notes, *draft.notes)}
        ),
    )
