"""Pieces of a question tied to entities and relation types of the graph."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.reader import GraphReader
from kg.text.hangul import is_hanja
from kg.text.lemma import relation_lemma
from kg.text.name_key import name_key
from kg.text.words import content_words
from retrieval.question.analysis import analyse_again
from retrieval.question.hanja import hangul_readings
from retrieval.question.name_spans import phrase_spans
from retrieval.question.spelling import KnownName, Respelling, doubtful_words, put_right, respellings
from retrieval.settings import LinkSettings
from schemas.graph import Entity
from schemas.graph_schema import RelationType
from schemas.ports import Embedder, Vectors
from schemas.retrieval import Analysis, Link

_NEAREST = 3
_PERSON = "Person"


@dataclass(frozen=True)
class NameSpan:
    """A stretch of the question, with the key under which an entity of that name is found."""

    start: int
    end: int
    text: str
    key: str


@dataclass(frozen=True)
class LinkedQuestion:
    """The question as it is read, its links and its vector, and what was read otherwise than it is written."""

    analysis: Analysis
    links: tuple[Link, ...]
    vector: Vectors
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Named:
    """What is called by its own name: stretches of the question, and the links that they and its relation words give."""

    spans: tuple[NameSpan, ...]
    entities: tuple[Link, ...]
    relations: tuple[Link, ...]


class QuestionLinker:
    """Finds what a question speaks of; each relation type is embedded once."""

    def __init__(self, reader: GraphReader, embedder: Embedder, settings: LinkSettings) -> None:
        self._reader = reader
        self._embedder = embedder
        self._settings = settings
        self._version = -1
        self._types: tuple[str, ...] = ()
        self._wordings: Mapping[str, Sequence[str]] = {}
        self._vectors: dict[str, Vectors] = {}
        self._matrix: tuple[tuple[str, ...], Vectors] | None = None

    async def link(self, analysis: Analysis, graph_version: int) -> LinkedQuestion:
        """Entities in the question's order, then relation types; a name that fits several entities gives several links.

        A link's `score` is how surely the words mean this thing: for an exact alias its share among the entities of
        that name, by mentions; for a near vector the index's score. A name that only a slip keeps from being known is
        read as it is known, and one in Chinese characters as it is written in Hangul.
        """
        named = await self._called_by_name(analysis, graph_version)
        (links, vector), found = await asyncio.gather(
            self._links(analysis, named), self._respellings(analysis, named.spans)
        )
        found = [*hangul_readings(analysis.question, named.entities), *found]
        if not found:
            return LinkedQuestion(analysis, links, vector)
        right = put_right(analysis.question, found)
        again = await asyncio.to_thread(
            analyse_again, analysis, right, [word for one in found for word in one.changed]
        )
        links, vector = await self._links(again, await self._called_by_name(again, graph_version))
        return LinkedQuestion(again, links, vector, tuple(one.note for one in found))

    async def _called_by_name(self, analysis: Analysis, graph_version: int) -> _Named:
        (spans, entities), _ = await asyncio.gather(
            self._entities(analysis), self._current_types(graph_version)
        )
        return _Named(tuple(spans), tuple(entities), tuple(exact_relations(analysis, self._wordings)))

    async def _links(self, analysis: Analysis, named: _Named) -> tuple[tuple[Link, ...], Vectors]:
        """All links, and the vector of the question: whatever has to be embedded for both is so in one go."""
        names = unlinked_names(analysis, [span.text for span in named.spans])[: self._settings.max_names]
        called = {link.surface for link in named.relations}
        types = self._types[: self._settings.max_relation_types]
        words = [one for one in analysis.relations if one not in called] if types else []
        texts = [analysis.question, *names, *words]
        vectors = await asyncio.to_thread(self._embedder.embed, texts)
        near, similar = await asyncio.gather(
            self._near(names, vectors[1 : 1 + len(names)]),
            self._similar(words, vectors[1 + len(names) :], types),
        )
        relations = _best_of_each([*named.relations, *similar])
        return (*named.entities, *near, *relations), vectors[0]

    async def _respellings(self, analysis: Analysis, known_spans: Sequence[NameSpan]) -> list[Respelling]:
        """The names that only a slip keeps from being known, each with the one known name that is so near."""
        linked = [span.text for span in known_spans]
        question, language = analysis.question, analysis.language
        doubtful = await asyncio.to_thread(doubtful_words, question, language, linked)
        if not doubtful:
            return []
        words = {question[start:end]: (start, end) for start, end in doubtful}
        used = await self._reader.chunks.used(list(words))
        misspelt = {word: span for word, span in words.items() if word not in used}
        if not misspelt:
            return []
        known = [
            KnownName(alias, of=entity.id, is_person=entity.type == _PERSON)
            for entity in await self._reader.entities.like(list(misspelt))
            for alias in entity.aliases
        ]
        return respellings(question, language, list(misspelt.values()), known)

    async def _entities(self, analysis: Analysis) -> tuple[list[NameSpan], list[Link]]:
        spans = await asyncio.to_thread(candidate_spans, analysis, max_words=self._settings.max_words)
        known: dict[str, list[Entity]] = defaultdict(list)
        for key, entity in await self._reader.entities.by_key([span.key for span in spans]):
            known[key].append(entity)
        chosen = choose_spans(spans, known, analysis)[: self._settings.max_names]
        return chosen, [link for span in chosen for link in self._exact(span, known[span.key])]

    def _exact(self, span: NameSpan, entities: Sequence[Entity]) -> list[Link]:
        likely = sorted(entities, key=lambda entity: (-entity.mentions, entity.id))
        likely = likely[: self._settings.max_entities_per_name]
        total = sum(entity.mentions for entity in likely) or 1
        return [
            Link(
                surface=span.text,
                kind="entity",
                target=entity.id,
                name=entity.name,
                how="exact alias",
                score=entity.mentions / total,
            )
            for entity in likely
        ]

    async def _near(self, names: Sequence[str], vectors: Vectors) -> list[Link]:
        found = await asyncio.gather(
            *(self._reader.entities.nearest(vector.tolist(), _NEAREST) for vector in vectors)
        )
        return [
            _near_link(name, "entity", entity.id, entity.name, score)
            for name, near in zip(names, found, strict=True)
            for entity, score in near
            if score >= self._settings.entity_threshold
        ]

    async def _similar(self, words: Sequence[str], vectors: Vectors, types: tuple[str, ...]) -> list[Link]:
        """For each of the words the relation type that is nearest in meaning, if it is near enough."""
        if not words:
            return []
        scores = (1 + vectors @ (await self._vectors_of(types)).T) / 2
        return [
            _near_link(word, "relation", types[best], types[best], float(row[best]))
            for word, row in zip(words, scores, strict=True)
            if row[best := int(np.argmax(row))] >= self._settings.relation_threshold
        ]

    async def _current_types(self, version: int) -> tuple[str, ...]:
        """The graph's relation types, most frequent first; read again when the graph changed."""
        if version != self._version:
            self._types = tuple(name for name, _ in await self._reader.facts.types())
            schema = await self._reader.schemas.find_approved()
            self._wordings = wordings_of(self._types, schema.relation_types if schema is not None else ())
            self._version = version
        return self._types

    async def _vectors_of(self, types: tuple[str, ...]) -> Vectors:
        new = [name for name in types if name not in self._vectors]
        if new:
            words = [name.replace("_", " ").lower() for name in new]
            self._vectors |= zip(new, await asyncio.to_thread(self._embedder.embed, words), strict=True)
        if self._matrix is None or self._matrix[0] != types:
            self._matrix = types, np.stack([self._vectors[name] for name in types])
        return self._matrix[1]


