"""Answers about the collection, counted and listed in the store."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.read.documents import DocumentCount, MentioningDocument
from kg.reader import GraphReader
from retrieval.answer.citable import CitablePassages, CitableSentence
from retrieval.passages.fusion import FusedChunk
from retrieval.passages.window import build_passages
from retrieval.question.collection import CollectionQuestion
from schemas.document import Language
from schemas.retrieval import Link

_MOST_TITLES = 30
_MOST_CITED = 10
_MOST_TOKENS = 6_000


@dataclass(frozen=True)
class CollectionAnswer:
    """The text, empty where there is nothing to tell, with the sentences that prove it, and where its facts are from."""

    text: str
    passages: CitablePassages | None = None
    cited: tuple[CitableSentence, ...] = ()
    note: str = ""


async def answer_of_collection(
    asked: CollectionQuestion,
    reader: GraphReader,
    *,
    language: Language,
    links: Sequence[Link] = (),
    document_ids: Sequence[str] | None = None,
) -> CollectionAnswer:
    """How many documents the store has, which they are, or which mention something, each of these with a sentence that does.

    With `document_ids` only these count.

    Raises:
        GraphStoreError: Neo4j cannot be reached.
    """
    if asked.kind == "mention":
        return await _mentioning(asked.about, reader, language, links, document_ids)
    found = await reader.documents.count(_MOST_TITLES, document_ids)
    note = "counted in the store: how many documents there are stands in none of them"
    return CollectionAnswer(_counted(found, language), note=note)


def _counted(found: DocumentCount, language: Language) -> str:
    if not found.count:
        return ""
    titles = "; ".join(found.titles)
    more = found.count - len(found.titles)
    if language == "ko":
        rest = f" 외 {more}개" if more else ""
        return f"문서는 모두 {found.count}개입니다: {titles}{rest}."
    rest = f"; and {more} more" if more else ""
    number = "is 1 document" if found.count == 1 else f"are {found.count} documents"
    return f"There {number}: {titles}{rest}."


async def _mentioning(
    about: str,
    reader: GraphReader,
    language: Language,
    links: Sequence[Link],
    document_ids: Sequence[str] | None,
) -> CollectionAnswer:
    exact = [link for link in links if link.how == "exact alias" and link.surface in about]
    entities = [link.target for link in exact if len(link.surface) == len(about)]
    documents = await reader.documents.mentioning(about, entities, document_ids)
    names = (about, *(link.name for link in exact))
    passages = await _passages(documents[:_MOST_CITED], reader)
    cited = tuple(_sentence(passages, number, names) for number in range(1, len(passages.passages) + 1))
    marks = {one.document_id: number for number, one in enumerate(passages.passages, start=1)}
    told = [
        f"{one.title} [{marks[one.id]}]" if one.id in marks else one.title for one in documents[:_MOST_TITLES]
    ]
    more = len(documents) - len(told)
    note = (
        f"the documents that mention {about!r} are counted in the store"
        if documents
        else f"no document mentions {about!r}"
    )
    if not documents:
        return CollectionAnswer("", passages, note=note)
    if language == "ko":
        rest = f" 외 {more}개" if more else ""
        text = f"“{about}”에 대한 말이 있는 문서는 {len(documents)}개입니다: {'; '.join(told)}{rest}."
    else:
        rest = f"; and {more} more" if more else ""
        number = "1 document mentions" if len(documents) == 1 else f"{len(documents)} documents mention"
        text = f"{number} “{about}”: {'; '.join(told)}{rest}."
    return CollectionAnswer(text, passages, tuple(one for one in cited if one is not None), note)


async def _passages(documents: Sequence[MentioningDocument], reader: GraphReader) -> CitablePassages:
    chunks = [one.chunk_id for one in documents]
    around = await reader.chunks.neighbourhoods(chunks, 0)
    known = {one.id: one for one in await reader.documents.by_id([one.id for one in documents])}
    hits = [FusedChunk(chunk_id=chunk, score=1.0, channels=()) for chunk in chunks]
    return CitablePassages(build_passages(hits, around, known, max_tokens=_MOST_TOKENS))


def _sentence(passages: CitablePassages, number: int, names: Sequence[str]) -> CitableSentence | None:
    """The first sentence of the passage that has one of the names, or else its first one."""
    sentences = passages.of(number)
    folded = [name.casefold() for name in names]
    having = (one for one in sentences if any(name in one.text.casefold() for name in folded))
    return next(having, sentences[0] if sentences else None)
