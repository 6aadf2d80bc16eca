"""Answers that cite the sentence behind each statement."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import dataclass, field

from kg.reader import GraphReader
from llm.client import ModelClient
from llm.reply import ModelReply
from retrieval.answer.check import check_answer
from retrieval.answer.citable import CitablePassages, CitableSentence
from retrieval.answer.collection import answer_of_collection
from retrieval.answer.extractive import extract_answer
from retrieval.answer.marks import without_marks
from retrieval.answer.page_images import pages_spoken_of
from retrieval.answer.prompt import SYSTEM, user_prompt
from retrieval.answer.reply import AnswerStream, read_reply
from retrieval.answer.spoken_names import linked_names
from retrieval.question.analysis import CheckedQuestion
from retrieval.question.collection import CollectionQuestion, asked_of_collection
from retrieval.question.pages import page_asked
from retrieval.question.recommendation import asks_recommendation
from retrieval.recommendation.answer import cited_in, text_of
from retrieval.recommendation.recommender import Recommended, Recommender
from retrieval.retriever import Retriever, Stopwatch
from schemas.conversation import Turn
from schemas.document import Language
from schemas.extraction import Usage
from schemas.ports import AnswerReader
from schemas.recommendation import RecommendationOptions
from schemas.retrieval import Answer, Retrieval, RetrievalOptions
from schemas.spans import followed, traceparent
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
    """A text with what it cites; `passages` are those that were looked at in place of the retrieved ones.

    `counted`: the text tells of the store itself, which no sentence can prove. `remark` is for the asker.
    """

    text: str
    cited: tuple[CitableSentence, ...] = ()
    passages: CitablePassages | None = None
    counted: bool = False
    remark: str = ""
    usage: Usage = field(default_factory=Usage)
    notes: tuple[str, ...] = ()


class Answerer:
    """Answers by the chat model, or, without one, by the documents' own sentences."""

    def __init__(
        self,
        retriever: Retriever,
        chat_model: ModelClient | None = None,
        trained: AnswerReader | None = None,
    ) -> None:
        """Answer from what the retriever finds; `trained` reads sentences where there is no chat model."""
        self._retriever = retriever
        self.recommender = Recommender(retriever)
        self._chat_model = chat_model
        self._trained = trained

    def without_model(self) -> "Answerer":
        """The same, with a retriever that asks no chat model and answers of the documents' own sentences."""
        return Answerer(self._retriever.without_model(), trained=self._trained)

    async def answer(
        self,
        question: CheckedQuestion,
        options: RetrievalOptions | None = None,
        history: Sequence[Turn] = (),
    ) -> Answer:
        """The answer with checked citations, its passages and how it came about; `found` False when there is none.

        `history` are the turns of the conversation before this question, the last one last.

        Raises:
            QueryRejectedError: one of the chosen channels does not exist.
            NotFoundError: one of the chosen documents does not exist.
            GraphStoreError: Neo4j cannot be reached.
            ModelError: the chat model failed.
            ModelReplyError: the chat model gave no usable reply.
        """
        async for event in self.stream(question, options, history):
            if isinstance(event, Answer):
                return event
        raise AssertionError("a stream ends with an answer")

    def stream(
        self,
        question: CheckedQuestion,
        options: RetrievalOptions | None = None,
        history: Sequence[Turn] = (),
    ) -> AsyncIterator[AnswerEvent]:
        """The retrieval, then pieces of text as they are written, and at the end the checked answer.

        Raises:
            QueryRejectedError: one of the chosen channels does not exist.
            NotFoundError: one of the chosen documents does not exist.
            GraphStoreError: Neo4j cannot be reached.
            ModelError: the chat model failed.
            ModelReplyError: the chat model gave no usable reply.
        """
        events = self._stream(question, options or RetrievalOptions(), history)
        return followed("question", events, last=Answer, parent=traceparent())

    async def _stream(
        self, question: CheckedQuestion, options: RetrievalOptions, history: Sequence[Turn]
    ) -> AsyncGenerator[AnswerEvent, None]:
        options = await self._retriever.narrowed(options)
        retrieval = await self._retriever.retrieve(question, options, history)
        yield retrieval
        watch = Stopwatch()
        citable = await asyncio.to_thread(CitablePassages, retrieval.passages)
        draft = _Draft(text="")
        analysis = retrieval.trace.analysis
        one_page = page_asked(question) is not None
        collection = None if one_page else asked_of_collection(analysis.question, analysis.language)
        recommended = None if one_page or collection else await self._recommended(retrieval, options)
        if recommended is not None:
            steps = _recommend(recommended)
        elif collection is not None:
            steps = self._count(collection, retrieval, options)
        elif self._chat_model is not None and retrieval.passages:
            steps = self._generate(self._chat_model, retrieval, citable)
        else:
            # The graph's facts are of all pages.
            reader = None if one_page else self._retriever.reader
            steps = self._extract(retrieval, citable, options, reader)
        async for step in steps:
            if isinstance(step, _Draft):
                draft = step
            else:
                yield step
        watch.mark("answer")
        yield _answer(question, retrieval, citable, draft, watch)

    async def _recommended(self, retrieval: Retrieval, options: RetrievalOptions) -> Recommended | None:
        """What is recommended to one who asks for that; None where records have nothing to do with the question."""
        analysis = retrieval.trace.analysis
        if not asks_recommendation(analysis.question, analysis.language):
            return None
        if not await self.recommender.has_records(options.document_ids):
            return None
        found = await self.recommender.recommend_with_passages(
            CheckedQuestion(analysis.question), RecommendationOptions(document_ids=options.document_ids)
        )
        is_about_records = found.recommendation.found or found.recommendation.conditions
        return found if is_about_records else None

    async def _count(
        self, asked: CollectionQuestion, retrieval: Retrieval, options: RetrievalOptions
    ) -> AsyncIterator[TextDelta | _Draft]:
        found = await answer_of_collection(
            asked,
            self._retriever.reader,
            language=retrieval.trace.analysis.language,
            links=retrieval.trace.links,
            document_ids=options.document_ids,
        )
        if found.text:
            yield TextDelta(text=found.text)
        is_counted = bool(found.text) and not found.cited
        yield _Draft(found.text, found.cited, found.passages, counted=is_counted, notes=(found.note,))

    async def _extract(
        self,
        retrieval: Retrieval,
        citable: CitablePassages,
        options: RetrievalOptions,
        reader: GraphReader | None,
    ) -> AsyncIterator[TextDelta | _Draft]:
        settings = self._retriever.settings.answer
        found = await extract_answer(
            retrieval.trace.analysis,
            retrieval.trace.links,
            citable,
            settings,
            reader=reader,
            document_ids=options.document_ids,
            trained=self._trained,
        )
        text = found.text or " ".join(
            f"{without_marks(' '.join(sentence.text.split()))} [{sentence.number}]"
            for sentence in found.sentences
        )
        if found.remark:
            text = f"{text} {found.remark}"
        if text:
            yield TextDelta(text=text)
        relation = "enough" if found.sentences else "too little"
        note = f"answered without a chat model: evidence {found.evidence:.2f}, {relation} (at least {settings.min_evidence:.2f})"
        yield _Draft(text, found.sentences, found.passages, notes=(*found.notes, note))

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


