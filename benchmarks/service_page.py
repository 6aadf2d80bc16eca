"""The figures of `benchmarks.service` as a page."""

from collections.abc import Iterator, Mapping

Figures = Mapping[str, object]


def page(found: Figures) -> str:
    """In Markdown."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Figures) -> Iterator[str]:
    graph, cold = _of(found, "graph"), _of(found, "cold")
    yield from (
        "# The service",
        "",
        "Made by `make bench-service`: `citegraph serve` as a process of its own, on the MuSiQue graph made without a chat model",
        f"({graph['passages']} passages, {graph['entities']} entities, {graph['facts']} facts). Dev questions, one after the other",
        "unless clients are named; all channels, embedding of the question included. Milliseconds of processor time a question are",
        f"given for the API and for Neo4j. {found['machine']}; load average {found['load_before']} before, {found['load_after']} after.",
        "",
        "## Start and memory",
        "",
        "| | |",
        "|---|---|",
        f"| from start until it serves | {cold['serving_s']} s |",
        f"| first question, asked at once | {cold['first_question_at_once_s']} s |",
        f"| from start until ready, models loaded | {found['ready_s']} s ({found['ready_cpu_s']} s of processor time) |",
        f"| first `/v1/retrieve` once ready | {found['first_retrieve_ms']} ms |",
        f"| first `/v1/query` once ready | {found['first_query_ms']} ms |",
        f"| resident memory when ready | {found['resident_mib_ready']} MiB |",
        f"| after the questions | {found['resident_mib_after_questions']} MiB |",
        f"| at the end of the run | {found['resident_mib_at_end']} MiB |",
        "",
        "## Latency",
        "",
    )
    yield from _table({"`/v1/retrieve`": _of(found, "retrieve"), "`/v1/query`": _of(found, "query")})
    for path in ("retrieve", "query"):
        yield from ("", f"Milliseconds of the steps of `/v1/{path}` (channels run side by side):", "")
        yield from _table(_of(found, f"{path}_steps"))
    if "throughput" in found:
        yield from ("", "## Throughput", "")
        yield from (
            "`HybridCypherRetriever` is called as a library in the measuring process, ours over HTTP.",
            "",
        )
        yield from _table(_of(found, "throughput"))
    if "ingest" in found:
        yield from _ingest(_of(found, "ingest"), found["fresh_s"])


def _ingest(ingest: Figures, fresh: object) -> Iterator[str]:
    yield from (
        "",
        "## Beside an ingest",
        "",
        f"Four clients alone, and while {ingest['documents']} documents are ingested in {ingest['seconds']} s",
        f"({ingest['questions_beside']} questions): p95 is {ingest['p95_ratio']} times as long.",
        "",
    )
    yield from _table({"alone": _of(ingest, "alone"), "beside": _of(ingest, "beside")})
    yield from ("", f"Seconds from a new document's `ready_at` until a question sees it: {fresh}.")


def _table(rows: Figures) -> Iterator[str]:
    each = {name: _of(rows, name) for name in rows}
    headings = list(next(iter(each.values())))
    yield f"| | {' | '.join(headings)} |"
    yield "|---" * (len(headings) + 1) + "|"
    for name, row in each.items():
        yield f"| {name} | {' | '.join(str(row[heading]) for heading in headings)} |"


def _of(figures: Figures, name: str) -> Figures:
    found = figures[name]
    assert isinstance(found, Mapping)
    return found
