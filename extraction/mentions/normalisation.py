"""From what was extracted to what is written: mentions, evidence and proposals of merges."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from extraction.lexicon.known_names import is_given_name, is_persons_name
from extraction.lexicon.same_names import usual_name
from extraction.mentions.bare_names import bare_name
from extraction.mentions.clues import clues_of
from extraction.mentions.location import ChunkNames, Span, free_standing
from extraction.mentions.names import clean_name, is_pronoun
from extraction.mentions.qualifiers import kept_qualifiers
from extraction.mentions.schema_names import SchemaNames
from extraction.mentions.short_names import PERSON, full_person_names, long_forms
from extraction.mentions.stated_aliases import bracketed_names, stated_aliases
from extraction.mentions.titles import without_title
from extraction.mentions.type_votes import companies_named_after_people, family_of, voted
from extraction.schema.vocabulary import Vocabulary
from kg.text.acronym import defined_acronyms
from kg.text.dates import iso_date
from kg.text.name_key import has_legal_form, name_key
from kg.text.name_location import GroundedSpan
from schemas.chunk import Chunk
from schemas.document import Document
from schemas.document_graph import DocumentGraph, Evidence, Mention, MergeProposal
from schemas.extraction import ChunkExtraction, Dropped, Triple
from schemas.graph_schema import GraphSchema
from schemas.ids import LEGAL_FORM, entity_id
from schemas.value import Value

_MAX_NAME_CHARS = 200
_MIN_MERGED_LETTERS = 3
_DEFINED_SCORE = 0.9
_STATED_SCORE = 0.8


class FactRules(Value):
    """Which statements become facts of the graph, and by which qualifiers they differ.

    `vocabulary` allows the qualifiers of its relations (None: all are allowed). What is less sure than `least_confidence`
    stays with what was extracted.
    """

    vocabulary: Vocabulary | None = None
    least_confidence: float = 0.0


EVERYTHING = FactRules()
"""All statements with all their qualifiers."""


class NormalisedDocument(Value):
    """The document ready to be written, and what was left out of it, with the reason."""

    graph: DocumentGraph
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """An entity of the document: its type, its key, what tells it from another of that key, and its id."""

    type: str
    key: str
    discriminator: str = ""

    @property
    def origin(self) -> str:
        return entity_id(self.key, self.discriminator)


def normalise(
    document: Document,
    chunks: Sequence[Chunk],
    extractions: Iterable[ChunkExtraction],
    *,
    schema: GraphSchema | None,
    extractor: str,
    rules: FactRules = EVERYTHING,
) -> NormalisedDocument:
    """Mentions and evidence of one document, with spans into its chunks; the names of `schema` are used as they are.

    One name has one type in a document: the one it was given most often; a person and the company of that name, which
    a legal form tells apart, are two. A shortened person's name and an acronym take the id of the full name that the
    same document uses, if only one fits (docs/adr/0002-identity.md). What no chunk of the document names is left out
    as "not grounded", with the statements about it.
    """
    order = {chunk.id: chunk.index for chunk in chunks}
    found = sorted(
        (e for e in extractions if e.chunk_id in order), key=lambda e: (order[e.chunk_id], e.chunk_id)
    )
    in_force = SchemaNames(schema)
    names = _DocumentNames(chunks, found, in_force)
    mentions = names.mentions()
    mentioned = {mention.origin for mention in mentions}
    evidence, dropped = _evidence(
        found,
        names,
        mentioned,
        _Source(in_force, schema.version if schema is not None else 0, extractor, rules),
    )
    graph = DocumentGraph(
        document=document,
        chunks=tuple(sorted(chunks, key=lambda chunk: chunk.index)),
        mentions=tuple(mentions),
        evidence=tuple(evidence),
        merges=_proposals(names.proposals(mentioned), _alias_proposals(chunks, mentions)),
    )
    return NormalisedDocument(graph=graph, dropped=(*names.dropped(mentioned), *dropped))


def _proposals(*found: Iterable[MergeProposal]) -> tuple[MergeProposal, ...]:
    """One proposal for each pair of names: the first one."""
    kept: dict[frozenset[str], MergeProposal] = {}
    for proposal in chain(*found):
        kept.setdefault(frozenset((proposal.source_origin, proposal.target_origin)), proposal)
    return tuple(kept.values())


def _alias_proposals(chunks: Sequence[Chunk], mentions: Sequence[Mention]) -> Iterator[MergeProposal]:
    """One for each two names that the text says to be one thing's, so that every document finds it by both."""
    for chunk in sorted(chunks, key=lambda one: one.index):
        here = [mention for mention in mentions if mention.chunk_id == chunk.id]
        for name, alias in stated_aliases(chunk, here):
            yield MergeProposal(
                source_origin=alias.origin,
                target_origin=name.origin,
                reason=f'The text says that "{name.surface}" is "{alias.surface}".',
                score=_STATED_SCORE,
                rule="stated alias",
            )


