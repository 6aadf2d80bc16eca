"""The formats, splitters and extractors there are: to add one, write it and add its line here.

Nothing heavy is imported: the command line shows these names in its help.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction.load.docx.reader import Docx
from extraction.load.epub import Epub
from extraction.load.formats import Formats
from extraction.load.hangul import Hangul
from extraction.load.html.reader import Html
from extraction.load.images import Images
from extraction.load.jsonl import JsonLines
from extraction.load.mail import Mail
from extraction.load.markdown import Markdown
from extraction.load.markup.asciidoc import AsciiDoc
from extraction.load.markup.latex import Latex
from extraction.load.markup.restructured import RestructuredText
from extraction.load.notebook import Notebook
from extraction.load.ocr.engines import build_engine
from extraction.load.ocr.recogniser import Recogniser
from extraction.load.opendocument.reader import OpenDocument
from extraction.load.pdf.reader import Pdf
from extraction.load.plain_text import PlainText
from extraction.load.reading_pool import ReadingLimits, ReadingPool
from extraction.load.records import JsonRecords, XmlRecords
from extraction.load.rich_text import RichText
from extraction.load.run_task import LimitedRun
from extraction.load.slides import Slides
from extraction.load.source_code import SourceCode
from extraction.load.subtitles import Subtitles
from extraction.load.tables.delimited import DelimitedText
from extraction.load.tables.spreadsheet import Spreadsheet
from extraction.load.zip_archive import ZipArchive
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
    from extraction.web.fetcher import Fetcher
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


_READERS = (
    PlainText(),
    SourceCode(),
    Markdown(),
    Html(),
    Pdf(),
    Images(),
    Docx(),
    OpenDocument(),
    RichText(),
    Hangul(),
    Slides(),
    Spreadsheet(),
    DelimitedText(),
    JsonLines(),
    JsonRecords(),
    XmlRecords(),
    Epub(),
    Notebook(),
    Latex(),
    RestructuredText(),
    AsciiDoc(),
    Subtitles(),
)
_MAIL = Mail(_READERS)
FORMATS = Formats((*_READERS, _MAIL, ZipArchive((*_READERS, _MAIL))))
SPLITTERS: Registry[Splitter] = Registry(
    "splitter", (RecursiveSplitter(), SemanticSplitter(), FixedSplitter(), HeadingSplitter())
)
EXTRACTORS = Registry("extractor", (ExtractorChoice("rules", _rules), ExtractorChoice("llm", _llm)))


def reading_pool(settings: "Settings") -> ReadingPool:
    """The processes in which files are read and pages drawn, within the limits of the settings; to be closed by the caller."""
    return ReadingPool(processes=settings.reading_processes, limits=reading_limits(settings))


def build_recogniser(settings: "Settings", pool: ReadingPool) -> Recogniser:
    """What recognises text in scans and pictures, page by page in the processes of the pool.

    One of them is left to read the files of others meanwhile.
    """
    at_once = max(1, settings.reading_processes - 1)
    return Recogniser(
        build_engine(settings.ocr), settings.ocr, LimitedRun(pool.run, at_once), at_once=at_once
    )


def build_fetcher(settings: "Settings") -> "Fetcher":
    """What fetches documents from the web, within the limits of the settings."""
    from extraction.web.fetcher import Fetcher

    return Fetcher(settings.fetch, settings.max_upload_bytes, FORMATS.media_types)


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
