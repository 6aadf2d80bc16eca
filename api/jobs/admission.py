"""What may be ingested at once, what it may cost, and when a person is asked first."""

import math
from collections.abc import Mapping, Sequence

from api.jobs.settings import AdmissionSettings
from extraction.intake import DocumentSize
from extraction.llm.settings import LlmMode
from extraction.merging.settings import MergingSettings
from extraction.preparation import IngestSettings
from extraction.split.recursive import RecursiveSplitter
from extraction.split.splitter import split_document
from extraction.split.task import Splitter
from llm.usage import count_tokens
from schemas.awaited import Awaited
from schemas.document import LoadedDocument
from schemas.errors import DocumentRejectedError
from schemas.job import JobEstimate
from schemas.ports import Embedder

_PROMPT_TOKENS: Mapping[LlmMode, int] = {"tool": 1_300, "prompt": 2_900}
"""What a request carries beside the text: the mean of both passes, with a schema of thirty patterns."""
_REPLY_TOKENS = 300
_NEW_NAMES_A_CHUNK = 3
_QUESTIONS_A_NAME = 3
_ASKED_TOKENS, _ANSWER_TOKENS = 3_000, 400
"""Of a question about a batch of names."""
_PICTURE_TOKENS, _DESCRIPTION_TOKENS = 1_500, 300
"""Of a question about a picture of a thousand pixels, which models cut into tiles of their own."""
_PAGE_CHARS, _PAGE_TOKENS = 5_000, 2_500
"""Of a full page in small letters; Korean has fewer letters on it, each of which is a token."""


class Admission:
    """Estimates what documents need, and refuses those that are too large.

    `mode` is how the chat model is asked; None: there is none. `merging` says how it is asked about open names.
    """

    def __init__(
        self,
        settings: AdmissionSettings,
        ingest: IngestSettings,
        splitter: Splitter,
        embedder: Embedder,
        *,
        mode: LlmMode | None,
        merging: MergingSettings | None = None,
    ) -> None:
        self._settings = settings
        self._ingest = ingest
        # Splitting by meaning embeds every sentence, which nobody should wait for here: its chunks are about as many.
        self._splitter = RecursiveSplitter() if splitter.name == "semantic" else splitter
        self._embedder = embedder
        self._mode = mode
        self._merging = merging or MergingSettings(enabled=False)

    def measure(self, document: LoadedDocument) -> DocumentSize:
        """How large the document is, or may be at most while it awaits its text; slow for a long one.

        Raises:
            DocumentRejectedError: it has too many characters or chunks.
        """
        if document.awaited is not None:
            return self._size_of(document.awaited)
        return DocumentSize(self._count_chunks(document), count_tokens(document.text) if self._mode else 0)

    def estimate(self, sizes: Sequence[DocumentSize]) -> JobEstimate:
        """What documents of these sizes may need at most."""
        chunks, tokens = sum(size.chunks for size in sizes), sum(size.tokens for size in sizes)
        passes = 1 if self._ingest.schema_mode == "open" else 2
        calls = passes * chunks if self._mode else 0
        prompt = _PROMPT_TOKENS[self._mode] if self._mode else 0
        sent, received = calls * prompt + passes * tokens, calls * _REPLY_TOKENS
        asks = self._asks(chunks) if passes > 1 else 0
        pictures = sum(size.pictures for size in sizes)
        calls += asks + pictures
        sent += asks * _ASKED_TOKENS + pictures * _PICTURE_TOKENS
        received += asks * _ANSWER_TOKENS + pictures * _DESCRIPTION_TOKENS
        return JobEstimate(
            chunks=chunks,
            model_calls=calls,
            input_tokens=sent,
            output_tokens=received,
            price=self._settings.price(sent, received),
        )

    def priced(self, estimate: JobEstimate) -> JobEstimate:
        """The estimate with its price, where prices are set."""
        return estimate.model_copy(
            update={"price": self._settings.price(estimate.input_tokens, estimate.output_tokens)}
        )

    def needs_confirmation(self, estimate: JobEstimate) -> bool:
        """Whether a person has to agree before a job of this size starts."""
        return self._settings.needs_confirmation(estimate)

    def _asks(self, chunks: int) -> int:
        """Questions about the names that so many chunks may give and the vocabulary lacks."""
        if not self._mode or not self._merging.enabled or self._ingest.vocabulary is None:
            return 0
        names = min(_NEW_NAMES_A_CHUNK * chunks, self._merging.max_names)
        return _QUESTIONS_A_NAME * math.ceil(names / self._merging.batch)

    def _size_of(self, awaited: Awaited) -> DocumentSize:
        """What a document may have once its pages are read."""
        room = self._ingest.split.max_chars - self._ingest.split.overlap_chars
        chunks = awaited.pages * math.ceil(_PAGE_CHARS / room)
        return DocumentSize(chunks, awaited.pages * _PAGE_TOKENS if self._mode else 0, awaited.pictures)

    def _count_chunks(self, document: LoadedDocument) -> int:
        if len(document.text) > self._settings.max_chars:
            raise _too_large(
                document, len(document.text), "characters", self._settings.max_chars, "MAX_CHARS"
            )
        chunks = len(split_document("", document, self._splitter, self._ingest.split, self._embedder))
        if chunks > self._settings.max_chunks:
            raise _too_large(document, chunks, "chunks", self._settings.max_chunks, "MAX_CHUNKS")
        return chunks


def _too_large(
    document: LoadedDocument, count: int, unit: str, limit: int, setting: str
) -> DocumentRejectedError:
    return DocumentRejectedError(
        f"{document.source} has {count:,} {unit}, more than the {limit:,} that a document may have",
        remedy=f"Split it into smaller documents, or raise CITEGRAPH_ADMISSION__{setting}.",
    )
