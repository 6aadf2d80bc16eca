"""What the load benchmark says of its figures."""

import pytest

from benchmarks.load_page import page, verdicts

_PHASE: dict[str, object] = {
    "answered": 100,
    "answer_p95_ms": 100.0,
    "refused": 0,
    "refusal_p100_ms": 0.0,
    "errors": {},
    "resident_mib": [900, 1000, 1000, 1010],
}
_FOUND: dict[str, dict[str, object]] = {
    "alone": _PHASE,
    "beside": {**_PHASE, "answer_p95_ms": 200.0},
    "many": {**_PHASE, "refused": 50, "refusal_p100_ms": 20.0, "answer_p95_ms": 900.0},
    "after": _PHASE,
    "ingest": {
        "documents": 10,
        "a_job": 5,
        "sent_in_s": 8,
        "delayed": 0,
        "ready": 10,
        "ready_in_s": 9,
        "errors": {},
    },
}


def test_a_run_in_which_all_held() -> None:
    assert set(verdicts(_FOUND).values()) == {True}


@pytest.mark.parametrize(
    ("part", "figures", "broken"),
    [
        ("beside", {"errors": {"ReadTimeout": 1}}, "no error"),
        ("ingest", {"ready": 9}, "every document ready"),
        ("beside", {"answer_p95_ms": 201.0}, "p95 within"),
        ("beside", {"resident_mib": [900, 1000, 1000, 1200]}, "no more than"),
        ("many", {"refused": 0}, "too many clients: answers"),
        ("many", {"refusal_p100_ms": 6_000.0}, "too many clients: each 503"),
        ("after", {"answer_p95_ms": 300.0}, "as quick as before"),
    ],
)
def test_what_did_not_hold_is_said(part: str, figures: dict[str, object], broken: str) -> None:
    found = {**_FOUND, part: {**_FOUND[part], **figures}}
    (name,) = (name for name, held in verdicts(found).items() if not held)
    assert name.startswith(broken)
    told = {"minutes": 1, "clients": 2, "filled": 3, "machine": "m", "load_before": 0, "load_after": 0}
    assert f"- **no**: {name}" in page({**found, **told, "verdicts": verdicts(found)})
