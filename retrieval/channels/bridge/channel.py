"""Chunks that a second step leads to: the question asked again with what the first passages tell."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.read.entities import NameInChunk
from kg.text.sentences import sentence_spans
from retrieval.channels.bridge.judge import SecondStepJudge
from retrieval.channels.channel import QuestionContext, RetrievalParts
from retrieval.question.rewriting import GAP, Rewriter
from schemas.chunk import Chunk
from schemas.retrieval import ChannelResult, RankedChunk


@dataclass(frozen=True)
class Step:
    """What is left of the question beside a chunk that is worth so much (0..1), and a name that the chunk tells."""

    rest: str
    name: NameInChunk
    worth: float

    @property
    def text(self) -> str:
        """The question with the name in the place of what the chunk covers."""
        return self.rest.replace(GAP, self.name.name)


class BridgeChannel:
    """Bridge rewriting: finds what only the answer to a part of the question names."""

    name = "bridge"
    weight = 1.25
    weight_without_entities = 1.25

    def __init__(self, parts: RetrievalParts) -> None:
        self._embedder = parts.embedder
        self._settings = parts.settings.bridge
        self._judge = SecondStepJudge.of(parts.chat_model, self._settings.judge)

    async def find(self, question: QuestionContext) -> ChannelResult:
        """As `follow`, from the chunks nearest in meaning."""
        return await self.follow(question, await question.nearest_chunks)

    async def follow(self, question: QuestionContext, first: Sequence[RankedChunk]) -> ChannelResult:
        """The best of the first chunks, then what is nearest to the question with names of theirs in the place of what they cover.

        `score` is the best over the names of the cosine times the score of the chunk that is asked on from, 0..1; the best of
        the first chunks keeps its own. Where a chat model judges, what it finds helpful comes right after the first.
        """
        first = first[: self._settings.passages]
        steps = await self._steps(question, first)
        if not steps:
            note = "the passages found first name nothing to ask on from"
            return ChannelResult(channel=self.name, status="off", note=note)
        asked = await asyncio.to_thread(self._embedder.embed, [step.text for step in steps])
        found = await question.reader.chunks.nearest_to_each(
            asked.tolist(), self._settings.nearest, question.document_ids
        )
        best = first[0].model_copy(update={"why": "asked on from"})
        others = [chunk for chunk in _best_of_each(steps, found) if chunk.chunk_id != best.chunk_id]
        result = ChannelResult(channel=self.name, status="ran", ranked=(best, *others)[: question.depth])
        return await self._judged(self._judge, question, result) if self._judge and others else result

    async def _judged(
        self, judge: SecondStepJudge, question: QuestionContext, result: ChannelResult
    ) -> ChannelResult:
        """With the chunks that the judge finds helpful moved up to the second place, in its order."""
        first, *others = result.ranked
        asked = others[: self._settings.judge.max_candidates]
        ids = [chunk.chunk_id for chunk in (first, *asked)]
        texts = {chunk.id: chunk.text for chunk in await question.reader.chunks.by_id(ids)}
        judgement = await judge.judge(question.analysis.question, [texts.get(one, "") for one in ids])
        helpful = [
            asked[place].model_copy(
                update={"score": asked[0].score, "why": f"judged to help; {asked[place].why}"}
            )
            for place in judgement.helpful
        ]
        moved = {chunk.chunk_id for chunk in helpful}
        ranked = (first, *helpful, *(chunk for chunk in others if chunk.chunk_id not in moved))
        return result.model_copy(update={"ranked": ranked, "usage": judgement.usage, "note": judgement.note})

    async def _steps(self, question: QuestionContext, first: Sequence[RankedChunk]) -> list[Step]:
        """Those with the names that are nearest to the question, names of better chunks before others."""
        ids = [chunk.chunk_id for chunk in first]
        chunks, named = await asyncio.gather(
            question.reader.chunks.by_id(ids), question.reader.entities.names_in(ids)
        )
        worth = {chunk.chunk_id: chunk.score for chunk in first}
        steps = await asyncio.to_thread(self._read, question, chunks, named, worth)
        vectors = await question.reader.entities.vectors(list({step.name.entity_id for step in steps}))

        def promise(step: Step) -> float:
            vector = vectors.get(step.name.entity_id)
            return 0.0 if vector is None else step.worth * (1 + float(np.dot(question.vector, vector)))

        return sorted(steps, key=promise, reverse=True)[: self._settings.max_names]

    def _read(
        self,
        question: QuestionContext,
        chunks: Sequence[Chunk],
        named: Sequence[NameInChunk],
        worth: Mapping[str, float],
    ) -> list[Step]:
        rewriter = Rewriter(question.analysis.question, question.analysis.language)
        inside: defaultdict[str, list[NameInChunk]] = defaultdict(list)
        for name in named:
            inside[name.chunk_id].append(name)
        steps: dict[str, Step] = {}
        for chunk in chunks:
            if rest := rewriter.rest(chunk.text):
                for name in self._names_near(rewriter, chunk, inside[chunk.id]):
                    step = Step(rest, name, worth[chunk.id])
                    steps.setdefault(step.text, step)
        return list(steps.values())

    def _names_near(
        self, rewriter: Rewriter, chunk: Chunk, names: Sequence[NameInChunk]
    ) -> Iterator[NameInChunk]:
        """The new names in the sentences with most of the question's words, those of the best sentence first."""
        spans = sentence_spans(chunk.text, chunk.language)
        shared = {span: rewriter.shared(chunk.text[slice(*span)]) for span in spans}
        for start, end in sorted(spans, key=lambda span: -shared[span])[: self._settings.sentences]:
            yield from (name for name in names if start <= name.start < end and rewriter.is_new(name.name))


def _best_of_each(steps: Sequence[Step], found: Sequence[Sequence[RankedChunk]]) -> list[RankedChunk]:
    """The chunks other than the one asked on from, each with its best step."""
    best: dict[str, RankedChunk] = {}
    for step, chunks in zip(steps, found, strict=True):
        for chunk in chunks:
            score = step.worth * max(0.0, min(1.0, 2 * chunk.score - 1))
            known = best.get(chunk.chunk_id)
            if chunk.chunk_id != step.name.chunk_id and (known is None or score > known.score):
                why = f"asked on: {step.text}"
                best[chunk.chunk_id] = RankedChunk(chunk_id=chunk.chunk_id, score=score, why=why)
    return sorted(best.values(), key=lambda chunk: (-chunk.score, chunk.chunk_id))
