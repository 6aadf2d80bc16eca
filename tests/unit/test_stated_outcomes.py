"""What the next draft of the schema is made of: the loose pass, and what a chat model stated in the strict pass besides."""

from pathlib import Path

from extraction.ingest import stated_outcomes
from extraction.schema.application import apply_schema
from extraction.state.ledger import ExtractionLedger, LedgerEntry
from extraction.state.library import DocumentLibrary
from extraction.state.sql_database import SqlDatabase
from schemas.extraction import ChunkExtraction, Triple
from tests.fakes.scripted_extractor import SCHEMA
from tests.fakes.values import chunk


def _triple(relation: str, tail: str = "Balls") -> Triple:
    return Triple(head="Ada", head_type="Person", relation=relation, tail=tail, tail_type="Toy")


async def test_what_the_strict_pass_lost_is_proposed_with_the_loose_pass(tmp_path: Path) -> None:
    database = SqlDatabase(f"sqlite:///{tmp_path}/jobs.sqlite3")
    await database.migrate()
    library, ledger = DocumentLibrary(tmp_path / "library"), ExtractionLedger(database)
    one = chunk("Ada juggled Balls and threw Plates.", 0)
    library.keep_chunks(one.document_id, (one,))
    loose = ChunkExtraction(chunk_id=one.id, triples=(_triple("juggled"),))
    said = ChunkExtraction(chunk_id=one.id, triples=(_triple("JUGGLED"), _triple("THREW", "Plates")))
    strict = apply_schema(said, SCHEMA, keep_lost=True)
    assert strict.triples == ()
    await ledger.record("loose", [LedgerEntry(one.document_id, "l", loose)])
    await ledger.record("strict", [LedgerEntry(one.document_id, "s", strict)])
    ((of, found),) = await stated_outcomes(library, ledger)
    assert of == one
    assert [triple.relation for triple in found.triples] == ["juggled", "THREW"]
    database.close()
