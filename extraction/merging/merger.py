"""Open relations and types brought together by a chat model: defined, compared with their nearest, verified."""

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from extraction.mentions.names import spelling_key
from extraction.merging.asking import Asker, AskLimits, Question
from extraction.merging.nearest import Nearest
from extraction.merging.open_names import OpenRelation, OpenType, open_relations, open_types
from extraction.merging.questions import (
    DEFINE,
    QUESTIONS_VERSION,
    TYPES,
    Candidate,
    define_question,
    read_definitions,
    read_types,
    types_question,
)
from extraction.merging.settings import MERGING_REMEDIES, MergingSettings
from extraction.merging.verdicts import Verdicts
from extraction.schema.merges import Merges, RelationMerge, TypeMerge
from extraction.schema.vocabulary import OPEN, Vocabulary
from extraction.state.model_answers import ModelAnswers
from llm.client import ModelClient
from llm.settings import ModelCallSettings
from schemas.chunk import Chunk
from schemas.extraction import ChunkExtraction, Usage
from schemas.graph_schema import GraphSchema
from schemas.job import JobEstimate
from schemas.ports import Embedder

if TYPE_CHECKING:
    from llm.client import ChatModel

_SENT_A_NAME, _SENT_A_REQUEST, _RECEIVED_A_NAME = 350, 250, 50
_NO_TYPE = ""
Outcomes = Sequence[tuple[Chunk, ChunkExtraction]]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Merged:
    """The merges, and what asking for them cost this time."""

    merges: Merges
    usage: Usage


