"""A chat model on loopback that counts what it is asked, answers slowly, and may be out of order at times."""

import random
import re
import threading

from tests.fakes.openai_server import (
    ChatRequest,
    Reply,
    ScriptedOpenAI,
    drop_connection,
    fail,
    garble,
    late,
    say_json,
)

_ANSWER_S = 1.0
_SLOW_S = 8.0
_TROUBLED = 0.1
_SENTENCE = re.compile(r"(Founder\d+) founded (Guild\d+) in the town of (Town\d+)\.")


def text_of(name: str) -> str:
    """The document of that name."""
    return f"Founder{name} founded Guild{name} in the town of Town{name}."


class CountingModel(ScriptedOpenAI):
    """Finds the two facts of each made document; with a `chance` one request in ten is not answered, not understandably, or late."""

    def __init__(self, chance: random.Random | None = None) -> None:
        super().__init__(self._reply)
        self._chance = chance
        self._drawing = threading.Lock()
        self.unanswered = 0

    def _reply(self, request: ChatRequest) -> Reply:
        answer = late(_ANSWER_S, _extract(request))
        if self._chance is None:
            return answer
        with self._drawing:
            if self._chance.random() >= _TROUBLED:
                return answer
            trouble = self._chance.choice(
                [
                    late(_SLOW_S, answer),
                    drop_connection(),
                    fail(503, retry_after="1"),
                    garble("<html>Bad gateway</html>"),
                ]
            )
            self.unanswered += trouble.delay_s == 0
        return trouble


def _extract(request: ChatRequest) -> Reply:
    person, guild, town = _SENTENCE.findall(request.prompt)[-1]
    triples = [
        (person, "Person", "FOUNDED", guild, "Organization"),
        (guild, "Organization", "LOCATED_IN", town, "Place"),
    ]
    keys = ("head", "head_type", "relation", "tail", "tail_type")
    return say_json([dict(zip(keys, triple, strict=True)) for triple in triples])
