"""Records recommended from a real store: by what they state, by nearness, each with its own words."""

import json
from collections.abc import Sequence

import pytest

from api.bootstrap import build_retriever
from extraction.load.options import ReadingOptions
from kg.store import Neo4jGraphStore
from retrieval.answer.answerer import NOT_FOUND, Answerer
from retrieval.channels.channel import RetrievalParts
from retrieval.recommendation.recommender import Recommender
from schemas.document_graph import DocumentGraph
from schemas.errors import NotFoundError
from schemas.recommendation import RecommendationOptions
from schemas.retrieval import RetrievalOptions
from tests.fakes.embedder import FakeEmbedder, TopicEmbedder
from tests.fakes.filled_store import add_documents
from tests.fakes.questions import checked
from tests.fakes.record_documents import record_documents
from tests.fakes.stated_facts import stated_facts

TOPICS = TopicEmbedder("snow", "island", "letter", "dragon", "train", "garden", "눈")
SNOW = {
    "id": "snow", "title": "The Long Snow", "text": "A village waits for the post. The snow lies deep over every letter that was sent.",
    "author": "Tora Lind", "year": 1957, "season": "winter", "mood": ["quiet", "warm"],
}  # fmt: skip
TRAIN = {
    "id": "train", "title": "Night Train", "text": "A train stops in the snow. Somebody has left it.",
    "author": "Ivo Carr", "year": 1934, "season": "winter", "mood": "tense",
}  # fmt: skip
ISLE = {
    "id": "isle", "title": "Summer Isle", "text": "Two friends row to an island. They stay.",
    "author": "Tora Lind", "year": 1972, "season": "summer", "mood": "quiet",
}  # fmt: skip
KOREAN = {
    "id": "눈", "title": "첫눈", "text": "할머니가 아궁이에 불을 넣는다. 마당에 눈이 쌓인다.",
    "저자": "한소담", "연도": 1936, "계절": "겨울", "분위기": "잔잔한",
}  # fmt: skip
_XML = """<books>
  <book><title>Isle</title><text>Two friends row to an island.</text><season>summer</season></book>
  <book><title>Peak</title><text>Nobody comes down.</text><season>winter</season></book>
</books>"""
BOOKS = record_documents("books.json", json.dumps([SNOW, TRAIN, ISLE, KOREAN]))
REPORT = stated_facts("report.txt", [("The snow", "Thing", "COVERED", "the winter train", "Thing")])


def _recommender(store: Neo4jGraphStore) -> Recommender:
    return Recommender(build_retriever(RetrievalParts(store.reader, TOPICS)))


async def _filled(store: Neo4jGraphStore, documents: Sequence[DocumentGraph]) -> Recommender:
    await add_documents(store, TOPICS, documents)
    return _recommender(store)


@pytest.fixture
async def recommender(store: Neo4jGraphStore) -> Recommender:
    return await _filled(store, [*BOOKS, REPORT])


async def _titles(recommender: Recommender, wish: str, **options: object) -> list[str]:
    found = await recommender.recommend(checked(wish), RecommendationOptions.model_validate(options))
    return [item.title for item in found.items]


async def test_a_record_comes_with_its_own_words_and_the_fields_that_meet_the_wish(
    recommender: Recommender, store: Neo4jGraphStore
) -> None:
    found = await recommender.recommend(checked("Recommend me a quiet book about a letter in winter"))
    assert found.found
    (item,) = found.items
    assert item.title == "The Long Snow"
    assert item.reason == "The snow lies deep over every letter that was sent."
    assert item.matched == {"season": ("winter",), "mood": ("quiet",)}
    assert item.facets["author"] == ("Tora Lind",)
    assert [one.quote for one in item.citations] == [item.reason, "season | winter", "mood | quiet"]
    for citation in item.citations:
        (chunk,) = await store.reader.chunks.by_id([citation.chunk_id])
        assert chunk.text[citation.start : citation.end] == citation.quote
        assert citation.document_id == item.document_id
        assert citation.image.startswith(f"/v1/documents/{item.document_id}/pages/")
    assert [(one.said, one.records) for one in found.conditions] == [("quiet", 2), ("winter", 2)]
    assert 0 < item.score <= 1


async def test_only_records_are_recommended(recommender: Recommender) -> None:
    assert await _titles(recommender, "snow around a train") == ["Night Train"]


async def test_fields_of_the_call_and_of_the_wish_choose_together(recommender: Recommender) -> None:
    assert await _titles(recommender, "something quiet", facets={"season": "SUMMER"}) == ["Summer Isle"]
    assert await _titles(recommender, "a winter book", facets={"season": "summer"}) == ["Summer Isle"]
    assert await _titles(recommender, "a winter book from before 1950") == ["Night Train"]
    assert await _titles(recommender, "a winter book that is not tense") == ["The Long Snow"]
    assert await _titles(recommender, "겨울에 읽을 잔잔한 책 추천해 줘") == ["첫눈"]


async def test_no_record_comes_twice(store: Neo4jGraphStore) -> None:
    again = [{**SNOW, "id": f"snow {number}", "title": f"The Long Snow {number}"} for number in (2, 3)]
    recommender = await _filled(store, record_documents("more.json", json.dumps([SNOW, *again, TRAIN])))
    first, *others = await _titles(recommender, "a winter book about snow", n=3)
    assert first.startswith("The Long Snow")
    assert others == ["Night Train"]


