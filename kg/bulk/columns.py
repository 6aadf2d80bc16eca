"""The files of a record for Neo4j's importer: one for each kind of node and relationship, and their columns."""

from pathlib import Path
from typing import NamedTuple

from kg.bulk.tables import Table

DOCUMENT = {
    "source": "",
    "sha256": "",
    "title": "",
    "uri": "",
    "media_type": "",
    "language": "",
    "page_starts": ":long[]",
    "page_labels": ":string[]",
    "blocks": "",
    "warnings": ":string[]",
    "facets": ":string[]",
    "ingested_at": ":datetime",
    "record_sha256": "",
    "schema_version": ":long",
    "least_confidence": ":double",
}
CHUNK = {
    "document_id": "",
    "index": ":long",
    "text": "",
    "start": ":long",
    "end": ":long",
    "page": ":long",
    "page_end": ":long",
    "heading": "",
    "headings": "",
    "column_heads": "",
    "links": ":string[]",
    "ocr_confidence": ":double",
    "language": "",
}
MENTION = {
    "start": ":long",
    "end": ":long",
    "surface": "",
    "grounding": "",
    "origin": "",
    "part": "",
    "type": "",
    "family": "",
    "key": "",
    "surface_key": "",
    "clues": ":string[]",
}
EVIDENCE = {
    "start": ":long",
    "end": ":long",
    "phrase": "",
    "schema_version": ":long",
    "extractor": "",
    "traits": ":string[]",
    "head_origin": "",
    "tail_origin": "",
    "head_part": "",
    "tail_part": "",
    "confidence": ":double",
    "wordings": ":string[]",
}
PROPOSAL = {
    "source_origin": "",
    "target_origin": "",
    "reason": "",
    "score": ":double",
    "decided_by": "",
    "at": ":datetime",
    "source_key": "",
    "target_key": "",
}
SUPPORT = {"reason": "", "score": ":double", "decided_by": "", "at": ":datetime"}
_FACT = "id:ID(Fact),:LABEL,type,support:long,traits:string[],statement,qualifiers:string[],wordings:string[],text"
_ENTITY = "id:ID(Entity),:LABEL,name,type,key,aliases:string[],mentions:long"


class RecordTables(NamedTuple):
    """Every file; its name is that of its field."""

    settings: Table
    marks: Table
    documents: Table
    chunks: Table
    decisions: Table
    entities: Table
    aliases: Table
    facts: Table
    in_documents: Table
    following: Table
    mentions: Table
    evidence: Table
    supports: Table
    aliases_of: Table
    heads: Table
    tails: Table
    typed: Table


NODES: tuple[str, ...] = ("settings", "marks", "documents", "chunks", "decisions", "entities", "facts")
RELATIONSHIPS = {
    "in_documents": "FROM_DOCUMENT",
    "following": "NEXT_CHUNK",
    "mentions": "FROM_CHUNK",
    "evidence": "FROM_CHUNK",
    "supports": "SUPPORTED_BY",
    "aliases_of": "ALIAS_OF",
    "heads": "HEAD",
    "tails": "TAIL",
    "typed": "",
}


def open_tables(folder: Path) -> RecordTables:
    """Empty files in this folder."""
    columns = {
        "settings": "id:ID(CiteGraph),:LABEL,migration:long,embedding_model,dimensions:long,graph_version:long",
        "marks": "id:ID(GraphImport),:LABEL,sha256,lines:long",
        "documents": f"id:ID(Document),:LABEL,{_header(DOCUMENT)},written_at:datetime,ready_at:datetime",
        "chunks": f"id:ID(Chunk),:LABEL,{_header(CHUNK)},embedding:float[]",
        "decisions": f"id:ID(Decision),:LABEL,kind,by_person:boolean,{_header(PROPOSAL)}",
        "entities": _ENTITY,
        "aliases": ":ID(Alias),key,surface,source",
        "facts": _FACT,
        "in_documents": _ends("Chunk", "Document"),
        "following": _ends("Chunk", "Chunk"),
        "mentions": f"{_ends('Entity', 'Chunk')},{_header(MENTION)}",
        "evidence": f"{_ends('Fact', 'Chunk')},{_header(EVIDENCE)}",
        "supports": f"{_ends('Decision', 'Document')},{_header(SUPPORT)}",
        "aliases_of": _ends("Alias", "Entity"),
        "heads": _ends("Fact", "Entity"),
        "tails": _ends("Fact", "Entity"),
        "typed": f"{_ends('Entity', 'Entity')},:TYPE,fact_id,support:long",
    }
    return RecordTables(**{name: Table(folder / f"{name}.csv", header) for name, header in columns.items()})


def _header(columns: dict[str, str]) -> str:
    return ",".join(f"{name}{kind}" for name, kind in columns.items())


def _ends(start: str, end: str) -> str:
    return f":START_ID({start}),:END_ID({end})"
