"""Decisions about entities and facts, undoing them, and deleting documents."""

from collections.abc import Callable, Coroutine

from kg.curation.embedding import embed_pending
from kg.store import Neo4jGraphStore
from schemas.errors import InputError, NotFoundError
from schemas.graph import DecisionOutcome, Entity, Fact, Removal
from schemas.ports import Embedder

_MOST_OF_ONE_NAME = 100

DeleteDocument = Callable[[str], Coroutine[object, object, Removal]]
"""Deletes the document of this id from the graph, and from where else it is kept."""


class Curator:
    """Changes a graph as a person decides. After each change every entity and fact has its vector.

    A `dry_run` says what would be, and changes nothing.
    """

    def __init__(self, store: Neo4jGraphStore, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder

    async def merge(
        self, source: str, target: str, *, reason: str = "", decided_by: str, dry_run: bool = False
    ) -> DecisionOutcome:
        """The decision that `source` is the same thing as `target`, whose name it takes; both by id or exact name.

        Raises:
            NotFoundError: one of them is not in the graph.
            InputError: several entities have the name.
            ConflictError: they are one already, or one of them was merged into another before.
        """
        merged, kept = await self._identify(source), await self._identify(target)
        outcome = await self._store.decisions.merge(
            merged.id,
            kept.id,
            reason=reason or f"{merged.name} is {kept.name}",
            decided_by=decided_by,
            dry_run=dry_run,
        )
        await self._complete(dry_run=dry_run)
        return outcome

    async def facts(self, entity: str, relation: str, limit: int, *, rejected: bool = False) -> list[Fact]:
        """At most `limit` facts, of one entity (by id or exact name) and relation type where they are given.

        Raises:
            NotFoundError: there is no such entity.
            InputError: several entities have the name.
        """
        reader = self._store.reader.facts
        of = (await self._identify(entity)).id if entity else None
        if rejected:
            return await reader.rejected(of, relation or None, limit)
        if of:
            return await reader.of([of], relation or None, limit)
        return await reader.page(relation or None, limit)

    async def reject(
        self, fact_id: str, *, reason: str = "", decided_by: str, dry_run: bool = False
    ) -> DecisionOutcome:
        """The decision that the fact is not true, whatever documents state it.

        Raises:
            NotFoundError: there is no such fact.
            ConflictError: it is rejected already.
        """
        outcome = await self._store.decisions.reject(
            fact_id, reason=reason, decided_by=decided_by, dry_run=dry_run
        )
        await self._complete(dry_run=dry_run)
        return outcome

    async def restore(self, fact_id: str, *, dry_run: bool = False) -> DecisionOutcome:
        """The decision that the fact is not true, undone: it is back with all its support.

        Raises:
            NotFoundError: there is no such rejected fact.
        """
        outcome = await self._store.decisions.restore(fact_id, dry_run=dry_run)
        await self._complete(dry_run=dry_run)
        return outcome

    async def undo(self, decision_id: str, *, dry_run: bool = False) -> DecisionOutcome:
        """The decision, undone: what it is about is as if it had never been made.

        Raises:
            NotFoundError: there is no such decision.
            ConflictError: it is undone already.
        """
        outcome = await self._store.decisions.undo(decision_id, dry_run=dry_run)
        await self._complete(dry_run=dry_run)
        return outcome

    async def delete_document(
        self, document_id: str, *, dry_run: bool = False, delete: DeleteDocument | None = None
    ) -> Removal:
        """What went with the document; `delete` is for those who keep more of it than the graph does.

        Raises:
            NotFoundError: there is no such document, or it is not ready.
        """
        if delete is None or dry_run:
            removal = await self._store.documents.delete(document_id, dry_run=dry_run)
        else:
            removal = await delete(document_id)
        await self._complete(dry_run=dry_run)
        return removal

    async def _complete(self, *, dry_run: bool) -> None:
        if not dry_run:
            await embed_pending(self._store, self._embedder)

    async def _identify(self, name_or_id: str) -> Entity:
        try:
            return await self._store.reader.entities.get(name_or_id)
        except NotFoundError:
            found = await self._store.reader.entities.search(name_or_id, "", _MOST_OF_ONE_NAME)
        same = [entity for entity in found if name_or_id in {entity.name, *entity.aliases}]
        if not same:
            raise NotFoundError(
                f"There is no entity {name_or_id!r}.",
                remedy=f"Look for it: citegraph entities list {name_or_id!r}, or GET /v1/entities?query=…",
            )
        if len(same) > 1:
            choices = ", ".join(f"{entity.id} ({entity.type})" for entity in same)
            raise InputError(
                f"Several entities are called {name_or_id!r}.", remedy=f"Give the id of one: {choices}."
            )
        return same[0]
