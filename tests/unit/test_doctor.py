"""What leaves the machine, in plain words, and what is said of jobs and keys."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from langsmith.utils import get_env_var

from api.cli.diagnosis import leaving_text
from api.cli.finding import Finding
from api.cli.service_findings import judged_jobs, judged_keys, service_findings
from api.jobs.owner import JobOwner, own_jobs
from api.jobs.row import new_row
from api.jobs.table import JobsOverview, JobTable
from api.settings import Settings, load_settings
from extraction.state.sql_database import SqlDatabase
from schemas.api_key import ApiKey
from schemas.job import JobState

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


NOW = datetime(2026, 11, 26, tzinfo=UTC)
SERVER = JobOwner(pid=17, address="http://127.0.0.1:8000")
WORKER = JobOwner(pid=17, address=None, is_worker=True)


def _jobs(owner: JobOwner | None, waited_s: float = 0.0, **counts: int) -> Finding:
    states: dict[str, JobState] = {
        "queued": "queued",
        "running": "running",
        "done": "done",
        "failed": "failed",
    }
    jobs = {states.get(name, "waiting for review"): count for name, count in counts.items()}
    return judged_jobs(JobsOverview(jobs=jobs, oldest_s=waited_s), (owner,) if owner else (), 1800.0)


def test_jobs_that_nobody_runs_are_to_be_started() -> None:
    found = _jobs(None, queued=2, running=1, done=4)
    assert found.state == "broken"
    assert found.message == "no process holds them; 2 queued; 1 running"
    assert "citegraph serve" in found.remedy
    assert _jobs(None, done=4).state == "ok"


def test_jobs_of_which_none_goes_on_are_named() -> None:
    found = _jobs(SERVER, 3600.0, queued=2)
    assert found.state == "broken"
    assert "60 minutes" in found.message
    assert _jobs(SERVER, 3600.0, queued=2, running=1).state == "ok"
    assert _jobs(SERVER, 60.0, queued=2).state == "ok"


def test_jobs_that_somebody_has_to_look_at_come_with_where_to_look() -> None:
    for found in (_jobs(SERVER, failed=1), _jobs(WORKER, waiting=1)):
        assert found.state == "ok"
        assert "jobs list" in found.remedy
    assert not _jobs(SERVER, running=1).remedy
    assert _jobs(WORKER).message == "a worker holds them (process 17)"


def _key(name: str, *, ends_in_days: int | None = None, revoked: bool = False) -> ApiKey:
    ends = None if ends_in_days is None else NOW + timedelta(days=ends_in_days)
    return ApiKey(
        id=f"id-{name}",
        name=name,
        scopes=("read",),
        made_at=NOW,
        expires_at=ends,
        revoked_at=NOW if revoked else None,
    )


def test_keys_that_have_ended_or_soon_will_are_named() -> None:
    made = [
        _key("for-good"),
        _key("long", ends_in_days=90),
        _key("soon", ends_in_days=3),
        _key("over", ends_in_days=-1),
        _key("gone", ends_in_days=-1, revoked=True),
    ]
    found = judged_keys(made, NOW)
    assert (
        found.message == "3 open; id-over for over ended on 2026-11-25; id-soon for soon ends on 2026-11-29"
    )
    assert "keys create" in found.remedy
    assert not judged_keys(made[:2], NOW).remedy
    assert "none" in judged_keys(made[-1:], NOW).message


async def _found(settings: Settings) -> dict[str, Finding]:
    return {finding.name: finding for finding in await service_findings(settings)}


async def test_what_is_not_there_is_off_and_nothing_is_made_for_looking(tmp_path: Path) -> None:
    found = await _found(load_settings(home=tmp_path, jobs_url=None, otlp_endpoint=None))
    assert {name: finding.state for name, finding in found.items()} == {
        "jobs": "ok",
        "server": "off",
        "metrics": "off",
        "keys": "ok",
        "traces": "off",
    }
    assert list(tmp_path.iterdir()) == []


async def test_the_job_database_is_looked_into(tmp_path: Path) -> None:
    settings = load_settings(home=tmp_path, jobs_url=None, otlp_endpoint=None)
    with closing(SqlDatabase(settings.jobs_database_url)) as database:
        assert (await _found(settings))["jobs"].state == "ok", "it has no tables yet"
        await database.migrate()
        await JobTable(database).add(new_row("f" * 24, 0, {"a.txt": "a"}))
    assert (await _found(settings))["jobs"].message == "no process holds them; 1 queued"
    with own_jobs(settings.graph_dir, None):
        found = await _found(settings)
    assert "a command that is running" in found["jobs"].message
    assert found["server"].state == "off"
    settings.jobs_file.write_bytes(b"no database at all, whatever its name says it is" * 9)
    found = await _found(settings)
    assert (found["jobs"].state, found["keys"].state) == ("broken", "broken")
