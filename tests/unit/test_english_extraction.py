import pytest

from extraction.rules.english.extraction import extract_english
from schemas.extraction import ChunkExtraction
from tests.fakes.values import task

pytestmark = pytest.mark.slow

Said = tuple[str, str, str]


def extract(text: str, title: str = "", index: int = 0) -> ChunkExtraction:
    (extraction,) = extract_english([task(text, index, title=title)])
    return extraction


def said(text: str, title: str = "") -> set[Said]:
    return {(triple.head, triple.relation, triple.tail) for triple in extract(text, title).triples}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Lovelace worked at Cambridge University in 1843.", ("Ada Lovelace", "WORK_AT", "Cambridge University")),
        ("Instagram was acquired by Facebook in 2012.", ("Facebook", "ACQUIRE", "Instagram")),
        ("Alan Turing was born in London.", ("Alan Turing", "BORN_IN", "London")),
        ("Alan Turing was a British mathematician.", ("Alan Turing", "IS_A", "British mathematician")),
        ("George Washington was the first president of the United States.", ("George Washington", "PRESIDENT_OF", "United States")),
        ("Paul Allen, the founder of Microsoft, died in Seattle.", ("Paul Allen", "FOUNDER_OF", "Microsoft")),
        ("Bill Gates and Paul Allen founded Microsoft.", ("Paul Allen", "FOUND", "Microsoft")),
        ("Google bought YouTube and DeepMind.", ("Google", "BUY", "DeepMind")),
        ("Marie Curie, who won the Nobel Prize in 1903, lived in Paris.", ("Marie Curie", "WIN", "Nobel Prize")),
        ("The mathematician Alan Turing worked in Manchester.", ("Alan Turing", "WORK_IN", "Manchester")),
        ("The capital of France is Paris.", ("Paris", "CAPITAL_OF", "France")),
        ("Avatar is a 2009 film directed by James Cameron.", ("James Cameron", "DIRECT", "Avatar")),
        ("Alan Turing did not work in Berlin.", ("Alan Turing", "NOT_WORK_IN", "Berlin")),
        ("Ada Lovelace (10 December 1815 – 27 November 1852) wrote notes.", ("Ada Lovelace", "BORN_ON", "10 December 1815")),
        ("Ada Lovelace (10 December 1815 – 27 November 1852) wrote notes.", ("Ada Lovelace", "DIE_ON", "27 November 1852")),
        ("The airport lies near Honolulu, Hawaii.", ("Honolulu", "LOCATE_IN", "Hawaii")),
    ],
)  # fmt: skip
def test_a_sentence_says(text: str, expected: Said) -> None:
    assert expected in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Did Google buy YouTube?",
        "Google may buy YouTube.",
        "If Google bought YouTube, Apple would protest.",
        "Apple wants to buy Tesla.",
    ],
)
def test_questions_wishes_and_conditions_state_nothing(text: str) -> None:
    assert not {fact for fact in said(text) if fact[1] == "BUY"}


@pytest.mark.parametrize(
    "text",
    [
        "Google almost bought YouTube in 2006.",
        "Google nearly bought YouTube.",
        "Google hardly bought YouTube.",
        "Google allegedly bought YouTube.",
        "If Chad Hurley had agreed, Google would have bought YouTube.",
        "Google would buy YouTube if Chad Hurley agreed.",
        "Had Google bought YouTube, Apple would have protested.",
        "Without Google buying YouTube, Apple would have bought YouTube.",
        "Google is going to buy YouTube.",
        "It is not true that Google bought YouTube.",
        "It is false that Google bought YouTube.",
        "There is no evidence that Google bought YouTube.",
        "Rumors that Google bought YouTube were false.",
        "The claim that Google bought YouTube is disputed.",
        "Google or Apple bought YouTube in 2006.",
        "Google bought YouTube or DeepMind.",
        "Google bought neither YouTube nor DeepMind.",
        "Google bought no company in France.",
    ],
)
def test_doubts_denials_and_choices_state_nothing(text: str) -> None:
    assert not {fact for fact in said(text) if fact[1].startswith("BUY")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Microsoft no longer owns Nokia.", {("Microsoft", "NOT_OWN", "Nokia")}),
        ("Microsoft did not buy or sell Skype.", {("Microsoft", "NOT_SELL", "Skype"), ("Microsoft", "NOT_BUY", "Skype")}),
        ("Alan Turing did not start working at Google.", {("Alan Turing", "NOT_WORK_AT", "Google")}),
        ("Not Edison but Tesla invented the induction motor.", {("Tesla", "INVENT", "induction motor")}),
        ("Yahoo was founded not by Bill Gates but by Jerry Yang.", {("Jerry Yang", "FOUND", "Yahoo")}),
        ("Microsoft bought Skype, not Nokia.", {("Microsoft", "BUY", "Skype")}),
        ("Microsoft bought not only Skype but also Nokia.", {("Microsoft", "BUY", "Skype")}),
        ("In 1975 Bill Gates would found Microsoft.", {("Bill Gates", "FOUND", "Microsoft")}),
        ("Alan Turing visited Constantinople, or Istanbul.", {("Alan Turing", "VISIT", "Constantinople")}),
        ("Audrey Williams or Audrey Davies was a Welsh archaeologist.", {("Audrey Williams", "IS_A", "Welsh archaeologist")}),
        ("Yahoo was never bought by Microsoft or Google.", {("Microsoft", "NOT_BUY", "Yahoo")}),
    ],
)  # fmt: skip
def test_what_is_denied_and_what_is_not(text: str, expected: set[Said]) -> None:
    assert {fact for fact in said(text) if not fact[2].isdigit()} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ralph Lauren founded Ralph Lauren Corporation.", ("Ralph Lauren", "FOUND", "Ralph Lauren Corporation")),
        ("Calvin Klein left Calvin Klein Inc. in 2003.", ("Calvin Klein", "LEAVE", "Calvin Klein Inc.")),
    ],
)  # fmt: skip
def test_a_founder_and_the_company_of_that_name_are_two(text: str, expected: Said) -> None:
    extraction = extract(text)
    assert expected in {(triple.head, triple.relation, triple.tail) for triple in extraction.triples}
    types = {entity.name: entity.type for entity in extraction.entities}
    assert (types[expected[0]], types[expected[2]]) == ("Person", "Company")


