"""Structured logs on standard error: one JSON object a line, with counts and milliseconds, never texts or keys."""

import logging
import sys
import traceback

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from api.settings import LogLevel
from schemas.spans import trace_id

_OURS = ("api", "evaluation", "extraction", "retrieval", "llm", "kg", "schemas")
_QUIET = (
    "httpx",
    "httpx2",
    "httpcore",
    "httpcore2",
    "neo4j",
    "sqlalchemy",
    "alembic",
    "dbos",
    "huggingface_hub",
    "sentence_transformers",
    "openai",
)
_FRAMES = 12


def places_of(error: BaseException) -> list[str]:
    """Where an error came from, innermost last; without its message, which may quote a document."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-_FRAMES:]]


def configure_logging(level: LogLevel) -> None:
    """Send all logs of this process, those of libraries included, to standard error as JSON.

    Libraries never log below INFO, and the talkative ones only errors: their debug lines hold passwords, queries'
    parameters, prompts and texts.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        _with_trace_id,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _exception_without_message,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel("INFO" if level == "DEBUG" else level)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)


def _with_trace_id(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    if found := trace_id():
        event["trace_id"] = found
    return event


def _exception_without_message(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    found = event.pop("exc_info", None)
    error = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["places"] = places_of(error)
    return event
