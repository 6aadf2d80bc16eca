"""OCR by services: what is sent to them, and what is made of their answers."""

import base64
import io

import pytest
from PIL import Image

from extraction.load.ocr.cloud.azure import AzureDocumentIntelligence
from extraction.load.ocr.cloud.google import GoogleDocumentAi
from extraction.load.ocr.cloud.mistral import MistralOcr
from extraction.load.ocr.cloud.service import Service
from extraction.load.ocr.engine import OcrEngine
from extraction.load.ocr.engines import CLOUD, build_engine, usable_engines
from extraction.load.ocr.page import recognise_page
from extraction.load.ocr.settings import OcrSettings
from extraction.load.pdf.assembly import assemble
from extraction.load.pdf.page import Page
from schemas.errors import BackendError
from tests.fakes.ocr_service import Reply, ScriptedOcrService, Sent

IMAGE = Image.new("L", (1000, 500), 255)
KEY = "secret-4711"


def _text(engine: OcrEngine) -> str:
    return assemble([Page.of_scan(1, recognise_page(IMAGE, engine, 0.24))]).text


def _is_the_image(content: str) -> bool:
    return Image.open(io.BytesIO(base64.b64decode(content))).size == IMAGE.size


def _token(start: int, end: int, x: float, *, parted: bool) -> dict[str, object]:
    corners = [{"x": x, "y": 0.1}, {"x": x + 0.1, "y": 0.1}, {"x": x + 0.1, "y": 0.2}, {"x": x, "y": 0.2}]
    segment = {"endIndex": str(end)} | ({"startIndex": str(start)} if start else {})
    token: dict[str, object] = {
        "layout": {
            "textAnchor": {"textSegments": [segment]},
            "confidence": 0.97,
            "boundingPoly": {"normalizedVertices": corners},
        }
    }
    return token | ({"detectedBreak": {"type": "SPACE"}} if parted else {})


def test_google_document_ai() -> None:
    document = {
        "text": "The mill.\n",
        "pages": [
            {"tokens": [_token(0, 4, 0.1, parted=True), _token(4, 8, 0.3, parted=False), _token(8, 9, 0.4, parted=True)]}
        ],
    }  # fmt: skip
    with ScriptedOcrService(lambda sent, number: Reply({"document": document})) as server:
        engine = GoogleDocumentAi(Service("google", f"{server.url}/v1/p:process", KEY))
        words = engine.recognise(IMAGE)
        (sent,) = server.requests
    assert [word.text for word in words] == ["The", "mill."]
    assert words[0].box == pytest.approx((100, 50, 200, 100))
    assert words[1].box.x1 == pytest.approx(500)
    assert words[0].confidence == 0.97
    assert sent.path == "/v1/p:process"
    assert sent.headers["authorization"] == f"Bearer {KEY}"
    assert sent.body["rawDocument"]["mimeType"] == "image/png"
    assert _is_the_image(sent.body["rawDocument"]["content"])


def test_azure_document_intelligence_is_asked_until_it_is_done() -> None:
    words = [
        {"content": "가람군의", "polygon": [1, 1, 3, 1, 3, 2, 1, 2], "confidence": 0.9},
        {"content": "mill", "polygon": [4, 1, 5, 1, 5, 2, 4, 2], "confidence": 0.8},
    ]
    done = {
        "status": "succeeded",
        "analyzeResult": {"pages": [{"width": 10, "height": 5, "words": words, "unit": "inch"}]},
    }

    def script(sent: Sent, number: int) -> Reply:
        if sent.method == "POST":
            return Reply(status=202, headers={"Operation-Location": f"{server.url}/results/1"})
        return Reply({"status": "running"}, headers={"Retry-After": "0"}) if number == 1 else Reply(done)

    with ScriptedOcrService(script) as server:
        engine = AzureDocumentIntelligence(Service("azure", server.url, KEY))
        found = engine.recognise(IMAGE)
        first, *polls = server.requests
    assert [(word.text, word.confidence) for word in found] == [("가람군의", 0.9), ("mill", 0.8)]
    assert found[0].box == pytest.approx((100, 100, 300, 200))
    assert first.path.startswith("/documentintelligence/documentModels/prebuilt-read:analyze?api-version=")
    assert _is_the_image(first.body["base64Source"])
    assert len(polls) == 2
    assert {sent.headers["ocp-apim-subscription-key"] for sent in polls} == {KEY}


