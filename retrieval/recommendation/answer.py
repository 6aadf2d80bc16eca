"""A recommendation as the answer to a question."""

from retrieval.answer.citable import CitableSentence
from retrieval.answer.marks import without_marks
from retrieval.recommendation.recommender import Recommended


def text_of(found: Recommended) -> str:
    """Each record in a line: its title, its reason, and the number of its passage."""
    return "\n".join(
        f"{without_marks(item.title)}: {without_marks(' '.join(item.reason.split()))} [{item.citations[0].number}]"
        for item in found.recommendation.items
    )


def cited_in(found: Recommended) -> tuple[CitableSentence, ...]:
    """What the citations of all records quote, in their order."""
    return tuple(
        CitableSentence(number=one.number, text=one.quote, start=one.start, end=one.end)
        for item in found.recommendation.items
        for one in item.citations
    )
