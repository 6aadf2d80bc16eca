"""What was asked in conversations."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.http.deps import ConversationsDep
from api.http.examples import CONVERSATION, CONVERSATION_SUMMARY
from api.http.openapi import example, problems
from schemas.conversation import Conversation, ConversationId, ConversationSummary
from schemas.value import Value

router = APIRouter(prefix="/v1/conversations", tags=["conversations"])

_Id = Annotated[ConversationId, Path(description="What the asker called the conversation.")]


class ConversationPage(Value):
    """Conversations, that which went on last first."""

    items: tuple[ConversationSummary, ...]


@router.get("", responses=example(ConversationPage(items=(CONVERSATION_SUMMARY,))))
async def list_conversations(
    conversations: ConversationsDep, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> ConversationPage:
    """The conversations that went on last; old ones are forgotten, as the settings say."""
    return ConversationPage(items=tuple(await conversations.table.newest(limit)))


@router.get("/{conversation_id}", responses=example(CONVERSATION) | problems(HTTPStatus.NOT_FOUND))
async def get_conversation(conversation_id: _Id, conversations: ConversationsDep) -> Conversation:
    """The questions and answers of a conversation."""
    return await conversations.table.get(conversation_id)


@router.delete(
    "/{conversation_id}", status_code=HTTPStatus.NO_CONTENT, responses=problems(HTTPStatus.NOT_FOUND)
)
async def delete_conversation(conversation_id: _Id, conversations: ConversationsDep) -> None:
    """Forget a conversation."""
    await conversations.table.delete(conversation_id)
