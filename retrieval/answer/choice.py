"""Which of the statements that answer are shown."""

from collections.abc import Sequence

from retrieval.answer.definition import defines, kind_told
from retrieval.answer.judgement import Judgement
from retrieval.question.asked import Asked, Wanted

_NEARLY = 0.8
_ALL_ALIKE = 0.95
MOST_LISTED = 12
_MEASURED = frozenset({Wanted.DATE, Wanted.NUMBER})
_DEFINES = 0.75
_TOLD_APART = frozenset({Wanted.REASON, Wanted.YES_NO})


def choose(asked: Asked, judged: Sequence[Judgement], *, least: float, most: int) -> list[Judgement]:
    """The best statement and those that answer nearly as well: of other documents always, of its own if many are asked for.

    So a contradiction between documents is shown, and a thing of each kind that has the name.
    """
    if asked.wanted is Wanted.DEFINITION:
        return _definitions(asked, judged, least=least, most=most)
    if asked.wanted is Wanted.YES_NO and all(need.kind == "value" for need in asked.needs):
        return []  # a number alone asks nothing
    if not judged or judged[0].score < least:
        return []
    best = judged[0]
    if asked.many and len(listed := _listed(best, judged)) > 1:
        return listed
    chosen = [best]
    for one in judged[1:]:
        if len(chosen) < most and _answers_too(asked, one, best, least=least):
            documents = {other.statement.title for other in chosen}
            if asked.many or one.statement.title not in documents:
                chosen.append(one)
    return chosen


def _answers_too(asked: Asked, one: Judgement, best: Judgement, *, least: float) -> bool:
    """Whether it says what is asked nearly as well as the best; of two that do, the trained reader may like one much less."""
    if one.clause.denied or asked.wanted in _TOLD_APART:
        return False
    if asked.wanted in _MEASURED:
        # A number or date that another document has for the same is shown however it is worded.
        return max(one.score, one.by_rules) >= least
    return one.score >= least and one.by_rules >= _NEARLY * best.by_rules


def _listed(best: Judgement, judged: Sequence[Judgement]) -> list[Judgement]:
    """The rows of a table or the items of a list that answer as well as the best by what they say, in their order."""
    if best.statement.kind == "prose":
        return []
    place = _place(best)
    alike = [one for one in judged if one.by_rules >= _ALL_ALIKE * best.by_rules and _place(one) == place]
    return sorted(alike, key=lambda one: one.statement.sentence.start)[:MOST_LISTED]


def _place(judged: Judgement) -> tuple[str, str, str]:
    statement = judged.statement
    return statement.title, statement.heading, statement.kind


def _definitions(asked: Asked, judged: Sequence[Judgement], *, least: float, most: int) -> list[Judgement]:
    """The plainest definition under each heading of each document, none of what is told already."""
    told = [(one.by_rules * defines(asked, one.statement), one) for one in judged]
    ranked = sorted(
        ((worth, one) for worth, one in told if worth >= max(least, _DEFINES)), key=lambda pair: -pair[0]
    )
    chosen: list[Judgement] = []
    places: set[tuple[str, str]] = set()
    kinds: set[str] = set()
    for _, one in ranked:
        place, kind = (one.statement.title, one.statement.heading), kind_told(asked, one.statement)
        if len(chosen) < most and place not in places and kind not in kinds:
            chosen.append(one)
            places.add(place)
            kinds.update({kind} - {""})
    return chosen
