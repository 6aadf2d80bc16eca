"""A loopback server that speaks OpenAI's chat protocol and answers as a test scripts it.

    with ScriptedOpenAI(lambda request: say("42")) as server:
        ...  # a client of server.base_url; `tests.fakes.chat_model` has one
    assert server.requests[0].prompt == "What is six times seven?"

The handler is called for each request, in the order they come, from the server's threads. A list of replies is given
out in order, the last one again and again. Replies are made by the functions of this module.
"""

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

_WORDS_PER_DELTA = 3


@dataclass(frozen=True)
class ChatRequest:
    """A request as it came over the wire; `number` counts from 0, header names are in lower case."""

    number: int
    body: Mapping[str, object]
    headers: Mapping[str, str]

    @property
    def messages(self) -> list[tuple[str, str]]:
        """(role, text) of every message."""
        messages = self.body.get("messages")
        assert isinstance(messages, list)
        return [(str(message["role"]), _text_of(message.get("content"))) for message in messages]

    @property
    def prompt(self) -> str:
        """Text of the last user message."""
        return next((text for role, text in reversed(self.messages) if role == "user"), "")

    @property
    def text(self) -> str:
        """Text of all messages."""
        return "\n".join(text for _, text in self.messages)

    @property
    def model(self) -> str:
        return str(self.body.get("model", ""))

    @property
    def stream(self) -> bool:
        return bool(self.body.get("stream"))

    @property
    def tools(self) -> list[dict[str, dict[str, object]]]:
        tools = self.body.get("tools")
        return tools if isinstance(tools, list) else []

    @property
    def json_schema(self) -> dict[str, object] | None:
        """The schema of the answer when structured output is asked for."""
        wanted = self.body.get("response_format")
        if isinstance(wanted, dict) and wanted.get("type") == "json_schema":
            schema: dict[str, object] = wanted["json_schema"]["schema"]
            return schema
        return None


@dataclass(frozen=True)
class Reply:
    """What the server does with one request; made by the functions below."""

    content: str | None = None
    tool_name: str = ""
    tool_arguments: str = ""
    more_tool_arguments: tuple[str, ...] = ()
    refusal: str | None = None
    finish_reason: str | None = "stop"
    status: int = 200
    error_code: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    delay_s: float = 0.0
    drop: bool = False
    drop_after_deltas: int | None = None
    input_tokens: int = 11
    output_tokens: int = 7


Handler = Callable[[ChatRequest], Reply]


def say(content: str, *, input_tokens: int = 11, output_tokens: int = 7) -> Reply:
    """An answer in words."""
    return Reply(content=content, input_tokens=input_tokens, output_tokens=output_tokens)


def say_json(data: object) -> Reply:
    """An answer that is this as JSON."""
    return say(json.dumps(data, ensure_ascii=False))


def call_tool(name: str, *arguments: object) -> Reply:
    """A tool call for each of the arguments; those given as a string go out as they are, well-formed or not."""
    first, *more = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in arguments]
    return Reply(
        tool_name=name, tool_arguments=first, more_tool_arguments=tuple(more), finish_reason="tool_calls"
    )


def structured(request: ChatRequest, data: object) -> Reply:
    """`data` in the way the request asks for it: as a call of its first tool, else as JSON."""
    if request.tools:
        return call_tool(str(request.tools[0]["function"]["name"]), data)
    return say_json(data)


def cut_off(content: str) -> Reply:
    """An answer that ran into its length limit."""
    return Reply(content=content, finish_reason="length")


def break_off(content: str) -> Reply:
    """An answer whose end says nothing of why it ended, as when a proxy closes the connection in good order."""
    return Reply(content=content, finish_reason=None)


def refuse(words: str = "I cannot help with that.") -> Reply:
    """The model declines, in the field the protocol has for it."""
    return Reply(refusal=words)


def filtered(content: str = "") -> Reply:
    """The endpoint's content filter stops the answer."""
    return Reply(content=content, finish_reason="content_filter")


