"""The judge that compares extracted facts with labels."""

import pytest

from benchmarks.fact_labels import FactJudge, LabelledPassage, Verdict, read_labels
from extraction.schema.vocabulary import base_vocabulary
from schemas.extraction import Triple

PASSAGE = LabelledPassage.model_validate(
    {
        "text": "Ada Moran founded Quill Press in 1980. It still trades.",
        "half": "dev",
        "entities": [
            {"name": "Ada Moran", "type": "Person", "aliases": ["Moran"]},
            {"name": "Quill Press", "type": "Company"},
            {"name": "1980", "type": "Date"},
        ],
        "facts": [
            {
                "head": "Quill Press",
                "relation": "FOUNDED_BY",
                "tail": "Ada Moran",
                "important": True,
                "also": [["Quill Press", "CREATED_BY", "Ada Moran"]],
            },
            {"head": "Quill Press", "relation": "ESTABLISHED_ON", "tail": "1980", "important": True},
            {"head": "Quill Press", "relation": "OTHER:still trades in", "tail": "1980", "important": False},
        ],
    }
)


def stated(text: str) -> Triple:
    head, head_type, relation, tail, tail_type = text.split(" | ")
    return Triple(head=head, head_type=head_type, relation=relation, tail=tail, tail_type=tail_type)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Ada Moran | Person | founded | Quill Press | Organization", "correct"),
        ("Quill Press | Company | FOUNDED_BY | Moran | Person", "correct"),
        ("Quill Press | Company | CREATED_BY | Moran | Person", "correct"),
        ("Quill Press | Organization | was founded in | 1980 | Date", "correct"),
        ("Quill Press | Organization | trades in | 1980 | Date", "correct"),
        ("Ada Moran | Person | also known as | Moran | Person", "correct"),
        ("Ada Moran | Person | also known as | Quill Press | Company", "wrong relation"),
        ("Ada Moran | Person | founded | Quill Press | Thing", "wrong type"),
        ("Quill Press | Company | founded | Ada Moran | Person", "wrong relation"),
        ("Ada Moran | Person | owns | Quill Press | Company", "wrong relation"),
        ("Ada Moran | Person | founded | Quill | Company", "wrong"),
        ("Ada Moran | Person | born in | 1980 | Date", "wrong"),
    ],
)
def test_a_statement_is_judged_by_names_relation_direction_and_types(
    statement: str, expected: Verdict
) -> None:
    judge = FactJudge(base_vocabulary())
    scores = judge.score(PASSAGE, [stated(statement)], [], "en")
    assert [verdict for _, verdict in scores.verdicts] == [expected]


def test_found_facts_and_names_are_counted_once() -> None:
    judge = FactJudge(base_vocabulary())
    twice = [stated("Ada Moran | Person | founded | Quill Press | Company")] * 2
    names = [("Ada Moran", "Person"), ("Quill Press", "Place"), ("Ada", "Person")]
    scores = judge.score(PASSAGE, twice, names, "en")
    assert (scores.important, scores.found, scores.found_but_types) == (2, 1, 1)
    assert (scores.names, scores.whole_names, scores.right_types) == (3, 2, 1)
    assert [fact.relation for fact in scores.missed] == ["ESTABLISHED_ON"]


@pytest.mark.parametrize("name", ["en", "ko", "examples"])
def test_the_labels_use_the_vocabulary_and_their_own_entities(name: str) -> None:
    vocabulary = base_vocabulary()
    for passage in read_labels(name):
        names = {alias for entity in passage.entities for alias in (entity.name, *entity.aliases)}
        for entity in passage.entities:
            assert entity.type in vocabulary.entity_types, entity
        for fact in passage.facts:
            assert {fact.head, fact.tail} <= names, fact
            assert fact.relation.startswith("OTHER:") or fact.relation in vocabulary.relation_types, fact
