"""Keys by which others call the API."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path

from api.http.deps import KeysDep
from api.http.examples import API_KEY, NEW_API_KEY
from api.http.json_route import JsonRoute
from api.http.openapi import example, problems
from schemas.api_key import ApiKey, KeyRequest, NewApiKey
from schemas.value import Value

router = APIRouter(prefix="/v1/keys", tags=["keys"], route_class=JsonRoute)


class KeyPage(Value):
    """All keys that were made, the latest first, with those that are revoked or out of date."""

    items: tuple[ApiKey, ...]


@router.get("", responses=example(KeyPage(items=(API_KEY,))))
async def list_keys(keys: KeysDep) -> KeyPage:
    """The keys that were made for this graph, without their secrets."""
    return KeyPage(items=tuple(await keys.all()))


@router.post("", status_code=HTTPStatus.CREATED, responses=example(NEW_API_KEY, status=HTTPStatus.CREATED))
async def make_key(wished: KeyRequest, keys: KeysDep) -> NewApiKey:
    """Make a key; its secret is in this answer and nowhere else. It opens at once, where the server wants keys."""
    return await keys.make(wished)


@router.delete("/{key_id}", responses=example(API_KEY) | problems(HTTPStatus.NOT_FOUND))
async def revoke_key(
    key_id: Annotated[str, Path(max_length=64, description="The key's id, as the list has it.")],
    keys: KeysDep,
) -> ApiKey:
    """Let a key open nothing from now on; it stays in the list."""
    return await keys.revoke(key_id)
