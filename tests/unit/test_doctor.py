"""What leaves the machine, in plain words."""

from collections.abc import Mapping

import pytest

from api.doctor import leaving_text
from api.settings import load_settings

_NOTHING: Mapping[str, object] = {
    "neo4j_uri": None,
    "openai_api_key": None,
    "openai_base_url": None,
    "langsmith_tracing": False,
}


def _told(**given: object) -> str:
    return "\n".join(leaving_text(load_settings(**{**_NOTHING, **given})))


def test_nothing_leaves_without_a_model() -> None:
    assert _told() == ""


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:11434/v1", "http://localhost:1/v1", "http://[::1]:1/v1"]
)
def test_nothing_leaves_for_a_model_on_this_machine(address: str) -> None:
    assert _told(openai_base_url=address) == ""


def test_a_key_alone_means_openai() -> None:
    told = _told(openai_api_key="sk-4711", chat_model="some-model")
    assert "api.openai.com" in told
    assert "some-model" in told
    assert "every chunk" in told
    assert "4711" not in told


def test_another_machine_is_named() -> None:
    assert "https://models.example.org/v1" in _told(openai_base_url="https://models.example.org/v1")
    assert "bolt://db.example.org" in _told(neo4j_uri="bolt://db.example.org:7687", neo4j_password="x")


def test_tracing_is_told() -> None:
    assert "LangSmith" in _told(openai_base_url="http://localhost:1/v1", langsmith_tracing=True)
