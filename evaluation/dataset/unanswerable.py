"""Questions about known names that no document answers."""

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from evaluation.data import EvalQuestion
from evaluation.dataset.corpus import QuestionCorpus, any_name
from evaluation.dataset.korean import object_of, subject, topic
from extraction.lexicon.noun_types import type_of_noun
from extraction.schema.vocabulary import Vocabulary, base_vocabulary
from kg.text.hangul import has_hangul
from kg.text.yaml_files import load_yaml
from schemas.document import Language
from schemas.graph import Entity
from schemas.value import Value

_FILE = Path(__file__).with_name("unstated.yaml")
_NEAR = 2
"""How many sentences before and behind one that names a thing may still be about it."""
_FEW_TYPES = 2
_WITHOUT_ARTICLE = frozenset({"Person", "City", "Country"})


class UnstatedRelation(Value):
    """What can be asked of things of these types, and the words by which a document would answer it."""

    types: tuple[str, ...]
    relations: tuple[str, ...]
    questions: dict[Language, str]
    words: dict[Language, str]

    def asked_of(self, entity: Entity, *, article: bool) -> tuple[Language, str]:
        """The question in the language of the entity's name."""
        name = entity.name
        if has_hangul(name):
            forms = {
                "topic": topic(name),
                "subject": subject(name),
                "object": object_of(name),
                "possessor": f"{name}의",
            }
            return "ko", self.questions["ko"].format(**forms)
        return "en", self.questions["en"].format(f"the {name}" if article else name)

    def is_stated(self, text: str) -> bool:
        """Whether the text has one of the words, in either language."""
        return _any_word(self.words["en"], self.words["ko"]).search(text) is not None


def unanswerable_questions(corpus: QuestionCorpus, *, seed: int) -> Iterator[EvalQuestion]:
    """A question about each thing that the documents name, which neither a fact nor any sentence near the name answers."""
    told = {(end, fact.type) for fact in corpus.facts for end in (fact.head, fact.tail)}
    sure = surely_typed(corpus)
    for entity in sorted(corpus.entities.values(), key=lambda one: one.id):
        if entity.id not in sure or not corpus.is_clear(entity) or not _is_whole_name(corpus, entity):
            continue
        around, article = _around(corpus, entity), _takes_article(corpus, entity)
        if entity.type in _WITHOUT_ARTICLE and article:
            continue  # its type is in doubt: "the Rosetta Stone" is nobody
        open_ones = [
            relation
            for relation in unstated_relations()
            if entity.type in relation.types
            and not relation.is_stated(around)
            and not any((entity.id, name) in told for name in relation.relations)
        ]
        if open_ones:
            chosen = random.Random(f"{seed} {entity.id}").choice(open_ones)  # noqa: S311  can be repeated
            language, asked = chosen.asked_of(entity, article=article)
            yield EvalQuestion(
                id=asked, question=asked, answerable=False, kind="unanswerable", language=language
            )


def surely_typed(corpus: QuestionCorpus) -> frozenset[str]:
    """The entities whose type more than their own name speaks for: a statement that only such things can be in."""
    vocabulary, sure = base_vocabulary(), set()
    for statement in corpus.statements:
        known = vocabulary.relation_types.get(statement.fact.type)
        if known is None:
            continue
        for entity, accepted in ((statement.head, known.head), (statement.tail, known.tail)):
            if len(accepted) <= _FEW_TYPES and _is_of(entity.type, accepted, vocabulary):
                sure.add(entity.id)
        if statement.fact.type == "IS_A" and (type_of_noun(statement.tail.name) or "") == statement.head.type:
            sure.add(statement.head.id)
    return frozenset(sure)


def _is_of(type_name: str, accepted: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    while type_name:
        if type_name in accepted:
            return True
        known = vocabulary.entity_types.get(type_name)
        type_name = (known.parent or "") if known else ""
    return False


@cache
def unstated_relations() -> tuple[UnstatedRelation, ...]:
    """What there is to ask, from unstated.yaml."""
    return tuple(UnstatedRelation.model_validate(row) for row in load_yaml(_FILE.read_text("utf-8")))


@cache
def _any_word(english: str, korean: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(english.split())})|{'|'.join(korean.split())}", re.IGNORECASE)


def _around(corpus: QuestionCorpus, entity: Entity) -> str:
    """All sentences that name the entity, with those near them."""
    near = {
        (document.source, number + offset)
        for document, number in corpus.naming(entity)
        for offset in range(-_NEAR, _NEAR + 1)
    }
    texts = []
    for source, number in sorted(near):
        document = corpus.documents[source]
        if 0 <= number < len(document.sentences):
            start, end = document.sentences[number]
            texts.append(document.text[start:end])
    return "\n".join(texts)


def _takes_article(corpus: QuestionCorpus, entity: Entity) -> bool:
    pattern = re.compile(rf"\bthe\s+{any_name([entity.name]).pattern}", re.IGNORECASE)
    return any(pattern.search(document.text) for document in corpus.documents.values())


def _is_whole_name(corpus: QuestionCorpus, entity: Entity) -> bool:
    """Whether the name is a proper one, and stands somewhere without a capitalised word that belongs to it."""
    if any(
        entity.name in document.title for document in corpus.documents.values() if entity.type != "Person"
    ):
        return False  # a title that was taken for a thing
    if has_hangul(entity.name):
        return len(entity.name) > 1 and not (entity.type == "Person" and " " in entity.name)
    if entity.type == "Person" and " " not in entity.name:
        return False
    if not entity.name[:1].isupper():
        return False
    alone = re.compile(
        rf"(?<![A-Z]\w)(?<!\w ){any_name([entity.name]).pattern}(?!\s+[A-Z]|-|\s+of\s)|(?:^|\b[a-z]+\s)"
        rf"{any_name([entity.name]).pattern}(?!\s+[A-Z]|-|\s+of\s)"
    )
    return any(alone.search(document.text) for document in corpus.documents.values())
