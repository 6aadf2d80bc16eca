"""Answers that take two statements: one finds the thing that a part of the question describes, the other tells of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.lexicon.word_relations import related_words
from kg.text.hangul import has_hangul
from kg.text.korean_phrases import korean_pieces
from retrieval.answer.judgement import Judgement
from retrieval.answer.spoken_words import spoken_words
from retrieval.answer.statement import Statement
from retrieval.question.asked import Asked, Need
from retrieval.question.name_spans import name_spans

_KOREAN_ROLES = frozenset(
    {
        "작가",
        "감독",
        "저자",
        "설계자",
        "건축가",
        "소설가",
        "시인",
        "화가",
        "회장",
        "대표",
        "창업자",
        "설립자",
        "스승",
        "제자",
    }
)
_SAID = 0.75
_MET = 0.5
_MOST = 30
_WORTH = 0.95


@dataclass(frozen=True)
class TwoSteps:
    """The statement that answers, and the one that says whom or what it is about."""

    answer: Judgement
    bridge: Judgement
    score: float


def find_two_steps(asked: Asked, judged: Sequence[Judgement], known: Mapping[str, str]) -> TwoSteps | None:
    """The best pair of statements that together say all that is asked; None where no pair does.

    The bridge has a name that the question lacks and that the answer is about; each says an asked predicate by itself.
    `known` are other names of what the question names.
    """
    first = [one for one in judged if one.coverage.years > 0][:_MOST]
    bridges = [
        (one, names)
        for one in first
        if any(map(_describes, _said(asked, one))) and (names := _new_names(asked, one.statement, known))
    ]
    answers = [
        one
        for one in judged
        if one.kind >= _MET and any(need.kind == "predicate" for need in _said(asked, one))
    ]
    found = [
        pair
        for bridge, names in bridges
        for answer in answers[:_MOST]
        if answer is not bridge and (pair := _joined(asked, answer, bridge, names)) is not None
    ]
    return max(found, key=lambda pair: pair.score, default=None)


def _joined(asked: Asked, answer: Judgement, bridge: Judgement, names: Sequence[Need]) -> TwoSteps | None:
    ours, theirs = _said(asked, answer), _said(asked, bridge)
    more = any(
        theirs_own > ours_own
        for theirs_own, ours_own in zip(bridge.coverage.own, answer.coverage.own, strict=True)
    )
    if not more or not any(need.kind == "predicate" for need in ours - theirs):
        return None
    met = [max(pair) for pair in zip(answer.coverage.own, bridge.coverage.met, strict=True)]
    unmet = [
        need.kind for value, need in zip(met, asked.needs, strict=True) if value < _MET and need.weight >= 1
    ]
    # What the thing is in which the two meet need not be said: "the city where", "the man who".
    if unmet not in ([], ["word"]):
        return None
    weights = [need.weight for need in asked.needs]
    share = sum(weight * value for weight, value in zip(weights, met, strict=True)) / sum(weights)
    if not any(_is_about(answer.statement, name) for name in names):
        return None
    if answer.clause.roles == 0 or answer.clause.planned or answer.clause.denied:
        return None
    return TwoSteps(answer, bridge, _WORTH * share * (0.5 + 0.5 * answer.kind))


def _said(asked: Asked, judged: Judgement) -> set[Need]:
    """What of the question the statement says by itself, apart from names."""
    return {
        need
        for need, own in zip(asked.needs, judged.coverage.own, strict=True)
        if need.kind in {"predicate", "word"} and own >= _SAID and need.weight >= 1
    }


def _describes(need: Need) -> bool:
    """Whether it can tell which thing is meant: a verb, or a noun for what somebody is ("the architect of")."""
    return (
        need.kind == "predicate"
        or any("person" in related_words(word).wider for word in need.words)
        or need.text in _KOREAN_ROLES
    )


def _new_names(asked: Asked, statement: Statement, known: Mapping[str, str]) -> list[Need]:
    text = statement.text
    if has_hangul(text):
        names = [piece.word for piece in korean_pieces(text) if piece.kind == "noun" and piece.is_name]
    else:
        names = [name for name in name_spans(text, "en") if not name[0].isdigit()]
    if statement.kind == "row":
        names.append(statement.title)
    asked_for = {word.casefold() for need in asked.needs for word in need.words}
    asked_for |= {word.casefold() for alias in known.values() for word in alias.split()}
    return [
        Need("name", name, (name,) if has_hangul(name) else tuple(name.casefold().split()))
        for name in dict.fromkeys(names)
        if not set(name.casefold().split()) & asked_for
        and not any(word in name for word in asked_for if has_hangul(word))
    ]


def _is_about(statement: Statement, name: Need) -> bool:
    """Whether it is what the statement speaks of: its subject, or what it stands under."""
    text = statement.text
    if has_hangul(name.text):
        subject = re.search(rf"(?<![가-힣]){re.escape(name.text)}(?:은|는|이|가|의)(?![가-힣])", text)
        if subject is not None:
            return True
    elif re.match(rf"(?:\S+ ){{0,2}}{re.escape(name.text)}\b", text) or f"{name.text}'s " in text:
        return True
    above = (statement.heading.split(" > ")[-1], *statement.before[-1:], statement.title)
    return not _has_other_subject(text) and any(spoken_words(part).says(name) == 1 for part in above if part)


def _has_other_subject(text: str) -> bool:
    if has_hangul(text):
        pieces = korean_pieces(text)
        return any(piece.is_name and piece.particle in {"은", "는", "이", "가"} for piece in pieces[:2])
    return bool(re.match(r"(?:The \w+ )?[A-Z]\w+ [A-Z]", text))
