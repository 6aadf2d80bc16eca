"""A model that says what open names mean as a test has it; it is asked over HTTP."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from extraction.merging.questions import DEFINE, TYPES, VERIFY
from tests.fakes.openai_server import ChatRequest, Reply, say, say_json

_ASKED = re.compile(r"^(\d+)\. (\S+)", re.MULTILINE)
_OFFERED = re.compile(r"^   (\d+)\) ([^:\s]+):", re.MULTILINE)


@dataclass
class MergingModel:
    """`means` are the relations that open ones mean, "<" before it where they read the other way; `kinds` the types.

    What is in neither means nothing. `odd` are whole replies by the kind of question, which go out instead.
    """

    means: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    odd: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, list[str]]] = field(default_factory=list)

    def __call__(self, request: ChatRequest) -> Reply:
        kind = {DEFINE: "define", VERIFY: "verify", TYPES: "types"}[request.messages[0][1]]
        names = [name for _, name in _ASKED.findall(request.prompt)]
        self.asked.append((kind, names))
        if kind in self.odd:
            return say(self.odd[kind])
        return say_json([self._row(kind, at, request.prompt) for at in range(1, len(names) + 1)])

    def questions(self, kind: str) -> list[str]:
        """The names that were asked about."""
        return [name for asked, names in self.asked if asked == kind for name in names]

    def _row(self, kind: str, number: int, prompt: str) -> dict[str, object]:
        asked = re.split(r"^\d+\. ", prompt, flags=re.MULTILINE)[number]
        name = asked.split()[0]
        if kind == "define":
            return {"number": number, "definition": f"The head {name.lower().replace('_', ' ')} the tail."}
        if kind == "types":
            return {"number": number, "type": self.kinds.get(name, "none")}
        wanted = self.means.get(name, "")
        places = {offered: int(place) for place, offered in _OFFERED.findall(asked)}
        return {
            "number": number,
            "candidate": places.get(wanted.removeprefix("<"), 0),
            "direction": "inverse" if wanted.startswith("<") else "same",
        }
