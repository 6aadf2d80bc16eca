"""Questions as retrieval and its channels get them."""

from collections.abc import Sequence

from kg.store import Neo4jGraphStore
from retrieval.channels.channel import QuestionContext
from retrieval.question.analysis import CheckedQuestion, check_question
from retrieval.settings import RetrievalSettings
from schemas.retrieval import Analysis, Link


def checked(text: str) -> CheckedQuestion:
    """The question, checked as callers of retrieval do."""
    return check_question(text, max_chars=RetrievalSettings().max_question_chars)


async def question_context(
    store: Neo4jGraphStore,
    analysis: Analysis,
    links: Sequence[Link] = (),
    *,
    vector: Sequence[float] = (1.0, *[0.0] * 7),
    depth: int = 100,
    document_ids: tuple[str, ...] | None = None,
) -> QuestionContext:
    """A question with these links; the vector is that of no text unless one is given."""
    return QuestionContext(
        reader=store.reader,
        analysis=analysis,
        links=tuple(links),
        vector=tuple(vector),
        graph_version=await store.reader.version(),
        depth=depth,
        document_ids=document_ids,
    )
