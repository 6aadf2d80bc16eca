from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.mentions.normalisation import FactRules, NormalisedDocument, normalise
from extraction.mentions.qualifiers import kept_qualifiers
from extraction.schema.vocabulary import base_vocabulary
from schemas.chunk import Chunk
from schemas.document import Language
from schemas.extraction import ChunkExtraction, ExtractedEntity, Triple
from schemas.graph_schema import EntityType, GraphSchema, RelationType
from schemas.ids import LEGAL_FORM, entity_id
from schemas.qualifier import Qualifier
from tests.fakes.values import AT, chunk, document


def chunks(*texts: str, language: Language = "en") -> list[Chunk]:
    return [chunk(text, index, language=language) for index, text in enumerate(texts)]


def named(chunk_id: str, *entities: tuple[str, str], triples: tuple[Triple, ...] = ()) -> ChunkExtraction:
    return ChunkExtraction(
        chunk_id=chunk_id,
        entities=tuple(ExtractedEntity(name=name, type=kind) for name, kind in entities),
        triples=triples,
    )


def said(head: str, relation: str, tail: str, types: tuple[str, str] = ("Person", "Place")) -> Triple:
    return Triple(head=head, head_type=types[0], relation=relation, tail=tail, tail_type=types[1])


def run(
    texts: list[Chunk], *extractions: ChunkExtraction, schema: GraphSchema | None = None
) -> NormalisedDocument:
    return normalise(document(), texts, extractions, schema=schema, extractor="test")


def surfaces(result: NormalisedDocument, type_name: str, key: str) -> list[str]:
    return [
        mention.surface
        for mention in result.graph.mentions
        if (mention.type, mention.key) == (type_name, key)
    ]


def reasons(result: NormalisedDocument) -> list[str]:
    return [dropped.reason for dropped in result.dropped]


def test_a_statement_becomes_evidence_with_the_sentence_that_makes_it() -> None:
    text = "It rained. Ada Lovelace was born in London. She died there."
    result = run(chunks(text), named("c0", triples=(said("Ada Lovelace", "was born in", "London"),)))
    (evidence,) = result.graph.evidence
    assert evidence.phrase == "Ada Lovelace was born in London."
    assert text[evidence.start : evidence.end] == evidence.phrase
    assert evidence.relation == "BORN_IN"
    assert evidence.head_origin == entity_id("ada lovelace")
    assert evidence.tail_origin == entity_id("london")
    assert not result.dropped


def test_a_passive_is_turned_round() -> None:
    text = "DeepMind was acquired by Google in 2014."
    triple = said("DeepMind", "was acquired by", "Google", ("Organization", "Organization"))
    (evidence,) = run(chunks(text), named("c0", triples=(triple,))).graph.evidence
    assert evidence.relation == "ACQUIRE"
    assert evidence.head_origin == entity_id("google")


def test_names_that_a_person_approved_stay_as_they_are() -> None:
    approved = GraphSchema(
        version=7,
        status="approved",
        entity_types=(EntityType(name="film_studio"), EntityType(name="TOWN", merged_from=("Village",))),
        relation_types=(
            RelationType(name="LOCATED_IN", merged_from=("SITS_IN",)),
            RelationType(name="OWNED_BY", inverted_from=("HOLD",)),
        ),
        created_at=AT,
    )
    texts = chunks(
        "Pyra is located in Zell. Pyra sits in Zell. Zell held Pyra. Zell owns Pyra. Pyra joined Zell."
    )
    types = ("film studio", "Village")
    result = run(
        texts,
        named(
            "c0",
            triples=(
                said("Pyra", "LOCATED_IN", "Zell", types),
                said("Pyra", "sits in", "Zell", types),
                said("Pyra", "was located in", "Zell", types),
                said("Zell", "held", "Pyra", types[::-1]),
                said("Zell", "owns", "Pyra", types[::-1]),
                said("Pyra", "joined", "Zell", types),
            ),
        ),
        schema=approved,
    )
    pyra, zell = entity_id("pyra"), entity_id("zell")
    stated = [(piece.head_origin, piece.relation, piece.tail_origin) for piece in result.graph.evidence]
    assert set(stated) == {(pyra, name, zell) for name in ("LOCATED_IN", "OWNED_BY", "JOIN")}
    assert {mention.type for mention in result.graph.mentions} == {"film_studio", "TOWN"}
    assert {piece.schema_version for piece in result.graph.evidence} == {7}


def test_one_name_has_one_type_in_a_document() -> None:
    result = run(
        chunks("Paris is big.", "Paris is old.", "Paris sings."),
        named("c0", ("Paris", "Place")),
        named("c1", ("Paris", "PLACE")),
        named("c2", ("Paris", "Person"), ("Paris", "Thing"), ("Paris", "Thing"), ("Paris", "Thing")),
    )
    assert surfaces(result, "Place", "paris") == ["Paris", "Paris", "Paris"]
    assert len({mention.origin for mention in result.graph.mentions}) == 1


