"""Questions with a slip in a name, asked of a real graph."""

import pytest

from api.bootstrap import build_retriever
from kg.store import Neo4jGraphStore
from retrieval.answer.answerer import Answerer
from retrieval.channels.channel import RetrievalParts
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.filled_store import add_documents
from tests.fakes.questions import checked
from tests.fakes.stated_facts import StatedFact, stated_document, stated_facts

BRIDGES = stated_facts(
    "bridges.txt",
    [
        ("Henrietta Galloway", "Person", "DESIGNED", "Tolmar Bridge", "Bridge"),
        ("Anders Lindholt", "Person", "DESIGNED", "Farrow Viaduct", "Bridge"),
        ("Anders Lindholz", "Person", "DESIGNED", "Estwick Viaduct", "Bridge"),
    ],
)
LIGHTS = stated_facts("등대.txt", [("도한결", "인물", "설계하다", "물안개등대", "건물")], language="ko")

MAPS = stated_document(
    "지도.txt",
    [
        StatedFact(
            "대동여지도(大東輿地圖)는 큰 지도이다.",
            "대동여지도",
            "지도",
            "ALSO_KNOWN_AS",
            "大東輿地圖",
            "지도",
            ("alias",),
        ),
        StatedFact(
            "김정호는 1861년에 대동여지도를 만들었다.", "김정호", "인물", "만들다", "대동여지도", "지도"
        ),
    ],
    language="ko",
)


@pytest.fixture
async def answerer(store: Neo4jGraphStore, embedder: FakeEmbedder) -> Answerer:
    await add_documents(store, embedder, [BRIDGES, LIGHTS, MAPS])
    return Answerer(build_retriever(RetrievalParts(store.reader, embedder)))


@pytest.mark.parametrize(
    ("question", "note", "says"),
    [
        ("Who designed Tolmar Brigde?", "read 'Tolmar Brigde' as 'Tolmar Bridge'", "Henrietta Galloway"),
        ("大東輿地圖를 만든 사람은 누구인가?", "read '大東輿地圖' as '대동여지도'", "김정호"),
        ("물안게등대를 설계한 사람은 누구인가?", "read '물안게등대' as '물안개등대'", "도한결"),
    ],
)
async def test_a_misspelt_name_is_linked_and_the_trace_says_so(
    answerer: Answerer, question: str, note: str, says: str
) -> None:
    answer = await answerer.answer(checked(question))
    assert answer.question == question
    assert note in answer.trace.reading
    assert note in answer.note
    assert says in answer.text
    assert any(link.how == "exact alias" for link in answer.trace.links)


@pytest.mark.parametrize(
    "question",
    ["What did Anders Lindholm design?", "Who designed Farrow Viaduct?", "Who designed Taltur Bridge?"],
)
async def test_a_name_that_is_known_or_near_to_two_is_read_as_it_is(
    answerer: Answerer, question: str
) -> None:
    answer = await answerer.answer(checked(question))
    assert answer.trace.analysis.question == question
    assert not any(note.startswith("read ") for note in answer.trace.reading)


async def test_the_store_says_which_words_its_documents_use(
    store: Neo4jGraphStore, answerer: Answerer
) -> None:
    assert answerer is not None
    found = await store.reader.chunks.used(["Tolmar", "Tolmer", "물안개등대", "물안게등대"])
    assert found == {"Tolmar", "물안개등대"}
    near = await store.reader.entities.like(["Galoway"])
    assert [entity.name for entity in near] == ["Henrietta Galloway"]
