"""`citegraph ask`: a question in, an answer with its proof out."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.bootstrap import registered_channels
from api.cli.output import say, say_json, say_text
from api.cli.session import read_settings, ready_graph, run_async

if TYPE_CHECKING:
    from api.settings import Settings
    from retrieval.question.analysis import CheckedQuestion
    from schemas.retrieval import Answer, ChannelResult, Citation, RetrievalOptions, Trace


_CHANNELS = registered_channels().names


def _channel(name: str) -> str:
    if name not in _CHANNELS:
        raise typer.BadParameter(f"{name!r} is not one of {', '.join(_CHANNELS)}.")
    return name


def ask(  # noqa: PLR0913  the user's options
    question: Annotated[str, typer.Argument(help="The question, in English or Korean.")],
    *,
    channel: Annotated[
        list[str] | None,
        typer.Option(
            parser=_channel,
            metavar=f"[{'|'.join(_CHANNELS)}]",
            help="Use this channel only; may be given several times.",
        ),
    ] = None,
    top_k: Annotated[int, typer.Option(min=1, max=50, help="Passages to answer from.")] = 5,
    window: Annotated[int, typer.Option(min=0, max=10, help="Neighbouring chunks shown on each side.")] = 1,
    document: Annotated[
        list[str] | None,
        typer.Option(help="Look in this document only (its id); may be given several times."),
    ] = None,
    trace: Annotated[bool, typer.Option("--trace", help="Show how the passages were found.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the answer with everything as JSON.")
    ] = False,
) -> None:
    """Answer a question from the documents, with the sentences that prove it.

    Example: citegraph ask "Who founded the institute?" --trace
    """
    from retrieval.question.analysis import check_question
    from schemas.retrieval import RetrievalOptions

    settings = read_settings()
    checked = check_question(question, max_chars=settings.retrieval.max_question_chars)
    options = RetrievalOptions(
        channels=tuple(dict.fromkeys(channel)) if channel else None,
        top_k=top_k,
        window=window,
        document_ids=tuple(document) if document else None,
    )
    answer = run_async(_ask(settings, checked, options))
    if as_json:
        say_json(answer)
        return
    show_answer(answer)
    if trace:
        _show_trace(answer.trace)


async def _ask(settings: "Settings", question: "CheckedQuestion", options: "RetrievalOptions") -> "Answer":
    async with ready_graph(settings) as graph:
        return await graph.answerer.answer(question, options)


def show_answer(answer: "Answer") -> None:
    """Print the answer, then each citation: document, page, quoted sentence and the channels that found it."""
    say_text(answer.text)
    for citation in answer.citations:
        say()
        say(f"[{citation.number}] {_place(citation)}")
        say_text(f"    “{' '.join(citation.quote.split())}”")
        if citation.channels:
            say(f"    found by: {', '.join(citation.channels)}")


_SHOWN_BLOCKS = {"row": "table row", "caption": "caption", "note": "note", "code": "code"}
"""Kinds of block that a reader finds in another place than the running text."""


def _place(citation: "Citation") -> str:
    parts = [citation.title, citation.source]
    if citation.page is not None:
        pages = (citation.page_label or citation.page, citation.page_end_label or citation.page_end)
        parts.append(f"page {pages[0]}" if pages[1] in {pages[0], None} else f"pages {pages[0]}-{pages[1]}")
    parts += [citation.heading, _SHOWN_BLOCKS.get(citation.block or "", "")]
    return ", ".join(part for part in parts if part)


def _show_trace(trace: "Trace") -> None:
    say()
    say("how it was found:")
    for link in trace.links:
        say(f"  “{link.surface}” is the {link.kind} {link.name} ({link.how}, {link.score:.2f})")
    for result in trace.channels:
        _show_channel(result, trace.weights.get(result.channel))
    for remark in trace.notes:
        say(f"  {remark}")
    took = ", ".join(f"{name} {ms:.0f} ms" for name, ms in trace.ms.items())
    tokens = trace.usage.input_tokens + trace.usage.output_tokens
    say(f"  {took}; {trace.usage.model_calls} model calls, {tokens:,} tokens")


def _show_channel(result: "ChannelResult", weight: float | None) -> None:
    weighed = "" if weight is None else f", weight {weight:.2f}"
    noted = f" ({result.note})" if result.note else ""
    say(
        f"  {result.channel}: {result.status}{noted}, {len(result.ranked)} chunks, {result.ms:.0f} ms{weighed}"
    )
    for ranked in result.ranked[:3]:
        if ranked.why:
            say(f"    {ranked.score:.2f} {' '.join(ranked.why.split())[:100]}")
    for query in result.cypher:
        verdict = f"{query.rows} rows" if query.ran else f"refused: {query.refused}"
        say(f"    {query.origin}: {' '.join(query.text.split())} → {verdict}")