def choose_spans(
    spans: Sequence[NameSpan], known: Mapping[str, Sequence[Entity]], analysis: Analysis
) -> list[NameSpan]:
    """The longest known stretches that do not overlap and are names, in the question's order."""
    chosen: list[NameSpan] = []
    for span in spans:
        if any(span.start < other.end and other.start < span.end for other in chosen):
            continue
        if known.get(span.key) and _is_name(span, known[span.key], analysis):
            chosen.append(span)
    return sorted(chosen, key=lambda span: span.start)


def unlinked_names(analysis: Analysis, linked: Sequence[str]) -> list[str]:
    """Names of the question no part of which was linked."""
    korean = analysis.language == "ko"
    return [
        name
        for name in analysis.names
        if not any(
            _is_part(text, name, inside_words=korean) or _is_part(name, text, inside_words=korean)
            for text in linked
        )
    ]


def wordings_of(types: Iterable[str], kinds: Iterable[RelationType]) -> dict[str, list[str]]:
    """For each lemma the relation types of the graph that it may mean: its own, and those that took it over."""
    names = tuple(types)
    meant: defaultdict[str, list[str]] = defaultdict(list)
    taken = {kind.name: (*kind.merged_from, *kind.inverted_from) for kind in kinds}
    for name in names:
        for lemma in dict.fromkeys((name, relation_lemma(name).name, *taken.get(name, ()))):
            meant[lemma].append(name)
    return dict(meant)


