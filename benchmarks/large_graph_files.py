"""A made graph of any size as files for Neo4j's importer, with all that a graph of CiteGraph has: text, facts, evidence, vectors.

Half of all mentions are drawn from a power law, so that a few entities are mentioned everywhere and most in a handful of
chunks. Every name is made of syllables, every sentence states one fact, and vectors are of random directions in a few
dimensions, as those of texts lie near a few topics.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluation.data import EvalQuestion
from kg.server.importer import ImportFiles
from kg.text.name_key import name_key

DIMENSIONS = 384
_CHUNKS_SHARE = 0.3
_SENTENCES = 10
_ENTITIES_OF_A_CHUNK = 8
_CHUNKS_A_DOCUMENT = 10
_EXPONENT = 0.8
_TOPIC_DIMENSIONS = 24
_BLOCK = 2000
_AT = "2026-01-01T00:00:00Z"
TYPES = ("Person", "Organization", "Place", "Work", "Event", "Product")
RELATIONS = (
    ("FOUND", "founded"),
    ("BUY", "bought"),
    ("LEAD", "led"),
    ("DESIGN", "designed"),
    ("PUBLISH", "published"),
    ("VISIT", "visited"),
    ("MOVE_TO", "moved to"),
    ("WORK_FOR", "worked for"),
    ("LIVE_IN", "lived in"),
    ("SUPPLY", "supplied"),
    ("JOIN", "joined"),
    ("SELL", "sold"),
    ("REPAIR", "repaired"),
    ("NAME", "named"),
    ("OPEN", "opened"),
    ("LEAVE", "left"),
)
_ONSETS = [
    "b",
    "br",
    "c",
    "ch",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "qu",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
    "y",
    "z",
]
_VOWELS = ["a", "ai", "e", "ea", "i", "o", "oa", "u", "ei", "io"]
_ENDINGS = ("", "", "n", "r", "l", "s", "th", "rk", "m", "x", "ld")

Places = NDArray[np.int64]


@dataclass(frozen=True)
class MadeGraph:
    """The files of a graph, some questions on what it states, and its counts."""

    files: ImportFiles
    questions: Sequence[EvalQuestion]
    counts: dict[str, int]


@dataclass(frozen=True)
class _Made:
    """The graph by number: `facts` has head, relation and tail, `stated` the fact of each sentence of each chunk."""

    names: Sequence[str]
    facts: Places
    stated: Places

    @property
    def chunks(self) -> int:
        return len(self.stated)


def write_import_files(folder: Path, entities: int, *, questions: int) -> MadeGraph:
    """A graph of this many entities, three tenths as many chunks, and up to ten facts a chunk."""
    rng = np.random.default_rng(1)
    made = _made(rng, entities)
    nodes = [
        ("", _table(folder / "documents.csv", _DOCUMENT, _documents(made))),
        ("", _table(folder / "chunks.csv", _CHUNK, _chunks(rng, made))),
        ("", _table(folder / "entities.csv", _ENTITY, _entities(rng, made))),
        ("", _table(folder / "facts.csv", _FACT, _facts(rng, made))),
        ("Alias", _table(folder / "aliases.csv", "aliasId:ID(Alias),key,surface,source", _aliases(made))),
    ]
    relationships = [
        (
            "FROM_DOCUMENT",
            _table(folder / "from_document.csv", _ends("Chunk", "Document"), _in_documents(made)),
        ),
        ("NEXT_CHUNK", _table(folder / "next_chunk.csv", _ends("Chunk", "Chunk"), _following(made))),
        (
            "FROM_CHUNK",
            _table(folder / "mentions.csv", f"{_ends('Entity', 'Chunk')},{_MENTION}", _mentions(made)),
        ),
        (
            "FROM_CHUNK",
            _table(folder / "evidence.csv", f"{_ends('Fact', 'Chunk')},{_EVIDENCE}", _evidence(made)),
        ),
        ("HEAD", _table(folder / "heads.csv", _ends("Fact", "Entity"), _fact_ends(made, 0))),
        ("TAIL", _table(folder / "tails.csv", _ends("Fact", "Entity"), _fact_ends(made, 2))),
        ("ALIAS_OF", _table(folder / "alias_of.csv", _ends("Alias", "Entity"), _alias_of(made))),
        (
            "",
            _table(
                folder / "typed.csv", f"{_ends('Entity', 'Entity')},:TYPE,fact_id,support:int", _typed(made)
            ),
        ),
    ]
    counts = {"entities": entities, "facts": len(made.facts), "chunks": made.chunks}
    files = ImportFiles(nodes=tuple(nodes), relationships=tuple(relationships))
    return MadeGraph(files, _questions(rng, made, questions), counts)


_DOCUMENT = (
    "id:ID(Document),:LABEL,source,sha256,title,media_type,language,blocks,page_starts:int[],warnings:string[],"
    "schema_version:int,least_confidence:float,ingested_at:datetime,written_at:datetime,ready_at:datetime"
)
_CHUNK = "id:ID(Chunk),:LABEL,document_id,index:int,text,start:int,end:int,heading,language,embedding:float[]"
_ENTITY = "id:ID(Entity),:LABEL,name,type,key,aliases:string[],kinds:string[],mentions:int,compared:boolean,embedding:float[]"
_FACT = "id:ID(Fact),:LABEL,type,text,support:int,traits:string[],embedding:float[]"
_MENTION = "start:int,end:int,surface,grounding,origin,type,key,surface_key"
_EVIDENCE = "start:int,end:int,phrase,schema_version:int,extractor,head_origin,tail_origin,confidence:float"


def _ends(start: str, end: str) -> str:
    return f":START_ID({start}),:END_ID({end})"


def _made(rng: np.random.Generator, entities: int) -> _Made:
    chunks = round(entities * _CHUNKS_SHARE)
    weights = np.cumsum(np.arange(1, entities + 1) ** -_EXPONENT)
    half = _ENTITIES_OF_A_CHUNK // 2
    frequent = np.searchsorted(weights, rng.random((chunks, half)) * weights[-1])
    rare = np.arange(chunks * half).reshape(chunks, -1) % entities
    mentioned = np.hstack([frequent, rare])
    ends = np.array([rng.permutation(_ENTITIES_OF_A_CHUNK)[:2] for _ in range(_SENTENCES * 97)])
    pairs = ends[np.arange(chunks * _SENTENCES) % len(ends)].reshape(chunks, _SENTENCES, 2)
    place = np.arange(chunks)[:, None]
    relation = rng.integers(0, len(RELATIONS), (chunks, _SENTENCES))
    triples = np.stack([mentioned[place, pairs[..., 0]], relation, mentioned[place, pairs[..., 1]]], axis=2)
    facts, stated = np.unique(triples.reshape(-1, 3), axis=0, return_inverse=True)
    return _Made(list(made_names(rng, entities)), facts, stated.reshape(chunks, _SENTENCES))


def made_names(rng: np.random.Generator, count: int) -> Iterator[str]:
    made: set[str] = set()
    while len(made) < count:
        name = f"{_word(rng)} {_word(rng)}"
        if name not in made:
            made.add(name)
            yield name


def _word(rng: np.random.Generator) -> str:
    parts = [(rng.choice(_ONSETS), rng.choice(_VOWELS)) for _ in range(int(rng.integers(2, 4)))]
    return ("".join(map("".join, parts)) + str(rng.choice(_ENDINGS))).capitalize()


def _documents(made: _Made) -> Iterator[Sequence[object]]:
    for number in range(-(-made.chunks // _CHUNKS_A_DOCUMENT)):
        first = made.facts[made.stated[number * _CHUNKS_A_DOCUMENT][0]][0]
        title = f"{made.names[first]} and others"
        yield (
            *(
                _id("d", number),
                "Document",
                f"{number}.md",
                _id("s", number),
                title,
                "text/markdown",
                "en",
                "[]",
                "",
                "",
            ),
            *(0, 0.0, _AT, _AT, _AT),
        )


def _chunks(rng: np.random.Generator, made: _Made) -> Iterator[Sequence[object]]:
    vectors = _vectors(rng)
    start = 0
    for number in range(made.chunks):
        index = number % _CHUNKS_A_DOCUMENT
        start = 0 if index == 0 else start
        text = " ".join(sentence for sentence, _, _ in _sentences(made, number))
        document = _id("d", number // _CHUNKS_A_DOCUMENT)
        row = (
            _id("c", number),
            "Chunk",
            document,
            index,
            text,
            start,
            start + len(text),
            '""',
            "en",
            next(vectors),
        )
        start += len(text) + 2
        yield row


def _entities(rng: np.random.Generator, made: _Made) -> Iterator[Sequence[object]]:
    vectors = _vectors(rng)
    counts = np.bincount(made.facts[made.stated.ravel()][:, [0, 2]].ravel(), minlength=len(made.names))
    for number, name in enumerate(made.names):
        kind = TYPES[number % len(TYPES)]
        mentions = int(counts[number])
        labels = f"__Entity__;{kind}" if mentions else "__Entity__"
        yield _id("e", number), labels, name, kind, name_key(name), name, "", mentions, "true", next(vectors)


def _facts(rng: np.random.Generator, made: _Made) -> Iterator[Sequence[object]]:
    vectors = _vectors(rng)
    support = np.bincount(made.stated.ravel(), minlength=len(made.facts))
    for number, (head, relation, tail) in enumerate(made.facts):
        name, verb = RELATIONS[relation]
        text = f"{made.names[head]} {verb} {made.names[tail]}"
        yield _id("f", number), "Fact", name, text, int(support[number]), "", next(vectors)


def _aliases(made: _Made) -> Iterator[Sequence[object]]:
    for number, name in enumerate(made.names):
        yield _id("a", number), name_key(name), name, "text"


def _in_documents(made: _Made) -> Iterator[Sequence[object]]:
    for number in range(made.chunks):
        yield _id("c", number), _id("d", number // _CHUNKS_A_DOCUMENT)


def _following(made: _Made) -> Iterator[Sequence[object]]:
    for number in range(1, made.chunks):
        if number % _CHUNKS_A_DOCUMENT:
            yield _id("c", number - 1), _id("c", number)


def _mentions(made: _Made) -> Iterator[Sequence[object]]:
    for number in range(made.chunks):
        for place, (sentence, start, _fact) in enumerate(_sentences(made, number)):
            head, _, tail = made.facts[made.stated[number][place]]
            for entity, at in ((head, 0), (tail, len(sentence) - 1 - len(made.names[tail]))):
                name, key = made.names[entity], name_key(made.names[entity])
                begin = start + at
                own, kind = _id("e", entity), TYPES[entity % len(TYPES)]
                yield own, _id("c", number), begin, begin + len(name), name, "exact", own, kind, key, key


def _evidence(made: _Made) -> Iterator[Sequence[object]]:
    for number in range(made.chunks):
        for place, (sentence, start, verb) in enumerate(_sentences(made, number)):
            fact = made.stated[number][place]
            head, _, tail = made.facts[fact]
            ends = (_id("e", head), _id("e", tail))
            yield _id("f", fact), _id("c", number), start, start + len(sentence), verb, 0, "rules", *ends, 0.9


def _fact_ends(made: _Made, end: int) -> Iterator[Sequence[object]]:
    for number, fact in enumerate(made.facts):
        yield _id("f", number), _id("e", fact[end])


def _alias_of(made: _Made) -> Iterator[Sequence[object]]:
    for number in range(len(made.names)):
        yield _id("a", number), _id("e", number)


def _typed(made: _Made) -> Iterator[Sequence[object]]:
    support = np.bincount(made.stated.ravel(), minlength=len(made.facts))
    for number, (head, relation, tail) in enumerate(made.facts):
        yield _id("e", head), _id("e", tail), RELATIONS[relation][0], _id("f", number), int(support[number])


def _sentences(made: _Made, chunk: int) -> Iterator[tuple[str, int, str]]:
    """Each sentence of a chunk, where it begins, and its verb."""
    start = 0
    for fact in made.stated[chunk]:
        head, relation, tail = made.facts[fact]
        verb = RELATIONS[relation][1]
        sentence = f"{made.names[head]} {verb} {made.names[tail]}."
        yield sentence, start, verb
        start += len(sentence) + 1


def _questions(rng: np.random.Generator, made: _Made, count: int) -> list[EvalQuestion]:
    """Half name the head and the relation, half the tail; the passage is one that states it."""
    found = []
    for number, chunk in enumerate(rng.choice(made.chunks, count, replace=False)):
        fact = made.stated[chunk][0]
        head, relation, tail = made.facts[fact]
        verb = RELATIONS[relation][1]
        asked = (
            f"Who {verb} {made.names[tail]}?" if number % 2 else f"Tell me what {made.names[head]} {verb}."
        )
        answer = made.names[head if number % 2 else tail]
        document = f"{chunk // _CHUNKS_A_DOCUMENT}.md"
        found.append(
            EvalQuestion(id=str(number), question=asked, answers=(answer,), supporting_ids=(document,))
        )
    return found


def _vectors(rng: np.random.Generator) -> Iterator[str]:
    """Vectors of unit length as the importer reads them."""
    topics = rng.standard_normal((_TOPIC_DIMENSIONS, DIMENSIONS))
    words = np.array([f"{value / 500:.3f}" for value in range(-250, 251)])
    while True:
        vectors = rng.standard_normal((_BLOCK, _TOPIC_DIMENSIONS)) @ topics
        vectors += rng.standard_normal(vectors.shape)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        rounded = np.clip(np.rint(vectors * 500), -250, 250).astype(np.int64) + 250
        for row in words[rounded]:
            yield ";".join(row.tolist())


def _id(kind: str, number: int) -> str:
    """An id of 32 characters, as all have."""
    return f"{ord(kind):02x}{number:030x}"


def _table(file: Path, header: str, rows: Iterable[Sequence[object]]) -> Path:
    with file.open("w", encoding="utf-8") as out:
        out.write(f"{header}\n")
        out.writelines(f"{','.join(map(str, row))}\n" for row in rows)
    return file
