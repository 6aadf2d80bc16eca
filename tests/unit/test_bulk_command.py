"""What `citegraph bulk` says."""

import pytest

from api.cli.bulk import say_report
from api.transfer.bulk import BulkReport
from kg.bulk.record import RecordCounts


def test_the_report_says_what_is_there_and_how_long_it_took(capsys: pytest.CaptureFixture[str]) -> None:
    counts = RecordCounts(documents=2, chunks=3, mentions=9, evidence=4, entities=5, facts=4)
    report = BulkReport(
        counts=counts, read_s=1.4, import_s=8.6, derive_s=20.0, names_s=0.2, embedded=40, embed_s=2.0
    )
    say_report(report)
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "2 documents, 3 chunks, 5 entities and 4 facts are in the graph",
        "read in 1 s, imported in 9 s, derived and indexed in 20 s, names compared in 0 s",
    ]
    assert "40 texts embedded in 2 s, 20 a second" in said.err
    say_report(report.model_copy(update={"embedded": 0, "embed_s": 0.0}))
    assert not capsys.readouterr().err
