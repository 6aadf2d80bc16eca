"""Which of two named things is more, from what is told of each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.text.dates import YEAR_IN_TEXT
from kg.text.english_forms import dictionary_forms, english_words
from kg.text.hangul import has_hangul
from kg.text.korean_phrases import korean_pieces
from retrieval.answer.citable import CitableSentence
from retrieval.answer.judgement import Judge, Judgement
from retrieval.answer.marks import without_marks
from retrieval.answer.spoken_words import spoken_words
from retrieval.answer.statement import Statement
from retrieval.answer.values import Value, comparable, read_number, read_time
from retrieval.question.asked import Asked, Need, Wanted
from retrieval.question.comparison import Comparison

_SAID = 0.75
_YEAR = re.compile(rf"(?<![\d.,]){YEAR_IN_TEXT}(?!\d|[.,]\d)")
_NUMBER = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d.,]*\d)(?!\s?[년월일])")
_UNIT = re.compile(r"\s?(%|[^\W\d_]+)")
_WORDS_BEHIND, _WORDS_BEFORE = 3, 5


@dataclass(frozen=True)
class Compared:
    """What is told of each of the two, and which of them it is."""

    sentences: tuple[CitableSentence, CitableSentence]
    chosen: Need


def compare(
    asked: Asked,
    wanted: Comparison,
    statements: Sequence[Statement],
    aliases: Mapping[str, str],
    *,
    least: float,
) -> Compared | None:
    """The answer where both are told in the same measure and differ for certain; None otherwise."""
    for text, words in wanted.tries:
        need = Need("predicate", text, tuple(sorted(words)), 1.5, is_verb=wanted.measure.is_time)
        saying = [one for one in statements if _says(f"{one.columns}. {one.text}", need)]
        told = [
            _told_of(name, _asked_of(name, need, asked, wanted), wanted, saying, aliases, least=least)
            for name in wanted.names
        ]
        if told[0] is not None and told[1] is not None:
            return _chosen(wanted, told[0], told[1])
    return None


def speaks_of_both(wanted: Comparison, text: str) -> bool:
    """Whether the sentence names both."""
    return all(_says(text, name) for name in wanted.names)


def _chosen(wanted: Comparison, first: "_Told", second: "_Told") -> Compared | None:
    one, other = first.value, second.value
    if first.statement.sentence == second.statement.sentence or not comparable([one, other]):
        return None
    if not (one.is_below(other) or other.is_below(one)):
        return None
    chosen = wanted.names[one.is_below(other) == wanted.is_high]
    return Compared((first.statement.sentence, second.statement.sentence), chosen)


@dataclass(frozen=True)
class _Told:
    statement: Statement
    value: Value


def _asked_of(name: Need, need: Need, asked: Asked, wanted: Comparison) -> Asked:
    """The question of one of the two alone."""
    if asked.language == "ko":
        text = (
            f"{name.text}은 언제 {need.text}?"
            if wanted.measure.is_time
            else f"{name.text}의 {need.text}은 얼마인가?"
        )
    else:
        text = (
            f"When was {name.text} {need.text}?"
            if wanted.measure.is_time
            else f"What is the {need.text} of {name.text}?"
        )
    kind = Wanted.DATE if wanted.measure.is_time else Wanted.NUMBER
    return Asked(text, asked.language, kind, (name, need, *wanted.rest), years=asked.years)


def _told_of(
    name: Need,
    asked: Asked,
    wanted: Comparison,
    saying: Sequence[Statement],
    aliases: Mapping[str, str],
    *,
    least: float,
) -> _Told | None:
    """The statement that best tells the measure of this one, and the value; None where several differ."""
    need, is_time = asked.needs[1], wanted.measure.is_time
    others = [one for one in wanted.names if one is not name]
    about = [
        one
        for one in saying
        if not any(_says(one.text, other) for other in others)
        and (one.kind != "row" or _is_row_of(one, asked.needs[0]))
    ]
    found = [
        _Told(one.statement, value)
        for one in Judge(about, aliases).judge(asked, asked.question, [name.text])
        if one.score >= least and _is_plain(one) and (value := _value(one.statement, need, is_time=is_time))
    ]
    if not found or any(not one.value.is_same(found[0].value) for one in found):
        return None
    return found[0]


def _says(text: str, need: Need) -> bool:
    return spoken_words(text).says(need) >= _SAID


def _is_row_of(statement: Statement, name: Need) -> bool:
    return _says(statement.text.split(", ")[0], name)


def _is_plain(judged: Judgement) -> bool:
    return not (judged.clause.denied or judged.clause.planned)


def _value(statement: Statement, need: Need, *, is_time: bool) -> Value | None:
    """The one value of the measure that the statement has."""
    if statement.kind == "row":
        return _value_in_row(statement, need, is_time=is_time)
    if is_time:
        years = set(_YEAR.findall(statement.text))
        return read_time(years.pop()) if len(years) == 1 else None
    near = [match for match in _NUMBER.finditer(statement.text) if _is_near(statement.text, match, need)]
    return _measured(statement.text, near[0]) if len(near) == 1 else None


def _value_in_row(statement: Statement, need: Need, *, is_time: bool) -> Value | None:
    cells = statement.cells
    if len(statement.heads) != len(cells):
        return None
    found = [
        cell
        for head, cell in zip(statement.heads, cells, strict=True)
        if spoken_words(head).says(need) >= _SAID
    ]
    if len(found) != 1:
        return None
    return read_time(found[0]) if is_time else read_number(found[0])


def _measured(text: str, number: "re.Match[str]") -> Value | None:
    unit = _UNIT.match(text, number.end())
    word = unit[1] if unit else ""
    if has_hangul(word):
        word = next((piece.word for piece in korean_pieces(word)), word)
    return read_number(f"{number[0]} {word}".strip()) or read_number(number[0])


def _is_near(text: str, number: "re.Match[str]", need: Need) -> bool:
    """Whether the measure is said right behind or right before the number: "52 metres high", "a height of 52 metres"."""
    if has_hangul(text):
        return True
    behind = re.split(r"[,;]|\band\b", text[number.end() :])[0]
    before = re.split(r"[,;]|\band\b", text[: number.start()])[-1]
    words = [*english_words(behind)[:_WORDS_BEHIND], *english_words(before)[-_WORDS_BEFORE:]]
    return any(dictionary_forms(word) & set(need.words) for word in words)


def told(found: Compared, wanted: Comparison, asked: Asked) -> str:
    """The answer in words: which it is, and both sentences with their marks."""
    quotes = " ".join(
        f"{without_marks(' '.join(one.text.split()))} [{one.number}]" for one in found.sentences
    )
    if not wanted.is_yes_no:
        return f"{found.chosen.text}: {quotes}"
    is_so = found.chosen is wanted.names[0]
    answer = ("예" if is_so else "아니요") if asked.language == "ko" else "Yes" if is_so else "No"
    return f"{answer}: {quotes}"
