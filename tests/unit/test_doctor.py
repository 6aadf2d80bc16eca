"""What leaves the machine, in plain words."""

from collections.abc import Iterator, Mapping

import pytest
from langsmith.utils import get_env_var

from api.cli.diagnosis import leaving_text
from api.settings import load_settings

_NOTHING: Mapping[str, object] = {
    "neo4j_uri": None,
    "openai_api_key": None,
    "openai_base_url": None,
}


@pytest.fixture(autouse=True)
def _no_tracing_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for owner in ("LANGSMITH", "LANGCHAIN"):
        for name in ("TRACING", "TRACING_V2"):
            monkeypatch.delenv(f"{owner}_{name}", raising=False)
    get_env_var.cache_clear()  # type: ignore[attr-defined]  # its overloads hide the cache
    yield
    get_env_var.cache_clear()  # type: ignore[attr-defined]


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


@pytest.mark.parametrize(
    "variables",
    [
        {"LANGSMITH_TRACING": "true"},
        {"LANGSMITH_TRACING_V2": "true"},
        {"LANGCHAIN_TRACING": "true"},
        {"LANGSMITH_TRACING": "false", "LANGCHAIN_TRACING_V2": "true"},
    ],
)
def test_tracing_is_told(variables: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert "LangSmith" in _told(openai_base_url="http://localhost:1/v1")
