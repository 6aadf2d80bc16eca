"""LangChain's SemanticChunker, asked only where it would cut; import it where it is used: it takes long."""

from collections.abc import Iterator, Sequence

from langchain_core.embeddings import Embeddings
from langchain_experimental.text_splitter import SemanticChunker

from schemas.ports import Embedder

_SEPARATOR = "\x1f"


class _LangChainEmbeddings(Embeddings):
    """Our embedder as LangChain wants it."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(number) for number in vector] for vector in self._embedder.embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def count_groups(sentences: Sequence[str], wanted: int, embedder: Embedder) -> Iterator[int]:
    """How many sentences are in each stretch, in order, for about `wanted` stretches.

    The chunker joins the sentences of a stretch with blanks and gives no offsets: so each sentence goes in as one
    line without a separator, and the length of what comes out tells how many are in it.
    """
    plain = [" ".join(sentence.replace(_SEPARATOR, " ").split()) or "-" for sentence in sentences]
    chunker = SemanticChunker(
        _LangChainEmbeddings(embedder), number_of_chunks=wanted, sentence_split_regex=_SEPARATOR
    )
    first = 0
    for stretch in chunker.split_text(_SEPARATOR.join(plain)):
        size, length = 1, len(plain[first])
        while length < len(stretch):
            length += 1 + len(plain[first + size])
            size += 1
        yield size
        first += size
