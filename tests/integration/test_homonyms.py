"""Two things of one name are two entities while documents say so, and a person has the last word."""

import pytest
from neo4j import AsyncDriver

from kg.store import Neo4jGraphStore
from kg.view.decision_entry import Why
from schemas.document_graph import DocumentGraph
from schemas.graph import Entity
from tests.fakes.document_graphs import document_graph, origin
from tests.fakes.graph_dump import graph_dump

_FILM = ("is:Work.Film", "year:1940")
_NOVEL = ("as:Work.Book",)


def _document(source: str, maker: str, *clues: str) -> DocumentGraph:
    return document_graph(
        source,
        [[(maker, "MADE", "Rebecca")]],
        types={maker: "Person", "Rebecca": "Work"},
        clues={"Rebecca": clues},
    )


async def _named(store: Neo4jGraphStore) -> dict[str | None, Entity]:
    """The entities called Rebecca, by what tells them apart."""
    found = [entity for entity in await store.reader.entities.search() if entity.name == "Rebecca"]
    return {entity.told_by: entity for entity in found}


@pytest.mark.parametrize("together", [True, False])
async def test_documents_tell_a_film_from_its_novel(store: Neo4jGraphStore, *, together: bool) -> None:
    documents = [
        _document("film", "Hitchcock", *_FILM),
        _document("film again", "Hitchcock", *_FILM),
        _document("novel", "Du Maurier", *_NOVEL),
        _document("bare", "Du Maurier"),
        _document("bare too", "Hitchcock"),
    ]
    for some in [documents] if together else [[document] for document in documents]:
        await store.documents.write(some, publish=True)
    named = await _named(store)
    assert {told_by: entity.mentions for told_by, entity in named.items()} == {"Film": 3, "Book": 2}
    assert named["Film"].id == origin("Rebecca") != named["Book"].id
    assert named["Book"].description == "Work, Book"
    facts = {
        fact.text: fact.tail
        for fact in await store.reader.facts.of([origin("Hitchcock"), origin("Du Maurier")])
    }
    assert facts == {"Hitchcock made Rebecca": named["Film"].id, "Du Maurier made Rebecca": named["Book"].id}


async def test_what_told_them_apart_goes_with_its_document(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    film, novel = _document("film", "Hitchcock", *_FILM), _document("novel", "Du Maurier", *_NOVEL)
    await store.documents.write([film], publish=True)
    alone = await graph_dump(driver)
    await store.documents.write([novel], publish=True)
    assert set(await _named(store)) == {"Film", "Book"}
    await store.documents.delete(novel.document.id)
    assert await graph_dump(driver) == alone
    assert [entity.told_by for entity in (await _named(store)).values()] == [None]


async def test_a_person_joins_what_was_told_apart_and_later_documents_follow(store: Neo4jGraphStore) -> None:
    await store.documents.write(
        [_document("film", "Hitchcock", *_FILM), _document("novel", "Du Maurier", *_NOVEL)], publish=True
    )
    named = await _named(store)
    merge = await store.decisions.merge(
        named["Book"].id, named["Film"].id, reason="one story", decided_by="ann"
    )
    await store.documents.write([_document("more", "Du Maurier", *_NOVEL)], publish=True)
    assert [(told_by, entity.mentions) for told_by, entity in (await _named(store)).items()] == [(None, 3)]
    await store.decisions.undo(merge.decision.id)
    assert {told_by: entity.mentions for told_by, entity in (await _named(store)).items()} == {
        "Film": 1,
        "Book": 2,
    }


async def test_a_decision_on_one_of_them_holds_while_the_other_grows(store: Neo4jGraphStore) -> None:
    await store.documents.write(
        [
            _document("film", "Hitchcock", *_FILM),
            _document("film again", "Hitchcock", *_FILM),
            _document("novel", "Du Maurier", *_NOVEL),
        ],
        publish=True,
    )
    novel = (await _named(store))["Book"].id
    await store.decisions.retype(novel, "Novel", reason="", decided_by="ann")
    await store.documents.write(
        [_document(f"novel {number}", "Du Maurier", *_NOVEL) for number in range(3)], publish=True
    )
    named = await _named(store)
    assert (named["Book"].id, named["Book"].type, named["Book"].mentions) == (novel, "Novel", 4)
    assert named["Film"].type == "Work"


async def test_a_persons_split_goes_before_what_documents_tell(store: Neo4jGraphStore) -> None:
    await store.documents.write(
        [_document("film", "Hitchcock", *_FILM), _document("other", "Boyd")], publish=True
    )
    await store.decisions.split(
        origin("Rebecca"), ["other"], [], name="Rebecca Boyd", why=Why(reason="a ship", decided_by="ann")
    )
    await store.documents.write([_document("novel", "Du Maurier", *_NOVEL)], publish=True)
    assert set(await _named(store)) == {"Film", "Book"}
    (split,) = [one for one in await store.reader.entities.search() if one.name == "Rebecca Boyd"]
    assert split.mentions == 1
