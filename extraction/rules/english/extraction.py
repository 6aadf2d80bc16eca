"""Entities and triples of English chunks, without a language model."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from extraction.lexicon.noun_types import type_of_noun
from extraction.rules.english.asides import owner_of
from extraction.rules.english.bracket_text import asides
from extraction.rules.english.confidence import confidence_of, signals_of
from extraction.rules.english.discourse import Discourse
from extraction.rules.english.labels import CONCEPT, NAME_LABELS, PERSON, UNKNOWN_NAME
from extraction.rules.english.nominals import Nominals
from extraction.rules.english.pipeline import parse, parse_with_name
from extraction.rules.english.reading import Reading, Resolve, Statement
from extraction.rules.english.signatures import types_by_relations
from extraction.rules.english.statements import statements
from extraction.rules.english.tables import is_table
from extraction.rules.english.topic import find_topic, is_taken_apart, name_in_title
from extraction.rules.english.type_evidence import gather_types
from kg.text.english_lemma import noun_lemma
from kg.text.lemma import relation_lemma
from kg.text.name_key import NameForm
from kg.text.sentences import sentence_spans
from schemas.extraction import ChunkExtraction, ChunkToExtract, Dropped, ExtractedEntity, Triple

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_UNRESOLVED = "unresolved pronoun"
_KINDS = frozenset({("is", "a"), ("become",), ("remain",)})
_MIN_SENTENCE_CHARS = 8
_MAX_SENTENCE_CHARS = 2_000

Span = tuple[int, int]


def extract_english(tasks: Sequence[ChunkToExtract]) -> Iterator[ChunkExtraction]:
    """One extraction for each task, in order; all sentences go through the pipeline together."""
    sentences = [_sentences(task) for task in tasks]
    docs = parse(
        text for own in sentences for each in own for text in (each.text, *(text for _, text in each.asides))
    )
    for task, own in zip(tasks, sentences, strict=True):
        yield _of_chunk(task, own, [[next(docs) for _ in (each.text, *each.asides)] for each in own])


class _Sentence(NamedTuple):
    """A sentence of the chunk, with what stands in its brackets and where the parsed sentence leaves these out."""

    span: Span
    text: str
    asides: list[tuple[int, str]]


def _sentences(task: ChunkToExtract) -> list[_Sentence]:
    """Sentences worth parsing: no bare marks, and no endless lines (tables, code)."""
    spans = sentence_spans(task.chunk.text, task.chunk.language)
    texts = ((span, task.chunk.text[span[0] : span[1]]) for span in spans)
    return [
        _Sentence(span, text, asides(text.replace("\n", " ")))
        for span, text in texts
        if _MIN_SENTENCE_CHARS <= len(text) <= _MAX_SENTENCE_CHARS and not is_table(text)
    ]


def _of_chunk(task: ChunkToExtract, sentences: list[_Sentence], parsed: "list[list[Doc]]") -> ChunkExtraction:
    title = name_in_title(task.document_title, [own[0] for own in parsed])
    seen = _recognised([own[0] for own in parsed], title)
    docs = _with_title_as_name([own[0] for own in parsed], title)
    parsed = [[doc, *own[1:]] for doc, own in zip(docs, parsed, strict=True)]
    untyped = [
        _reading(sentence, own, partial(Nominals, title=title), lambda _: _open)
        for sentence, own in zip(sentences, parsed, strict=True)
    ]
    evidence = gather_types(untyped, task.document_title)
    for type_name in seen:
        evidence.mention(title or "", type_name)
    decided, ambiguous = evidence.decide(), evidence.ambiguous()
    if weak := {**evidence.weak(), **{form: decided[form] for form in ambiguous}}:
        open_types = {form: UNKNOWN_NAME if form in weak else name for form, name in decided.items()}
        first = _read(task, title, sentences, parsed, open_types)
        weak = {form: decided.get(form, name) for form, name in weak.items()}
        decided = {**decided, **types_by_relations((each for each, _ in first.statements), weak, ambiguous)}
    read = _read(task, title, sentences, parsed, decided)
    triples = dict.fromkeys(_triple(statement, span) for statement, span in read.statements)
    return ChunkExtraction(
        chunk_id=task.chunk.id,
        entities=tuple(_entities(read.nominals, list(triples))),
        triples=tuple(triples),
        dropped=tuple(Dropped(reason=_UNRESOLVED, example=words) for words in read.unresolved),
    )


class _Read(NamedTuple):
    """What was read in the sentences of a chunk."""

    statements: list[tuple[Statement, Span]]
    nominals: list[Nominals]
    unresolved: list[str]


def _read(
    task: ChunkToExtract,
    title: str | None,
    sentences: list[_Sentence],
    parsed: "list[list[Doc]]",
    types: Mapping[NameForm, str],
) -> _Read:
    """The statements of the sentences, in their order, with names of these types."""
    named = partial(Nominals, title=title, types=types)
    docs = [own[0] for own in parsed]
    opening = task.chunk.index == 0
    topic = find_topic(title or task.document_title, docs, [named(doc) for doc in docs], opening=opening)
    discourse = Discourse(topic)
    read = _Read([], [], discourse.unresolved)
    for sentence, own in zip(sentences, parsed, strict=True):
        reading = _reading(sentence, own, named, lambda names: partial(discourse.resolve, nominals=names))
        read.statements.extend((statement, sentence.span) for statement in statements(reading))
        read.nominals.extend(each.nominals for each in (reading, *reading.asides))
        discourse.read(reading.nominals, reading)
    return read


def _open(_: "Token") -> None:
    """What a pronoun refers to before the types are known."""


def _reading(
    sentence: _Sentence,
    docs: "Sequence[Doc]",
    name: Callable[["Doc"], Nominals],
    resolve: Callable[[Nominals], Resolve],
) -> Reading:
    """The sentence, the first of the documents, with its brackets, the others."""
    doc, *inner = docs
    nominals = name(doc)
    reading = Reading(doc, nominals, resolve(nominals))
    for (place, _), aside in zip(sentence.asides, inner, strict=True):
        names = name(aside)
        owner = owner_of(nominals, doc.text, place)
        reading.asides.append(Reading(aside, names, resolve(names), owner=owner))
    return reading


def _recognised(docs: "list[Doc]", title: str | None) -> list[str]:
    """As what the recogniser saw the title, which it no longer does where that is read as one word."""
    return [
        NAME_LABELS[entity.label_]
        for doc in docs
        for entity in doc.ents
        if entity.text == title and entity.label_ in NAME_LABELS and is_taken_apart(doc, title)
    ]


def _with_title_as_name(docs: "list[Doc]", title: str | None) -> "list[Doc]":
    """The documents; where the parser took the title apart, it is parsed again as one word."""
    if title is None:
        return docs
    broken = [index for index, doc in enumerate(docs) if is_taken_apart(doc, title)]
    again = parse_with_name([docs[index].text for index in broken], title)
    repaired = dict(zip(broken, again, strict=True))
    return [repaired.get(index, doc) for index, doc in enumerate(docs)]


def _entities(nominals: list[Nominals], triples: list[Triple]) -> dict[ExtractedEntity, None]:
    """All names, and what else is in a triple, each once, in the order of the text."""
    entities = {
        ExtractedEntity(name=name.text, type=name.type): None for each in nominals for name in each.names()
    }
    for triple in triples:
        entities[ExtractedEntity(name=triple.head, type=triple.head_type)] = None
        entities[ExtractedEntity(name=triple.tail, type=triple.tail_type)] = None
    return entities


def _type_of_concept(noun_phrase: str) -> str:
    """The type of what a phrase without a name refers to; one person goes by an occupation, several are a group."""
    type_name = type_of_noun(noun_phrase)
    if type_name != PERSON:
        return type_name or CONCEPT
    last = noun_phrase.rsplit(maxsplit=1)[-1].lower()
    return "Group" if noun_lemma(last) not in {last, None} else CONCEPT


def _triple(statement: Statement, span: Span) -> Triple:
    # In upper case the words are taken as the dictionary forms they are ("found" of "to found").
    relation = relation_lemma("_".join(statement.relation).upper()).name
    head, tail = statement.head, statement.tail
    if tail.kind == "concept" and statement.relation not in _KINDS:
        tail = replace(tail, type=_type_of_concept(tail.text))
    signals = signals_of(statement._replace(tail=tail))
    return Triple(
        head=head.text,
        head_type=head.type,
        relation=relation,
        tail=tail.text,
        tail_type=tail.type,
        phrase=statement.phrase,
        start=span[0],
        end=span[1],
        qualifiers=statement.qualifiers,
        signals=signals,
        confidence=confidence_of(signals),
    )
