"""docs/data-model.md against a real database: nothing is left out, and every query on the page runs."""

import re
from pathlib import Path

import pytest
from neo4j import AsyncDriver

from kg.store import Neo4jGraphStore
from kg.view.decision_entry import Why
from schemas.graph import KgeModel, MentionPlace
from schemas.graph_schema import GraphSchema
from schemas.ports import Embedder
from schemas.qualifier import Qualifier
from tests.fakes.document_graphs import AT, document_graph, origin
from tests.fakes.filled_store import add_documents
from tests.integration.conftest import Keep

_REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = (_REPOSITORY / "docs" / "data-model.md").read_text(encoding="utf-8")
_BROWSER = _REPOSITORY / "deploy" / "browser"
FAVOURITES = sorted((_BROWSER / "favourites").glob("*.cypher"))
QUERIES = re.findall(r"```cypher\n(.+?)```", PAGE, re.DOTALL)
_NODES = """
CALL db.schema.nodeTypeProperties() YIELD nodeLabels, propertyName
RETURN nodeLabels AS owners, propertyName AS property
"""
_RELATIONSHIPS = """
CALL db.schema.relTypeProperties() YIELD relType, propertyName
RETURN [trim(replace(relType, '`', ''))] AS owners, propertyName AS property
"""
_INDEXES = "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"


async def _fill(store: Neo4jGraphStore, embedder: Embedder) -> None:
    """Something of every kind is in the graph."""
    graphs = [
        document_graph(
            "one.txt",
            [[("Ada Lovelace", "FOUND", "Acme")], [("ACM", "FOUND", "Engine")]],
            merges=[("ACM", "Acme")],
            type_name="Person",
        ),
        document_graph("two.txt", [[("ACM", "FOUND", "Engine")]], type_name="Person"),
        document_graph(
            "four.txt",
            [[("ACM", "FOUND", "Engine", _start(year)) for year in ("1999", "2003")]],
            type_name="Person",
        ),
        document_graph(
            "three.txt",
            [
                [("Ada", "IS_A", "writer"), ("Ada", "MARRIED", "William")],
                [("Ada", "ALSO_KNOWN_AS", "Countess")],
            ],
        ),
    ]
    await add_documents(store, embedder, graphs)
    (mention, *_) = await store.reader.entities.mentions(origin("Engine"), "one.txt")
    place = MentionPlace(chunk_id=mention.chunk_id, start=mention.start)
    why = Why(reason="", decided_by="mina")
    await store.decisions.split(origin("Engine"), [], [place], name="Other Engine", why=why)
    await store.decisions.retype(origin("Ada"), "Person", reason="", decided_by="mina")
    for relation in ("FOUND", "MARRIED"):
        (fact, *_) = await store.reader.facts.page(relation=relation)
        await store.decisions.reject(fact.id, reason="", decided_by="mina")
    await store.schemas.save(GraphSchema(version=1, status="draft", created_at=AT))
    await store.schemas.approve(1, "mina")
    await store.trained_models.save(
        KgeModel(
            version=1, model="RotatE", graph_version=1, metrics={"mrr": 0.5}, path="m.npz", trained_at=AT
        )
    )


@pytest.fixture
async def filled(keep: Keep) -> Neo4jGraphStore:
    return await keep(_fill)


def _start(year: str) -> Qualifier:
    return Qualifier(name="start", value=f"in {year}", normal=year)


async def _rows(driver: AsyncDriver, query: str, **parameters: str) -> list[dict[str, object]]:
    records, _, _ = await driver.execute_query(query, parameters, routing_="r")
    return [record.data() for record in records]


def _words(cell: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", cell))


def _documented() -> dict[str, set[str]]:
    """The properties that the page lists, by label or relationship type."""
    found: dict[str, set[str]] = {}
    for section in re.split(r"^#{2,3} ", PAGE, flags=re.MULTILINE):
        title = section.splitlines()[0]
        for row in re.findall(r"^\| (.+) \|$", section, re.MULTILINE):
            cells = row.split(" | ")
            own = re.match(r"`(\w+)`:", title)
            owners = {own[1]} if own else _words(cells[0]) | set(re.findall(r"\[:(\w+)\]", cells[0]))
            for owner in owners:
                found.setdefault(owner, set()).update(_words(cells[0] if own else cells[1]))
    return found


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("query", [_NODES, _RELATIONSHIPS], ids=["nodes", "relationships"])
async def test_every_label_type_and_property_is_on_the_page(driver: AsyncDriver, query: str) -> None:
    documented = _documented()
    rows = await _rows(driver, query)
    assert len(rows) > 15
    for row in rows:
        owners = [str(owner).lstrip(":") for owner in row["owners"]]  # type: ignore[attr-defined]
        ours = [owner for owner in owners if owner in documented]
        assert ours or owners == ["CiteGraphTest"], f"docs/data-model.md does not mention {owners}"
        if row["property"] is not None:
            assert any(row["property"] in documented[owner] for owner in ours), (owners, row["property"])


async def test_the_page_lists_the_indexes_that_there_are(
    filled: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    assert filled
    section = PAGE.partition("## Indexes")[2].partition("## ")[0]
    listed = {name for row in re.findall(r"^\| (`.+?) \|", section, re.MULTILINE) for name in _words(row)}
    assert listed == {str(row["name"]) for row in await _rows(driver, _INDEXES)}


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("query", QUERIES)
async def test_every_query_on_the_page_finds_something(driver: AsyncDriver, query: str) -> None:
    assert await _rows(driver, query)


@pytest.mark.usefixtures("filled")
async def test_every_favourite_for_neo4j_browser_finds_something(driver: AsyncDriver) -> None:
    for favourite in FAVOURITES:
        query = favourite.read_text(encoding="utf-8")
        assert query.startswith("// ")  # by its first line Browser names it
        assert await _rows(driver, query, name="Ada", source="three.txt"), favourite.name


def test_the_guide_has_every_favourite_and_the_style_every_kind_of_node() -> None:
    guide = (_BROWSER / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"\]\(favourites/(.+?)\)", guide) == [path.name for path in FAVOURITES]
    style = (_BROWSER / "citegraph.grass").read_text(encoding="utf-8")
    styled = set(re.findall(r"^(?:node|relationship)\.(\w+) {", style, re.MULTILINE))
    assert styled <= set(_documented()), "the data model has no such label or type"
    assert {"__Entity__", "Fact", "Chunk", "Document", "Alias", "Decision"} <= styled
