"""The rules under a vocabulary and a schema of a user's own."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from extraction.rules.extractor import DependencyExtractor
from extraction.schema.vocabulary import Vocabulary, find_vocabulary, read_vocabulary
from schemas.chunk import Chunk
from schemas.document import Language
from schemas.extraction import ChunkExtraction, ChunkToExtract
from schemas.graph_schema import EntityType, GraphSchema, Pattern, RelationType

pytestmark = pytest.mark.slow

KOREAN = "정약용은 천자문을 필사했다. 정약용은 수원에서 살았다."
ENGLISH = "Ada Lovelace of London refereed the Turin Marathon in 1843."
MINE = """
extends: base
entity_types: {Race: {definition: A race., parent: Event, names: [marathon]}}
relation_types:
  REFEREED:
    definition: Who saw to the rules of an event.
    head: [Person]
    tail: [Event]
    qualifiers: [time]
    triggers: [refereed, 심판하다]
  COPIED_BY:
    definition: Who copied a text by hand.
    head: [Work]
    tail: [Person]
    inverse_triggers: [필사하다]
"""


@pytest.fixture
def mine(tmp_path: Path) -> Vocabulary:
    file = tmp_path / "mine.yaml"
    file.write_text(MINE, encoding="utf-8")
    return read_vocabulary(file)


def task(text: str, language: Language) -> ChunkToExtract:
    chunk = Chunk(id="c", document_id="d", index=0, text=text, start=0, end=len(text), language=language)
    return ChunkToExtract(chunk=chunk, document_title="")


async def read(
    text: str,
    language: Language,
    vocabulary: Vocabulary | None = None,
    *,
    schema: GraphSchema | None = None,
    loose: ChunkExtraction | None = None,
) -> ChunkExtraction:
    one = task(text, language).model_copy(update={"loose": loose})
    (found,) = [outcome async for outcome in DependencyExtractor(vocabulary).extract([one], schema)]
    assert isinstance(found, ChunkExtraction)
    return found


def stated(found: ChunkExtraction) -> set[tuple[str, str, str]]:
    return {(triple.head, triple.relation, triple.tail) for triple in found.triples}


async def test_korean_words_of_a_users_relation_are_found(mine: Vocabulary) -> None:
    copied = ("정약용", "필사하다", "천자문")
    assert copied not in stated(await read(KOREAN, "ko"))
    assert copied in stated(await read(KOREAN, "ko", mine))


async def test_english_words_of_a_users_relation_have_its_qualifiers_and_its_confidence(
    mine: Vocabulary,
) -> None:
    (without,) = [one for one in (await read(ENGLISH, "en")).triples if one.relation == "REFEREE"]
    (triple,) = [one for one in (await read(ENGLISH, "en", mine)).triples if one.relation == "REFEREE"]
    assert [one.wording for one in triple.qualifiers] == ["time: 1843"]
    assert triple.confidence > without.confidence


async def test_korean_words_of_an_approved_relation_are_found_in_the_strict_pass() -> None:
    schema = GraphSchema(
        version=1,
        status="approved",
        entity_types=(EntityType(name="Person"), EntityType(name="Work", merged_from=("Thing",))),
        relation_types=(RelationType(name="베껴_쓰다", merged_from=("필사하다",)),),
        patterns=(Pattern(head="Person", relation="베껴_쓰다", tail="Work"),),
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    loose = await read(KOREAN, "ko")
    assert stated(await read(KOREAN, "ko", schema=schema, loose=loose)) == {("정약용", "베껴_쓰다", "천자문")}


@pytest.mark.parametrize("name", ["general", "film-music", "companies"])
async def test_the_packaged_vocabularies_find_what_the_base_finds(name: str) -> None:
    for text, language in ((KOREAN, "ko"), ("Quill Press was founded by Ada Lovelace in 1843.", "en")):
        base = stated(await read(text, "ko" if language == "ko" else "en"))
        assert base <= stated(await read(text, "ko" if language == "ko" else "en", find_vocabulary(name)))


async def test_the_film_vocabulary_tells_what_is_a_character() -> None:
    text = "송강호는 이정출을 연기했다."
    for vocabulary, expected in ((None, False), (find_vocabulary("film-music"), True)):
        types = {entity.name: entity.type for entity in (await read(text, "ko", vocabulary)).entities}
        assert (types["이정출"] == "Character") is expected


def test_another_vocabulary_is_another_reading(mine: Vocabulary) -> None:
    keys = {
        DependencyExtractor(each).cache_key(task(ENGLISH, "en"), None)
        for each in (None, find_vocabulary("base"), find_vocabulary("none"), mine, find_vocabulary("general"))
    }
    assert len(keys) == 3
