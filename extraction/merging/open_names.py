"""The relations and types of the loose pass that neither the schema in force nor the vocabulary has."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extraction.mentions.names import UNTYPED, clean_type, spelling_key
from extraction.mentions.schema_names import SchemaNames
from extraction.schema.canonical import is_denial
from extraction.schema.draft import says_nothing
from extraction.schema.example_sentences import sentence_of
from extraction.schema.merges import Merges, TypeMerge
from extraction.schema.statements import StatementReader
from extraction.schema.vocabulary import Vocabulary
from kg.text.lemma import relation_lemma
from schemas.chunk import Chunk
from schemas.extraction import ChunkExtraction
from schemas.graph_schema import GraphSchema

_SENTENCES = 2
_NAMES = 5
_WORDINGS = 3


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that states a relation, with its ends as the relation has them."""

    head: str
    tail: str
    sentence: str


@dataclass(frozen=True, slots=True)
class OpenRelation:
    """A relation by its lemma: the words for it, the types at its ends, the commonest first, and sentences."""

    name: str
    count: int
    wordings: tuple[str, ...]
    ends: tuple[str, str]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class OpenType:
    """An entity type, and things that it was given to."""

    name: str
    count: int
    examples: tuple[str, ...]


Outcomes = Iterable[tuple[Chunk, ChunkExtraction]]


def open_types(outcomes: Outcomes, base: GraphSchema | None, vocabulary: Vocabulary) -> tuple[OpenType, ...]:
    """Types that nothing knows, the commonest first."""
    reader, in_force = StatementReader(base, vocabulary), SchemaNames(base)
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    shown: dict[str, str] = {}
    for _, extraction in outcomes:
        things = [(entity.type, entity.name) for entity in extraction.entities]
        for triple in extraction.triples:
            things += [(triple.head_type, triple.head), (triple.tail_type, triple.tail)]
        for raw, name in things:
            known = in_force.find_type(raw) or reader.known_type(raw)
            if known is None and clean_type(raw) != UNTYPED:
                names[spelling_key(raw)][name] += 1
                shown[spelling_key(raw)] = min(shown.get(spelling_key(raw), raw), raw)
    order = sorted(names, key=lambda key: (-names[key].total(), key))
    return tuple(OpenType(shown[key], names[key].total(), _commonest(names[key], _NAMES)) for key in order)


def open_relations(
    outcomes: Outcomes, base: GraphSchema | None, vocabulary: Vocabulary, types: Sequence[TypeMerge] = ()
) -> tuple[OpenRelation, ...]:
    """Relations that nothing knows, with the vocabulary's types at their ends as `types` has them; the commonest first."""
    reader = StatementReader(base, vocabulary, Merges(types=tuple(types)))
    in_force = {kind.name for kind in (base.relation_types if base is not None else ())}
    found: defaultdict[str, _Tally] = defaultdict(_Tally)
    for chunk, extraction in outcomes:
        for triple in extraction.triples:
            statement = reader.read(triple, chunk.language)
            name = statement.pattern[1]
            if name in in_force or reader.known_relation(name) or says_nothing(name) or is_denial(name):
                continue
            tally = found[name]
            tally.wordings[statement.wording] += 1
            raw_head, _, raw_tail = statement.pattern
            ends = [reader.known_type(raw) or clean_type(raw) for raw in (raw_head, raw_tail)]
            tally.ends[ends[0], ends[1]] += 1
            if len(tally.examples) < _SENTENCES and (sentence := sentence_of(chunk, triple)):
                lemma = relation_lemma(triple.relation, chunk.language)
                head, tail = lemma.ends(triple.head, triple.tail)
                tally.examples.append(Example(head, tail, sentence))
    order = sorted(found, key=lambda name: (-found[name].ends.total(), name))
    return tuple(found[name].relation(name) for name in order)


class _Tally:
    def __init__(self) -> None:
        self.wordings: Counter[str] = Counter()
        self.ends: Counter[tuple[str, str]] = Counter()
        self.examples: list[Example] = []

    def relation(self, name: str) -> OpenRelation:
        ends = min(self.ends, key=lambda pair: (-self.ends[pair], pair))
        wordings = _commonest(self.wordings, _WORDINGS)
        return OpenRelation(name, self.ends.total(), wordings, ends, tuple(self.examples))


def _commonest(counts: Counter[str], limit: int) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda name: (-counts[name], name))[:limit])