def test_a_person_and_the_company_of_that_name_are_two() -> None:
    text = "Ralph Lauren founded Ralph Lauren Corporation. Lauren was born in the Bronx. Ralph Lauren Corp. (RLC) grew."
    founded = said("Ralph Lauren", "founded", "Ralph Lauren Corporation", types=("Person", "Organization"))
    result = run(
        chunks(text),
        named("c0", ("Ralph Lauren Corp.", "Organization"), ("Lauren", "Person"), triples=(founded,)),
    )
    assert surfaces(result, "Person", "ralph lauren") == ["Ralph Lauren", "Lauren"]
    assert surfaces(result, "Organization", "ralph lauren") == [
        "Ralph Lauren Corporation",
        "Ralph Lauren Corp.",
    ]
    (evidence,) = result.graph.evidence
    assert evidence.head_origin == entity_id("ralph lauren")
    assert evidence.tail_origin == entity_id("ralph lauren", LEGAL_FORM)
    assert not result.dropped


def test_a_company_named_like_a_person_is_another_than_the_person_of_another_document() -> None:
    (mention,) = run(
        chunks("Ralph Lauren Corp. grew."), named("c0", ("Ralph Lauren Corp.", "Thing"))
    ).graph.mentions
    assert mention.origin == entity_id("ralph lauren", LEGAL_FORM)


def test_a_company_named_like_a_person_and_called_by_the_name_alone_is_one() -> None:
    result = run(
        chunks("Jack Martin Ltd. grew. Jack Martin is in Hull."),
        named("c0", ("Jack Martin Ltd.", "Organization"), ("Jack Martin", "Organization")),
    )
    (merge,) = result.graph.merges
    ends = (merge.source_origin, merge.target_origin, merge.rule)
    assert ends == (entity_id("jack martin", LEGAL_FORM), entity_id("jack martin"), "legal form")


def test_a_company_with_and_without_its_legal_form_is_one() -> None:
    result = run(
        chunks("Apple Inc. sells phones. Apple is in Cupertino."),
        named("c0", ("Apple Inc.", "Organization"), ("Apple", "Product")),
    )
    assert surfaces(result, "Organization", "apple") == ["Apple Inc.", "Apple"]


def test_a_surname_takes_the_identity_of_the_only_full_name() -> None:
    texts = chunks("Alan Turing was born in Paddington.", "Turing died in Wilmslow. Dr. Turing was 41.")
    result = run(
        texts,
        named("c0", ("Alan Turing", "Person")),
        named("c1", ("Dr. Turing", "Person"), triples=(said("Turing", "died in", "Wilmslow"),)),
    )
    assert surfaces(result, "Person", "alan turing") == ["Alan Turing", "Turing", "Dr. Turing"]
    assert result.graph.evidence[0].head_origin == entity_id("alan turing")
    assert not result.graph.merges


def test_a_surname_of_two_people_stays_by_itself() -> None:
    texts = chunks("Marie Curie and Pierre Curie met. Curie won.")
    result = run(
        texts, named("c0", ("Marie Curie", "Person"), ("Pierre Curie", "Person"), ("Curie", "Person"))
    )
    assert surfaces(result, "Person", "curie") == ["Curie"]


def test_a_womans_title_before_a_mans_surname_is_another_person() -> None:
    texts = chunks("Walter Ostrom met Lady Ostrom.", "Edith Holm sang. Mrs. Holm bowed.")
    names = ("Walter Ostrom", "Lady Ostrom"), ("Edith Holm", "Mrs. Holm")
    result = run(
        texts, *(named(f"c{i}", *((name, "Person") for name in some)) for i, some in enumerate(names))
    )
    assert surfaces(result, "Person", "walter ostrom") == ["Walter Ostrom"]
    assert surfaces(result, "Person", "edith holm") == ["Edith Holm", "Mrs. Holm"]


def test_a_ruler_a_medal_and_an_aircraft_are_no_short_names() -> None:
    names = ("Edward III", "Edward Street", "Merit Cross", "Merit", "Kestrel Air", "Kestrel")
    result = run(chunks("; ".join(names)), named("c0", *((name, "Person") for name in names)))
    assert len({mention.origin for mention in result.graph.mentions}) == len(names)


def test_a_longer_form_of_the_same_name_is_the_same_person() -> None:
    texts = chunks("Lena Maria Brandvold. Lena Brandvold. L. M. Brandvold. Brandvold.")
    names = ("Lena Maria Brandvold", "Lena Brandvold", "L. M. Brandvold", "Brandvold")
    result = run(texts, named("c0", *((name, "Person") for name in names)))
    assert {mention.key for mention in result.graph.mentions} >= {"lena maria brandvold"}
    assert surfaces(result, "Person", "lena maria brandvold")[:2] == [
        "Lena Maria Brandvold",
        "Lena Brandvold",
    ]


