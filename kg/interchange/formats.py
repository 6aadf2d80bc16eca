"""A graph in files that other programs read: GraphML, Turtle, and a table."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kg.read.facts import FactProof
from schemas.graph import Entity, Fact

# What no XML document can hold.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PREFIXES = """@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

"""
_COLUMNS = (
    "head",
    "head type",
    "relation",
    "tail",
    "tail type",
    "fact",
    "support",
    "source",
    "title",
    "page",
    "words",
)


@dataclass(frozen=True)
class ExportedGraph:
    """The visible entities and facts, with the places that state each fact."""

    entities: Mapping[str, Entity]
    facts: Sequence[Fact]
    proofs: Mapping[str, Sequence[FactProof]]


def write_graphml(graph: ExportedGraph, path: Path) -> None:
    """A directed graph of entities; each edge is a fact, with the sources that state it, a line each."""
    import networkx as nx

    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for one in graph.entities.values():
        aliases = _in_xml("\n".join(one.aliases))
        made.add_node(one.id, label=_in_xml(one.name), type=one.type, aliases=aliases, mentions=one.mentions)
    for fact in graph.facts:
        sources = dict.fromkeys(proof.source for proof in graph.proofs.get(fact.id, ()))
        made.add_edge(
            fact.head,
            fact.tail,
            key=fact.id,
            label=fact.type,
            text=_in_xml(fact.text),
            support=fact.support,
            sources=_in_xml("\n".join(sources)),
        )
    nx.write_graphml(made, path, named_key_ids=True)


def write_turtle(graph: ExportedGraph, path: Path) -> None:
    """RDF: each fact as a triple, and as a statement with its text and the documents that it is from."""
    with path.open("w", encoding="utf-8") as file:
        file.write(_PREFIXES)
        file.writelines(_triples(graph))


def write_csv(graph: ExportedGraph, path: Path) -> None:
    """A table with a row for each place that states a fact."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(_COLUMNS)
        table.writerows(_rows(graph))


def _triples(graph: ExportedGraph) -> Iterator[str]:
    for one in graph.entities.values():
        subject = _iri("entity", one.id)
        yield f"{subject} a {_iri('type', one.type)} ; rdfs:label {_literal(one.name)} .\n"
        for alias in one.aliases:
            yield f"{subject} skos:altLabel {_literal(alias)} .\n"
    for fact in graph.facts:
        head, relation, tail = (
            _iri("entity", fact.head),
            _iri("relation", fact.type),
            _iri("entity", fact.tail),
        )
        yield f"{head} {relation} {tail} .\n"
        yield f"{_iri('fact', fact.id)} a rdf:Statement ; rdf:subject {head} ; rdf:predicate {relation} ; rdf:object {tail} ;\n"
        documents = dict.fromkeys(proof.document_id for proof in graph.proofs.get(fact.id, ()))
        sources = "".join(f" ; dcterms:source {_iri('document', one)}" for one in documents)
        yield f"    rdfs:label {_literal(fact.text)}{sources} .\n"
    yield from _documents(proof for found in graph.proofs.values() for proof in found)


def _documents(proofs: Iterable[FactProof]) -> Iterator[str]:
    for document_id, proof in {proof.document_id: proof for proof in proofs}.items():
        title, source = _literal(proof.title), _literal(proof.source)
        yield f"{_iri('document', document_id)} dcterms:title {title} ; dcterms:identifier {source} .\n"


def _rows(graph: ExportedGraph) -> Iterator[Sequence[str | int]]:
    for fact in graph.facts:
        types = [one.type if (one := graph.entities.get(end)) else "" for end in (fact.head, fact.tail)]
        said = (fact.head_name, types[0], fact.type, fact.tail_name, types[1], fact.text, fact.support)
        for proof in graph.proofs.get(fact.id, ()):
            page = "" if proof.page is None else proof.page
            yield (*said, proof.source, proof.title, page, proof.words)


def _iri(kind: str, name: str) -> str:
    return f"<urn:citegraph:{kind}:{quote(name, safe='')}>"


def _literal(text: str) -> str:
    """The text in quotes; what JSON escapes, Turtle reads so too."""
    return json.dumps(text, ensure_ascii=False)


def _in_xml(text: str) -> str:
    return _NOT_IN_XML.sub(" ", text)