@dataclass(frozen=True, slots=True)
class _Source:
    names: SchemaNames
    schema_version: int
    extractor: str
    rules: FactRules


class _DocumentNames:
    """All names of a document: their keys and types, and where they are."""

    def __init__(
        self, chunks: Sequence[Chunk], extractions: Sequence[ChunkExtraction], in_force: SchemaNames
    ) -> None:
        self._in_force = in_force
        self._chunks = {chunk.id: ChunkNames(chunk) for chunk in chunks}
        self._surfaces: dict[str, str] = {}
        self._forms: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._formal: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._bad: Counter[str] = Counter()
        for extraction in extractions:
            for name, type_name in _names_of(extraction):
                self._add(extraction.chunk_id, name, type_name)
        self._companies = companies_named_after_people(self._votes, self._formal)
        for key in self._companies:
            self._votes[key] -= self._formal[key]
        self._add_bracketed()
        self._defined = self._add_defined()
        self._types = {key: voted(votes) for key, votes in self._votes.items()}
        self._full = self._settle()
        self._bridges = self._find_bridges()

    def entity(self, name: str) -> _Name | None:
        """The entity that the name stands for in this document; None for a bad name."""
        key = _key(name)
        if key is None or key not in self._types:
            return None
        if self._is_company(name, key):
            return _Name(self._companies.get(key, self._types[key]), key, LEGAL_FORM)
        full = self._full.get(key, key)
        return _Name(self._types[full], full)

    def _is_company(self, name: str, key: str) -> bool:
        """Whether the name is that of a company, and its key a person's in this document or, by its words, in another."""
        return has_legal_form(name) and (key in self._companies or _is_like_a_persons(key))

    def chunk(self, chunk_id: str) -> ChunkNames:
        """The chunk's names and sentences."""
        return self._chunks[chunk_id]

    def mentions(self) -> list[Mention]:
        """Every place of every name, in the order of the chunks and of their text."""
        ordered = sorted(self._chunks.values(), key=lambda names: names.chunk.index)
        return [mention for names in ordered for mention in self._mentions_in(names)]

    def proposals(self, mentioned: set[str]) -> list[MergeProposal]:
        """One for each acronym that the text defines, so that other documents' bare acronyms find their entity."""
        found: list[MergeProposal] = []
        for short, long in sorted(self._bridges.items()):
            source = _Name(self._types[long], short)
            target = _Name(self._types[long], long)
            if {source.origin, target.origin} <= mentioned:
                found.append(
                    MergeProposal(
                        source_origin=source.origin,
                        target_origin=target.origin,
                        reason=f'The text defines "{self._surfaces[long]} ({self._surfaces[short]})".',
                        score=_DEFINED_SCORE,
                        rule="acronym",
                    )
                )
        return [*found, *self._named_like_people(mentioned)]

    def _named_like_people(self, mentioned: set[str]) -> Iterator[MergeProposal]:
        """One for each company that the document calls by its name without the legal form, too."""
        for key in sorted(self._formal):
            plain, company = _Name(self._types[key], key), _Name(self._types[key], key, LEGAL_FORM)
            if plain.type != PERSON and {plain.origin, company.origin} <= mentioned:
                yield MergeProposal(
                    source_origin=company.origin,
                    target_origin=plain.origin,
                    reason=f'The text calls "{self._surfaces[key]}" by the name alone, too.',
                    score=_DEFINED_SCORE,
                    rule="legal form",
                )

    def dropped(self, mentioned: set[str]) -> list[Dropped]:
        """Names that are none, and names that the document does not hold."""
        bad = [Dropped(reason="bad name", example=name) for name in sorted(self._bad.elements())]
        missing = [
            Dropped(reason="not grounded", example=f"{form} ({entity.type})")
            for forms in self._forms.values()
            for form in forms
            if (entity := self.entity(form)) is not None and entity.origin not in mentioned
        ]
        return bad + list(dict.fromkeys(missing))

    def _add(self, chunk_id: str, name: str, type_name: str) -> None:
        clean = clean_name(name, _MAX_NAME_CHARS)
        key = _key(name)
        if clean is None or key is None:
            self._bad[name] += 1
            return
        self._forms[chunk_id][clean] = None
        for votes in (self._votes, self._formal) if has_legal_form(clean) else (self._votes,):
            votes[key][self._in_force.type_of(type_name)] += 1
        self._surfaces[key] = min(self._surfaces.get(key, clean), clean)

    def _add_bracketed(self) -> None:
        """Names in the other script, in brackets behind a name that was extracted; they become names of the document."""
        for names in sorted(self._chunks.values(), key=lambda one: one.chunk.index):
            for before, bracket in bracketed_names(names.chunk.text):
                key = next((key for name in before if (key := _key(name)) in self._votes), None)
                other = _key(bracket)
                if key is None or other is None or key == other:
                    continue
                if other not in self._votes:
                    self._votes[other].update(self._votes[key])
                    self._surfaces[other] = bracket
                self._forms[names.chunk.id][bracket] = None

    def _add_defined(self) -> list[tuple[str, str]]:
        """Acronyms that a chunk defines for a name that was extracted; they become names of the document."""
        pairs: list[tuple[str, str]] = []
        for names in sorted(self._chunks.values(), key=lambda one: one.chunk.index):
            for short, long in defined_acronyms(names.chunk.text):
                short_key, long_key = _key(short), _key(long)
                if short_key is None or short_key == long_key:
                    continue
                if long_key is None or long_key not in self._votes or self._is_company(long, long_key):
                    continue
                if short_key not in self._votes:
                    self._votes[short_key].update(self._votes[long_key])
                    self._surfaces[short_key] = short
                self._forms[names.chunk.id][short] = None
                pairs.append((short_key, long_key))
        return pairs

    def _settle(self) -> dict[str, str]:
        people = full_person_names(self._types, self._surfaces)
        acronyms = long_forms(self._surfaces, self._types, self._defined)
        full = {**acronyms, **people}
        return {short: full.get(long, long) for short, long in full.items() if full.get(long) != short}

    def _find_bridges(self) -> dict[str, str]:
        """Defined acronyms, long enough to mean one thing in most documents, with what they stand for."""
        return {
            short: self._full[short]
            for short, long in self._defined
            if self._full.get(short) == long and len(short) >= _MIN_MERGED_LETTERS
        }

    def _mentions_in(self, names: ChunkNames) -> list[Mention]:
        forms = self._forms.get(names.chunk.id, {})
        places = free_standing({form: names.places(form) for form in forms})
        mentions: dict[tuple[str, int, int], Mention] = {}
        for form, each in places.items():
            entity, key = self.entity(form), _key(form)
            if entity is None or key is None:
                continue
            for place in each:
                # In its own definition an acronym keeps its own id: the proposal to merge is about that one.
                own = key in self._bridges and _is_defined_at(names.chunk.text, place)
                of = _Name(entity.type, key) if own else entity
                mentions.setdefault((of.origin, place.start, place.end), _mention(of, names, place))
        return sorted(mentions.values(), key=lambda mention: (mention.start, -mention.end, mention.origin))


