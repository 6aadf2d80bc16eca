"""The formats, splitters and extractors there are: to add one, write it and add its line here.

Nothing heavy is imported: the command line shows these names in its help.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction.load.docx.reader import Docx
from extraction.load.formats import Formats
from extraction.load.html.reader import Html
from extraction.load.jsonl import JsonLines
from extraction.load.markdown import Markdown
from extraction.load.pdf.reader import Pdf
from extraction.load.plain_text import PlainText
from extraction.load.reading_pool import ReadingLimits, ReadingPool
from extraction.split.fixed import FixedSplitter
from extraction.split.headings import HeadingSplitter
from extraction.split.recursive import RecursiveSplitter
from extraction.split.semantic import SemanticSplitter
from extraction.split.task import Splitter
from schemas.errors import ConfigError
from schemas.registry import Registry

if TYPE_CHECKING:
    from api.settings import Settings
    from extraction.merging.merger import Merger
    from extraction.state.model_answers import ModelAnswers
    from llm.client import ChatModel
    from schemas.ports import Embedder, Extractor

AUTO = "auto"


@dataclass(frozen=True)
class ExtractorChoice:
    """An extractor that can be chosen by name; `build` gets the settings and the chat model, if there is one."""

    name: str
    build: "Callable[[Settings, ChatModel | None], Extractor]"


def _rules(settings: "Settings", _chat_model: "ChatModel | None") -> "Extractor":
    from extraction.rules.extractor import DependencyExtractor
    from extraction.schema.vocabulary import find_vocabulary

    return DependencyExtractor(find_vocabulary(settings.vocabulary))


def _llm(settings: "Settings", chat_model: "ChatModel | None") -> "Extractor":
    from extraction.llm.extractor import LlmExtractor
    from extraction.llm.settings import LlmExtractionSettings
    from extraction.schema.vocabulary import find_vocabulary

    if chat_model is None:
        raise ConfigError(
            "the extractor llm needs a chat model",
            remedy="Set OPENAI_BASE_URL or OPENAI_API_KEY, or CITEGRAPH_EXTRACTOR=rules.",
        )
    return LlmExtractor(
        chat_model,
        LlmExtractionSettings(
            mode=settings.extraction_mode,
            concurrency=settings.llm_concurrency,
            timeout_s=settings.chat_timeout_s,
        ),
        find_vocabulary(settings.vocabulary),
    )


FORMATS = Formats((PlainText(), Markdown(), Html(), Pdf(), Docx(), JsonLines()))
SPLITTERS: Registry[Splitter] = Registry(
    "splitter", (RecursiveSplitter(), SemanticSplitter(), FixedSplitter(), HeadingSplitter())
)
EXTRACTORS = Registry("extractor", (ExtractorChoice("rules", _rules), ExtractorChoice("llm", _llm)))


def reading_pool(settings: "Settings") -> ReadingPool:
    """The processes in which files are read, within the limits of the settings; to be closed by the caller."""
    return ReadingPool(processes=settings.reading_processes, limits=reading_limits(settings))


def reading_limits(settings: "Settings") -> ReadingLimits:
    """What reading one file may cost; the file itself is in memory twice before anything is read from it."""
    memory_bytes = settings.reading_memory_bytes + 2 * settings.max_upload_bytes
    return ReadingLimits(settings.reading_timeout_s, memory_bytes)


def build_extractor(settings: "Settings", chat_model: "ChatModel | None") -> "Extractor":
    """The extractor that the settings mean: `auto` is the chat model where there is one, else the rules.

    Raises:
        ConfigError: it needs a chat model and none is configured.
    """
    return EXTRACTORS.get(extractor_name(settings)).build(settings, chat_model)


def build_merger(
    settings: "Settings", chat_model: "ChatModel | None", embedder: "Embedder", answers: "ModelAnswers"
) -> "Merger | None":
    """What asks the chat model about names that the vocabulary lacks; None where it finds none or is not to be asked."""
    from extraction.merging.merger import Merger
    from llm.settings import ModelCallSettings

    if chat_model is None or not settings.merging.enabled or extractor_name(settings) != "llm":
        return None
    calls = ModelCallSettings(concurrency=settings.llm_concurrency, timeout_s=settings.chat_timeout_s)
    return Merger(chat_model, calls, settings.merging, embedder, answers)


def extractor_name(settings: "Settings") -> str:
    """The name of the extractor that the settings mean."""
    if settings.extractor != AUTO:
        return settings.extractor
    return "llm" if settings.has_chat_model else "rules"
