"""The real embedding model, offline, and what its builder refuses."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from langchain_openai import ChatOpenAI

from api.embedding.model_files import local_model
from api.models import build_embedder, open_chat_model
from api.settings import PACKAGED_EMBEDDING_MODEL, load_settings
from schemas.errors import ConfigError
from schemas.ports import Embedder
from tests.contracts.cases import EmbedderContract
from tests.fakes.openai_server import ScriptedOpenAI, say

TEXTS = ("A printing press.", "세종은 훈민정음을 창제하였다.", "", "word " * 3_000)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return build_embedder(load_settings(embedding_batch_size=2))


class TestSentenceTransformers(EmbedderContract):
    """SentenceTransformerEmbedder, loaded once."""

    @pytest.fixture(autouse=True)
    def _use(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embedder(self) -> Embedder:
        return self._embedder


def test_near_meanings_are_near(embedder: Embedder) -> None:
    press, machine, cat = embedder.embed(["a printing press", "a machine that prints books", "a cat sleeps"])
    assert press @ machine > press @ cat


def test_one_meaning_in_two_languages_is_near_and_unlike_ones_are_not(embedder: Embedder) -> None:
    korean, english, other = embedder.embed(
        [
            "인쇄기는 구텐베르크가 발명했다.",
            "Gutenberg invented the printing press.",
            "Bread is baked in an oven.",
        ]
    )
    assert korean @ english > 0.3
    assert max(korean @ other, english @ other) < 0.2


def test_a_packed_model_that_is_cut_off_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = local_model(PACKAGED_EMBEDDING_MODEL)
    assert whole is not None
    package = tmp_path / whole.parent.name
    package.mkdir()
    (package / "__init__.py").touch()
    with whole.open("rb") as opened:
        (package / whole.name).write_bytes(opened.read(1_000_000))
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ConfigError, match="cannot be read"):
        build_embedder(load_settings()).embed(["x"])


def test_half_the_bits_give_nearly_the_same_unit_vectors() -> None:
    whole, half = (
        build_embedder(load_settings(embedding_precision=precision)).embed(TEXTS)
        for precision in ("float32", "bfloat16")
    )
    assert not np.array_equal(whole, half)
    assert (whole * half).sum(axis=1).min() > 0.99
    assert np.allclose(np.linalg.norm(half, axis=1), 1, atol=1e-6)


def test_short_and_long_texts_together_have_the_vectors_that_each_has_alone(embedder: Embedder) -> None:
    texts = [f"{'The bridge was closed. ' * (number % 4 * 30)}Ann {number}" for number in range(12)]
    alone = np.concatenate([embedder.embed([text]) for text in texts])
    together = embedder.embed(texts)
    assert (alone * together).sum(axis=1).min() > 0.999


def test_one_text_does_not_wait_for_the_end_of_many(embedder: Embedder) -> None:
    embedder.embed(["warm"])
    with ThreadPoolExecutor(1) as pool:
        many = pool.submit(embedder.embed, [f"The {number}th of many sentences." for number in range(600)])
        embedder.embed(["Who?"])
        assert not many.done()


def test_the_stated_length_is_the_real_one(tmp_path: Path) -> None:
    packaged = local_model("all-MiniLM-L6-v2")
    assert packaged is not None
    copied = tmp_path / "model"
    copied.mkdir()
    for file in packaged.rglob("*"):
        if file.is_file():
            place = copied / file.relative_to(packaged)
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(file.read_bytes())
    (copied / "1_Pooling" / "config.json").rename(copied / "1_Pooling" / "kept.json")
    kept = json.loads((copied / "1_Pooling" / "kept.json").read_text())
    (copied / "1_Pooling" / "config.json").write_text(json.dumps(kept | {"pooling_mode_max_tokens": True}))
    two_modes = build_embedder(load_settings(embedding_model=str(copied)))
    one_mode = build_embedder(load_settings(embedding_model="all-MiniLM-L6-v2"))
    assert two_modes.dimensions == two_modes.embed(["x"]).shape[1] == 2 * one_mode.dimensions


@pytest.mark.parametrize("model", ["/no/such/folder", "./no-such-folder"])
def test_a_model_that_is_not_there_is_said(model: str) -> None:
    with pytest.raises(ConfigError, match=r"no.such") as caught:
        build_embedder(load_settings(embedding_model=model)).embed(["x"])
    assert "CITEGRAPH_EMBEDDING_MODEL" in caught.value.remedy


@pytest.mark.parametrize("broken", ["empty", "weights"])
def test_a_damaged_folder_is_said(broken: str, tmp_path: Path) -> None:
    packaged = local_model("all-MiniLM-L6-v2")
    assert packaged is not None
    if broken == "weights":
        for file in packaged.glob("*.json"):
            (tmp_path / file.name).write_bytes(file.read_bytes())
        (tmp_path / "vocab.txt").write_bytes((packaged / "vocab.txt").read_bytes())
        (tmp_path / "model.safetensors").write_bytes(b"\x00" * 64)
    with pytest.raises(ConfigError, match="cannot be read"):
        build_embedder(load_settings(embedding_model=str(tmp_path))).embed(["x"])


async def test_without_key_and_address_there_is_no_chat_model() -> None:
    async with open_chat_model(load_settings(openai_api_key=None, openai_base_url=None)) as model:
        assert model is None


async def test_a_chat_model_answers_until_its_block_ends() -> None:
    with ScriptedOpenAI(say("Good day.")) as server:
        settings = load_settings(openai_api_key=None, openai_base_url=server.base_url)
        for _ in range(2):
            async with open_chat_model(settings) as model:
                assert model is not None
                assert (await model.ainvoke("Hello.")).text == "Good day."
            with pytest.raises(RuntimeError, match="closed"):
                await model.ainvoke("Hello.")
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("variable", "value"), [("OPENAI_BASE_URL", ""), ("OPENAI_API_BASE", "http://elsewhere.example/v1")]
)
async def test_a_key_alone_means_openai_whatever_the_client_would_read(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    monkeypatch.setenv(variable, value)
    async with open_chat_model(load_settings(openai_api_key="sk-4711")) as model:
        assert isinstance(model, ChatOpenAI)
        assert str(model.root_async_client.base_url) == "https://api.openai.com/v1/"
