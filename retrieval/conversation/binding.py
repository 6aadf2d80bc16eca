"""A question that leans on those before it, read as one that stands by itself, without a model."""

from collections.abc import Sequence

from retrieval.conversation.english import bind_english
from retrieval.conversation.korean import bind_korean
from retrieval.conversation.substitution import Bound
from retrieval.question.analysis import question_language
from schemas.conversation import Turn


def bind(question: str, history: Sequence[Turn]) -> Bound:
    """The question with its pronouns, and what it leaves out, tied to what was said before; unchanged where nothing fits.

    Notes say what was tied to what, and which words could not be. A question that names its own things is left alone.

    Raises:
        BackendError: WordNet is not there and could not be fetched.
    """
    if not history:
        return Bound(question)
    if question_language(question) == "ko":
        return bind_korean(question, history)
    return bind_english(question, history)
