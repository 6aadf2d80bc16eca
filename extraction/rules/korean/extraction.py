"""Entities and triples of Korean chunks, without a language model."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extraction.lexicon.korean_words import UNKNOWN
from extraction.rules.korean.asides import of_asides
from extraction.rules.korean.circumstances import in_office
from extraction.rules.korean.clauses import grouped
from extraction.rules.korean.confidence import confidence_of, signals_of
from extraction.rules.korean.looks import persons_named
from extraction.rules.korean.mending import mended
from extraction.rules.korean.noun_phrase import PERSON, KoreanPhrase
from extraction.rules.korean.phrase_finder import PhraseFinder
from extraction.rules.korean.relations import is_kept
from extraction.rules.korean.statement import OTHER_NAMES, KoreanStatement
from extraction.rules.korean.statement_reader import StatementReader
from extraction.rules.korean.topic import Topic
from extraction.rules.korean.types import decide_types, may_be_person
from extraction.rules.korean.whole_names import names_of_title, names_with_hanja, with_whole_names
from extraction.rules.korean.writing import Writing, apart, read_writing
from kg.text.korean import KoreanMorpheme, morphemes, with_passives
from kg.text.sentences import sentence_spans
from schemas.extraction import ChunkExtraction, ChunkToExtract, Dropped, ExtractedEntity, Triple

_UNRESOLVED = "unresolved pronoun"
_NO_RELATION = "not in vocabulary"
_MAX_SENTENCE_CHARS = 2_000
_QUALIFIER = re.compile(r"\s*\([^()]*\)\s*$")

Span = tuple[int, int]


@dataclass
class _Passage:
    """What the sentences of a passage name and say."""

    names: list[KoreanPhrase] = field(default_factory=list)
    rows: list[tuple[str, ...]] = field(default_factory=list)
    said: list[tuple[KoreanStatement, Span]] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)


def extract_korean(task: ChunkToExtract) -> ChunkExtraction:
    """Names and statements of the chunk; few, but such that particles, types and verbs leave little doubt."""
    passage = _passage(task, ())
    if whole := _names_cut(passage.names, task.chunk.text):
        passage = _passage(task, whole)
    return _extraction(task, passage)


def _names_cut(names: Sequence[KoreanPhrase], text: str) -> list[str]:
    """The whole names that were cut at one place, at what looks like a particle, and not at another: 엘라 of 엘라가발루스."""
    known = {name.text for name in names}
    return [
        whole
        for whole in known
        if " " not in whole
        and any(
            whole.startswith(cut) and cut != whole and text.count(cut) == text.count(whole) for cut in known
        )
    ]


def _passage(task: ChunkToExtract, whole_names: Sequence[str]) -> _Passage:
    """What the sentences name and say; `whole_names` are names that the analyser would cut."""
    passage = _Passage()
    title = _QUALIFIER.sub("", task.document_title).strip()
    reader = StatementReader(Topic(_title(title)))
    spans = [
        span for span in sentence_spans(task.chunk.text, "ko") if span[1] - span[0] <= _MAX_SENTENCE_CHARS
    ]
    known = [*names_of_title(title), *names_with_hanja(task.chunk.text), *whole_names]
    for span in spans:
        _read(passage, reader, task.chunk.text[span[0] : span[1]], span, known)
    passage.rows += _of_title(reader.topic.title, passage.names)
    passage.names += [replace(name, type=PERSON) for name in reader.persons if may_be_person(name.text)]
    return passage


def _of_title(title: KoreanPhrase | None, names: list[KoreanPhrase]) -> list[tuple[str, ...]]:
    """The title with the longer name of the same words that the text begins with: 카를 하인리히 마르크스."""
    first = next((name for name in names if name.role == "topic"), None)
    if title is None or first is None:
        return []
    words, others = title.text.split(), first.text.split()
    is_same = set(words) <= set(others) or (min(len(words), len(others)) > 1 and words[-1] == others[-1])
    return [(title.text, first.text)] if is_same else []


def _title(title: str) -> KoreanPhrase | None:
    """The thing that the title names, None where it is a phrase ("한글의 역사")."""
    found = morphemes(title) if title else []
    if not found or any(not each.tag.startswith(("N", "S", "X")) for each in found):
        return None
    named = read_writing(title, [title])
    return next(iter(PhraseFinder(named, morphemes(title, named.names)).read()), None)


def _read(
    passage: _Passage, reader: StatementReader, sentence: str, span: Span, known: Sequence[str]
) -> None:
    writing = read_writing(sentence, [*known, *persons_named(sentence)])
    found = mended(with_passives(with_whole_names(_analysed(writing))))
    nominals = PhraseFinder(writing, found).read()
    if not passage.names:
        nominals = _with_headword(writing, found, nominals)
    pronouns = [nominal for nominal in nominals if nominal.kind == "pronoun"]
    if pronouns and not reader.topic.known():
        passage.dropped.append(Dropped(reason=_UNRESOLVED, example=sentence[:80]))
    said = [
        *of_asides(writing, found, nominals),
        *in_office(reader.read(found, nominals), writing, found, nominals),
    ]
    passage.names += [nominal for nominal in nominals if nominal.is_name]
    passage.rows += [
        tuple(each.text for each in group if each.is_name)
        for group in grouped(found, nominals)
        if len(group) > 1
    ]
    for statement in said:
        passage.said.append((statement, span))
        passage.names += [end for end in (statement.head, statement.tail) if end.is_name]
        if statement.relation in OTHER_NAMES:
            passage.rows.append((statement.head.text, statement.tail.text))


def _with_headword(
    writing: Writing, found: Sequence[KoreanMorpheme], nominals: list[KoreanPhrase]
) -> list[KoreanPhrase]:
    """The phrases; a noun that begins a passage as its topic, with a bracket behind, is the name of what is explained."""
    first = next(iter(nominals), None)
    if first is None or first.kind != "concept" or first.role != "topic":
        return nominals
    explained = any(place == found[first.last].end for place, _ in writing.asides)
    return [replace(first, kind="name", type=UNKNOWN), *nominals[1:]] if explained else nominals


def _analysed(writing: Writing) -> list[KoreanMorpheme]:
    """The line's morphemes; where brackets stood a word ends, and its particle begins."""
    found = morphemes(writing.line, writing.names)
    places = [place for place, _ in writing.asides]
    if not any(each.start < place < each.end for each in found for place in places):
        return found
    bounds = [(writing.line.rfind(" ", 0, place) + 1, place) for place in places]
    return morphemes(
        writing.line, apart([*writing.names, *(bound for bound in bounds if bound[0] < bound[1])])
    )


