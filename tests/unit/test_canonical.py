"""Open wordings brought to the relation types of the vocabulary."""

import pytest

from extraction.schema.canonical import Canonicaliser
from extraction.schema.vocabulary import Vocabulary, base_vocabulary, find_vocabulary
from kg.text.lemma import relation_lemma
from schemas.document import Language

GENERAL = Canonicaliser(find_vocabulary("general") or Vocabulary(entity_types={}, relation_types={}))


@pytest.fixture(scope="module")
def canonicaliser() -> Canonicaliser:
    return Canonicaliser(base_vocabulary())


def read(
    canonicaliser: Canonicaliser, head: str, wording: str, tail: str, language: Language = "en"
) -> str | None:
    """The relation of "head wording tail", with "<" before it where it reads from tail to head."""
    found = canonicaliser.relation(head, relation_lemma(wording, language), tail)
    return None if found is None else f"<{found.name}" if found.inverted else found.name


@pytest.mark.parametrize(
    ("head", "wording", "tail", "expected"),
    [
        ("Company", "was founded by", "Person", "FOUNDED_BY"),
        ("Person", "founded", "Company", "<FOUNDED_BY"),
        ("Person", "is the founder of", "Organization", "<FOUNDED_BY"),
        ("Organization", "was founded in", "Date", "ESTABLISHED_ON"),
        ("Organization", "was founded in", "Place", "FOUNDED_IN"),
        ("Person", "was born in", "Date", "BORN_ON"),
        ("Person", "was born in", "City", "BORN_IN"),
        ("Person", "directed", "Film", "<DIRECTED_BY"),
        ("Film", "directed by", "Person", "DIRECTED_BY"),
        ("Person", "is the mother of", "Person", "<CHILD_OF"),
        ("Album", "studio album by", "Band", "PERFORMED_BY"),
        ("Place", "located in town of", "Place", "LOCATED_IN"),
        ("Person", "won", "Award", "RECEIVED_AWARD"),
        ("Person", "won", "Competition", "WON"),
        ("Person", "PARENT_OF", "Person", "<CHILD_OF"),
        ("Person", "served as president of", "Country", "LEADS"),
        ("Person", "married actress", "Person", "SPOUSE_OF"),
        ("Film", "was followed by", "Film", "SUCCEEDED_BY"),
        ("Team", "signed", "Person", "<SIGNED_TO"),
        ("Person", "played", "Concept", "PLAYS"),
        ("Structure", "is listed on", "Organization", "LISTED_ON"),
        ("Person", "was born around", "Date", "BORN_ON"),
        ("Film", "was edited by", "Person", "EDITED_BY"),
        ("Person", "from", "Country", "CITIZEN_OF"),
        ("Person", "from", "City", "LIVED_IN"),
    ],
)
def test_words_types_and_direction_decide(
    canonicaliser: Canonicaliser, head: str, wording: str, tail: str, expected: str
) -> None:
    assert read(canonicaliser, head, wording, tail) == expected


@pytest.mark.parametrize(
    ("head", "wording", "tail"),
    [
        ("Person", "was founded in", "Date"),
        ("Date", "was born in", "Place"),
        ("Person", "facilitated success of", "Person"),
        ("Place", "did not border", "Place"),
        ("Person", "never played in", "Organization"),
        ("Person", "nearly competed at", "Competition"),
        ("Company", "hold at", "Structure"),
        ("GovernmentBody", "serves as", "Concept"),
        ("Organization", "opened in", "Country"),
        ("Person", "is the son of the king of", "Country"),
        ("Product", "was followed by", "Country"),
        ("Thing", "was born in", "Organization"),
    ],
)
def test_what_fits_no_type_or_no_wording_stays_open(
    canonicaliser: Canonicaliser, head: str, wording: str, tail: str
) -> None:
    assert read(canonicaliser, head, wording, tail) is None


@pytest.mark.parametrize(
    ("head", "wording", "tail", "expected"),
    [
        ("Person", "태어나다", "Date", "BORN_ON"),
        ("Thing", "태어났다", "Place", "BORN_IN"),
        ("Person", "설립하다", "Organization", "<FOUNDED_BY"),
        ("Organization", "에 의해 설립되었다", "Person", "FOUNDED_BY"),
        ("City", "수도", "Country", "CAPITAL_OF"),
        ("Book", "등재되다", "Award", "RECEIVED_AWARD"),
        ("Company", "상장되다", "Organization", "LISTED_ON"),
    ],
)
def test_korean_words_come_to_the_same_types(
    canonicaliser: Canonicaliser, head: str, wording: str, tail: str, expected: str
) -> None:
    assert read(canonicaliser, head, wording, tail, "ko") == expected


def test_a_canonical_name_stays_what_it_is(canonicaliser: Canonicaliser) -> None:
    for name, relation in base_vocabulary().relation_types.items():
        lemma = relation_lemma(name)
        found = canonicaliser.relation(relation.head[0], lemma, relation.tail[0])
        assert found is not None, name
        assert (found.name, found.inverted) == (name, False), name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("movie", "Film"),
        ("HumanBeing", None),
        ("University", "School"),
        ("work_of_art", "Work"),
        ("Film", "Film"),
    ],
)
def test_entity_types_are_known_by_their_other_names(
    canonicaliser: Canonicaliser, name: str, expected: str | None
) -> None:
    assert canonicaliser.entity_type(name) == expected


