"""An OpenTelemetry collector that keeps the spans it gets, over real HTTP."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Status


@dataclass(frozen=True)
class CollectedSpan:
    """A span as it came; `resource` is what it says of the program."""

    name: str
    trace_id: str
    span_id: str
    parent_id: str
    failed: bool
    notes: dict[str, str | int] = field(default_factory=dict)
    resource: dict[str, str | int] = field(default_factory=dict)


class Collector:
    """The server: a context manager; `url` is valid inside it."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self._got: list[CollectedSpan] = []
        self._changed = threading.Condition()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), name="collector")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "Collector":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def trace(self, trace_id: str, *, until: str, timeout_s: float = 30.0) -> list[CollectedSpan]:
        """The spans of a trace, once there is one whose name begins so."""

        def found() -> list[CollectedSpan]:
            return [span for span in self._got if span.trace_id == trace_id]

        with self._changed:
            if not self._changed.wait_for(
                lambda: any(span.name.startswith(until) for span in found()), timeout_s
            ):
                raise TimeoutError(f"no {until} among {[span.name for span in found()]}")
            return found()

    def take(self, body: bytes, headers: dict[str, str]) -> None:
        """Keep the spans of a request."""
        request = ExportTraceServiceRequest.FromString(body)
        with self._changed:
            self.bodies.append(body)
            self.headers.append(headers)
            for batch in request.resource_spans:
                resource = _notes(batch.resource.attributes)
                self._got += [
                    CollectedSpan(
                        name=span.name,
                        trace_id=span.trace_id.hex(),
                        span_id=span.span_id.hex(),
                        parent_id=span.parent_span_id.hex(),
                        failed=span.status.code == Status.STATUS_CODE_ERROR,
                        notes=_notes(span.attributes),
                        resource=resource,
                    )
                    for scope in batch.scope_spans
                    for span in scope.spans
                ]
            self._changed.notify_all()


def _notes(attributes: Sequence[KeyValue]) -> dict[str, str | int]:
    return {one.key: one.value.string_value or one.value.int_value for one in attributes}


class _Server(ThreadingHTTPServer):
    def __init__(self, collector: Collector) -> None:
        self.collector = collector
        super().__init__(("127.0.0.1", 0), _Connection)


class _Connection(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        known = self.path == "/v1/traces"
        if known:
            self.server.collector.take(body, {name.lower(): value for name, value in self.headers.items()})
        self.send_response(200 if known else 404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class names it so)
        """Nothing: tests read `trace`."""
