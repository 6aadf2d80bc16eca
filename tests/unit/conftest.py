"""Keeps `make unit` quick: only tests marked slow may start a program, reach another machine or load a language model."""

import sys
from collections.abc import Iterator

import pytest

_HEAVY = {"pykeen", "spacy", "torch", "transformers"}
_quick = False


def _refuse_what_is_slow(event: str, arguments: tuple[object, ...]) -> None:
    if not _quick:
        return
    if event in {"subprocess.Popen", "os.posix_spawn", "socket.connect"}:
        raise RuntimeError(f"{event}: mark this test slow, for it starts a program or uses the network")
    if event == "import" and arguments[0] in _HEAVY:
        raise RuntimeError(f"mark this test slow, for it loads {arguments[0]}")


sys.addaudithook(_refuse_what_is_slow)


@pytest.fixture(autouse=True)
def _only_slow_tests_are_slow(request: pytest.FixtureRequest) -> Iterator[None]:
    global _quick  # noqa: PLW0603  # an audit hook cannot be taken away, only switched off
    _quick = request.node.get_closest_marker("slow") is None
    yield
    _quick = False
