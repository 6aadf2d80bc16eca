"""The verdicts on a run of `benchmarks.load`, and its figures as a page."""

from collections.abc import Iterator, Mapping

_SLOWER = 2.0
_MORE_MEMORY = 1.1
_REFUSED_WITHIN_MS = 5_000.0
Figures = Mapping[str, object]


def verdicts(found: Figures) -> dict[str, bool]:
    """What was asked for, and whether it is so."""
    alone, beside, many = (_of(found, name) for name in ("alone", "beside", "many"))
    ingest = _of(found, "ingest")
    *_, before, last = [0, *_numbers(beside["resident_mib"])]
    return {
        "no error": not (alone["errors"] or beside["errors"] or ingest["errors"]),
        "every document ready": ingest["ready"] == ingest["documents"],
        f"p95 within {_SLOWER:g} times that without an ingest": _number(beside["answer_p95_ms"])
        <= _SLOWER * _number(alone["answer_p95_ms"]),
        f"no more than {_MORE_MEMORY:g} times the memory in the last quarter as in the one before": last
        <= _MORE_MEMORY * before,
        "too many clients: answers, 503 with Retry-After, and nothing else": bool(
            many["answered"] and many["refused"] and not many["errors"]
        ),
        f"too many clients: each 503 within {_REFUSED_WITHIN_MS / 1000:g} s": _number(many["refusal_p100_ms"])
        <= _REFUSED_WITHIN_MS,
        "as quick as before once they are gone": _number(_of(found, "after")["answer_p95_ms"])
        <= _SLOWER * _number(alone["answer_p95_ms"]),
    }


def page(found: Figures) -> str:
    """In Markdown."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Figures) -> Iterator[str]:
    ingest = _of(found, "ingest")
    yield from (
        "# Load",
        "",
        f"Made by `make load MINUTES={found['minutes']} CLIENTS={found['clients']} DOCUMENTS={ingest['documents']}`: `citegraph serve` as a process of its own, on a private Neo4j",
        f"with {found['filled']} passages of MuSiQue, without a chat model. {found['clients']} clients ask `/v1/retrieve`, each one question after the other: alone,",
        f"for {found['minutes']} minutes beside an ingest of {ingest['documents']} more passages, sent in jobs of {ingest['a_job']} over {ingest['sent_in_s']} s, then ten times as many clients, then the first",
        f"again. {found['machine']}; load average {found['load_before']} before, {found['load_after']} after.",
        "",
        *(f"- {'yes' if held else '**no**'}: {name}" for name, held in _of(found, "verdicts").items()),
        "",
        "| | alone | beside the ingest | ten times the clients | after them |",
        "|---|---|---|---|---|",
    )
    phases = [_of(found, name) for name in ("alone", "beside", "many", "after")]
    for name in phases[0]:
        yield f"| {name} | {' | '.join(str(one[name]) for one in phases)} |"
    yield from (
        "",
        f"{ingest['ready']} documents were ready {ingest['ready_in_s']} s after the first was sent; {ingest['delayed']} uploads were told to come later.",
        f"Errors of the ingest: {ingest['errors'] or 'none'}. `resident_mib` is the most memory of the API in each quarter of the time.",
    )


def _of(figures: Figures, name: str) -> Figures:
    found = figures[name]
    assert isinstance(found, Mapping)
    return found


def _number(value: object) -> float:
    assert isinstance(value, int | float)
    return value


def _numbers(values: object) -> list[float]:
    assert isinstance(values, list)
    return [_number(value) for value in values]
