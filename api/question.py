"""What a question must be before anything looks for its answer."""

from api.settings import Settings
from schemas.errors import QueryRejectedError


def check_question(question: str, settings: Settings) -> str:
    """The question without space around it.

    Raises:
        QueryRejectedError: it is empty, too long, or no text.
    """
    asked = question.strip()
    if not asked:
        raise QueryRejectedError(
            "the question is empty", remedy="Ask something, such as: Who founded the institute?"
        )
    most = settings.retrieval.max_question_chars
    if len(asked) > most:
        raise QueryRejectedError(
            f"the question has {len(asked):,} characters, more than {most:,}",
            remedy="Ask in fewer words; a long text is ingested as a document first, then asked about.",
        )
    try:
        asked.encode()
    except UnicodeEncodeError as error:
        raise QueryRejectedError(
            "the question has characters that are no text", remedy="Send it as UTF-8."
        ) from error
    return asked
