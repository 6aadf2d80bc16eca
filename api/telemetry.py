"""Spans to an OpenTelemetry collector, where the settings name one."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager
from typing import TYPE_CHECKING

from api.settings import Settings
from api.version import program_version
from schemas.spans import ERROR, UNRECORDED, Notes, Span, SpanKind, recording

if TYPE_CHECKING:
    from opentelemetry import trace
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

_SERVICE = "citegraph"
_TIMEOUT_S = 5
_TRACEPARENT = "traceparent"


def span_exporter(endpoint: str) -> "OTLPSpanExporter":
    """What sends spans to this address, with the headers and certificates of OpenTelemetry's own variables."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    return OTLPSpanExporter(f"{endpoint.rstrip('/')}/v1/traces", timeout=_TIMEOUT_S)


def takes_spans(endpoint: str) -> bool:
    """Whether the collector there takes what is sent to it; it gets a request without spans."""
    from opentelemetry.sdk.trace.export import SpanExportResult

    exporter = span_exporter(endpoint)
    log = logging.getLogger("opentelemetry")
    before = log.level
    log.setLevel(logging.CRITICAL)  # it is told to whoever asks
    try:
        return exporter.export([]) is SpanExportResult.SUCCESS
    finally:
        log.setLevel(before)
        exporter.shutdown()  # type: ignore[no-untyped-call]


@asynccontextmanager
async def telemetry(settings: Settings) -> AsyncIterator[None]:
    """Send the spans of the block to the collector that the settings name; without one nothing is imported for it."""
    if settings.otlp_endpoint is None:
        yield
        return
    from opentelemetry.sdk.resources import (
        SERVICE_NAME,
        SERVICE_VERSION,
        OTELResourceDetector,
        Resource,
    )
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    own = {SERVICE_NAME: _SERVICE, SERVICE_VERSION: program_version(), "citegraph.graph": settings.graph}
    # What OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say comes before ours.
    resource = Resource.create(own).merge(OTELResourceDetector().detect())
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(span_exporter(settings.otlp_endpoint)))
    try:
        # Not as the tracer of the whole process: what libraries would record may hold texts.
        with recording(OpenTelemetryRecorder(provider.get_tracer(_SERVICE, program_version()))):
            yield
    finally:
        await asyncio.to_thread(provider.shutdown)  # sends what is left


class OpenTelemetryRecorder:
    """Records spans by OpenTelemetry's SDK."""

    def __init__(self, tracer: "trace.Tracer") -> None:
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        self._tracer = tracer
        self._propagator = TraceContextTextMapPropagator()

    @property
    def traceparent(self) -> str:
        """The current span, as a header has it; empty where there is none."""
        carrier: dict[str, str] = {}
        self._propagator.inject(carrier)
        return carrier.get(_TRACEPARENT, "")

    def begin(self, name: str, notes: Notes, *, kind: SpanKind, parent: str | None) -> Span:
        """A span of this parent, a new trace where that is empty; None: of the current span, and none where there is none."""
        from opentelemetry.context import Context
        from opentelemetry.trace import SpanKind as Kind
        from opentelemetry.trace import get_current_span

        context = None
        if parent is not None:
            context = self._propagator.extract({_TRACEPARENT: parent}, Context())
        elif not get_current_span().get_span_context().is_valid:
            return UNRECORDED
        return _OpenTelemetrySpan(self._tracer.start_span(name, context, Kind[kind.upper()], dict(notes)))


class _OpenTelemetrySpan:
    def __init__(self, span: "trace.Span") -> None:
        self._span = span

    def note(self, notes: Notes) -> None:
        from opentelemetry.trace import StatusCode

        self._span.set_attributes(dict(notes))
        if ERROR in notes:
            self._span.set_status(StatusCode.ERROR)

    def rename(self, name: str) -> None:
        self._span.update_name(name)

    def current(self) -> AbstractContextManager[object]:
        from opentelemetry.trace import use_span

        return use_span(self._span, record_exception=False, set_status_on_exception=False)

    def end(self) -> None:
        if self._span.is_recording():
            self._span.end()