def _extraction(task: ChunkToExtract, passage: _Passage) -> ChunkExtraction:
    types = decide_types(passage.names, [statement for statement, _ in passage.said], passage.rows)
    triples = dict.fromkeys(
        _triple(statement, span, types, task.chunk.text)
        for statement, span in passage.said
        if is_kept(statement, types)
    )
    entities = dict.fromkeys(
        ExtractedEntity(name=name.text, type=types[name.text])
        for name in passage.names
        if name.text in task.chunk.text
    )
    for triple in triples:
        entities[ExtractedEntity(name=triple.head, type=triple.head_type)] = None
        entities[ExtractedEntity(name=triple.tail, type=triple.tail_type)] = None
    return ChunkExtraction(
        chunk_id=task.chunk.id,
        entities=tuple(entities),
        triples=tuple(triples),
        dropped=(*passage.dropped, *_left_out(passage, types)),
    )


def _left_out(passage: _Passage, types: Mapping[str, str]) -> Iterator[Dropped]:
    """What a verb says of two names and the vocabulary has no relation for."""
    for statement, _ in passage.said:
        two_names = statement.case == "object" and statement.head.is_name and statement.tail.is_name
        if two_names and not is_kept(statement, types):
            parts = statement.head.text, statement.relation, statement.tail.text
            yield Dropped(reason=_NO_RELATION, example=" | ".join(parts))


def _triple(statement: KoreanStatement, span: Span, types: Mapping[str, str], text: str) -> Triple:
    head, tail = statement.head, statement.tail
    signals = signals_of(statement, types, text[span[0] : span[1]])
    return Triple(
        head=head.text,
        head_type=types[head.text],
        relation=f"NOT_{statement.relation}" if statement.negated else statement.relation,
        tail=tail.text,
        tail_type=types[tail.text] if tail.is_name else tail.type,
        phrase=statement.phrase,
        start=span[0],
        end=span[1],
        qualifiers=statement.qualifiers,
        confidence=confidence_of(statement.case, signals),
        signals=signals,
    )
