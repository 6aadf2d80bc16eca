"""Facts that may be missing: what the link predictor suggests, where to look, and what a person holds of it."""

import asyncio
from collections.abc import Sequence

from kg.curation.naming import identify
from kg.kge.latest_predictor import LatestPredictor
from kg.kge.link_predictor import LinkPredictor, MissingFact
from kg.read.suggestions import Pair, statement_text
from kg.store import Neo4jGraphStore
from kg.view.decision_entry import Why
from kg.view.ruling import STATEMENT_KINDS
from schemas.errors import InputError
from schemas.graph import DecisionOutcome
from schemas.ids import fact_id
from schemas.ports import Embedder
from schemas.suggestion import JudgedSuggestion, Suggestion, SuggestionEvidence
from schemas.value import Value

_SPARE = 50


class Suggestions(Value):
    """Suggestions, best first; where there are none, `note` says why."""

    items: tuple[Suggestion, ...] = ()
    note: str = ""


class SuggestionCurator:
    """Suggests facts, and keeps what persons hold of them. What is accepted is a person's word: no fact, and never cited."""

    def __init__(self, store: Neo4jGraphStore, embedder: Embedder) -> None:
        self._store = store
        self._reader = store.reader
        self._embedder = embedder
        self._predictors = LatestPredictor(store.reader)

    async def suggest(self, entity: str = "", relation: str = "", limit: int = 20) -> Suggestions:
        """At most `limit` statements that no document makes and nobody judged, of one entity (id or exact name) and relation.

        Raises:
            NotFoundError: there is no such entity.
            InputError: several entities have the name, or no fact has the relation.
            LinkPredictorError: the trained model is missing or damaged.
        """
        of = (await identify(self._reader, entity)).id if entity else None
        if relation:
            await self._check_relation(relation)
        predictor = await self._predictors.find(await self._reader.version())
        if isinstance(predictor, str):
            return Suggestions(note=f"no suggestions: {predictor}")
        found = await self._open(predictor, of, relation or None, limit)
        items = await self._named(found, limit)
        return Suggestions(
            items=tuple(items), note="" if items else "no suggestions: nothing seems to be missing"
        )

    async def judged(self, entity: str = "", *, accepted: bool) -> list[JudgedSuggestion]:
        """The suggestions that persons accepted, or rejected, the latest first; of one entity if it is given.

        Raises:
            NotFoundError: there is no such entity.
            InputError: several entities have the name.
        """
        of = (await identify(self._reader, entity)).id if entity else None
        return await self._reader.suggestions.judged(accepted=accepted, entity=of)

    async def judge(
        self, statement: tuple[str, str, str], why: Why, *, accepted: bool, dry_run: bool = False
    ) -> DecisionOutcome:
        """The decision that the statement (head, relation type, tail; ends by id or exact name) holds, or is no good guess.

        Raises:
            NotFoundError: an end is not in the graph.
            InputError: several entities have the name, or no fact has the relation.
            ConflictError: a document states it, or a person judged it already.
        """
        head, relation, tail = statement
        await self._check_relation(relation)
        ends = await identify(self._reader, head), await identify(self._reader, tail)
        text = statement_text(ends[0].name, relation, ends[1].name)
        said = why.reason or f"{text}: {'true' if accepted else 'not true'}"
        return await self._store.decisions.judge_suggestion(
            (ends[0].id, relation, ends[1].id),
            why.model_copy(update={"reason": said}),
            accepted=accepted,
            dry_run=dry_run,
        )

    async def _check_relation(self, relation: str) -> None:
        known = [name for name, _ in await self._reader.facts.types()]
        if relation not in known:
            raise InputError(
                f"No fact has the relation {relation!r}.", remedy="List facts to see their relations."
            )

    async def _open(
        self, predictor: LinkPredictor, entity: str | None, relation: str | None, limit: int
    ) -> list[MissingFact]:
        """What is predicted, but for what a person judged and what documents state by now."""
        judged = {one.id for one in await self._reader.suggestions.decided(STATEMENT_KINDS)}
        symmetric = await self._reader.suggestions.symmetric_relations()
        found = await asyncio.to_thread(
            predictor.missing_facts,
            limit + len(judged) + _SPARE,
            entity=entity,
            relation=relation,
            symmetric=symmetric,
        )
        ids = [fact_id(one.head, one.relation, one.tail) for one in found]
        stated = await self._reader.suggestions.support(ids)
        return [one for one, id_ in zip(found, ids, strict=True) if id_ not in judged and id_ not in stated]

    async def _named(self, found: Sequence[MissingFact], limit: int) -> list[Suggestion]:
        """The first `limit` of them whose ends are still in the graph, with their evidence."""
        ends = [end for one in found for end in (one.head, one.tail)]
        names = {entity.id: entity.name for entity in await self._reader.entities.by_id(ends)}
        shown = [one for one in found if one.head in names and one.tail in names][:limit]
        texts = [statement_text(names[one.head], one.relation, names[one.tail]) for one in shown]
        evidence = await self._evidence(
            {(one.head, one.tail): text for one, text in zip(shown, texts, strict=True)}
        )
        return [
            Suggestion(
                head=one.head,
                head_name=names[one.head],
                relation=one.relation,
                tail=one.tail,
                tail_name=names[one.tail],
                text=text,
                score=one.likelihood,
                evidence=tuple(evidence.get((one.head, one.tail), ())),
            )
            for one, text in zip(shown, texts, strict=True)
        ]

    async def _evidence(self, texts: dict[Pair, str]) -> dict[Pair, list[SuggestionEvidence]]:
        shared = await self._reader.suggestions.shared_passages(list(texts))
        alone = {pair: text for pair, text in texts.items() if pair not in shared}
        if not alone:
            return shared
        vectors = await asyncio.to_thread(self._embedder.embed, list(alone.values()))
        nearest = await self._reader.suggestions.nearest_passages(
            {pair: [float(number) for number in vector] for pair, vector in zip(alone, vectors, strict=True)}
        )
        return shared | nearest