async def test_where_no_record_meets_all_it_is_told_what_empties_it(recommender: Recommender) -> None:
    found = await recommender.recommend(checked("a quiet winter book from the 1850s"))
    assert not found.found
    assert found.items == ()
    assert found.emptied_by == ("from the 1850s",)
    assert found.note == "No record states “from the 1850s”. Of 4 records none meets all that is asked (“quiet” 2, “winter” 2, “from the 1850s” 0). Without “from the 1850s” there would be some."  # fmt: skip
    unknown = await recommender.recommend(checked("something quiet"), RecommendationOptions(facets={"publisher": ("Northgate",)}))  # fmt: skip
    assert unknown.emptied_by == ("publisher: Northgate",)


async def test_where_nothing_is_near_it_is_told_by_what_to_choose(recommender: Recommender) -> None:
    found = await recommender.recommend(checked("a handbook on diesel engines"))
    assert not found.found
    assert found.note.startswith("None of 4 records is near enough to the wish.")
    assert "season" in found.note


async def test_what_of_the_wish_no_record_says_is_told(recommender: Recommender) -> None:
    found = await recommender.recommend(checked("a summer book about volcanoes"))
    assert [item.title for item in found.items] == ["Summer Isle"]
    assert found.note == "None of these says “volcanoes”."
    unread = await recommender.recommend(checked("a summer book about snow"), RecommendationOptions(read_facets=False))  # fmt: skip
    assert unread.conditions == ()
    assert unread.items[0].title in {"The Long Snow", "Night Train"}


async def test_only_chosen_documents_are_looked_at(recommender: Recommender) -> None:
    isle = BOOKS[2].document.id
    assert await _titles(recommender, "a quiet book", document_ids=[isle]) == ["Summer Isle"]
    assert await _titles(recommender, "a winter book", document_ids=[isle]) == []
    only_report = RecommendationOptions(document_ids=(REPORT.document.id,))
    assert (await recommender.recommend(checked("a winter book"), only_report)).note.startswith("There are no records")  # fmt: skip
    with pytest.raises(NotFoundError, match="nowhere"):
        await _titles(recommender, "a quiet book", document_ids=["nowhere"])


@pytest.mark.parametrize(
    ("name", "content", "options"),
    [
        ("isle.csv", "name,about,season\nIsle,Two friends row to an island.,summer\n", {"title_field": "name", "text_field": "about"}),
        ("isle.xml", _XML, {}),
        ("isle.jsonl", json.dumps({"title": "Isle", "text": "Two friends row to an island.", "season": "summer"}), {}),
        ("isle.json", json.dumps([{"title": "Isle", "blurb": "Two friends row to an island.", "season": "summer"}] * 2), {}),
    ],
)  # fmt: skip
async def test_records_of_every_format(
    store: Neo4jGraphStore, name: str, content: str, options: dict[str, str]
) -> None:
    documents = record_documents(name, content, ReadingOptions.model_validate(options))
    recommender = await _filled(store, documents)
    found = await recommender.recommend(checked("an island in summer"))
    assert found.items[0].title == "Isle"
    assert found.items[0].reason.removeprefix("blurb | ") == "Two friends row to an island."


async def test_a_record_of_short_fields_alone_has_a_field_as_its_reason(store: Neo4jGraphStore) -> None:
    records = [
        {"title": "Isle", "place": "an island", "season": "summer"},
        {"title": "Peak", "season": "winter"},
    ]
    recommender = await _filled(store, record_documents("short.json", json.dumps(records)))
    found = await recommender.recommend(checked("a summer island"))
    assert found.items[0].reason == "place | an island"
    assert [one.quote for one in found.items[0].citations] == ["place | an island", "season | summer"]


async def test_a_question_for_a_recommendation_is_answered_by_it(recommender: Recommender, store: Neo4jGraphStore) -> None:  # fmt: skip
    assert await recommender.has_records()
    answerer = Answerer(build_retriever(RetrievalParts(store.reader, TOPICS)))
    answer = await answerer.answer(checked("Recommend a winter book about snow and a letter."))
    assert answer.found
    lines = answer.text.split("\n")
    assert lines[0] == "The Long Snow: The snow lies deep over every letter that was sent. [1]"
    assert lines[1].startswith("Night Train: ")
    assert {one.number for one in answer.citations} == {1, 2}
    for citation in answer.citations:
        assert citation.chunk_id in answer.passages[citation.number - 1].chunk_ids
    assert any(note.startswith("recommended from what records state") for note in answer.trace.notes)


async def test_a_question_that_no_record_meets_says_why(
    recommender: Recommender, store: Neo4jGraphStore
) -> None:
    assert await recommender.has_records()
    answerer = Answerer(build_retriever(RetrievalParts(store.reader, TOPICS)))
    answer = await answerer.answer(checked("겨울에 읽을 잔잔한 책을 추천해 줘"), RetrievalOptions(facets={"계절": ("겨울",)}))  # fmt: skip
    assert answer.found
    empty = await answerer.answer(checked("Recommend a winter book from the 1850s."))
    assert not empty.found
    assert empty.text == NOT_FOUND["en"]
    assert "Without “from the 1850s” there would be some." in empty.note
    assert empty.citations == ()
    far = await answerer.answer(checked("Recommend a handbook on diesel engines."))
    assert not far.found
    assert not any(note.startswith("recommended") for note in far.trace.notes)


async def test_without_records_a_question_is_answered_as_any_other(
    store: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    await add_documents(store, embedder, [REPORT])
    answerer = Answerer(build_retriever(RetrievalParts(store.reader, embedder)))
    assert not await answerer.recommender.has_records()
    answer = await answerer.answer(checked("Recommend a quiet book for winter."))
    assert not answer.found
    await add_documents(store, TOPICS, BOOKS)
    assert await answerer.recommender.has_records()
