"""Questions from one fact, and from two that hang together."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from evaluation.data import EvalQuestion
from evaluation.dataset.corpus import QuestionCorpus
from evaluation.dataset.english import english_hops
from evaluation.dataset.korean import korean_hops
from evaluation.dataset.one_hop import OneHop

_READERS = {"en": english_hops, "ko": korean_hops}


def one_hops(corpus: QuestionCorpus) -> list[OneHop]:
    """What each statement about clearly named things lets one ask."""
    return [
        hop
        for statement in corpus.statements
        if corpus.is_clear(statement.head)
        and (corpus.is_clear(statement.tail) or statement.tail.type in {"Date", "Concept"})
        for reader in [_READERS.get(statement.language)]
        if reader is not None
        for hop in reader(statement)
    ]


def fact_questions(hops: Sequence[OneHop]) -> Iterator[EvalQuestion]:
    """A question for what is asked of each thing; where it should have one answer and has several, none."""
    for same in _by_question(hops).values():
        if (
            same[0].unique
            and len({hop.asked or hop.answers for hop in same}) > 1
            and not _in_one_sentence(same)
        ):
            continue
        answers = tuple(dict.fromkeys(answer for hop in same for answer in hop.answers))
        kind = "definition" if same[0].slot.startswith("IS_A") else "fact"
        yield EvalQuestion(
            id=same[0].question,
            question=same[0].question,
            answers=answers,
            gold=tuple(dict.fromkeys(hop.statement.gold(1) for hop in same)),
            kind=kind,
            language=same[0].language,
        )


def two_hop_questions(hops: Sequence[OneHop]) -> Iterator[EvalQuestion]:
    """Questions in which what one fact is about is described by another: "When was the person who … born?"."""
    about: defaultdict[str, list[OneHop]] = defaultdict(list)
    for hop in _single(hops):
        about[hop.given].append(hop)
    for first in _single(hops):
        if first.describe is None or not first.asked:
            continue
        described = first.describe(first.given_words)
        for second in about[first.asked]:
            if (
                second.language != first.language
                or second.asked == first.given
                or second.slot.startswith("IS_A")
            ):
                continue
            if second.statement.text == first.statement.text:
                continue
            asked = second.write(described)
            yield EvalQuestion(
                id=asked,
                question=asked,
                answers=second.answers,
                gold=(first.statement.gold(1), second.statement.gold(2)),
                kind="two hops",
                language=first.language,
            )


def _by_question(hops: Sequence[OneHop]) -> dict[str, list[OneHop]]:
    found: defaultdict[str, list[OneHop]] = defaultdict(list)
    for hop in hops:
        found[hop.question].append(hop)
    return found


def _single(hops: Sequence[OneHop]) -> list[OneHop]:
    """One of each question that has one answer."""
    return [
        same[0]
        for same in _by_question(hops).values()
        if same[0].unique and len({hop.asked or hop.answers for hop in same}) == 1
    ]


def _in_one_sentence(hops: Sequence[OneHop]) -> bool:
    return len({(hop.statement.document.source, hop.statement.start) for hop in hops}) == 1
