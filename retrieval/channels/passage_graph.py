"""Which passages a walk over the graph reaches from a question."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.read.graph_parts import ChunkPart
from retrieval.channels.local_push import Links, Precision, Visits, local_push
from retrieval.channels.node_table import UNKNOWN, NodeTable, Places, Words, words_of

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Places32 = NDArray[np.int32]
WALK = Precision()


class Parts(NamedTuple):
    """Parts of the graph as numbers: chunks with their documents, which chunk mentions and states what.

    `chunks` and `documents` have one row for each chunk; `mentions` has shape (m, 2), columns chunk and entity, and
    `statements` shape (s, 3), columns chunk, head and tail: the first halves of ids.
    """

    chunks: Words
    documents: Words
    entities: Words
    mentions: NDArray[np.uint64]
    statements: NDArray[np.uint64]

    @classmethod
    def of(cls, parts: Sequence[ChunkPart]) -> "Parts":
        """These parts."""
        chunks = words_of(part.chunk_id for part in parts)
        entities = words_of(entity for part in parts for entity in part.entities)
        ends = words_of(ends for part in parts for ends in part.statements).reshape(-1, 4)
        mentioning = np.repeat(chunks[:, 0], [len(part.entities) for part in parts])
        stating = np.repeat(chunks[:, 0], [len(part.statements) for part in parts])
        return cls(
            chunks,
            words_of(part.document_id for part in parts),
            np.unique(np.vstack([entities, ends[:, :2], ends[:, 2:]]), axis=0),
            np.column_stack([mentioning, entities[:, 0]]),
            np.column_stack([stating, ends[:, 0], ends[:, 2]]),
        )

    @classmethod
    def together(cls, parts: Sequence["Parts"]) -> "Parts":
        """All of them."""
        if not parts:
            return cls.of([])
        return cls(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


class PassageGraph(NamedTuple):
    """Entities and chunks as nodes: a mention joins the two, a fact its entities once for each chunk that states it.

    Walking it from a question's entities and passages is the method of HippoRAG 2 (Gutiérrez et al. 2025,
    arXiv 2502.14802). It never changes: `with_documents` is another graph, which shares what stayed the same.
    `documents_of` holds for each node its document's place, `UNKNOWN` for an entity and for a chunk that is gone;
    `statements` has shape (s, 3), columns chunk, head and tail.
    """

    version: int
    nodes: NodeTable
    documents: NodeTable
    documents_of: Places32
    statements: Places32
    matrix: "csr_array"
    links: Links
    chunks_of_entity: Places32

    @classmethod
    def of(cls, parts: Parts, version: int) -> "PassageGraph":
        """The graph of these parts, at this version."""
        nodes = NodeTable.of(np.concatenate([parts.chunks, parts.entities]))
        documents = NodeTable.of(parts.documents)
        documents_of = np.full(len(nodes), UNKNOWN, dtype=np.int32)
        documents_of[nodes.find(parts.chunks[:, 0])] = documents.find(parts.documents[:, 0])
        mentions, statements = _placed(nodes, parts.mentions), _placed(nodes, parts.statements)
        matrix = _matrix(len(nodes), mentions, statements)
        counts = np.bincount(mentions[:, 1], minlength=len(nodes)).astype(np.int32)
        return cls(version, nodes, documents, documents_of, statements, matrix, _links(matrix), counts)

    def with_documents(self, document_ids: Collection[str], parts: Parts, version: int) -> "PassageGraph":
        """The graph in which these parts are all that there is of these documents."""
        nodes = self.nodes.with_more(np.concatenate([parts.chunks, parts.entities]))
        documents = self.documents.with_more(parts.documents)
        gone = self._chunks_of(document_ids)
        size = len(nodes)
        documents_of = _longer(self.documents_of, size, UNKNOWN)
        documents_of[gone] = UNKNOWN
        documents_of[nodes.find(parts.chunks[:, 0])] = documents.find(parts.documents[:, 0])
        is_gone = np.zeros(size, dtype=bool)
        is_gone[gone] = True
        stated = is_gone[self.statements[:, 0]]
        mentions, statements = _placed(nodes, parts.mentions), _placed(nodes, parts.statements)
        mentioned = self._mentions_in(gone)
        change = _matrix(size, mentions, statements) - _matrix(size, mentioned, self.statements[stated])
        matrix = _wider(self.matrix, size) + change
        counts = _longer(self.chunks_of_entity, size, 0)
        counts += np.bincount(mentions[:, 1], minlength=size).astype(np.int32)
        counts -= np.bincount(mentioned[:, 1], minlength=size).astype(np.int32)
        kept = np.concatenate([self.statements[~stated], statements])
        return PassageGraph(version, nodes, documents, documents_of, kept, matrix, _links(matrix), counts)

    @property
    def has_entities(self) -> bool:
        """Whether any chunk mentions one."""
        return bool(self.chunks_of_entity.any())

    def count_chunks(self, document_ids: Collection[str] | None) -> int:
        """How many chunks there are, in these documents or (None) in all."""
        return len(self._chunks_of(document_ids))

    def entity_seeds(self, trust: Mapping[str, float]) -> Visits:
        """Where the walk begins among entities, shape (nodes,): normalised to sum to 1, or all 0.

        `trust` says how surely each entity is meant; one that few chunks mention gets more, since it is more specific.
        """
        places = self._find(trust)
        scores = np.array([trust[one] for one in places], dtype=np.float64)
        at = list(places.values())
        return self._seeds(at, scores / np.maximum(1, self.chunks_of_entity[at]))

    def chunk_seeds(self, scores: Mapping[str, float], *, softness: float) -> Visits:
        """Where it begins among chunks, as for entities; a chunk's share falls by e for each `softness` of score."""
        places = self._find(scores)
        found = np.array([scores[one] for one in places], dtype=np.float64)
        best = max(scores.values(), default=0.0)
        return self._seeds(list(places.values()), np.exp((found - best) / softness))

    def walk(self, seeds: Visits, *, damping: float, precision: Precision = WALK) -> Visits:
        """The share of its time that a walk from these seeds spends at each node, shape (nodes,)."""
        return local_push(self.links, seeds, damping=damping, precision=precision)

    def best_chunks(
        self, visits: Visits, count: int, document_ids: Collection[str] | None
    ) -> list[tuple[str, float]]:
        """The most visited chunks with their visits, best first, those that are never visited left out."""
        chunks = np.flatnonzero(visits)
        chunks = chunks[self.documents_of[chunks] != UNKNOWN]
        if document_ids is not None:
            chunks = chunks[np.isin(self.documents_of[chunks], list(self._places_of(document_ids)))]
        best = chunks[np.argsort(-visits[chunks], kind="stable")[:count]]
        return [(self.nodes.id_at(place), float(visits[place])) for place in best]

    def busiest_entities(self, chunk_ids: Sequence[str], visits: Visits) -> dict[str, str]:
        """For each of these chunks the id of the entity in it that leads to it most, chunks without entities left out.

        An entity's visits are shared among the chunks that mention it.
        """
        return {
            chunk: self.nodes.id_at(busiest)
            for chunk, place in self._find(chunk_ids).items()
            if (busiest := self._busiest(place, visits)) != UNKNOWN
        }

    def _busiest(self, chunk: int, visits: Visits) -> int:
        inside = self._neighbours(chunk)
        if not len(inside):
            return UNKNOWN
        return int(inside[np.argmax(visits[inside] / np.maximum(1, self.chunks_of_entity[inside]))])

    def _neighbours(self, place: int) -> NDArray[np.integer]:
        return self.links.nodes[self.links.first[place] : self.links.first[place + 1]]

    def _mentions_in(self, chunks: Places) -> Places32:
        """What these chunks mention, shape (m, 2), columns chunk and entity."""
        inside = [self._neighbours(place) for place in chunks]
        counts = [len(some) for some in inside]
        entities = np.concatenate(inside) if inside else np.zeros(0)
        return np.column_stack([np.repeat(chunks, counts), entities]).astype(np.int32).reshape(-1, 2)

    def _places_of(self, document_ids: Iterable[str]) -> set[int]:
        found = self.documents.find(words_of(document_ids)[:, 0])
        return set(found[found != UNKNOWN].tolist())

    def _chunks_of(self, document_ids: Collection[str] | None) -> Places:
        if document_ids is None:
            return np.flatnonzero(self.documents_of != UNKNOWN)
        return np.flatnonzero(np.isin(self.documents_of, list(self._places_of(document_ids))))

    def _find(self, ids: Iterable[str]) -> dict[str, int]:
        """The place of each of these ids that is a node, in their order."""
        wanted = list(ids)
        found = self.nodes.find(words_of(wanted)[:, 0])
        return {one: place for one, place in zip(wanted, found.tolist(), strict=True) if place != UNKNOWN}

    def _seeds(self, places: Sequence[int], shares: Visits) -> Visits:
        seeds = np.zeros(len(self.nodes))
        total = shares.sum()
        if total > 0:
            seeds[places] = shares / total
        return seeds