def _evidence(
    extractions: Sequence[ChunkExtraction], names: _DocumentNames, mentioned: set[str], source: _Source
) -> tuple[list[Evidence], list[Dropped]]:
    evidence: dict[tuple[object, ...], Evidence] = {}
    dropped: list[Dropped] = []
    for extraction in extractions:
        for triple in extraction.triples:
            head, tail = names.entity(triple.head), names.entity(triple.tail)
            reason = _fault(head, tail, mentioned)
            if reason is None and triple.confidence < source.rules.least_confidence:
                reason = "not sure enough"
            if reason is not None or head is None or tail is None:
                dropped.append(Dropped(reason=reason, example=_show(triple)))
                continue
            piece, left_out = _piece(triple, (head, tail), names.chunk(extraction.chunk_id), source)
            dropped += left_out
            place = (
                piece.head_origin,
                piece.relation,
                piece.tail_origin,
                piece.chunk_id,
                piece.start,
                piece.end,
                piece.qualifiers,
            )
            known = evidence.setdefault(place, piece)
            if known.confidence < piece.confidence:
                evidence[place] = piece
    return list(evidence.values()), dropped


def _fault(head: _Name | None, tail: _Name | None, mentioned: set[str]) -> str | None:
    if head is None or tail is None:
        return "bad name"
    if head.origin == tail.origin:
        return "self loop"
    return None if {head.origin, tail.origin} <= mentioned else "not grounded"