def exact_relations(analysis: Analysis, wordings: Mapping[str, Sequence[str]]) -> list[Link]:
    """Links of those relation words whose lemma means relation types of the graph; `wordings` is from `wordings_of`."""
    return _best_of_each(
        [
            Link(surface=words, kind="relation", target=name, name=name, how="exact name", score=1.0)
            for words in analysis.relations
            for name in wordings.get(relation_lemma(words, analysis.language).name, ())
        ]
    )


def candidate_spans(analysis: Analysis, *, max_words: int) -> list[NameSpan]:
    """Every stretch of the question that could be a name, longest first; those of function words only are left out."""
    question = analysis.question
    places = phrase_spans(question, analysis.language, max_words=max_words)
    spans = [
        NameSpan(start, end, question[start:end], name_key(question[start:end])) for start, end in places
    ]
    # Korean stretches are nouns already, and to take each apart again would be slow.
    nouns = analysis.language == "ko"
    return [span for span in spans if span.key and (nouns or content_words(span.text, analysis.language))]


def _is_name(span: NameSpan, entities: Sequence[Entity], analysis: Analysis) -> bool:
    """Whether the words are used as a name here: "Midway", "reign of terror", but not "country" or "the author"."""
    if analysis.language == "ko" or is_hanja(span.text) or any(span.text in name for name in analysis.names):
        return True
    first = span.start == 0
    words = span.text.split()
    if any(_has_capital(word) for word in (words[1:] if first else words)):
        return True
    # In a question typed in lower case the graph knows better which words are a name.
    written_so = any(_has_capital(entity.name) for entity in entities)
    return written_so and (len(words) > 1 or not _has_capital(analysis.question[1:]))


def _is_part(part: str, whole: str, *, inside_words: bool) -> bool:
    pattern = re.escape(part.casefold())
    bounded = pattern if inside_words else rf"(?<!\w){pattern}(?!\w)"
    return re.search(bounded, whole.casefold()) is not None


def _has_capital(text: str) -> bool:
    return any(character.isupper() or character.isdigit() for character in text)


def _near_link(surface: str, kind: str, target: str, name: str, score: float) -> Link:
    return Link.model_validate(
        {
            "surface": surface,
            "kind": kind,
            "target": target,
            "name": name,
            "how": "vector",
            "score": min(score, 1.0),
        }
    )


def _best_of_each(links: Sequence[Link]) -> list[Link]:
    best: dict[str, Link] = {}
    for link in links:
        if link.target not in best or link.score > best[link.target].score:
            best[link.target] = link
    return list(best.values())