def test_azures_key_is_sent_to_no_other_address() -> None:
    def script(sent: Sent, number: int) -> Reply:
        return Reply(status=202, headers={"Operation-Location": "http://127.0.0.1:9/elsewhere"})

    with ScriptedOcrService(script) as server, pytest.raises(BackendError, match="another address"):
        AzureDocumentIntelligence(Service("azure", server.url, KEY)).recognise(IMAGE)


def test_a_failed_analysis_is_said() -> None:
    def script(sent: Sent, number: int) -> Reply:
        if sent.method == "POST":
            return Reply(status=202, headers={"Operation-Location": f"{server.url}/results/1"})
        return Reply({"status": "failed", "error": {"message": "the picture is too small"}})

    with ScriptedOcrService(script) as server, pytest.raises(BackendError, match="too small"):
        AzureDocumentIntelligence(Service("azure", server.url, KEY)).recognise(IMAGE)


def test_mistral_tells_no_places_and_its_order_is_kept() -> None:
    markdown = (
        "# The mill\n\n![img-0.jpeg](img-0.jpeg)\nIt was **signed** by Ottilie Marchetti.\n\n"
        "| Town | Year |\n|---|---|\n| Dunmoor | 1742 |\n| Greystoke | 1803 |\n| Larkspur | 1811 |"
    )
    with ScriptedOcrService(
        lambda sent, number: Reply({"pages": [{"index": 0, "markdown": markdown}], "model": "m"})
    ) as server:
        engine = MistralOcr(Service("mistral", f"{server.url}/v1/ocr", KEY))
        page = recognise_page(IMAGE, engine, 0.24)
        (sent,) = server.requests
    loaded = assemble([Page.of_scan(1, page)])
    assert " ".join(loaded.text.replace("|", " ").split()) == (
        "The mill It was signed by Ottilie Marchetti. Town Year Dunmoor 1742 Greystoke 1803 Larkspur 1811"
    )
    # Nothing is marked on the page but the page.
    assert {word[3:] for word in loaded.words.all()} == {(0, 0, 240, 120)}
    assert sent.body["model"] == "mistral-ocr-latest"
    assert _is_the_image(sent.body["document"]["image_url"].removeprefix("data:image/png;base64,"))


@pytest.mark.parametrize("name", list(CLOUD))
def test_a_service_that_refuses_or_answers_oddly_is_named_and_its_key_never(name: str) -> None:
    for reply, said in (
        (Reply({"error": "no"}, status=401), "status 401"),
        (Reply(b"<html>", headers={"Operation-Location": "{}"}), ""),
        (Reply({"pages": 3, "document": [], "status": "odd"}), ""),
    ):
        with ScriptedOcrService(lambda sent, number, reply=reply: reply) as server:  # type: ignore[misc]
            settings = OcrSettings.model_validate({"engine": name, "cloud": {"url": server.url, "key": KEY}})
            engine = build_engine(settings)
            with pytest.raises(BackendError, match=f"service {name}") as caught:
                engine.recognise(IMAGE)
        assert said in str(caught.value)
        assert KEY not in str(caught.value)
        assert KEY not in repr(engine)
        assert caught.value.remedy


def test_a_busy_service_is_asked_again() -> None:
    def script(sent: Sent, number: int) -> Reply:
        return Reply(status=429, headers={"Retry-After": "0"}) if number == 0 else Reply({"document": {}})

    with ScriptedOcrService(script) as server:
        assert GoogleDocumentAi(Service("google", server.url, KEY)).recognise(IMAGE) == []
        assert len(server.requests) == 2


def test_a_service_lacks_what_is_not_configured_and_is_used_only_where_it_is_chosen() -> None:
    lack = build_engine(OcrSettings(engine="azure")).lack()
    assert lack is not None
    assert "CITEGRAPH_OCR__CLOUD__URL" in lack.remedy
    whole = {"cloud": {"url": "https://ocr.example.org", "key": KEY}}
    assert "azure" not in [engine.name for engine in usable_engines(OcrSettings.model_validate(whole))]
    chosen = OcrSettings.model_validate({"engine": "azure", **whole})
    assert "azure" in [engine.name for engine in usable_engines(chosen)]
