"""Recommendations: records that meet a wish."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Body
from pydantic import Field

from api.http.deps import GraphDep, SettingsDep
from api.http.examples import RECOMMENDATION
from api.http.json_route import JsonRoute
from api.http.openapi import example, problems
from api.metrics import count_recommendation
from retrieval.question.analysis import check_question
from schemas.recommendation import Recommendation, RecommendationOptions
from schemas.value import Value

router = APIRouter(prefix="/v1", tags=["questions"], route_class=JsonRoute)


class WishedFor(Value):
    """A wish and how to look for what meets it."""

    wish: str = Field(min_length=1, description="In English or Korean, in your own words.")
    options: RecommendationOptions = RecommendationOptions()


_WISHES = {
    "plain": {"summary": "A wish", "value": {"wish": RECOMMENDATION.wish}},
    "korean": {"summary": "A wish in Korean", "value": {"wish": "겨울에 읽기 좋은 잔잔한 책 추천해 줘"}},
    "options": {
        "summary": "Two records, of which the season is given",
        "value": {"wish": "something quiet", "options": {"n": 2, "facets": {"season": ["winter", "autumn"]}}},
    },
}


@router.post("/recommend", responses=example(RECOMMENDATION) | problems(HTTPStatus.NOT_FOUND))
async def recommend(
    wished: Annotated[WishedFor, Body(openapi_examples=_WISHES)], graph: GraphDep, settings: SettingsDep
) -> Recommendation:
    """The records that meet a wish, each with its own words as the reason; `found` is false where none does, and `note` says why.

    Records are documents made of JSON, XML or JSON Lines records or of rows of tables. What they state is taken from the wish where it
    names it ("quiet", "winter", "before 1950"), and from `facets`; no chat model has a part in it.
    """
    wish = check_question(wished.wish, max_chars=settings.retrieval.max_question_chars)
    found = await graph.recommender.recommend(wish, wished.options)
    count_recommendation(found)
    return found
