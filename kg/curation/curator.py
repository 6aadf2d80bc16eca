"""Decisions about entities and facts, undoing them, and deleting documents."""

from collections.abc import Callable, Coroutine, Sequence

from kg.curation.embedding import compare_names
from kg.curation.naming import identify
from kg.store import Neo4jGraphStore
from kg.text.name_key import name_key
from kg.view.decision_entry import Why
from schemas.errors import InputError
from schemas.graph import DecisionOutcome, Entity, EntityMention, Fact, MentionPlace, Removal
from schemas.ports import Embedder

_LONGEST_NAME = 200

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

    async def separate(
        self, one: str, other: str, *, reason: str = "", decided_by: str, dry_run: bool = False
    ) -> DecisionOutcome:
        """The decision that two are different things, so that no rule joins them; by id, exact name, or names of one entity.

        Raises:
            NotFoundError: one of them is not in the graph.
            InputError: several entities have the name, or both are one name.
            ConflictError: that is said already, or a person merged them.
        """
        first, second = await self._identify(one), await self._identify(other)
        ids = (first.id, second.id)
        if first.id == second.id:
            ids = await self._part(first, one), await self._part(first, other)
        outcome = await self._store.decisions.separate(
            *ids, reason=reason or f"{one} is not {other}", decided_by=decided_by, dry_run=dry_run
        )
        await self._complete(dry_run=dry_run)
        return outcome

    async def retype(
        self, entity: str, type_name: str, *, reason: str = "", decided_by: str, dry_run: bool = False
    ) -> DecisionOutcome:
        """The decision that the entity has this type of the schema, whatever its mentions say.

        Raises:
            NotFoundError: there is no such entity.
            InputError: several entities have the name, or the schema lacks the type.
        """
        found = await self._identify(entity)
        schema = await self._store.reader.schemas.find_approved()
        known = sorted(one.name for one in schema.entity_types) if schema else []
        if known and type_name not in known:
            raise InputError(
                f"The schema has no entity type {type_name!r}.",
                remedy=f"Choose one of {', '.join(known)}; or add it to the schema and approve that first.",
            )
        outcome = await self._store.decisions.retype(
            found.id,
            type_name,
            reason=reason or f"{found.name} is of the type {type_name}",
            decided_by=decided_by,
            dry_run=dry_run,
        )
        await self._complete(dry_run=dry_run)
        return outcome

    async def rename(
        self, entity: str, name: str, *, reason: str = "", decided_by: str, dry_run: bool = False
    ) -> DecisionOutcome:
        """The decision that the entity is shown, and found, by this name.

        Raises:
            NotFoundError: there is no such entity.
            InputError: several entities have its name, or the new one is none.
        """
        found = await self._identify(entity)
        outcome = await self._store.decisions.rename(
            found.id,
            checked_display_name(name),
            reason=reason or f"{found.name} is called {name}",
            decided_by=decided_by,
            dry_run=dry_run,
        )
        await self._complete(dry_run=dry_run)
        return outcome

    async def split(
        self,
        entity: str,
        *,
        documents: Sequence[str] = (),
        mentions: Sequence[MentionPlace] = (),
        name: str = "",
        why: Why,
        dry_run: bool = False,
    ) -> DecisionOutcome:
        """The decision that what these documents (by id or source) or mentions name so is another thing, called `name`.

        Raises:
            NotFoundError: there is no such entity or document.
            InputError: several entities have the name, nothing is named, it is not mentioned there, or nothing would stay.
        """
        found = await self._identify(entity)
        sources = [await self._source(one) for one in documents]
        reason = why.reason or f"{found.name} is two things"
        outcome = await self._store.decisions.split(
            found.id,
            sources,
            mentions,
            name=checked_display_name(name) if name else None,
            why=why.model_copy(update={"reason": reason}),
            dry_run=dry_run,
        )
        await self._complete(dry_run=dry_run)
        return outcome

    async def mentions(
        self, entity: str, document: str = "", *, limit: int = 50, skip: int = 0
    ) -> list[EntityMention]:
        """Where documents name the entity, or one document (by id or source) does.

        Raises:
            NotFoundError: there is no such entity or document.
            InputError: several entities have the name.
        """
        found = await self._identify(entity)
        source = await self._source(document) if document else None
        return await self._store.reader.entities.mentions(found.id, source, limit=limit, skip=skip)

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
            await compare_names(self._store, self._embedder)

    async def _source(self, document: str) -> str:
        known = await self._store.reader.documents.find(document)
        return (known or await self._store.reader.documents.get(document)).source

    async def _part(self, entity: Entity, name: str) -> str:
        parts = await self._store.reader.entities.parts(entity.id)
        found = [part.id for part in parts if name == part.id or name in part.surfaces]
        if len(found) != 1 or len(parts) == 1:
            raise InputError(
                f"{name!r} is not one of several names that were put together as {entity.name!r}.",
                remedy="Where one name means two things, split the entity instead.",
            )
        return found[0]

    async def _identify(self, name_or_id: str) -> Entity:
        return await identify(self._store.reader, name_or_id)


def checked_display_name(name: str) -> str:
    """The name with single spaces.

    Raises:
        InputError: it has no letters or digits, or is too long.
    """
    plain = " ".join(name.split())
    if not any(character.isalnum() for character in name_key(plain)) or len(plain) > _LONGEST_NAME:
        raise InputError(
            f"{plain[:80]!r} cannot be a name.",
            remedy=f"Use 1 to {_LONGEST_NAME} characters, letters among them.",
        )
    return plain
