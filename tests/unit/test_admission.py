"""What documents may need at most."""

import pytest

from api.jobs.admission import Admission
from api.jobs.settings import AdmissionSettings
from extraction.intake import DocumentSize
from extraction.llm.settings import LlmMode
from extraction.merging.settings import MergingSettings
from extraction.preparation import IngestSettings
from extraction.schema.vocabulary import base_vocabulary
from extraction.split.recursive import RecursiveSplitter
from schemas.awaited import Awaited
from schemas.document import LoadedDocument
from schemas.graph_schema import SchemaMode
from tests.fakes.embedder import FakeEmbedder


def calls(chunks: int, *, mode: SchemaMode = "auto", vocabulary: bool = True, **merging: object) -> int:
    ingest = IngestSettings(schema_mode=mode, vocabulary=base_vocabulary() if vocabulary else None)
    admission = Admission(
        AdmissionSettings(),
        ingest,
        RecursiveSplitter(),
        FakeEmbedder(),
        mode="tool",
        merging=MergingSettings.model_validate(merging),
    )
    return admission.estimate([DocumentSize(chunks, 100 * chunks)]).model_calls


@pytest.mark.parametrize(("mode", "calls", "tokens"), [("tool", 2 * 3 * 7 + 4, 2 * 3 * 2_500), (None, 4, 0)])
def test_pages_to_be_recognised_and_pictures_to_be_described_are_estimated(
    mode: LlmMode | None, calls: int, tokens: int
) -> None:
    splitter = RecursiveSplitter()
    admission = Admission(AdmissionSettings(), IngestSettings(), splitter, FakeEmbedder(), mode=mode)
    document = LoadedDocument(
        source="scan.pdf",
        sha256="f" * 64,
        title="A scan",
        media_type="application/pdf",
        language="en",
        text="",
        awaited=Awaited(pages=3, scans=2, pictures=4),
    )
    estimate = admission.estimate([admission.measure(document)])
    assert (estimate.chunks, estimate.model_calls) == (3 * 7, calls)
    asked = (calls - 4) * (1_300 + 300)
    assert estimate.input_tokens + estimate.output_tokens == asked + tokens + 4 * (1_500 + 300)


@pytest.mark.parametrize(
    ("without", "expected"),
    [({"enabled": False}, 40), ({"vocabulary": False}, 40), ({"mode": "open"}, 20)],
)
def test_questions_about_open_names_are_estimated_where_they_are_asked(
    without: dict[str, object], expected: int
) -> None:
    assert calls(20, **without) == expected  # type: ignore[arg-type]
    assert calls(20, batch=10) == 40 + 3 * 6
    assert calls(20, batch=10, max_names=20) == 40 + 3 * 2
