"""Every error CiteGraph raises on purpose, and which status each one means.

    CiteGraphError
      InputError                      the caller can fix it                   400
        DocumentRejectedError         a file we cannot or will not read       422
        SchemaViolationError          a graph schema that contradicts itself  422
        QueryRejectedError            Cypher or a question we refuse to run   422
        NotFoundError                 no such document, job, entity, decision 404
      ConflictError                   it clashes with what is stored          409
      ModelReplyError                 the chat model gave no usable reply     502
        MalformedOutputError          it answered, but not in the form asked for
        ModelRefusedError             it declined, or a content filter stopped it
        TooLongError                  the text or the reply does not fit the model
      BackendError                    something we depend on failed           503
        GraphStoreError               Neo4j
        ModelError                    the chat or embedding model
        LinkPredictorError            the knowledge-graph embedding
        BusyError                     too much is under way already
      ConfigError                     a setting is wrong: refuse to start

Each carries a `remedy`: one sentence that tells the reader what to do next.
"""

from collections.abc import Sequence


class CiteGraphError(Exception):
    """Base of all our errors; `str(error)` says what happened, `error.remedy` what to do about it."""

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class InputError(CiteGraphError):
    """What the caller sent is wrong."""


class DocumentRejectedError(InputError):
    """The document is empty, damaged, encrypted, too large or of an unknown type.

    Of several files of which none can be read, `refused` names each with its own error.
    """

    def __init__(
        self, message: str, *, remedy: str = "", refused: "Sequence[tuple[str, CiteGraphError]]" = ()
    ) -> None:
        super().__init__(message, remedy=remedy)
        self.refused = tuple(refused)


class SchemaViolationError(InputError):
    """The graph schema is not valid, or contradicts itself."""


class QueryRejectedError(InputError):
    """The question or the Cypher breaks a rule, so it was not run."""


class NotFoundError(InputError):
    """The named thing is not in this graph."""


class ConflictError(CiteGraphError):
    """The request is well formed but clashes with what is already stored or running."""


class ModelReplyError(CiteGraphError):
    """The chat model gave no usable reply to this request; `raw_head` is the beginning of what it said."""

    def __init__(self, message: str, *, remedy: str = "", raw_head: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.raw_head = raw_head


class MalformedOutputError(ModelReplyError):
    """The chat model's reply does not have the form that was asked for."""


class ModelRefusedError(ModelReplyError):
    """The chat model declined to answer, or a content filter stopped it."""


class TooLongError(ModelReplyError):
    """The text or the reply does not fit the chat model; less text may."""


class BackendError(CiteGraphError):
    """Something we depend on failed; `retryable` says whether the same call may go through later."""

    def __init__(
        self, message: str, *, remedy: str = "", retryable: bool = False, retry_after_s: float | None = None
    ) -> None:
        super().__init__(message, remedy=remedy)
        self.retryable = retryable
        self.retry_after_s = retry_after_s


class GraphStoreError(BackendError):
    """Neo4j cannot be reached, or failed."""


class ModelError(BackendError):
    """The chat or embedding model cannot be reached, or failed."""


class LinkPredictorError(BackendError):
    """The knowledge-graph embedding is missing, damaged or failed to train."""


class BusyError(BackendError):
    """Too much is under way already; `retry_after_s` says when to ask again."""


class ConfigError(CiteGraphError):
    """A setting is missing or wrong; the program refuses to start."""
