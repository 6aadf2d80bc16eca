"""Which candidate each open relation means: the model chooses, and has to choose the same when they are turned round."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from extraction.merging.asking import Asker, Question
from extraction.merging.nearest import Nearest
from extraction.merging.open_names import OpenRelation
from extraction.merging.questions import VERIFY, Candidate, Choice, read_choices, verify_question
from extraction.schema.merges import RelationMerge
from extraction.state.model_answers import ModelAnswers

_SAME, _INVERSE, _NOT = "same", "inverse", "no"
_ONCE = "?"
"""Stands behind an answer that was given once, and not yet again."""
Asked = tuple[OpenRelation, str, tuple[Candidate, ...]]
PairKey = Callable[[OpenRelation, Candidate], str]


class Verdicts:
    """What is known of the relations and their candidates, and what is still to ask.

    Small models choose something whatever they are offered, and often what stands first or last: so a choice counts
    when it is made again with the candidates in the opposite order.
    """

    def __init__(self, nearest: Nearest, answers: ModelAnswers, key: PairKey) -> None:
        self._nearest = nearest
        self._answers = answers
        self._key = key
        self._asked: list[Asked] = []
        self._known: dict[str, str] = {}

    async def read(self, relations: Sequence[OpenRelation], definitions: Mapping[str, str]) -> None:
        """Find the candidates of those that have a definition, and what was answered about them before."""
        candidates = await asyncio.to_thread(self._nearest.candidates, relations, definitions)
        self._asked = [
            (one, definitions[one.name], candidates[one.name]) for one in relations if one.name in candidates
        ]
        keys = [self._key(one, other) for one, _, others in self._asked for other in others]
        self._known = await self._answers.find(keys)

    def open_questions(self) -> tuple[int, int]:
        """How many relations are to be asked about for the first and for the second time, at most."""
        undecided = len(self._undecided())
        return undecided - len(self._chosen_once()), undecided

    async def ask(self, asker: Asker) -> None:
        """Ask about the relations that are not decided: once, and about what was chosen once more."""
        first = [each for each in self._undecided() if each not in self._chosen_once()]
        unjudged = [
            (one, text, tuple(other for other in others if self._answer(one, other) is None))
            for one, text, others in first
        ]
        self._known |= await asker.ask(Question(VERIFY, verify_question, self._read_first), unjudged)
        turned = [(one, text, others[::-1]) for one, text, others in self._chosen_once()]
        self._known |= await asker.ask(Question(VERIFY, verify_question, self._read_second), turned)

    def merges(self) -> dict[str, RelationMerge | None]:
        """What each relation means, None for nothing else; one that is not decided is absent."""
        undecided = {one.name for one, _, _ in self._undecided()}
        return {
            one.name: self._merge(one, others) for one, _, others in self._asked if one.name not in undecided
        }

    def _answer(self, relation: OpenRelation, candidate: Candidate) -> str | None:
        return self._known.get(self._key(relation, candidate))

    def _undecided(self) -> list[Asked]:
        return [each for each in self._asked if not self._is_decided(each)]

    def _is_decided(self, asked: Asked) -> bool:
        given = {self._answer(asked[0], other) for other in asked[2]}
        return bool(given & {_SAME, _INVERSE}) or given <= {_NOT}

    def _chosen_once(self) -> list[Asked]:
        once = {_SAME + _ONCE, _INVERSE + _ONCE}
        return [
            each
            for each in self._undecided()
            if any(self._answer(each[0], other) in once for other in each[2])
        ]

    def _read_first(self, reply: str, asked: Sequence[Asked]) -> dict[str, str]:
        answers: dict[str, str] = {}
        for at, choice in read_choices(reply, [others for _, _, others in asked]).items():
            one, _, others = asked[at]
            if choice.candidate is None:
                answers |= {self._key(one, other): _NOT for other in others}
            else:
                answers[self._key(one, others[choice.candidate])] = _direction(choice) + _ONCE
        return answers

    def _read_second(self, reply: str, asked: Sequence[Asked]) -> dict[str, str]:
        answers: dict[str, str] = {}
        for at, choice in read_choices(reply, [others for _, _, others in asked]).items():
            one, _, others = asked[at]
            answers |= {self._key(one, other): _NOT for other in others}
            chosen = others[choice.candidate] if choice.candidate is not None else None
            if chosen is not None and self._answer(one, chosen) == _direction(choice) + _ONCE:
                answers[self._key(one, chosen)] = _direction(choice)
        return answers

    def _merge(self, relation: OpenRelation, others: Sequence[Candidate]) -> RelationMerge | None:
        """The merge that was agreed to. Where types leave one direction only, it is that one, else the answer's."""
        for candidate in others:
            answer = self._answer(relation, candidate)
            if answer not in {_SAME, _INVERSE}:
                continue
            fitting = () if candidate.is_open else self._nearest.directions(relation, candidate.name)
            inverted = fitting[0] if len(fitting) == 1 else answer == _INVERSE
            return RelationMerge(
                before=relation.name, after=candidate.name, inverted=inverted, kept=candidate.is_open
            )
        return None


def _direction(choice: Choice) -> str:
    return _INVERSE if choice.inverted else _SAME