class Merger:
    """Asks a chat model about the names that a vocabulary lacks, and keeps every answer.

    A relation is defined from its sentences; its words and its definition find the nearest relations of the vocabulary
    and, among the open ones, of those that are commoner; the model takes one of these, with its direction, or none,
    and has to take it again.
    An answer that cannot be read leaves its name open, and is asked for again the next time.
    """

    def __init__(
        self,
        model: "ChatModel",
        calls: ModelCallSettings,
        settings: MergingSettings,
        embedder: Embedder,
        answers: ModelAnswers,
    ) -> None:
        self._client = ModelClient(model, calls, MERGING_REMEDIES)
        self._at_once = calls.concurrency
        self._settings = settings
        self._embedder = embedder
        self._answers = answers

    async def estimate(
        self, outcomes: Outcomes, base: GraphSchema | None, vocabulary: Vocabulary
    ) -> JobEstimate:
        """What `merge` may need at most to ask for what is not answered yet."""
        types = await asyncio.to_thread(self._open_types, outcomes, base, vocabulary)
        merged = await self._known_types(types, vocabulary)
        relations = await asyncio.to_thread(self._open_relations, outcomes, base, vocabulary, merged)
        definitions = await self._known_definitions(relations)
        undefined = len(relations) - len(definitions)
        verdicts = await self._verdicts(relations, definitions, vocabulary)
        first, second = verdicts.open_questions()
        left = (len(types) - len(merged), undefined, undefined + first, undefined + second)
        calls = sum(-(-names // self._settings.batch) for names in left)
        return JobEstimate(
            chunks=len(outcomes),
            model_calls=calls,
            input_tokens=sum(left) * _SENT_A_NAME + calls * _SENT_A_REQUEST,
            output_tokens=sum(left) * _RECEIVED_A_NAME,
        )

    async def merge(
        self,
        outcomes: Outcomes,
        base: GraphSchema | None,
        vocabulary: Vocabulary,
        *,
        document_id: str = "",
        on_progress: Progress = lambda _done, _total: None,
        most_calls: int | None = None,
    ) -> Merged:
        """What the open names of these outcomes mean; the cost is also counted to the document.

        No more than `most_calls` questions are asked, if it is given: a reply that was cut off is asked for again in
        halves only as far as others needed less than `estimate` says. What `on_progress` raises, called with (done,
        total) between requests, ends it.

        Raises:
            ModelError: the model cannot be used; what was answered is kept.
        """
        asker = Asker(
            self._client,
            self._answers,
            AskLimits(self._settings.batch, self._at_once, most_calls),
            document_id=document_id,
            on_progress=on_progress,
        )
        types = await asyncio.to_thread(self._open_types, outcomes, base, vocabulary)
        merged = await self._types(types, vocabulary, asker)
        relations = await asyncio.to_thread(self._open_relations, outcomes, base, vocabulary, merged)
        definitions = await self._definitions(relations, asker)
        found = await self._verdicts(relations, definitions, vocabulary)
        await found.ask(asker)
        verdicts = found.merges()
        of_types = [
            TypeMerge(before=one.name, after=after) for one in types if (after := merged.get(one.name))
        ]
        merges = Merges(
            relations=tuple(_resolved(verdicts)),
            types=tuple(of_types),
            definitions=definitions,
            unanswered=tuple(one.name for one in relations if one.name not in verdicts),
        )
        return Merged(merges, asker.usage)

    def _open_types(
        self, outcomes: Outcomes, base: GraphSchema | None, vocabulary: Vocabulary
    ) -> tuple[OpenType, ...]:
        return open_types(outcomes, base, vocabulary)[: self._settings.max_names]

    def _open_relations(
        self,
        outcomes: Outcomes,
        base: GraphSchema | None,
        vocabulary: Vocabulary,
        types: Mapping[str, str],
    ) -> tuple[OpenRelation, ...]:
        merged = tuple(TypeMerge(before=before, after=after) for before, after in types.items() if after)
        return open_relations(outcomes, base, vocabulary, merged)[: self._settings.max_names]

    async def _types(self, types: Sequence[OpenType], vocabulary: Vocabulary, asker: Asker) -> dict[str, str]:
        """The vocabulary's types by the open ones, "" for one that means none; what the model did not say is absent."""
        known = await self._known_types(types, vocabulary)
        listed = _listed_types(vocabulary)

        def read(reply: str, asked: Sequence[OpenType]) -> dict[str, str]:
            found = read_types(reply, len(asked), listed)
            return {self._type_key(asked[at], vocabulary): name or _NO_TYPE for at, name in found.items()}

        left = [one for one in types if one.name not in known]
        said = await asker.ask(Question(TYPES, lambda some: types_question(some, listed), read), left)
        keys = {one.name: self._type_key(one, vocabulary) for one in left}
        return known | {name: said[key] for name, key in keys.items() if key in said}

    async def _definitions(self, relations: Sequence[OpenRelation], asker: Asker) -> dict[str, str]:
        known = await self._known_definitions(relations)

        def read(reply: str, asked: Sequence[OpenRelation]) -> dict[str, str]:
            found = read_definitions(reply, len(asked))
            return {self._key("define", asked[at].name): text for at, text in found.items()}

        left = [one for one in relations if one.name not in known]
        said = await asker.ask(Question(DEFINE, define_question, read), left)
        keys = {one.name: self._key("define", one.name) for one in left}
        return known | {name: said[key] for name, key in keys.items() if key in said}

    async def _verdicts(
        self, relations: Sequence[OpenRelation], definitions: Mapping[str, str], vocabulary: Vocabulary
    ) -> Verdicts:
        nearest = Nearest(vocabulary, self._embedder, self._settings.candidates)
        found = Verdicts(nearest, self._answers, self._pair_key)
        await found.read(relations, definitions)
        return found

    async def _known_types(self, types: Sequence[OpenType], vocabulary: Vocabulary) -> dict[str, str]:
        return await self._known({one.name: self._type_key(one, vocabulary) for one in types})

    async def _known_definitions(self, relations: Sequence[OpenRelation]) -> dict[str, str]:
        return await self._known({one.name: self._key("define", one.name) for one in relations})

    async def _known(self, keys: Mapping[str, str]) -> dict[str, str]:
        found = await self._answers.find(list(keys.values()))
        return {name: found[key] for name, key in keys.items() if key in found}

    def _type_key(self, one: OpenType, vocabulary: Vocabulary) -> str:
        return self._key("type", spelling_key(one.name), _listed_types(vocabulary))

    def _pair_key(self, relation: OpenRelation, candidate: Candidate) -> str:
        known = () if candidate.is_open else (candidate.definition, candidate.ends)
        return self._key("same", relation.name, candidate.name, known)

    def _key(self, *parts: object) -> str:
        """SHA-256 over the model, the version of the questions and these parts."""
        whole = (*self._client.identity, QUESTIONS_VERSION, *parts)
        return sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


def _listed_types(vocabulary: Vocabulary) -> dict[str, str]:
    return {name: kind.definition for name, kind in vocabulary.entity_types.items() if name != OPEN}


def _resolved(verdicts: Mapping[str, RelationMerge | None]) -> Iterator[RelationMerge]:
    """Each merge with the end of its chain: of A into B and B into C, also A into C."""
    for merge in filter(None, verdicts.values()):
        last = merge
        while last.kept and (further := verdicts.get(last.after)) is not None:
            last = further.model_copy(
                update={"before": merge.before, "inverted": last.inverted != further.inverted}
            )
        yield last
