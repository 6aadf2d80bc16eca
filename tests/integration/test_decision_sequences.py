"""Whatever is added, deleted, decided and undone, the graph is what the record says under the decisions in force."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from neo4j import AsyncDriver

from kg.store import Neo4jGraphStore
from kg.view.decision_entry import Why
from retrieval.channels.graph_keeper import GraphKeeper
from schemas.document_graph import DocumentGraph
from schemas.errors import CiteGraphError
from schemas.graph import MentionPlace
from tests.fakes.graph_dump import graph_dump
from tests.fakes.graph_examples import graph_examples
from tests.fakes.kept_graph import graph_content
from tests.fakes.ledger_replay import build_from, lasting_decisions
from tests.fakes.random_documents import random_documents
from tests.integration.conftest import empty

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

_SOURCES = ("a", "b", "c")
_RELATIONS = ("OWNS", "MARRIED", "LOCATED_IN")


class History:
    """A graph to which things happen, and the documents that are in it now."""

    def __init__(self, store: Neo4jGraphStore, data: st.DataObject) -> None:
        self._store = store
        self._data = data
        self.documents: dict[str, DocumentGraph] = {}

    async def step(self) -> None:
        """Let one thing happen."""
        acts = (
            *(self._add, self._add, self._delete, self._merge, self._separate, self._split, self._split),
            *(self._retype, self._rename, self._reject, self._restore, self._undo, self._judge),
        )
        await self._data.draw(st.sampled_from(acts))()

    async def _add(self) -> None:
        graph = self._data.draw(random_documents(self._data.draw(st.sampled_from(_SOURCES))))
        await self._store.documents.write([graph], publish=True)
        self.documents[graph.document.source] = graph

    async def _delete(self) -> None:
        if self.documents:
            source = self._data.draw(st.sampled_from(sorted(self.documents)))
            await self._store.documents.delete(self.documents.pop(source).document.id)

    async def _merge(self) -> None:
        source, target = await self._entity(), await self._entity()
        if source != target:
            await self._store.decisions.merge(source, target, reason="same", decided_by="ann")

    async def _separate(self) -> None:
        parts = [part.id for part in await self._store.reader.entities.parts(await self._entity())]
        one = self._data.draw(st.sampled_from(sorted(parts))) if parts else ""
        await self._store.decisions.separate(one, await self._entity(), reason="", decided_by="ann")

    async def _split(self) -> None:
        entity = await self._entity()
        mentions = await self._store.reader.entities.mentions(entity)
        sources = self._data.draw(st.sets(st.sampled_from(_SOURCES), max_size=2))
        places = [MentionPlace(chunk_id=one.chunk_id, start=one.start) for one in mentions]
        chosen = [place for place in places if self._data.draw(st.integers(0, 3)) == 0]
        name = self._data.draw(st.sampled_from((None, "Another")))
        await self._store.decisions.split(
            entity, sorted(sources), chosen, name=name, why=Why(reason="two", decided_by="ann")
        )

    async def _retype(self) -> None:
        type_name = self._data.draw(st.sampled_from(("Ship", "City")))
        await self._store.decisions.retype(await self._entity(), type_name, reason="", decided_by="ann")

    async def _rename(self) -> None:
        name = self._data.draw(st.sampled_from(("Bolt", "The Best")))
        await self._store.decisions.rename(await self._entity(), name, reason="", decided_by="ann")

    async def _reject(self) -> None:
        facts = await self._store.reader.facts.of([await self._entity()])
        if facts:
            fact = self._data.draw(st.sampled_from(sorted(fact.id for fact in facts)))
            await self._store.decisions.reject(fact, reason="", decided_by="ann")

    async def _judge(self) -> None:
        statement = await self._entity(), self._data.draw(st.sampled_from(_RELATIONS)), await self._entity()
        accepted = self._data.draw(st.booleans())
        await self._store.decisions.judge_suggestion(
            statement, Why(reason="", decided_by="ann"), accepted=accepted
        )

    async def _restore(self) -> None:
        rejected = await self._store.reader.facts.rejected()
        if rejected:
            fact = self._data.draw(st.sampled_from(sorted(fact.id for fact in rejected)))
            await self._store.decisions.restore(fact)

    async def _undo(self) -> None:
        standing = [one for one in await self._store.reader.decisions.page() if one.undone_at is None]
        if standing:
            # By what they are about: ids hold the time, and a run must be repeatable.
            found = sorted(standing, key=lambda one: (one.kind, one.source_origin, one.target_origin, one.at))
            await self._store.decisions.undo(self._data.draw(st.sampled_from(found)).id)

    async def _entity(self) -> str:
        entities = sorted(entity.id for entity in await self._store.reader.entities.search())
        return self._data.draw(st.sampled_from(entities)) if entities else ""


async def _assert_kept(kept: GraphKeeper, store: Neo4jGraphStore, before: int) -> None:
    """The graph in memory, brought up to date by the log of changes, is the one that is read anew."""
    assert await store.reader.parts.changes_since(before) is not None
    version = await store.reader.version()
    anew = GraphKeeper(store.reader.parts)
    assert graph_content(await kept.at(version)) == graph_content(await anew.at(version))


@given(data=st.data())
@graph_examples(12)
async def test_a_history_leaves_what_its_documents_and_decisions_make_from_nothing(
    store: Neo4jGraphStore, driver: AsyncDriver, data: st.DataObject
) -> None:
    await empty(driver)
    history = History(store, data)
    kept = GraphKeeper(store.reader.parts)
    for _ in range(data.draw(st.integers(3, 12))):
        before = await store.reader.version()
        try:
            await history.step()
        except CiteGraphError:
            # What is refused changes nothing, and is a part of the history.
            continue
        await _assert_kept(kept, store, before)
    left = await graph_dump(driver)
    ledger = await lasting_decisions(driver)
    await empty(driver)
    await build_from(store, driver, ledger, data.draw(st.permutations(list(history.documents.values()))))
    assert await graph_dump(driver) == left