def test_a_pronoun_stands_for_the_subject_of_the_document() -> None:
    text = "Alan Turing was born in London. He studied at Princeton University. His mother lived in India."
    facts = said(text, title="Alan Turing")
    assert ("Alan Turing", "STUDY_AT", "Princeton University") in facts


def test_a_pronoun_that_may_be_two_people_is_dropped_and_counted() -> None:
    text = "The meeting of Alan Turing and Kurt Gödel was long. He later moved to Manchester."
    extraction = extract(text, title="A meeting")
    assert not [triple for triple in extraction.triples if triple.tail == "Manchester"]
    assert [dropped.reason for dropped in extraction.dropped] == ["unresolved pronoun"]


def test_the_film_is_the_film_that_the_document_is_about() -> None:
    text = "Avatar is a 2009 American film. The film was directed by James Cameron."
    assert ("James Cameron", "DIRECT", "Avatar") in said(text, title="Avatar (2009 film)")


def test_a_title_that_reads_like_a_clause_is_a_name() -> None:
    text = "Live Like You Were Dying is an album by Tim McGraw."
    assert ("Live Like You Were Dying", "ALBUM_BY", "Tim McGraw") in said(
        text, title="Live Like You Were Dying"
    )


def test_what_a_thing_is_called_decides_its_type() -> None:
    extraction = extract(
        "Iron Maiden is a British heavy metal band. Iron Maiden toured Japan.", "Iron Maiden"
    )
    assert ("Iron Maiden", "Band") in {(entity.name, entity.type) for entity in extraction.entities}
    assert ("Japan", "Place") in {(entity.name, entity.type) for entity in extraction.entities}


def test_every_name_and_sentence_stands_in_the_text() -> None:
    text = "Alan Turing\nAlan Turing was born in London. He worked\nat Bletchley Park in 1940.\n\n- He wrote papers."
    extraction = extract(text, "Alan Turing")
    assert extraction.triples
    for triple in extraction.triples:
        assert triple.start is not None
        assert triple.end is not None
        sentence = text[triple.start : triple.end]
        assert triple.tail in sentence.replace("\n", " ")
        assert sentence == sentence.strip()
    assert {entity.name for entity in extraction.entities} >= {"Alan Turing", "London", "Bletchley Park"}


def test_numbers_and_vague_times_are_no_entities() -> None:
    names = {
        entity.name for entity in extract("Apple sold 300 phones today for $5 million last year.").entities
    }
    assert names == {"Apple"}


def test_an_empty_chunk_has_an_empty_extraction() -> None:
    assert extract("") == ChunkExtraction(chunk_id="c0")


@pytest.mark.parametrize(
    ("text", "title", "name", "expected"),
    [
        ("The town of Orvella lies in Umbria.", "", "Orvella", "City"),
        ("Tamsin Orrell, who was born in Leeds, sings.", "", "Tamsin Orrell", "Person"),
        ("In 2004 Orrell joined the club. She left it in 2007.", "Tamsin Orrell", "Orrell", "Person"),
        (
            "Chuck Messer (engineer) and Nick Blair (designer) work at Microsoft.",
            "",
            "Chuck Messer",
            "Person",
        ),
        ("Kassel is large. They met at Kassel in 1761.", "", "Kassel", "City"),
        ("Leo Ferris played for the national team.", "", "national team", "Team"),
        ("Leo Ferris became a chemist.", "", "chemist", "Concept"),
        ('Leo Ferris wrote "Ozmir Takh" in 1931.', "", "Ozmir Takh", "Work"),
    ],
)
def test_what_sentences_and_lexicons_tell_of_types(text: str, title: str, name: str, expected: str) -> None:
    assert {entity.name: entity.type for entity in extract(text, title).entities}.get(name) == expected
