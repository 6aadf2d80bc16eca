"""The statements worth a closer look."""

from collections.abc import Sequence

from retrieval.answer.statement import Statement
from retrieval.question.asked import Asked

_STEM = 4


def most_relevant(asked: Asked, statements: Sequence[Statement], most: int) -> list[Statement]:
    """At most so many statements, in their order: those with most of the question's words in them or right above them."""
    if len(statements) <= most:
        return list(statements)
    stems = {(word.casefold()[:_STEM], need.weight) for need in asked.needs for word in need.words}
    stems |= {(year, 1.0) for year in asked.years}
    ranked = sorted(range(len(statements)), key=lambda place: (-_overlap(statements[place], stems), place))
    return [statements[place] for place in sorted(ranked[:most])]


def _overlap(statement: Statement, stems: set[tuple[str, float]]) -> float:
    own = f"{statement.columns} {statement.text}".casefold()
    above = f"{statement.title} {statement.heading} {' '.join(statement.before[-1:])}".casefold()
    return sum(weight if stem in own else weight / 2 if stem in above else 0.0 for stem, weight in stems)
