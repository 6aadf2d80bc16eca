"""`citegraph ask`: a question in, an answer with its proof out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.bootstrap import registered_channels
from api.cli.facets import facets_of
from api.cli.output import say, say_json, say_text
from api.cli.page_images import folder_for_pages, page_files, write_pages
from api.cli.remote import find_server
from api.cli.session import read_settings, ready_graph, run_async

if TYPE_CHECKING:
    from api.bootstrap import GraphServices
    from api.settings import Settings
    from retrieval.question.analysis import CheckedQuestion
    from schemas.retrieval import Answer, ChannelResult, Citation, RetrievalOptions, Trace


CHANNELS = registered_channels().names


def checked_channel(name: str) -> str:
    """The name of a channel, as an option's value."""
    if name not in CHANNELS:
        raise typer.BadParameter(f"{name!r} is not one of {', '.join(CHANNELS)}.")
    return name


def ask(  # noqa: PLR0913  the user's options
    question: Annotated[str, typer.Argument(help="The question, in English or Korean.")],
    *,
    channel: Annotated[
        list[str] | None,
        typer.Option(
            parser=checked_channel,
            metavar=f"[{'|'.join(CHANNELS)}]",
            help="Use this channel only; may be given several times.",
        ),
    ] = None,
    top_k: Annotated[int, typer.Option(min=1, max=50, help="Passages to answer from.")] = 5,
    window: Annotated[int, typer.Option(min=0, max=10, help="Neighbouring chunks shown on each side.")] = 1,
    document: Annotated[
        list[str] | None,
        typer.Option(help="Look in this document only (its id); may be given several times."),
    ] = None,
    facet: Annotated[
        list[str] | None,
        typer.Option(
            metavar="<name=value>",
            help="Look in documents whose record states this only; may be given several times, of one name: one of them.",
        ),
    ] = None,
    trace: Annotated[bool, typer.Option("--trace", help="Show how the passages were found.")] = False,
    conversation: Annotated[
        str | None,
        typer.Option(
            help="Name of the conversation that the question belongs to: it is understood after those before it, and kept."
        ),
    ] = None,
    pages: Annotated[
        Path | None,
        typer.Option(
            metavar="<folder>",
            help="Write a picture of each cited page there, with the cited words marked.",
        ),
    ] = None,
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
        facets=facets_of(facet or ()),
    )
    asked = _Asked(
        checked,
        options,
        _conversation_id(conversation),
        None if pages is None else folder_for_pages(pages),
    )
    answer, written = run_async(_ask(settings, asked))
    if as_json:
        say_json(answer)
        return
    places = {image: str(path) for image, path in written.items()}
    address = find_server(settings) or ""
    show_answer(answer, lambda image: places.get(image, "" if pages else address + image))
    if trace:
        _show_trace(answer.trace)


def _conversation_id(name: str | None) -> str | None:
    from pydantic import TypeAdapter, ValidationError

    from schemas.conversation import ConversationId
    from schemas.errors import InputError

    if name is None:
        return None
    try:
        return TypeAdapter[str](ConversationId).validate_python(name)
    except ValidationError as error:
        raise InputError(
            f"a conversation cannot be called {name[:64]!r}",
            remedy="Use up to 64 letters, digits, dots, dashes and underscores, such as --conversation ada-1.",
        ) from error


@dataclass(frozen=True)
class _Asked:
    question: "CheckedQuestion"
    options: "RetrievalOptions"
    conversation_id: str | None
    pages: Path | None


async def _ask(settings: "Settings", asked: _Asked) -> "tuple[Answer, dict[str, Path]]":
    """The answer, and where the pictures of its pages were written, by their paths in the HTTP API."""
    async with ready_graph(settings) as graph:
        answer = await _answer(graph, asked)
        if asked.pages is None:
            return answer, {}
        return answer, await write_pages(page_files(answer), asked.pages, graph)


async def _answer(graph: "GraphServices", asked: _Asked) -> "Answer":
    from api.conversations.service import Conversations, open_conversation_table
    from api.jobs.database import prepare_job_database

    if asked.conversation_id is None:
        return await graph.answerer.answer(asked.question, asked.options)
    await prepare_job_database(graph.settings)
    with open_conversation_table(graph.settings) as table:
        conversations = Conversations(graph, table)
        return await conversations.answer(asked.question, asked.options, asked.conversation_id)


def show_answer(answer: "Answer", place_of: "Callable[[str], str] | None" = None) -> None:
    """Print the answer, then each citation: document, page, quoted sentence, the channels that found it, and its pages.

    `place_of` says where the picture with a path in the HTTP API can be looked at; empty: nowhere. Without it none is named.
    """
    if answer.note:
        say(f"({answer.note})")
    say_text(answer.text)
    for citation in answer.citations:
        say()
        say(f"[{citation.number}] {_place(citation)}")
        say_text(f"    “{' '.join(citation.quote.split())}”")
        if citation.channels:
            say(f"    found by: {', '.join(citation.channels)}")
        _show_pictures([page.image for page in citation.pages] or [citation.image], place_of)
    if answer.pages:
        say()
        _show_pictures([page.image for page in answer.pages], place_of)


def _show_pictures(images: "Sequence[str]", place_of: "Callable[[str], str] | None") -> None:
    for place in map(place_of, images) if place_of else ():
        if place:
            say_text(f"    page image: {place}")


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
    if trace.reading:
        say(f"  read as “{trace.analysis.question}”")
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
