"""Settings: where they come from, what they refuse, what they never say."""

from pathlib import Path

import pytest

from api.settings import Settings, check_serving, is_loopback, load_settings, unknown_variables, variable_of
from schemas.errors import ConfigError

KEY = "a-key-of-sufficient-length"


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(variable_of(field), raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_anything_it_is_local_and_private() -> None:
    settings = load_settings()
    assert settings.neo4j_uri is None
    assert not settings.has_chat_model
    assert is_loopback(settings.host)


def test_a_variable_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CITEGRAPH_PORT=8001\nCITEGRAPH_LLM_CONCURRENCY=7\nOTHER=1\n")
    monkeypatch.setenv("CITEGRAPH_PORT", "8002")
    settings = load_settings()
    assert (settings.port, settings.llm_concurrency) == (8002, 7)


def test_an_argument_wins_over_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEGRAPH_PORT", "8002")
    assert load_settings(port=8003).port == 8003


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "")
    monkeypatch.setenv("CITEGRAPH_API_KEY", "")
    settings = load_settings()
    assert settings.neo4j_uri is None
    assert settings.api_key is None


def test_groups_of_settings_are_reached_by_two_underscores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEGRAPH_SPLIT__MAX_CHARS", "1234")
    assert load_settings().split.max_chars == 1234


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("CITEGRAPH_PORT", "eighty"),
        ("CITEGRAPH_PORT", "70000"),
        ("CITEGRAPH_API_KEY", "too-short"),
        ("CITEGRAPH_API_KEY", "short-nö-but-not-ascii"),
        ("CITEGRAPH_API_KEY", " short-of-nothing-but-trimmed "),
        ("CITEGRAPH_SCHEMA_MODE", "automatic"),
        ("CITEGRAPH_SPLIT__MAX_CHARS", "3"),
        ("CITEGRAPH_GRAPH", "../other"),
        ("CITEGRAPH_MAX_UPLOAD_BYTES", "-1"),
        ("NEO4J_URI", "http://localhost:7474"),
        ("OPENAI_BASE_URL", "localhost:11434"),
    ],
)
def test_a_wrong_value_is_refused_by_its_variables_name(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigError, match=variable) as caught:
        load_settings()
    assert caught.value.remedy
    assert "short" not in str(caught.value), "a value may be a secret"


def test_a_given_server_needs_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://localhost:7687")
    with pytest.raises(ConfigError, match="NEO4J_PASSWORD"):
        load_settings()


def test_secrets_are_not_shown() -> None:
    settings = load_settings(
        neo4j_uri="bolt://localhost:7687",
        neo4j_password="pass-4711",
        openai_api_key="sk-4711",
        api_key=KEY,
        jobs_url="postgresql://u:pw-4711@db/jobs",
    )
    assert "4711" not in f"{settings!r} {settings}"
    assert KEY not in repr(settings)
    assert settings.jobs_database_url == "postgresql://u:pw-4711@db/jobs"


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        setattr(load_settings(), "port", 1)  # noqa: B010  what mypy would refuse


def test_the_data_folder_does_not_depend_on_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = load_settings().home
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert load_settings().home == here
    assert here.is_absolute()


def test_graphs_do_not_share_a_folder() -> None:
    one = load_settings()
    named = load_settings(graph="other")
    given = load_settings(neo4j_uri="bolt://localhost:7687", neo4j_password="x")
    elsewhere = load_settings(neo4j_uri="bolt://example.org:7687", neo4j_password="x")
    named_there = load_settings(graph="other", neo4j_uri="bolt://example.org:7687", neo4j_password="x")
    assert len({each.graph_dir for each in (one, named, given, elsewhere)}) == 4
    assert named_there.graph_dir == named.graph_dir


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "[::1]", "localhost"])
def test_this_machine_may_be_served_without_a_key(host: str) -> None:
    check_serving(load_settings(host=host))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.org", "localhost.example.org"])
def test_others_are_served_with_a_key_only(host: str) -> None:
    with pytest.raises(ConfigError, match="without a key") as caught:
        check_serving(load_settings(host=host))
    assert "CITEGRAPH_API_KEY" in caught.value.remedy
    check_serving(load_settings(host=host, api_key=KEY))


def test_a_misspelt_variable_is_noticed() -> None:
    environment = {
        "CITEGRAPH_CHAT_MODLE": "x",
        "CITEGRAPH_PORT": "1",
        "CITEGRAPH_SPLIT__MAX_CHARS": "1",
        "PATH": "",
    }
    assert unknown_variables(environment) == ["CITEGRAPH_CHAT_MODLE"]
