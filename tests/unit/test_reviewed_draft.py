from datetime import UTC, datetime

import pytest

from extraction.schema.application import apply_schema
from extraction.schema.draft import DraftSettings, draft_schema
from extraction.schema.review import adds_anything, without_rejected
from extraction.schema.vocabulary import base_vocabulary
from extraction.schema.wordings import with_new_wordings
from extraction.schema.yaml_file import from_yaml
from schemas.graph_schema import EntityType, GraphSchema, Pattern, RelationType
from tests.unit.test_draft_schema import Row, outcome


def schema(*patterns: str, merged: dict[str, str] | None = None) -> GraphSchema:
    """A schema of patterns such as "Person WRITE Book"; `merged` names what a name took over."""
    took_over = merged or {}
    parts = [pattern.split() for pattern in patterns]
    types = sorted({name for head, _, tail in parts for name in (head, tail)})
    relations = sorted({relation for _, relation, _ in parts})

    def old(name: str) -> tuple[str, ...]:
        return (took_over[name],) if name in took_over else ()

    return GraphSchema(
        version=1,
        status="draft",
        entity_types=tuple(EntityType(name=name, merged_from=old(name)) for name in types),
        relation_types=tuple(RelationType(name=name, merged_from=old(name)) for name in relations),
        patterns=tuple(Pattern(head=head, relation=relation, tail=tail) for head, relation, tail in parts),
        created_at=datetime(2026, 11, 21, tzinfo=UTC),
    )


def shown(one: GraphSchema) -> set[str]:
    return {f"{pattern.head} {pattern.relation} {pattern.tail}" for pattern in one.patterns}


def test_what_was_taken_out_stays_out_and_is_said() -> None:
    first = schema("Person WRITE Book", "Person BORN_IN Place")
    approved = schema("Person WRITE Book")
    draft = schema("Person WRITE Book", "Person BORN_IN Place", "Person MEET Person")
    settled = without_rejected(draft, approved, [first, approved], similarity=0.92)
    assert shown(settled) == {"Person WRITE Book", "Person MEET Person"}
    assert [kind.name for kind in settled.entity_types] == ["Book", "Person"]
    assert [kind.name for kind in settled.relation_types] == ["MEET", "WRITE"]
    assert {one.name for one in settled.dropped} == {"Place", "(Person)-[BORN_IN]->(Place)"}
    assert adds_anything(settled, approved)


_CITED = (
    outcome(
        0,
        ("Ann", "Person", "wrote", "Tides", "ResearchPaper"),
        ("Ann", "Person", "cited", "Moons", "ResearchPaper"),
    ),
    outcome(
        1, ("Bo", "People", "married", "Ann", "Person"), ("Bo", "Person", "was born in", "Rome", "Place")
    ),
)


@pytest.mark.parametrize(
    ("kinds", "relations", "patterns"),
    [
        ("[person, research_paper]", "[WRITE]", '["(person)-[WRITE]->(research_paper)"]'),
        ("[persons]", "[MARRIED]", '["(persons)-[MARRIED]->(persons)"]'),
        ("[individual, Paper]", "[WED_BY]", '["(individual)-[WED_BY]->(individual)"]'),
        (
            "[{name: Human, merged_from: [People]}, ResearchPaper]",
            "[{name: WRITTEN_BY, inverted_from: [WRITE]}]",
            '["(ResearchPaper)-[WRITTEN_BY]->(Human)"]',
        ),
        ("[사람]", "[]", "[]"),
    ],
)
def test_what_a_reviewer_renamed_or_took_out_is_not_proposed_again(
    kinds: str, relations: str, patterns: str
) -> None:
    first = draft_schema(_CITED, version=1, base=None, settings=DraftSettings())
    edited = from_yaml(
        f"version: 1\nentity_types: {kinds}\nrelation_types: {relations}\npatterns: {patterns}"
    )
    again = draft_schema(_CITED, version=3, base=edited, settings=DraftSettings())
    settled = without_rejected(again, edited, [first, edited], similarity=DraftSettings().similarity)
    assert not adds_anything(settled, edited)
    assert {kind.name for kind in settled.entity_types} == {kind.name for kind in edited.entity_types}


def test_a_relation_that_was_taken_out_is_not_proposed_between_other_types() -> None:
    first = schema("Person WRITE Book", "Person CITE Book")
    approved = schema("Person WRITE Book")
    draft = schema("Person WRITE Book", "Person CITE Film", "Person SEE Film")
    settled = without_rejected(draft, approved, [first, approved], similarity=0.92)
    assert shown(settled) == {"Person WRITE Book", "Person SEE Film"}
    assert [kind.name for kind in settled.relation_types] == ["SEE", "WRITE"]


def test_what_was_renamed_is_the_same_thing() -> None:
    first = schema("Person WRITE Book", "Person BORN_IN Book")
    approved = schema("Human AUTHOR Book", merged={"Human": "Person", "AUTHOR": "WRITE"})
    draft = schema("Human AUTHOR Book", "Human BORN_IN Book")
    settled = without_rejected(draft, approved, [first, approved], similarity=0.92)
    assert shown(settled) == {"Human AUTHOR Book"}
    assert not adds_anything(settled, approved)


_FOUNDED = ("Ada", "Person", "founded", "Quill Press", "Company")
_COFOUNDED = ("Bo", "Person", "is co-founder of", "Ink House", "Firm")


def _with_vocabulary(*rows: Row, version: int, base: GraphSchema | None = None) -> GraphSchema:
    outcomes = [outcome(number, row) for number, row in enumerate(rows)]
    return draft_schema(
        outcomes, version=version, base=base, settings=DraftSettings(), vocabulary=base_vocabulary()
    )


def test_further_wordings_of_what_is_approved_are_taken_over() -> None:
    approved = _with_vocabulary(_FOUNDED, version=1)
    later = _with_vocabulary(_FOUNDED, _COFOUNDED, version=2, base=approved)
    assert not adds_anything(later, approved)
    widened = with_new_wordings(later, approved, [approved])
    assert widened is not None
    assert (widened.version, widened.patterns) == (2, approved.patterns)
    _, found = outcome(1, _COFOUNDED)
    assert apply_schema(found, approved).triples == ()
    assert [triple.relation for triple in apply_schema(found, widened).triples] == ["FOUNDED_BY"]
    assert with_new_wordings(later, widened, [approved, widened]) is None


def test_a_wording_that_a_person_took_out_is_not_taken_over_again() -> None:
    first = _with_vocabulary(_FOUNDED, _COFOUNDED, version=1)
    kinds = tuple(kind.model_copy(update={"inverted_from": ("FOUND",)}) for kind in first.relation_types)
    approved = first.model_copy(update={"version": 2, "relation_types": kinds})
    later = _with_vocabulary(_FOUNDED, _COFOUNDED, version=3, base=approved)
    assert with_new_wordings(later, approved, [first, approved]) is None
