"""What the trained reader learns from, and is measured with: questions, each with statements that answer it and such that do not."""

import random
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.questions_of_texts import (
    LabelledText,
    benchmark_passages,
    is_aside,
    labelled_texts,
    squeezed,
)
from benchmarks.reader_squad import names_in, near_elsewhere, of_other_names, squad_articles
from kg.text.hangul import has_hangul
from kg.text.language import detect_language
from kg.text.words import content_words
from retrieval.answer.citable import CitablePassages
from retrieval.answer.statement import Statement, statements_of

_NEAR = 2
_ELSEWHERE, _IN_ITS_WORDS = 0.25, 0.4
"""Of how many questions a statement of another document is learnt, too, and the question in the text's own words."""
_CANDIDATES, _CANDIDATES_ELSEWHERE = 12, 6
_ASKS = re.compile(
    r"(?i)\b(?:who|whom|when|what year|where|how (?:many|much|long|old)|what|which)\b|누가|누구|언제|몇 년|어디|몇|얼마|무엇|어느"
)
Json = dict[str, Any]


@dataclass(frozen=True)
class Pair:
    """A question and a statement of a document; `answers` says whether it answers."""

    question: str
    told: str
    answers: bool
    document: str
    labels: str


@dataclass(frozen=True)
class Candidates:
    """A question with the statements that answer it and those that might be taken for it, the likest in words first.

    `of_others` is the question with another name or number in it, which the right ones do not answer; None where there is none.
    """

    question: str
    right: Sequence[str]
    near: Sequence[str]
    labels: str
    of_others: str | None = None


def own_pairs() -> Iterator[Pair]:
    """Pairs of the labelled texts: the statement that answers, and the two that share most words with the question and do not."""
    chance = random.Random(1)
    texts = list(labelled_texts())
    stated = [_statements(text) for text in texts]
    for text, statements in zip(texts, stated, strict=True):
        for question in text.questions:
            yield from _of_question(question, statements, text)
            in_its_words = _in_words_of_text(question)
            if in_its_words is not None and chance.random() < _IN_ITS_WORDS:
                yield from _of_question(in_its_words, statements, text)
            elsewhere = chance.choice(stated)
            if elsewhere and elsewhere is not statements and chance.random() < _ELSEWHERE:
                yield Pair(question["q"], chance.choice(elsewhere).told, False, text.name, text.labels)


def squad_pairs(file: Path, most: int) -> list[Pair]:
    """The same of so many paragraphs of SQuAD, of each one question, with one statement of elsewhere in the article."""
    chance = random.Random(1)
    texts = [
        _with_one(paragraph, chance)
        for article in squad_articles(file, unlike=_benchmark_texts())
        for paragraph in article
    ]
    texts = random.Random(1).sample(texts, min(most, len(texts)))
    stated = [(text, _statements(text)) for text in texts]
    pairs = [
        pair
        for text, statements in stated
        for question in text.questions
        for pair in _of_question(question, statements, text)
    ]
    near = [
        Pair(question["q"], each.told, False, text.name, text.labels)
        for text, question, found in near_elsewhere(stated, most=1)
        for each in found
    ]
    return [*pairs, *near]


def own_candidates() -> list[Candidates]:
    """Those of the labelled texts that are not kept aside."""
    texts = [text for text in labelled_texts() if not is_aside(text.name)]
    with ProcessPoolExecutor() as pool:
        return [one for each in pool.map(_candidates_within, texts, chunksize=8) for one in each]


def squad_candidates(file: Path) -> list[Candidates]:
    """Those of all questions of SQuAD's file whose paragraphs are not among the passages of the benchmarks."""
    articles = list(squad_articles(file, unlike=_benchmark_texts()))
    with ProcessPoolExecutor() as pool:
        return [one for each in pool.map(_candidates_of_article, articles) for one in each]


def _benchmark_texts() -> list[str]:
    return [text.text for text in benchmark_passages()]


def _statements(text: LabelledText) -> list[Statement]:
    return statements_of(CitablePassages([text.passage()]))


def _with_one(text: LabelledText, chance: random.Random) -> LabelledText:
    return LabelledText(text.labels, text.name, text.title, text.text, [chance.choice(text.questions)])


def _candidates_within(text: LabelledText) -> list[Candidates]:
    candidates = partial(_candidates, statements=_statements(text), labels=text.labels)
    return [candidates(question) for question in text.questions]


def _candidates(question: Json, *, statements: Sequence[Statement], labels: str) -> Candidates:
    right, near = _apart(question, statements)
    return Candidates(
        question["q"], [one.told for one in right], [one.told for one in near[:_CANDIDATES]], labels
    )


def _candidates_of_article(article: Sequence[LabelledText]) -> list[Candidates]:
    chance = random.Random(article[0].name)
    stated = [(text, _statements(text)) for text in article]
    names = names_in([question["q"] for text in article for question in text.questions])
    statements_by_text = {id(text): statements for text, statements in stated}
    found: list[Candidates] = []
    for text, question, elsewhere in near_elsewhere(stated, most=_CANDIDATES_ELSEWHERE):
        own = _candidates(question, statements=statements_by_text[id(text)], labels=text.labels)
        if own.right:
            near = [*own.near, *(one.told for one in elsewhere)]
            others = of_other_names(own.question, own.right[0], names, chance)
            found.append(Candidates(own.question, own.right, near, own.labels, others))
    return found


def _of_question(question: Json, statements: Sequence[Statement], text: LabelledText) -> Iterator[Pair]:
    right, near = _apart(question, statements)
    for statement in right:
        yield Pair(question["q"], statement.told, True, text.name, text.labels)
    for statement in near[: _NEAR + (question["a"] is None)]:
        yield Pair(question["q"], statement.told, False, text.name, text.labels)


def _apart(
    question: Json, statements: Sequence[Statement]
) -> tuple[Sequence[Statement], Sequence[Statement]]:
    """The statements that answer, and those without the answer, the likest to the question in words first."""
    asked = question["q"]
    wanted = {word.casefold() for word in content_words(asked, detect_language(asked))}
    answer = squeezed(str(question["a"] or ""))
    right = [one for one in statements if is_gold(question, one)]
    others = [
        one
        for one in statements
        if one not in right and not (answer and answer in squeezed(one.sentence.text))
    ]
    return right, sorted(others, key=lambda one: -sum(word in one.told.casefold() for word in wanted))


def _in_words_of_text(question: Json) -> Json | None:
    """The sentence that answers as a question, an interrogative in the place of the answer; None where that is not in it.

    Without these the reader would learn that what shares many words with a question is there to tempt.
    """
    answer, sentence = str(question["a"] or ""), str(question.get("s") or "")
    asks = _ASKS.search(question["q"])
    if len(answer) < 2 or answer not in sentence or asks is None or sentence.startswith("|"):
        return None
    if has_hangul(question["q"]) != has_hangul(sentence):
        return None
    before, _, after = sentence.rstrip(".").partition(answer)
    own = f"{before}{asks[0]}{after}" if has_hangul(sentence) or not before else f"{asks[0]} {before}{after}"
    return question | {"q": f"{' '.join(own.split())}?"}


def is_gold(question: Json, statement: Statement) -> bool:
    """Whether it is the statement that the label says answers."""
    gold, own = squeezed(question.get("s") or ""), squeezed(statement.sentence.text)
    return question["a"] is not None and bool(gold) and (gold in own or gold.startswith(own))
