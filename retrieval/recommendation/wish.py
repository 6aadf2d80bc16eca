"""A wish, taken apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.question.analysis import CheckedQuestion, question_language
from retrieval.question.recommendation import REQUEST
from retrieval.recommendation.catalogue import RecordCatalogue
from retrieval.recommendation.conditions import Condition, given_conditions, overlaps, read_conditions
from retrieval.recommendation.wording import Word, is_asking, read_words, said_in
from schemas.document import Facets, Language
from schemas.recommendation import FacetCondition, RecommendationOptions

_REQUEST = re.compile(
    rf"(?i)^\s*{REQUEST}\s*(?:to\s+)?(?:me\b|us\b)?\s*"
    r"|\s*추천(?:을|를)?\s*(?:좀\s*)?(?:[가-힣]+\s*){0,3}[.?!]*\s*$"
)


@dataclass(frozen=True)
class Wish:
    """What is wished: the `whole`, its `text` without the request and what is denied, and the `conditions`.

    `others` are the words that say what is wished beyond the conditions.
    """

    whole: CheckedQuestion
    text: CheckedQuestion
    language: Language
    conditions: tuple[Condition, ...]
    others: tuple[Word, ...]

    @property
    def names_something(self) -> bool:
        """Whether it asks for something that records state, so that all that state it are near enough."""
        return any(not one.excluded for one in self.conditions)

    def matched(self, stated: Facets) -> Facets:
        """What of the stated meets a condition."""
        wanted = {
            (name, value.casefold())
            for one in self.conditions
            if not one.excluded
            for name, values in one.facets.items()
            for value in values
        }
        met = {
            name: tuple(value for value in values if (name, value.casefold()) in wanted)
            for name, values in stated.items()
        }
        return {name: values for name, values in met.items() if values}

    def unsaid_in(self, text: str) -> tuple[str, ...]:
        """The words beyond the conditions where none of them is in the text; none where some are."""
        if said_in(self.others, text):
            return ()
        return tuple(dict.fromkeys(self.whole[word.start : word.end] for word in self.others))


def read_wish(wish: CheckedQuestion, catalogue: RecordCatalogue, options: RecommendationOptions) -> Wish:
    """The wish, taken apart by what the records state; plain synchronous code: call it through a thread."""
    named = read_conditions(wish, catalogue) if options.read_facets else []
    kept = [one for one in named if set(one.facets).isdisjoint(options.facets)]
    words = [word for word in read_words(wish) if not is_asking(word)]
    spans = [one.span for one in named]
    return Wish(
        whole=wish,
        text=_plain(wish, named),
        language=question_language(wish),
        conditions=(*given_conditions(options.facets), *kept),
        others=tuple(word for word in words if not overlaps((word.start, word.end), spans)),
    )


def counted(wish: Wish, catalogue: RecordCatalogue, among: frozenset[str]) -> tuple[FacetCondition, ...]:
    """The conditions, each with how many of these records meet it."""
    return tuple(
        FacetCondition(
            said=one.said,
            facets=one.facets,
            excluded=one.excluded,
            given=one.given,
            records=len(one.meeting(catalogue) & among),
        )
        for one in wish.conditions
    )


def emptied_by(wish: Wish, catalogue: RecordCatalogue, among: frozenset[str]) -> tuple[str, ...]:
    """The words of each condition without which one of these records would meet the others."""
    meeting = [one.meeting(catalogue) for one in wish.conditions]
    return tuple(
        one.said
        for place, one in enumerate(wish.conditions)
        if among.intersection(*meeting[:place], *meeting[place + 1 :])
    )


def _plain(wish: CheckedQuestion, named: Sequence[Condition]) -> CheckedQuestion:
    """Without what is denied, which would only lead there, and the words of the request; as it is where nothing is left."""
    rest = str(wish)
    for one in reversed([one for one in named if one.excluded]):
        rest = rest[: one.span[0]] + rest[one.span[1] :]
    plain = " ".join(_REQUEST.sub(" ", rest).split())
    return CheckedQuestion(plain) if any(map(str.isalnum, plain)) else wish