def test_a_defined_acronym_is_the_long_name_here_and_a_proposal_for_elsewhere() -> None:
    text = "The European Space Agency (ESA) met. ESA built a probe in Turin."
    result = run(
        chunks(text),
        named("c0", ("European Space Agency", "Organization"), ("ESA", "Organization")),
        named("c0", triples=(said("ESA", "met in", "Turin", ("Organization", "Place")),)),
    )
    long, short = (entity_id(key) for key in ("european space agency", "esa"))
    assert surfaces(result, "Organization", "european space agency") == ["European Space Agency", "ESA"]
    assert surfaces(result, "Organization", "esa") == ["ESA"]
    (merge,) = result.graph.merges
    assert (merge.source_origin, merge.target_origin, merge.rule) == (short, long, "acronym")
    assert result.graph.evidence[0].head_origin == long


def test_an_undefined_acronym_with_one_fitting_name_is_that_name_and_no_proposal() -> None:
    text = "The European Space Agency met. Then ESA built a probe."
    result = run(
        chunks(text), named("c0", ("European Space Agency", "Organization"), ("ESA", "Organization"))
    )
    assert surfaces(result, "Organization", "european space agency") == ["European Space Agency", "ESA"]
    assert not result.graph.merges


def test_an_acronym_of_two_names_stays_by_itself() -> None:
    text = "The American Bar Association met the American Basketball Association. The ABA won."
    names = ("American Bar Association", "American Basketball Association", "ABA")
    result = run(chunks(text), named("c0", *((name, "Organization") for name in names)))
    assert surfaces(result, "Organization", "aba") == ["ABA"]
    assert not result.graph.merges


def test_a_korean_name_and_its_defined_acronym_are_one() -> None:
    text = "한국과학기술원(KAIST)은 대전에 있다. KAIST는 1971년에 문을 열었다."
    result = run(chunks(text, language="ko"), named("c0", ("한국과학기술원", "Organization")))
    assert surfaces(result, "Organization", "한국과학기술원") == ["한국과학기술원", "KAIST"]
    assert len(result.graph.merges) == 1


def test_what_the_document_does_not_name_is_counted_and_left_out() -> None:
    result = run(chunks("Ada wrote."), named("c0", triples=(said("Ada", "met", "Napoleon"),)))
    assert not result.graph.evidence
    assert reasons(result) == ["not grounded", "not grounded"]
    assert "Napoleon" in result.dropped[0].example


def test_a_name_of_another_chunk_may_stand_in_a_statement() -> None:
    texts = chunks("Ada Lovelace was a mathematician.", "She was born in London.")
    result = run(
        texts,
        named("c0", ("Ada Lovelace", "Person")),
        named("c1", triples=(said("Ada Lovelace", "born in", "London"),)),
    )
    (evidence,) = result.graph.evidence
    assert evidence.chunk_id == "c1"
    assert evidence.phrase == "She was born in London."


def test_bad_names_and_self_loops_are_dropped() -> None:
    texts = chunks("Alan Turing met Turing. He met it.")
    result = run(
        texts,
        named(
            "c0",
            triples=(said("Alan Turing", "met", "Turing", ("Person", "Person")), said("He", "met", "!!!")),
        ),
    )
    assert not result.graph.evidence
    assert sorted(reasons(result)) == ["bad name", "bad name", "bad name", "self loop"]


def test_a_reserved_type_is_renamed() -> None:
    result = run(chunks("The Magna Carta."), named("c0", ("Magna Carta", "Document")))
    assert [mention.type for mention in result.graph.mentions] == ["DocumentEntity"]


def test_a_name_inside_a_longer_one_is_not_counted_again() -> None:
    text = "The Botanical Garden of the University of Vienna is in Vienna."
    names = (
        ("Botanical Garden of the University of Vienna", "Place"),
        ("University of Vienna", "Organization"),
        ("Vienna", "Place"),
    )
    result = run(chunks(text), named("c0", *names))
    assert [mention.surface for mention in result.graph.mentions] == [
        "Botanical Garden of the University of Vienna",
        "University of Vienna",
        "Vienna",
    ]
    assert result.graph.mentions[-1].start == text.rindex("Vienna")