def _placed(nodes: NodeTable, firsts: NDArray[np.uint64]) -> Places32:
    return nodes.find(firsts.reshape(-1)).astype(np.int32).reshape(firsts.shape)


def _matrix(size: int, mentions: Places32, statements: Places32) -> "csr_array":
    """The weights between all nodes, symmetric. A fact of a thing about itself leads nowhere."""
    from scipy.sparse import coo_array

    ends = statements[statements[:, 1] != statements[:, 2], 1:]
    one, other = np.concatenate([mentions, ends]).T
    half = coo_array((np.ones(len(one), dtype=np.float32), (one, other)), shape=(size, size)).tocsr()
    both: csr_array = half + half.T.tocsr()
    return both


def _links(matrix: "csr_array") -> Links:
    degree = np.asarray(matrix.sum(axis=1), dtype=np.float64).reshape(-1)
    return Links(matrix.indptr, matrix.indices, matrix.data, degree)


def _wider(matrix: "csr_array", size: int) -> "csr_array":
    from scipy.sparse import csr_array

    first = _longer(matrix.indptr, size + 1, int(matrix.indptr[-1]))
    return csr_array((matrix.data, matrix.indices, first), shape=(size, size))


def _longer(numbers: NDArray[np.int32], size: int, filling: int) -> NDArray[np.int32]:
    return np.concatenate([numbers, np.full(size - len(numbers), filling, dtype=np.int32)])
