"""What an extractor found, as it is stored."""

from schemas.extraction import ChunkExtraction, Triple
from schemas.qualifier import Qualifier

OF_AN_EARLIER_VERSION = """{"chunk_id": "c", "entities": [], "dropped": [], "triples": [{"head": "Ada", "head_type": "Person",
  "relation": "BORN_IN", "tail": "London", "tail_type": "City", "phrase": "born in", "start": 0, "end": 9}]}"""


def test_what_an_earlier_version_stored_is_read_as_sure_and_without_qualifiers() -> None:
    (triple,) = ChunkExtraction.model_validate_json(OF_AN_EARLIER_VERSION).triples
    assert (triple.qualifiers, triple.confidence, triple.signals) == ((), 1.0, ())


def test_a_triple_with_qualifiers_is_stored_whole() -> None:
    triple = Triple(
        head="Ada",
        head_type="Person",
        relation="LEADS",
        tail="Zu",
        tail_type="Company",
        qualifiers=(Qualifier(name="start", value="in 1999"),),
        confidence=0.4,
        signals=("witness",),
    )
    stored = ChunkExtraction(chunk_id="c", triples=(triple,)).model_dump_json()
    assert ChunkExtraction.model_validate_json(stored).triples == (triple,)
