"""A graph in files of other programs."""

import csv
from pathlib import Path

import networkx as nx
import pytest
from rdflib import DCTERMS, RDF, RDFS, SKOS, Graph, Literal, URIRef

from kg.interchange.formats import ExportedGraph, write_csv, write_graphml, write_turtle
from kg.read.facts import FactProof
from schemas.graph import Entity, Fact

ADA = Entity(id="a1", name="Ada \x0bByron", type="Person", key="ada byron", aliases=("Ada", 'A. "B"'))
WORKS = Entity(id="w1", name="한빛전자", type="Company", key="한빛전자", mentions=3)
FOUNDED = Fact(
    id="f1",
    head="a1",
    head_name=ADA.name,
    type="FOUNDED",
    tail="w1",
    tail_name=WORKS.name,
    text="Ada Byron founded 한빛전자",
    support=2,
)
PROOFS = [
    FactProof(fact_id="f1", document_id="d1", source="a.pdf", title="A", page=3, words="Ada,\nthe founder"),
    FactProof(fact_id="f1", document_id="d2", source="b.txt", title="B", page=None, words="Ada founded it"),
]


@pytest.fixture
def graph() -> ExportedGraph:
    return ExportedGraph({"a1": ADA, "w1": WORKS}, [FOUNDED], {"f1": PROOFS})


def test_networkx_reads_the_graphml(graph: ExportedGraph, tmp_path: Path) -> None:
    write_graphml(graph, tmp_path / "graph.graphml")
    read = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert read.nodes["w1"]["label"] == "한빛전자"
    assert read.nodes["w1"]["mentions"] == 3
    assert read.nodes["a1"]["label"] == "Ada  Byron"
    ((head, tail, edge),) = read.edges(data=True)
    assert (head, edge["label"], tail, edge["support"]) == ("a1", "FOUNDED", "w1", 2)
    assert edge["sources"].split("\n") == ["a.pdf", "b.txt"]


def test_the_table_has_a_row_for_each_place(graph: ExportedGraph, tmp_path: Path) -> None:
    write_csv(graph, tmp_path / "graph.csv")
    with (tmp_path / "graph.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["source"], row["page"], row["words"]) for row in rows] == [
        ("a.pdf", "3", "Ada,\nthe founder"),
        ("b.txt", "", "Ada founded it"),
    ]
    assert {(row["head type"], row["relation"], row["tail"], row["tail type"]) for row in rows} == {
        ("Person", "FOUNDED", "한빛전자", "Company")
    }


def test_rdflib_reads_the_turtle(graph: ExportedGraph, tmp_path: Path) -> None:
    write_turtle(graph, tmp_path / "graph.ttl")
    read = Graph().parse(tmp_path / "graph.ttl")

    def named(kind: str, name: str) -> URIRef:
        return URIRef(f"urn:citegraph:{kind}:{name}")

    assert (named("entity", "a1"), named("relation", "FOUNDED"), named("entity", "w1")) in read
    assert (named("entity", "w1"), RDF.type, named("type", "Company")) in read
    assert read.value(named("entity", "a1"), RDFS.label) == Literal(ADA.name)
    assert set(read.objects(named("entity", "a1"), SKOS.altLabel)) == {Literal(one) for one in ADA.aliases}
    fact = named("fact", "f1")
    assert read.value(fact, RDFS.label) == Literal(FOUNDED.text)
    assert set(read.objects(fact, DCTERMS.source)) == {named("document", "d1"), named("document", "d2")}
    assert read.value(named("document", "d1"), DCTERMS.identifier) == Literal("a.pdf")