def test_of_two_relations_that_are_inverse_the_first_is_used_for_both() -> None:
    ends = {"definition": "", "head": ["Person"], "tail": ["Person"]}
    found = Vocabulary.model_validate(
        {
            "entity_types": {"Person": {"definition": ""}},
            "relation_types": {
                "CHILD_OF": {**ends, "triggers": ["son of"], "inverse_of": "PARENT_OF"},
                "PARENT_OF": {**ends, "triggers": ["mother of"], "inverse_triggers": ["born to"]},
                "TEACHER_OF": {**ends, "triggers": ["taught"]},
                "STUDENT_OF": {**ends, "triggers": ["studied under"], "inverse_of": "TEACHER_OF"},
            },
        }
    )
    both = Canonicaliser(found)
    told = (
        "son of",
        "mother of",
        "born to",
        "PARENT_OF",
        "CHILD_OF",
        "studied under",
        "taught",
        "STUDENT_OF",
    )
    assert [read(both, "Person", wording, "Person") for wording in told] == [
        "CHILD_OF",
        "<CHILD_OF",
        "CHILD_OF",
        "<CHILD_OF",
        "CHILD_OF",
        "<TEACHER_OF",
        "TEACHER_OF",
        "<TEACHER_OF",
    ]


@pytest.mark.parametrize(
    ("head", "wording", "tail", "expected"),
    [
        ("Company", "was founded by", "Person", "FOUNDED_BY"),
        ("Country", "invaded", "Country", "ATTACKED"),
        ("Country", "was invaded by", "Country", "<ATTACKED"),
        ("Person", "scolded", "Person", "OPPOSES"),
        ("Person", "performed in", "Date", "DATED"),
        ("Person", "performed in", "City", "PRESENT_IN"),
        ("Person", "described as", "Concept", "SERVES_AS"),
        ("Work", "was fought near", "Place", "HELD_IN"),
        ("Film", "executive producer", "Person", "PRODUCED_BY"),
        ("Periodical", "current editor-in-chief is", "Person", "EDITED_BY"),
        ("Person", "has brothers", "Person", "<SIBLING_OF"),
        ("Person", "salary", "Quantity", "HAS_NUMBER"),
        ("Person", "explored for", "Country", "AIMED_AT"),
        ("Region", "was renamed as", "Region", "ALSO_KNOWN_AS"),
        ("City", "contained in", "Region", "PRESENT_IN"),
        ("City", "in", "Country", "IN_TERRITORY"),
        ("City", "is located in", "Region", "IN_TERRITORY"),
        ("Structure", "is located in", "City", "LOCATED_IN"),
    ],
)
def test_a_vocabulary_that_generalises_takes_what_no_wording_names(
    head: str, wording: str, tail: str, expected: str
) -> None:
    found = GENERAL.nearest(head, relation_lemma(wording), tail)
    assert found is not None
    assert f"{'<' * found.inverted}{found.name}" == expected
    assert GENERAL.may_join(*((tail, found.name, head) if found.inverted else (head, found.name, tail)))


@pytest.mark.parametrize(
    ("head", "wording", "tail"),
    [
        ("Person", "did not invade", "Country"),
        ("Person", "received an invitation from", "Band"),
        ("Country", "lost interest in", "Concept"),
        ("Date", "was born in", "Place"),
    ],
)
def test_what_falls_to_no_class_stays_open(head: str, wording: str, tail: str) -> None:
    assert GENERAL.nearest(head, relation_lemma(wording), tail) is None


def test_the_base_generalises_nothing(canonicaliser: Canonicaliser) -> None:
    assert canonicaliser.nearest("Country", relation_lemma("invaded"), "Country") is None
    assert canonicaliser.nearest("Work", relation_lemma("was fought near"), "Place") is None


@pytest.mark.parametrize(
    ("vocabulary", "head", "wording", "tail", "expected"),
    [
        ("film-music", "Film", "screenplay by", "Person", "SCREENPLAY_BY"),
        ("film-music", "Person", "played", "Character", "PORTRAYS"),
        ("film-music", "Character", "was voiced by", "Person", "<PORTRAYS"),
        ("film-music", "Song", "is the lead single from", "Album", "TRACK_ON"),
        ("film-music", "Film", "grossed", "Quantity", "EARNED"),
        ("film-music", "Person", "연주하다", "Instrument", "PLAYS_INSTRUMENT"),
        ("film-music", "Film", "directed by", "Person", "DIRECTED_BY"),
        ("companies", "Company", "is a wholly owned subsidiary of", "Company", "SUBSIDIARY_OF"),
        ("companies", "Person", "is the chief executive officer of", "Bank", "CHIEF_EXECUTIVE_OF"),
        ("companies", "Investor", "invested in", "Company", "INVESTED_IN"),
        ("companies", "Company", "went bankrupt in", "Date", "WENT_BANKRUPT_ON"),
        ("companies", "Company", "상장되다", "StockExchange", "LISTED_AT"),
        ("companies", "Company", "was founded by", "Person", "FOUNDED_BY"),
    ],
)
def test_vocabularies_of_a_domain_know_its_words(
    vocabulary: str, head: str, wording: str, tail: str, expected: str
) -> None:
    known = find_vocabulary(vocabulary)
    assert known is not None
    assert read(Canonicaliser(known), head, wording, tail) == expected
