"""Which patterns of a schema go into the prompt of a chunk."""

from datetime import UTC, datetime

from extraction.llm.near_patterns import NearPatterns, found_before
from schemas.extraction import ChunkExtraction, ExtractedEntity, Triple
from schemas.graph_schema import EntityType, GraphSchema, Pattern, RelationType
from tests.fakes.scripted_extractor import task

WORDINGS = {"BORN_IN": ("BORN_AT",), "FOUNDED_BY": ("설립하다",), "WRITTEN_BY": ("WRITE", "AUTHOR_OF")}
SCHEMA = GraphSchema(
    version=1,
    status="approved",
    entity_types=tuple(EntityType(name=name) for name in ("Person", "City", "Work", "Company")),
    relation_types=(
        *(RelationType(name=name, merged_from=wordings) for name, wordings in WORDINGS.items()),
        *(RelationType(name=f"UNUSED_{number}") for number in range(300)),
    ),
    patterns=(
        Pattern(head="Work", relation="WRITTEN_BY", tail="Person", count=1),
        Pattern(head="Person", relation="BORN_IN", tail="City", count=1),
        Pattern(head="Company", relation="FOUNDED_BY", tail="Person", count=1),
        *(Pattern(head="City", relation=f"UNUSED_{number}", tail="City", count=99) for number in range(300)),
    ),
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
)


def test_patterns_whose_words_the_text_has_come_first_and_there_is_an_end() -> None:
    near = NearPatterns(SCHEMA, {}).of(task(text="Ada Lovelace wrote a program."))
    assert near[0] == ("Work", "WRITTEN_BY", "Person")
    assert sum(len(", ".join(key)) for key in near) < 700
    assert len(near) > 10


def test_what_the_loose_pass_used_comes_before_all_else() -> None:
    loose = ChunkExtraction(
        chunk_id="chunk-0",
        entities=(ExtractedEntity(name="Ada", type="Person"),),
        triples=(Triple(head="Ada", head_type="Person", relation="born at", tail="Turin", tail_type="City"),),
    )
    known = task(text="Ada wrote of Turin.").model_copy(update={"loose": loose})
    assert NearPatterns(SCHEMA, {}).of(known)[:2] == (
        ("Person", "BORN_IN", "City"),
        ("Work", "WRITTEN_BY", "Person"),
    )


def test_korean_wordings_are_found_in_any_form() -> None:
    near = NearPatterns(SCHEMA, {}).of(task(text="그는 1926년에 회사를 설립했다."))
    assert near[0] == ("Company", "FOUNDED_BY", "Person")


def test_what_was_found_is_shown_up_to_a_limit() -> None:
    one = Triple(head="A" * 90, head_type="Person", relation="met", tail="B" * 90, tail_type="Person")
    many = ChunkExtraction(chunk_id="c", triples=(one,) * 30)
    assert 190 < len(found_before(many)) < 500
    assert found_before(None) == ""
