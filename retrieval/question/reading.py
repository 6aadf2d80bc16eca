"""What a question is read as before it is analysed: after those before it, and without words on where to look."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from llm.client import ModelClient
from retrieval.conversation.binding import bind
from retrieval.conversation.rewriting import rewrite
from retrieval.question.analysis import CheckedQuestion, check_question
from retrieval.question.pages import page_asked
from retrieval.settings import RetrievalSettings
from schemas.conversation import Turn
from schemas.errors import ModelError, ModelReplyError, QueryRejectedError
from schemas.extraction import Usage


@dataclass(frozen=True)
class ReadQuestion:
    """The question that stands by itself, the page that it is to be answered from, and how it came to be read so."""

    question: CheckedQuestion
    page: str | None = None
    notes: tuple[str, ...] = ()
    usage: Usage = field(default_factory=Usage)


async def read(
    question: CheckedQuestion, history: Sequence[Turn], model: ModelClient | None, settings: RetrievalSettings
) -> ReadQuestion:
    """The question after the turns of its conversation; the model writes it anew where there is one, else rules tie its pronouns.

    Raises:
        BackendError: WordNet is not there and could not be fetched.
    """
    asked = page_asked(question)
    text, page = (CheckedQuestion(asked.question), asked.page) if asked else (question, None)
    if not history:
        return ReadQuestion(text, page)
    notes: tuple[str, ...] = ()
    usage = Usage()
    if model is not None:
        counter = model.counter()
        try:
            written = await rewrite(text, history, model, settings.history, counter)
            whole = check_question(written, max_chars=settings.max_question_chars)
        except (ModelError, ModelReplyError, QueryRejectedError) as error:
            notes, usage = (f"follow-up read by rules: {error}",), counter.usage
        else:
            changed = (f"“{text}” was read as “{whole}”",) if whole != text else ()
            return ReadQuestion(whole, page, changed, counter.usage)
    bound = await asyncio.to_thread(bind, text, history)
    return ReadQuestion(CheckedQuestion(bound.question), page, (*notes, *bound.notes), usage)
