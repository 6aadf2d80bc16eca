"""What a question must be before anything is started to answer it."""

from api.settings import Settings
from schemas.errors import QueryRejectedError


def check_question(question: str, settings: Settings) -> str:
    """The question without space around it.

    Raises:
        QueryRejectedError: it is empty, too long, or no text.
    """
    from retrieval.analyse import check_question as check_words

    try:
        question.encode()
    except UnicodeEncodeError as error:
        raise QueryRejectedError(
            "the question has characters that are no text", remedy="Send it as UTF-8."
        ) from error
    return check_words(question, max_chars=settings.retrieval.max_question_chars)