def _piece(
    triple: Triple, ends: tuple[_Name, _Name], names: ChunkNames, source: _Source
) -> tuple[Evidence, list[Dropped]]:
    """The evidence, and the circumstances that are left out of it."""
    relation = source.names.relation_of(triple.relation, names.chunk.language)
    head, tail = relation.ends(*ends)
    start, end = _span(triple, names)
    qualifiers, dropped = kept_qualifiers(triple, relation.name, source.rules.vocabulary)
    piece = Evidence(
        head_origin=head.origin,
        relation=relation.name,
        tail_origin=tail.origin,
        chunk_id=names.chunk.id,
        start=start,
        end=end,
        phrase=names.chunk.text[start:end],
        schema_version=source.schema_version,
        extractor=source.extractor,
        traits=source.names.traits(relation.name),
        qualifiers=qualifiers,
        confidence=triple.confidence,
    )
    return piece, dropped


def _span(triple: Triple, names: ChunkNames) -> Span:
    """Where the chunk states it: as the extractor says, else the sentence with both names, else the whole chunk."""
    text = names.chunk.text
    if triple.start is not None and triple.end is not None and 0 <= triple.start < triple.end <= len(text):
        return triple.start, triple.end
    cleaned = (clean_name(name, _MAX_NAME_CHARS) for name in (triple.head, triple.tail))
    heads, tails = (names.places(name) if name else () for name in cleaned)
    return names.sentence_with(heads, tails) or (0, len(text))


def _mention(entity: _Name, names: ChunkNames, place: GroundedSpan) -> Mention:
    chunk = names.chunk
    return Mention(
        origin=entity.origin,
        type=entity.type,
        family=family_of(entity.type),
        key=entity.key,
        chunk_id=chunk.id,
        start=place.start,
        end=place.end,
        surface=chunk.text[place.start : place.end],
        grounding=place.grounding,
        clues=clues_of(names, place.start, place.end, entity.type),
    )


def _names_of(extraction: ChunkExtraction) -> Iterable[tuple[str, str]]:
    for entity in extraction.entities:
        yield entity.name, entity.type
    for triple in extraction.triples:
        yield triple.head, triple.head_type
        yield triple.tail, triple.tail_type


@lru_cache(maxsize=20_000)
def _key(name: str) -> str | None:
    """The name's key; None for what is no name."""
    clean = clean_name(name, _MAX_NAME_CHARS)
    if clean is None or is_pronoun(clean):
        return None
    # "March 1, 1999" and "1999년 3월 1일" are one day. In a key the sign of a year before Christ would be lost.
    date = iso_date(clean)
    if date is None or date.startswith("-"):
        return name_key(usual_name(without_title(bare_name(clean))))
    return name_key(date)


def _is_like_a_persons(key: str) -> bool:
    """Whether the key reads as a given name and a family name: "ralph lauren"."""
    first, *more = key.split()
    return bool(more) and is_given_name(first) and is_persons_name(more[-1])


def _is_defined_at(text: str, place: GroundedSpan) -> bool:
    """Whether the place is right behind an opening bracket, as in "Long Form (LF)"."""
    return text[: place.start].rstrip(" \"'“‘").endswith("(")


def _show(triple: Triple) -> str:
    return f"{triple.head} ({triple.head_type}) | {triple.relation} | {triple.tail} ({triple.tail_type})"
