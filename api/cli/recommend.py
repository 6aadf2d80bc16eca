"""`citegraph recommend`: a wish in, records that meet it out."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.facets import facets_of
from api.cli.output import say, say_json, say_text
from api.cli.session import read_settings, ready_graph, run_async

if TYPE_CHECKING:
    from api.settings import Settings
    from retrieval.question.analysis import CheckedQuestion
    from schemas.document import Facets
    from schemas.recommendation import (
        FacetCondition,
        Recommendation,
        RecommendationOptions,
        RecommendedRecord,
    )


def recommend(
    wish: Annotated[str, typer.Argument(help="What is wished, in English or Korean.")],
    *,
    count: Annotated[int, typer.Option("-n", "--count", min=1, max=10, help="How many records.")] = 3,
    facet: Annotated[
        list[str] | None,
        typer.Option(
            metavar="<name=value>",
            help="Recommend records that state this only; may be given several times, of one name: one of them.",
        ),
    ] = None,
    document: Annotated[
        list[str] | None,
        typer.Option(help="Recommend this document only (its id); may be given several times."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the recommendation with everything as JSON.")
    ] = False,
) -> None:
    """Recommend records that meet a wish, each with its own words as the reason.

    Example: citegraph recommend "a quiet book for winter evenings" --facet genre=novel
    """
    from retrieval.question.analysis import check_question
    from schemas.recommendation import RecommendationOptions

    settings = read_settings()
    checked = check_question(wish, max_chars=settings.retrieval.max_question_chars)
    options = RecommendationOptions(
        n=count, facets=facets_of(facet or ()), document_ids=tuple(document) if document else None
    )
    found = run_async(_recommend(settings, checked, options))
    if as_json:
        say_json(found)
        return
    show_recommendation(found)


async def _recommend(
    settings: "Settings", wish: "CheckedQuestion", options: "RecommendationOptions"
) -> "Recommendation":
    async with ready_graph(settings) as graph:
        return await graph.recommender.recommend(wish, options)


def show_recommendation(found: "Recommendation") -> None:
    """Print what was looked for, each record with its reason and what it states, and what else is to be known."""
    if found.conditions:
        say(f"looked for: {'; '.join(map(_condition, found.conditions))}")
    if not found.found:
        say_text(found.note)
        return
    for place, item in enumerate(found.items, start=1):
        _show_item(place, item)
    if found.note:
        say()
        say_text(found.note)


def _show_item(place: int, item: "RecommendedRecord") -> None:
    say()
    say(f"{place}. {item.title}  ({item.source})")
    say_text(f"    “{' '.join(item.reason.split())}”")
    if item.facets:
        say(f"    {_facets(item.facets)}")


def _condition(condition: "FacetCondition") -> str:
    return f"“{condition.said}” ({condition.records})"


def _facets(facets: "Facets") -> str:
    return "; ".join(f"{name}: {', '.join(values)}" for name, values in facets.items())
