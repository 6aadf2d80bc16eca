"""Entities and triples of Korean chunks, without a language model."""

from extraction.rules.korean.nominals import KoreanNominal, nominals
from extraction.rules.korean.statements import KoreanStatement, statements
from kg.text.korean import morphemes
from kg.text.lemma import relation_lemma
from kg.text.sentences import sentence_spans
from schemas.extraction import ChunkExtraction, ChunkToExtract, Dropped, ExtractedEntity, Triple

_UNRESOLVED = "unresolved pronoun"
_MAX_SENTENCE_CHARS = 2_000
_PERSON_VERBS = frozenset(
    {
        "태어나다",
        "사망하다",
        "결혼하다",
        "졸업하다",
        "입학하다",
        "저술하다",
        "발명하다",
        "공부하다",
        "은퇴하다",
        "유학하다",
    }
)
_PLACE_VERBS = frozenset({"태어나다", "위치하다", "이주하다", "사망하다", "살다"})
_PERSON_NOUNS = (
    "학자",
    "자",
    "가",
    "인",
    "왕",
    "회장",
    "사장",
    "의장",
    "총장",
    "가수",
    "배우",
    "교수",
    "장군",
    "대통령",
    "총리",
    "감독",
    "선수",
)
_NOT_PERSONS = ("국가", "대가", "증가", "의자", "전자", "숫자", "문자", "원인", "법인")
_UNKNOWN = "Thing"


def extract_korean(task: ChunkToExtract) -> ChunkExtraction:
    """Names and statements of the chunk; few, but such that particles and verbs leave little doubt."""
    names: list[KoreanNominal] = []
    found: list[tuple[KoreanStatement, tuple[int, int]]] = []
    dropped: list[Dropped] = []
    topic: KoreanNominal | None = None
    for start, end in sentence_spans(task.chunk.text, "ko"):
        if end - start > _MAX_SENTENCE_CHARS:
            continue
        sentence = task.chunk.text[start:end]
        parsed = morphemes(sentence)
        own = nominals(sentence, parsed)
        names.extend(nominal for nominal in own if nominal.kind == "name")
        if topic is None:
            topic = next(
                (nominal for nominal in own if nominal.role == "topic" and nominal.kind == "name"), None
            )
            if topic is not None and not _may_be_person(topic, task.document_title):
                topic = None
        dropped.extend(_unresolved(own, topic, sentence))
        found.extend((statement, (start, end)) for statement in statements(parsed, own, topic))
    return _extraction(task, names, found, dropped)


def _may_be_person(topic: KoreanNominal, title: str) -> bool:
    """Only what the document is about keeps its pronoun over several sentences."""
    return topic.type in {"Person", _UNKNOWN} and (topic.text in title or title in topic.text)


def _unresolved(own: list[KoreanNominal], topic: KoreanNominal | None, sentence: str) -> list[Dropped]:
    pronouns = [nominal for nominal in own if nominal.kind == "pronoun"]
    return [Dropped(reason=_UNRESOLVED, example=sentence[:80]) for _ in pronouns if topic is None]


def _extraction(
    task: ChunkToExtract,
    names: list[KoreanNominal],
    found: list[tuple[KoreanStatement, tuple[int, int]]],
    dropped: list[Dropped],
) -> ChunkExtraction:
    types = _types(names, [statement for statement, _ in found])
    triples = dict.fromkeys(_triple(statement, span, types) for statement, span in found)
    entities = dict.fromkeys(ExtractedEntity(name=name.text, type=types[name.text]) for name in names)
    for triple in triples:
        entities[ExtractedEntity(name=triple.head, type=triple.head_type)] = None
        entities[ExtractedEntity(name=triple.tail, type=triple.tail_type)] = None
    return ChunkExtraction(
        chunk_id=task.chunk.id, entities=tuple(entities), triples=tuple(triples), dropped=tuple(dropped)
    )


def _types(names: list[KoreanNominal], found: list[KoreanStatement]) -> dict[str, str]:
    """The type of each name by its ending, else by the verbs that only persons do or places have."""
    types = {name.text: name.type for name in names}
    for head, relation, tail, _ in found:
        is_person = relation in _PERSON_VERBS or (relation == "IS_A" and _is_person_noun(tail.text))
        if types.get(head.text) == _UNKNOWN and is_person:
            types[head.text] = "Person"
        if types.get(tail.text) == _UNKNOWN and relation in _PLACE_VERBS and tail.role == "place":
            types[tail.text] = "Place"
    return types


def _is_person_noun(noun: str) -> bool:
    return noun.endswith(_PERSON_NOUNS) and not noun.endswith(_NOT_PERSONS)


def _triple(statement: KoreanStatement, span: tuple[int, int], types: dict[str, str]) -> Triple:
    head, relation, tail, phrase = statement
    return Triple(
        head=head.text,
        head_type=types.get(head.text, head.type),
        relation=relation_lemma(relation, "ko").name,
        tail=tail.text,
        tail_type=types.get(tail.text, tail.type),
        phrase=phrase,
        start=span[0],
        end=span[1],
    )
