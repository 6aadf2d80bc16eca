"""What a graph that is kept in memory holds, in a form that can be compared."""

from retrieval.channels.node_table import UNKNOWN
from retrieval.channels.passage_graph import PassageGraph


def graph_content(kept: PassageGraph) -> dict[str, object]:
    """All that a walk can tell, whatever place each node has."""
    ids = [kept.nodes.id_at(place) for place in range(len(kept.nodes))]
    weights = kept.matrix.tocoo()
    return {
        "weights": {
            (ids[one], ids[other]): float(weight)
            for one, other, weight in zip(*weights.coords, weights.data, strict=True)
        },
        "degrees": {ids[at]: degree for at, degree in enumerate(kept.links.degree.tolist()) if degree},
        "documents": {
            ids[at]: kept.documents.id_at(document)
            for at, document in enumerate(kept.documents_of.tolist())
            if document != UNKNOWN
        },
        "chunks of entities": {
            ids[at]: count for at, count in enumerate(kept.chunks_of_entity.tolist()) if count
        },
        "statements": sorted(tuple(ids[at] for at in row) for row in kept.statements.tolist()),
    }
