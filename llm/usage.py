"""What requests to a chat model cost: counted from its replies, and estimated for a text before it is sent."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from llm import metrics
from schemas.extraction import Usage
from schemas.spans import Span, call

if TYPE_CHECKING:
    from llm.reply import ModelReply

_PIECE = re.compile(r"[A-Za-z]+|\d+|[^\W\dA-Za-z]|[^\w\s]")
_LETTERS_A_TOKEN = 7
_DIGITS_A_TOKEN = 3


class UsageCounter:
    """Sums of the requests that one task makes of a model; latency is their time without the waits between them."""

    def __init__(self, model: str) -> None:
        self._model = model
        self._requests = 0
        self._input_tokens = 0
        self._output_tokens = 0
        self._latency_ms = 0.0

    @property
    def usage(self) -> Usage:
        """The sums so far."""
        return Usage(
            model=self._model,
            model_calls=self._requests,
            input_tokens=self._input_tokens,
            output_tokens=self._output_tokens,
            latency_ms=self._latency_ms,
        )

    @contextmanager
    def request(self) -> Iterator[Span]:
        """Count a request and its time, whether it succeeds or not; it is a span, too."""
        started = time.perf_counter()
        self._requests += 1
        outcome = "failed"
        notes = {"gen_ai.operation.name": "chat", "gen_ai.request.model": self._model}
        try:
            with call(f"chat {self._model}", notes) as span:
                yield span
            outcome = "answered"
        finally:
            seconds = time.perf_counter() - started
            self._latency_ms += seconds * 1000
            metrics.REQUESTS.labels(self._model, outcome).inc()
            metrics.SECONDS.labels(self._model).observe(seconds)

    def add_tokens(self, reply: "ModelReply", span: Span) -> None:
        """Count the tokens of the reply to this request, usable or not: they are paid for."""
        self._input_tokens += reply.input_tokens
        self._output_tokens += reply.output_tokens
        metrics.TOKENS.labels(self._model, "input").inc(reply.input_tokens)
        metrics.TOKENS.labels(self._model, "output").inc(reply.output_tokens)
        span.note(
            {
                "gen_ai.usage.input_tokens": reply.input_tokens,
                "gen_ai.usage.output_tokens": reply.output_tokens,
            }
        )


def count_tokens(text: str) -> int:
    """An estimate that is rather too high: no tokenizer fits every model, and a budget must hold.

    A word of Latin letters counts one token for each 7 letters begun, a number one for each 3 digits, and every other
    letter (Hangul, kanji, accented ones) and sign one. On English Wikipedia that is within a tenth of BERT's WordPiece.
    """
    total = 0
    for match in _PIECE.finditer(text):
        piece = match[0]
        if piece.isdigit():
            total += -(-len(piece) // _DIGITS_A_TOKEN)
        elif piece.isascii() and piece.isalpha():
            total += -(-len(piece) // _LETTERS_A_TOKEN)
        else:
            total += 1
    return total