WORDS = st.sampled_from(
    [
        "Alan Turing",
        "Turing",
        "IBM",
        "International Business Machines",
        "(IBM)",
        "세종대왕은",
        "서울",
        "was born in",
        "met",
        ".",
        "\n",
        "A.",
    ]
)
TEXTS = st.lists(st.lists(WORDS, max_size=12).map(" ".join), min_size=1, max_size=3)
NAMES = st.sampled_from(
    [
        "Alan Turing",
        "Turing",
        "turing",
        "IBM",
        "International Business Machines",
        "세종대왕",
        "서울",
        "he",
        "",
        "!",
        "Nobody",
        "A",
    ]
)
TYPES = st.sampled_from(["Person", "Organization", "Place", "Chunk", "", "Thing"])
TRIPLES = st.builds(
    Triple,
    head=NAMES,
    head_type=TYPES,
    relation=st.sampled_from(["met", "was acquired by", "BORN_IN", "", "태어났다"]),
    tail=NAMES,
    tail_type=TYPES,
    start=st.none() | st.integers(-2, 40),
    end=st.none() | st.integers(-2, 40),
)


# No deadline: the first Korean relation loads the analyser.
@settings(deadline=None)
@given(TEXTS, st.lists(st.lists(TRIPLES, max_size=6), min_size=1, max_size=3))
def test_every_span_is_in_its_chunk_and_every_end_is_mentioned(
    texts: list[str], triples: list[list[Triple]]
) -> None:
    parts = chunks(*texts)
    extractions = [named(part.id, triples=tuple(some)) for part, some in zip(parts, triples, strict=False)]
    result = run(parts, *extractions)
    assert run(parts, *reversed(extractions)) == result
    text_of = {part.id: part.text for part in parts}
    for mention in result.graph.mentions:
        assert text_of[mention.chunk_id][mention.start : mention.end] == mention.surface
        assert mention.start < mention.end
        assert mention.origin in {entity_id(mention.key), entity_id(mention.key, LEGAL_FORM)}
    mentioned = {mention.origin for mention in result.graph.mentions}
    for evidence in result.graph.evidence:
        assert text_of[evidence.chunk_id][evidence.start : evidence.end] == evidence.phrase
        assert {evidence.head_origin, evidence.tail_origin} <= mentioned
        assert evidence.head_origin != evidence.tail_origin
    for merge in result.graph.merges:
        assert {merge.source_origin, merge.target_origin} <= mentioned


def held(relation: str, *qualifiers: tuple[str, str], confidence: float = 1.0) -> Triple:
    return said("Ada King", relation, "Halden Bank", ("Person", "Company")).model_copy(
        update={
            "qualifiers": tuple(Qualifier(name=name, value=value) for name, value in qualifiers),
            "confidence": confidence,
        }
    )


def test_two_wordings_of_a_circumstance_have_one_identity_and_two_terms_of_office_have_two() -> None:
    text = "Ada King led Halden Bank from 1 March 1999 and from March 1, 1999; and in 2003."
    found = (
        held("LEADS", ("start", "1 March 1999")),
        held("LEADS", ("start", "March 1, 1999")),
        held("LEADS", ("start", "in 2003"), ("role", "the Director")),
    )
    result = run(chunks(text), named("c0", triples=found))
    assert [tuple(one.identity for one in piece.qualifiers) for piece in result.graph.evidence] == [
        ("start: 1999-03-01",),
        ("start: 1999-03-01",),
        ("role: director", "start: 2003"),
    ]


def test_a_circumstance_that_the_vocabulary_does_not_allow_is_counted_and_the_fact_is_kept() -> None:
    found = held("LEADS", ("score", "2"), ("start", "1999"))
    kept, dropped = kept_qualifiers(found, "LEADS", base_vocabulary())
    assert [one.name for one in kept] == ["start"]
    assert [one.reason for one in dropped] == ["qualifier not in vocabulary"]
    everything, none = kept_qualifiers(found, "LEADS", None)
    assert len(everything) == len(found.qualifiers)
    assert none == []


def test_what_is_not_sure_enough_is_left_out_and_of_one_statement_the_surest_counts() -> None:
    text = "Ada King led Halden Bank."
    found = (held("LEADS", confidence=0.4), held("LEADS", confidence=0.6), held("OWNS", confidence=0.2))
    result = normalise(
        document(),
        chunks(text),
        [named("c0", triples=found)],
        schema=None,
        extractor="test",
        rules=FactRules(least_confidence=0.3),
    )
    (piece,) = result.graph.evidence
    assert piece.confidence == 0.6
    assert reasons(result) == ["not sure enough"]


def test_a_day_is_one_entity_in_whatever_words() -> None:
    texts = chunks("Ada was born on 1 March 1999.", "1999년 3월 1일에 태어난 Ada.")
    found = [
        named("c0", triples=(said("Ada", "born on", "1 March 1999", ("Person", "Date")),)),
        named("c1", triples=(said("Ada", "born on", "1999년 3월 1일", ("Person", "Date")),)),
    ]
    result = run(texts, *found)
    assert len({mention.origin for mention in result.graph.mentions}) == len(("Ada", "the day"))