async def _recommend(found: Recommended) -> AsyncIterator[TextDelta | _Draft]:
    text, made = text_of(found), found.recommendation
    if text:
        yield TextDelta(text=text)
    note = (
        f"recommended from what records state: {len(made.items)} records, {len(made.conditions)} conditions"
    )
    yield _Draft(text, cited_in(found), found.passages, remark=made.note, notes=(note,))


def _answer(
    question: CheckedQuestion, retrieval: Retrieval, citable: CitablePassages, draft: _Draft, watch: Stopwatch
) -> Answer:
    analysis, trace = retrieval.trace.analysis, retrieval.trace
    found = bool(draft.cited) or draft.counted
    shown = draft.passages or citable
    ms = {**trace.ms, **watch.ms, "total": trace.ms.get("total", 0.0) + watch.total_ms}
    text = draft.text if found else NOT_FOUND[analysis.language]
    citations = tuple(shown.cite(sentence) for sentence in draft.cited)
    return Answer(
        question=question,
        found=found,
        text=text,
        note="; ".join((*trace.reading, *((draft.remark,) if draft.remark else ()))),
        citations=citations,
        pages=pages_spoken_of(question, text, citations, shown.layouts),
        passages=shown.passages,
        trace=trace.model_copy(
            update={"ms": ms, "usage": trace.usage + draft.usage, "notes": (*trace.notes, *draft.notes)}
        ),
    )