def fail(
    status: int, message: str = "scripted fault", *, code: str | None = None, retry_after: str = ""
) -> Reply:
    """An HTTP error, with the header Retry-After if given (seconds or a date)."""
    headers = {"Retry-After": retry_after} if retry_after else {}
    return Reply(content=message, status=status, error_code=code, headers=headers)


def garble(body: bytes | str) -> Reply:
    """Status 200 with a body that is no chat completion."""
    return Reply(body=body.encode() if isinstance(body, str) else body)


def drop_connection() -> Reply:
    """The connection is closed without an answer."""
    return Reply(drop=True)


def break_stream(content: str, *, after_deltas: int = 1) -> Reply:
    """A streamed answer whose connection breaks after some deltas."""
    return Reply(content=content, drop_after_deltas=after_deltas)


def late(delay_s: float, reply: Reply) -> Reply:
    """The reply, after a wait."""
    return replace(reply, delay_s=delay_s)


class ScriptedOpenAI:
    """The server: a context manager; `base_url` is valid inside it."""

    def __init__(
        self, script: Handler | Reply | Sequence[Reply], *, models: Sequence[str] = ("scripted",)
    ) -> None:
        self._handler = _as_handler(script)
        self.models = tuple(models)
        self.requests: list[ChatRequest] = []
        self.most_in_flight = 0
        self._in_flight = 0
        self._lock = threading.Condition()
        self.stopping = threading.Event()
        self._server = _Server(self)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.01,), name="scripted-openai"
        )

    @property
    def base_url(self) -> str:
        """Address to give to a client, ending in /v1."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._thread.join()
        self._server.close_connections()
        self._server.server_close()

    def reply_to(self, body: Mapping[str, object], headers: Mapping[str, str]) -> tuple[ChatRequest, Reply]:
        """Note the request and ask the script."""
        with self._lock:
            request = ChatRequest(len(self.requests), body, headers)
            self.requests.append(request)
            self._lock.notify_all()
        return request, self._handler(request)

    def wait_for_requests(self, count: int, *, timeout_s: float = 30.0) -> None:
        """Returns when this many requests have come."""
        with self._lock:
            if not self._lock.wait_for(lambda: len(self.requests) >= count, timeout_s):
                raise TimeoutError(f"{len(self.requests)} of {count} requests came")

    @property
    def in_flight_now(self) -> int:
        """The requests that are being answered."""
        return self._in_flight

    @contextmanager
    def in_flight(self) -> Iterator[None]:
        """Counts the requests that are being answered."""
        with self._lock:
            self._in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self._in_flight)
        try:
            yield
        finally:
            with self._lock:
                self._in_flight -= 1


def _as_handler(script: Handler | Reply | Sequence[Reply]) -> Handler:
    if isinstance(script, Reply):
        return lambda _: script
    if isinstance(script, Sequence):
        replies = list(script)
        return lambda request: replies[min(request.number, len(replies) - 1)]
    return script


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # joined by server_close, after close_connections has ended what they wait for
    request_queue_size = 128

    def __init__(self, script: ScriptedOpenAI) -> None:
        self.script = script
        self._connections: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), _Connection)

    def process_request(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        assert isinstance(request, socket.socket)
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        assert isinstance(request, socket.socket)
        self._connections.discard(request)
        super().shutdown_request(request)

    def close_connections(self) -> None:
        for connection in list(self._connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the client was quicker


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        models = [
            {"id": name, "object": "model", "created": 0, "owned_by": "test"}
            for name in self.server.script.models
        ]
        if self.path.endswith("/models"):
            self._send(200, json.dumps({"object": "list", "data": models}).encode(), {})
        else:
            self._send_error(fail(404, f"no such address: {self.path}"))

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self.path.endswith("/chat/completions"):
            self._send_error(fail(404, f"no such address: {self.path}"))
            return
        script = self.server.script
        with script.in_flight():
            headers = {name.lower(): value for name, value in self.headers.items()}
            request, reply = script.reply_to(body, headers)
            if reply.delay_s:
                script.stopping.wait(reply.delay_s)
            try:
                self._answer(request, reply)
            except OSError:
                self.close_connection = True  # the client went away, as some tests want it to

    def _answer(self, request: ChatRequest, reply: Reply) -> None:
        if reply.drop:
            self._break_off()
        elif reply.status != 200:
            self._send_error(reply)
        elif reply.body is not None:
            self._send(200, reply.body, {})
        elif request.stream:
            self._stream(request, reply)
        else:
            self._send(200, json.dumps(_completion(request, reply)).encode(), {})

    def _send(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _send_error(self, reply: Reply) -> None:
        error = {"message": reply.content, "type": "scripted", "param": None, "code": reply.error_code}
        self._send(reply.status, json.dumps({"error": error}).encode(), reply.headers)

    def _stream(self, request: ChatRequest, reply: Reply) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for sent, chunk in enumerate(_stream_chunks(request, reply)):
            if sent == reply.drop_after_deltas:
                self._break_off()
                return
            self._send_event(json.dumps(chunk))
        self._send_event("[DONE]")
        self.wfile.write(b"0\r\n\r\n")

    def _send_event(self, data: str) -> None:
        event = f"data: {data}\n\n".encode()
        self.wfile.write(f"{len(event):x}\r\n".encode() + event + b"\r\n")
        self.wfile.flush()

    def _break_off(self) -> None:
        self.close_connection = True
        # Closing with a reset, so that the client sees a broken connection and not an end.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class names it so)
        """Nothing: tests read `requests`."""


def _completion(request: ChatRequest, reply: Reply) -> dict[str, object]:
    message: dict[str, object] = {"role": "assistant", "content": reply.content, "refusal": reply.refusal}
    if reply.tool_name:
        message["tool_calls"] = _tool_calls(reply)
    choice = {"index": 0, "message": message, "finish_reason": reply.finish_reason}
    return {**_head(request, "chat.completion"), "choices": [choice], "usage": _usage(reply)}


def _stream_chunks(request: ChatRequest, reply: Reply) -> Iterator[dict[str, object]]:
    head = _head(request, "chat.completion.chunk")
    deltas: list[dict[str, object]] = [{"role": "assistant", "content": ""}]
    deltas += [{"content": piece} for piece in _pieces(reply.content or "")]
    deltas += [{"refusal": piece} for piece in _pieces(reply.refusal or "")]
    if reply.tool_name:
        deltas.append({"tool_calls": [{"index": at, **call} for at, call in enumerate(_tool_calls(reply))]})
    for delta in deltas:
        yield {**head, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]}
    yield {**head, "choices": [{"index": 0, "delta": {}, "finish_reason": reply.finish_reason}]}
    options = request.body.get("stream_options")
    if isinstance(options, dict) and options.get("include_usage"):
        yield {**head, "choices": [], "usage": _usage(reply)}


def _pieces(content: str) -> Iterator[str]:
    words = content.split(" ")
    for start in range(0, len(words), _WORDS_PER_DELTA):
        more = start + _WORDS_PER_DELTA < len(words)
        yield " ".join(words[start : start + _WORDS_PER_DELTA]) + (" " if more else "")


def _head(request: ChatRequest, kind: str) -> dict[str, object]:
    return {"id": f"scripted-{request.number}", "object": kind, "created": 0, "model": request.model}


def _tool_calls(reply: Reply) -> list[dict[str, object]]:
    functions = [
        {"name": reply.tool_name, "arguments": arguments}
        for arguments in (reply.tool_arguments, *reply.more_tool_arguments)
    ]
    return [
        {"id": f"call-{at}", "type": "function", "function": function}
        for at, function in enumerate(functions)
    ]


def _usage(reply: Reply) -> dict[str, int]:
    total = reply.input_tokens + reply.output_tokens
    return {
        "prompt_tokens": reply.input_tokens,
        "completion_tokens": reply.output_tokens,
        "total_tokens": total,
    }


def _text_of(content: object) -> str:
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) for part in content)
    return str(content or "")
