"""Answers computed from all rows of one table or all items of one list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.text.english_forms import dictionary_forms
from kg.text.hangul import has_hangul
from kg.text.quantity import same_unit
from retrieval.answer.spoken_words import spoken_words
from retrieval.answer.tables import Row, Table
from retrieval.answer.values import Value, comparable, read_number, read_time
from retrieval.question.asked import Asked, Need
from retrieval.question.computation import ENGLISH_TIMES, KOREAN_TIMES, Computation, Limit, Measure, number_of

_SAID = 0.75
_LIGHT = 0.3
_UNIT_IN_HEAD = "()[],"


@dataclass(frozen=True)
class Computed:
    """What came of it: the rows that answer, all that were looked at, and by which column (None: the rows were counted)."""

    table: Table
    answers: tuple[Row, ...]
    rows: tuple[Row, ...]
    column: int | None = None
    is_count: bool = False


@dataclass(frozen=True)
class _Fit:
    """A table with the rows that the question limits it to and the column of each measure."""

    table: Table
    rows: tuple[Row, ...]
    columns: tuple[int, ...]


def compute(asked: Asked, wanted: Computation, tables: Sequence[Table]) -> Computed | None:
    """The answer, where one table and no other is about all that is asked, and every value that counts can be read."""
    found = [one for table in tables for one in _fits(asked, wanted, table)]
    if len(found) != 1:
        return None
    (fit,) = found
    rows = fit.rows
    for limit, column in zip(
        wanted.limits, fit.columns[len(fit.columns) - len(wanted.limits) :], strict=True
    ):
        kept = _within(limit, rows, fit.table, column)
        if kept is None:
            return None
        rows = kept
    if wanted.extreme is None:
        return Computed(fit.table, rows, fit.rows, is_count=True) if rows else None
    best = _extreme(rows, fit.columns[0], is_time=wanted.extreme.is_time, is_high=wanted.is_high)
    return Computed(fit.table, best, rows, fit.columns[0]) if best else None


def _fits(asked: Asked, wanted: Computation, table: Table) -> Iterator[_Fit]:
    """The table once, if its heads, its cells or what stands over it say all of the question that the computation does not."""
    needs = [need for need in asked.needs if not _is_spoken(need, wanted)]
    measures = [*([wanted.extreme] if wanted.extreme else []), *(limit.measure for limit in wanted.limits)]
    columns = [
        _column(measure, needs, table, unit)
        for measure, unit in zip(
            measures,
            [*([""] if wanted.extreme else []), *(limit.unit for limit in wanted.limits)],
            strict=True,
        )
    ]
    if any(column is None for column in columns):
        return
    measured = tuple(column for column in columns if column is not None)
    near = ". ".join((*table.columns[:1], table.heading, table.caption))
    if not _has_rows_of(asked, wanted, needs, near, table):
        return
    heads = [table.columns[column] for column in measured]
    rows = table.rows
    for need in needs:
        if _says(near, need) or any(_says(head, need) for head in heads):
            continue
        kept = tuple(row for row in rows if _says(", ".join(_others(row, measured)), need))
        told = _says(f"{table.title}. {table.heading}", need)
        if kept and len(kept) < len(table.rows) and not (told and _is_phrase(need, asked, table)):
            if told:
                return  # the name of the whole, or of some of its rows: it cannot be told which
            rows = kept
        elif not told and not _says(table.above, need) and not _says(", ".join(table.columns), need):
            return
    if rows:
        yield _Fit(table, rows, measured)


def _has_rows_of(asked: Asked, wanted: Computation, needs: Sequence[Need], near: str, table: Table) -> bool:
    """Whether the rows are what is asked for; what has a column of its own is told in each row, and its rows are not counted."""
    nouns = [need for need in needs if need.kind != "name" and not need.is_verb]
    heads = [need for need in nouns if asked.head and asked.head in need.words]
    if any(_says(", ".join(table.columns[:1]), need) for need in heads or nouns):
        return True
    told = ", ".join(table.columns[1:])
    if wanted.extreme is None and any(_says(told, need) for need in heads or nouns):
        return False
    return any(_says(near, need) for need in heads or nouns)


def _is_spoken(need: Need, wanted: Computation) -> bool:
    return (
        need.weight < _LIGHT or need.text.casefold() in wanted.spoken or bool(set(need.words) & wanted.spoken)
    )


def _says(text: str, need: Need) -> bool:
    return bool(text) and spoken_words(text).says(need) >= _SAID


def _others(row: Row, measured: Sequence[int]) -> list[str]:
    return [cell for at, cell in enumerate(row.cells) if at not in measured]


def _is_phrase(need: Need, asked: Asked, table: Table) -> bool:
    """Whether the question names by these words and the one beside them what the title or the heading names so, too."""
    tokens = asked.question.rstrip("?. ").casefold().split()
    over = f"{table.title} {table.heading}".casefold()
    words = need.text.casefold().split()
    places = [
        at
        for at in range(len(tokens))
        if [token.strip(",'’") for token in tokens[at : at + len(words)]] == words
    ]
    if has_hangul(need.text):
        return need.text in over
    return any(
        " ".join(tokens[at : at + len(words) + 1]) in over and len(tokens) > at + len(words) for at in places
    )


def _column(measure: Measure, needs: Sequence[Need], table: Table, unit: str) -> int | None:
    """The one column that has what is measured; None where there is none or several may be meant."""
    heads = range(1, len(table.columns))
    forms = tuple(dictionary_forms(measure.noun)) if measure.noun.isascii() else (measure.noun,)
    own = [at for at in heads if measure.noun and _says(table.columns[at], Need("word", measure.noun, forms))]
    if own:
        return own[0] if len(own) == 1 else None
    if measure.is_time:
        return _time_column(measure, needs, table)
    named = [
        at
        for at in heads
        if any(_says(table.columns[at], Need("word", word, (word,))) for word in measure.words)
        or (not measure.words and any(need.is_verb and _says(table.columns[at], need) for need in needs))
    ]
    if not named and unit and not measure.words:
        named = [at for at in heads if _has_unit(table.columns[at], unit)]
    return named[0] if len(named) == 1 else None


def _time_column(measure: Measure, needs: Sequence[Need], table: Table) -> int | None:
    """The column of the time when what the question says was done; with no such word, of when the things came to be."""
    told = [
        need
        for need in needs
        if (need.kind == "predicate" and need.is_verb) or need.words[0] in measure.words
    ]
    dated = [at for at in range(1, len(table.columns)) if any(read_time(row.cells[at]) for row in table.rows)]
    by_verb = [at for at in dated if any(_says(table.columns[at], need) for need in told)]
    if told:
        if by_verb:
            return by_verb[0] if len(by_verb) == 1 else None
        over = f"{table.heading}. {table.caption}"
        if not all(_says(over, need) for need in told):
            return None
    born = ENGLISH_TIMES | KOREAN_TIMES
    named = [
        at for at in dated if any(_says(table.columns[at], Need("word", word, (word,))) for word in born)
    ]
    return named[0] if len(named) == 1 else None


def _has_unit(head: str, unit: str) -> bool:
    parts = [part.strip(_UNIT_IN_HEAD).casefold() for part in head.split()]
    return any(part == unit or same_unit(part, unit) for part in parts)


def _values(rows: Sequence[Row], column: int, *, is_time: bool) -> list[Value] | None:
    """The value of each row; None where one cannot be read or they cannot be compared."""
    read = read_time if is_time else read_number
    found = [read(row.cells[column]) for row in rows]
    values = [value for value in found if value is not None]
    return values if len(values) == len(found) and values and comparable(values) else None


def _extreme(rows: Sequence[Row], column: int, *, is_time: bool, is_high: bool) -> tuple[Row, ...]:
    """The rows with the most or the least; none where that is not certain."""
    values = _values(rows, column, is_time=is_time)
    if values is None or len(rows) < 2:
        return ()
    best = (
        max(values, key=lambda value: value.most) if is_high else min(values, key=lambda value: value.least)
    )
    others = [value for value in values if not value.is_same(best)]
    if not all(other.is_below(best) if is_high else best.is_below(other) for other in others):
        return ()
    return tuple(row for row, value in zip(rows, values, strict=True) if value.is_same(best))


def _within(limit: Limit, rows: Sequence[Row], table: Table, column: int) -> tuple[Row, ...] | None:
    """The rows that keep the limit; None where a value cannot be read or may be meant or not."""
    is_time = limit.measure.is_time
    values = _values(rows, column, is_time=is_time)
    if values is None:
        return None
    if is_time:
        bound = read_time(limit.words)
    else:
        number = number_of(limit.words)
        bound = Value("number", number, number, values[0].unit)
        if limit.unit and not _is_of_unit(limit.unit, values[0].unit, table.columns[column]):
            return None
    if bound is None:
        return None
    kept = [_keeps(limit, value, bound) for value in values]
    if None in kept:
        return None
    return tuple(row for row, is_kept in zip(rows, kept, strict=True) if is_kept)


def _is_of_unit(unit: str, of_values: str, head: str) -> bool:
    return unit == of_values or same_unit(unit, of_values) or _has_unit(head, unit)


def _keeps(limit: Limit, value: Value, bound: Value) -> bool | None:
    """Whether the value is within the limit; None where it cannot be told."""
    below, above = value.is_below(bound), bound.is_below(value)
    inside = bound.least <= value.least and value.most <= bound.most  # type: ignore[operator]  # both are of one kind
    if not (below or above or inside) or (inside and limit.is_unsure):
        return None
    return {
        "below": below,
        "above": above,
        "at most": below or inside,
        "at least": above or inside,
        "within": inside,
    }[limit.bound]


def told(found: Computed, asked: Asked) -> str:
    """The answer in words, with a mark for each passage that its rows are of."""
    korean = asked.language == "ko"
    marks = " ".join(f"[{number}]" for number in sorted({row.sentence.number for row in found.rows}))
    if found.is_count:
        count = f"{len(found.answers)}개" if korean else str(len(found.answers))
        return f"{count}: {', '.join(row.cells[0] for row in found.answers)} {marks}"
    return f"{'; '.join(_with_heads(row, found.table) for row in found.answers)} {marks}"


def how(found: Computed) -> str:
    """For the trace: what was counted or compared."""
    place = f"“{found.table.heading or found.table.title}”"
    if found.is_count or found.column is None:
        return f"counted among the {len(found.rows)} rows of {place}, each cited"
    return (
        f"compared by “{found.table.columns[found.column]}” in {len(found.rows)} rows of {place}, each cited"
    )


def _with_heads(row: Row, table: Table) -> str:
    cells = [f"{head} {cell}".strip() for head, cell in zip(table.columns[1:], row.cells[1:], strict=True)]
    return f"{row.cells[0]}: {', '.join(cells)}"
