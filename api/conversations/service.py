"""Questions with what was said before them."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import closing, contextmanager

from api.bootstrap import GraphServices
from api.conversations.table import ConversationTable
from api.metrics import count_question
from api.settings import Settings
from extraction.state.sql_database import SqlDatabase
from retrieval.answer.answerer import AnswerEvent
from retrieval.conversation.transcript import turns_of_texts
from retrieval.conversation.turns import turn_of
from retrieval.question.analysis import CheckedQuestion
from schemas.conversation import Turn
from schemas.retrieval import Answer, Retrieval, RetrievalOptions


class Conversations:
    """Answers within a conversation, and keeps each answer for the questions that follow."""

    def __init__(self, graph: GraphServices, table: ConversationTable) -> None:
        self._graph = graph
        self.table = table

    async def retrieve(
        self, question: CheckedQuestion, options: RetrievalOptions, conversation_id: str | None
    ) -> Retrieval:
        """The passages for a question of this conversation; nothing is kept of it.

        Raises:
            CiteGraphError: whatever `Retriever.retrieve` raises, or the job database failed.
        """
        history = await self._history(conversation_id)
        found = await self._graph.retriever.retrieve(question, options, history)
        count_question(found)
        return found

    async def answer(
        self, question: CheckedQuestion, options: RetrievalOptions, conversation_id: str | None
    ) -> Answer:
        """The answer to a question of this conversation, which is its last turn then; None: it stands by itself.

        Raises:
            CiteGraphError: whatever `Answerer.answer` raises, or the job database failed.
        """
        async for event in self.stream(question, options, conversation_id):
            if isinstance(event, Answer):
                return event
        raise AssertionError("a stream ends with an answer")

    async def stream(
        self, question: CheckedQuestion, options: RetrievalOptions, conversation_id: str | None
    ) -> AsyncIterator[AnswerEvent]:
        """As `Answerer.stream`; the turn is kept before the answer is given out.

        Raises:
            CiteGraphError: whatever `Answerer.stream` raises, or the job database failed.
        """
        history = await self._history(conversation_id)
        async for event in self._graph.answerer.stream(question, options, history):
            if isinstance(event, Answer):
                count_question(event)
                if conversation_id is not None:
                    await self.table.add(conversation_id, await turn_of(event, self._graph.store.reader))
            yield event

    async def stream_after(
        self,
        question: CheckedQuestion,
        options: RetrievalOptions,
        exchanges: Sequence[tuple[str, str]],
    ) -> AsyncIterator[AnswerEvent]:
        """As `Answerer.stream`, after a conversation that the asker keeps: these questions and answers.

        Raises:
            CiteGraphError: whatever `Answerer.stream` raises.
        """
        last = exchanges[-self._graph.settings.retrieval.history.max_turns :]
        history = await turns_of_texts(last, self._graph.store.reader)
        async for event in self._graph.answerer.stream(question, options, history):
            if isinstance(event, Answer):
                count_question(event)
            yield event

    async def _history(self, conversation_id: str | None) -> tuple[Turn, ...]:
        if conversation_id is None:
            return ()
        return await self.table.turns(conversation_id, self._graph.settings.retrieval.history.max_turns)


@contextmanager
def open_conversation_table(settings: Settings) -> Iterator[ConversationTable]:
    """The conversations in the job database, whose tables the owner of the jobs has brought up to date.

    Raises:
        BackendError: the database cannot be opened.
    """
    with closing(SqlDatabase(settings.jobs_database_url)) as database:
        yield ConversationTable(database, settings.conversations)
