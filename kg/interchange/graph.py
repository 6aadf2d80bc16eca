"""The visible graph as a whole."""

from kg.interchange.formats import ExportedGraph
from kg.read.facts import FactProof
from kg.reader import GraphReader
from schemas.graph import Entity, Fact

_AT_ONCE = 2_000


async def exported_graph(reader: GraphReader, at_once: int = _AT_ONCE) -> ExportedGraph:
    """All that is visible, some thousand at a time; what is changed meanwhile may be as it was or as it is.

    Raises:
        GraphStoreError: Neo4j cannot be reached.
    """
    entities: dict[str, Entity] = {}
    facts: list[Fact] = []
    proofs: dict[str, list[FactProof]] = {}
    while found := await reader.entities.after(next(reversed(entities), ""), at_once):
        entities |= {one.id: one for one in found}
    while page := await reader.facts.after(facts[-1].id if facts else "", at_once):
        facts += page
        for proof in await reader.facts.proofs([one.id for one in page]):
            proofs.setdefault(proof.fact_id, []).append(proof)
    return ExportedGraph(entities, facts, proofs)
