"""Which of the candidates go into the set: the sound ones, evenly by kind and language, by chance of a seed."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from evaluation.answer_scores import folded, states
from evaluation.data import EvalQuestion
from schemas.value import Value

_MOST_WORDS = 40


class QuestionSet(Value):
    """The questions, how many of each kind there are, and how many candidates were left out for which reason."""

    questions: tuple[EvalQuestion, ...]
    kinds: dict[str, int]
    left_out: dict[str, int]


def select(candidates: Iterable[EvalQuestion], *, most: int | None, seed: int) -> QuestionSet:
    """The sound candidates, at most so many, evenly of each kind and language; the same for the same seed."""
    left_out: Counter[str] = Counter()
    sound: dict[str, EvalQuestion] = {}
    for candidate in candidates:
        key = folded(candidate.question)
        fault = "twice" if key in sound else fault_of(candidate)
        if fault:
            left_out[fault] += 1
        else:
            sound[key] = candidate
    groups: defaultdict[tuple[str, str], list[EvalQuestion]] = defaultdict(list)
    for question in sorted(sound.values(), key=lambda one: one.question):
        groups[question.kind, question.language].append(question)
    for group_key, group in groups.items():
        random.Random(f"{seed} {group_key}").shuffle(group)  # noqa: S311  a choice that can be repeated
    _cut_unanswerable(groups, left_out)
    rows = zip_longest(*(groups[name] for name in sorted(groups)))
    ordered = [one for row in rows for one in row if one]
    chosen = ordered if most is None else ordered[:most]
    if len(ordered) > len(chosen):
        left_out["more than asked for"] = len(ordered) - len(chosen)
    return QuestionSet(
        questions=_numbered(chosen),
        kinds=dict(sorted(Counter(f"{one.kind} ({one.language})" for one in chosen).items())),
        left_out={reason: count for reason, count in sorted(left_out.items()) if count},
    )


def _cut_unanswerable(groups: dict[tuple[str, str], list[EvalQuestion]], left_out: Counter[str]) -> None:
    """Keep at most as many unanswerable questions of a language as there are others."""
    for key, group in groups.items():
        if not group[0].answerable:
            others = sum(
                len(each) for each in groups.values() if each[0].answerable and each[0].language == key[1]
            )
            left_out["more unanswerable than others"] += max(0, len(group) - others)
            del group[others:]


def fault_of(question: EvalQuestion) -> str:
    """Why a candidate is no good question; empty where nothing is wrong with it."""
    asked = question.question
    if any(states(asked, answer) or folded(answer) in folded(asked) for answer in question.answers):
        return "the answer stands in the question"
    if len(asked.split()) > _MOST_WORDS or "\n" in asked:
        return "too long"
    if question.answers and not any(len(answer) > 1 for answer in question.answers):
        return "too short an answer"
    return ""


def _numbered(questions: Sequence[EvalQuestion]) -> tuple[EvalQuestion, ...]:
    width = len(str(len(questions)))
    return tuple(
        question.model_copy(update={"id": f"q{number:0{width}}"})
        for number, question in enumerate(questions, start=1)
    )
