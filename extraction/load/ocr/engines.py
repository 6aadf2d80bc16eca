"""The engines there are: to add one, write it and add its line here."""

from collections.abc import Callable

from extraction.load.ocr.cloud.azure import AzureDocumentIntelligence
from extraction.load.ocr.cloud.google import GoogleDocumentAi
from extraction.load.ocr.cloud.mistral import DEFAULT_MODEL as MISTRAL_MODEL
from extraction.load.ocr.cloud.mistral import MistralOcr
from extraction.load.ocr.cloud.service import Service
from extraction.load.ocr.engine import OcrEngine
from extraction.load.ocr.rapid import RapidOcr
from extraction.load.ocr.settings import OcrSettings
from extraction.load.ocr.tesseract import Tesseract
from extraction.load.ocr.trocr import DEFAULT_MODEL as TROCR_MODEL
from extraction.load.ocr.trocr import TrOcr
from schemas.errors import ConfigError


def _tesseract(settings: OcrSettings) -> OcrEngine:
    return Tesseract(tuple(settings.languages.split("+")))


def _rapidocr(_settings: OcrSettings) -> OcrEngine:
    return RapidOcr()


def _trocr(settings: OcrSettings) -> OcrEngine:
    return TrOcr(settings.model or TROCR_MODEL)


def _google(settings: OcrSettings) -> OcrEngine:
    return GoogleDocumentAi(_service("google", settings))


def _azure(settings: OcrSettings) -> OcrEngine:
    return AzureDocumentIntelligence(_service("azure", settings))


def _mistral(settings: OcrSettings) -> OcrEngine:
    return MistralOcr(_service("mistral", settings), settings.model or MISTRAL_MODEL)


def _service(name: str, settings: OcrSettings) -> Service:
    cloud = settings.cloud
    return Service(name, cloud.url, cloud.key.get_secret_value() if cloud.key else "", cloud.timeout_s)


LOCAL: dict[str, Callable[[OcrSettings], OcrEngine]] = {
    "tesseract": _tesseract,
    "rapidocr": _rapidocr,
    "trocr": _trocr,
}
"""Engines that run on this machine."""
CLOUD: dict[str, Callable[[OcrSettings], OcrEngine]] = {
    "google": _google,
    "azure": _azure,
    "mistral": _mistral,
}
"""Engines that send pages to a service."""
ENGINES = LOCAL | CLOUD


def build_engine(settings: OcrSettings) -> OcrEngine:
    """The engine that the settings name; it may still lack something: ask its `lack`.

    Raises:
        ConfigError: there is no engine of that name.
    """
    build = ENGINES.get(settings.engine)
    if build is None:
        raise ConfigError(
            f"there is no OCR engine {settings.engine!r}",
            remedy=f"Set CITEGRAPH_OCR__ENGINE to one of {', '.join(ENGINES)}.",
        )
    return build(settings)


def usable_engines(settings: OcrSettings) -> list[OcrEngine]:
    """The engines of this machine that lack nothing, and the service if one is the engine of the settings."""
    names = [*LOCAL, *([settings.engine] if settings.engine in CLOUD else [])]
    built = [ENGINES[name](settings.model_copy(update={"model": _model(name, settings)})) for name in names]
    return [engine for engine in built if engine.lack() is None]


def _model(name: str, settings: OcrSettings) -> str:
    """The model that is set is that of the engine that is set."""
    return settings.model if name == settings.engine else ""
