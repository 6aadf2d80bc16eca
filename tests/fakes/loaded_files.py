"""The files for Neo4j's importer, read into a running Neo4j as the importer reads them into a stopped one."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from neo4j import AsyncDriver

from kg.server.importer import ImportFiles

_CELL = re.compile(r'("(?:[^"]|"")*"|[^,\n]*)([,\n])')
_PARSERS: Mapping[str, Callable[[str], object]] = {
    "long": int,
    "double": float,
    "float": float,
    "boolean": lambda text: text == "true",
    "datetime": datetime.fromisoformat,
    "string": str,
    "": str,
}
_NODES = """
UNWIND $rows AS row
CREATE (n:__Loaded__ {loaded: row.key}) SET n += row.properties SET n:$(row.labels)
"""
_RELATIONSHIPS = """
UNWIND $rows AS row
MATCH (a:__Loaded__ {loaded: row.start}), (b:__Loaded__ {loaded: row.end})
CREATE (a)-[r:$(row.type)]->(b) SET r += row.properties
"""
_FORGET = "MATCH (n:__Loaded__) REMOVE n:__Loaded__, n.loaded"
Row = dict[str, object]


async def load_files(driver: AsyncDriver, files: ImportFiles) -> None:
    """Write all rows beside what is in the database."""
    for label, path in files.nodes:
        rows = [_node(label, cells, files.separator) for cells in _rows(path)]
        await driver.execute_query(_NODES, rows=rows)
    for kind, path in files.relationships:
        rows = [_relationship(kind, cells, files.separator) for cells in _rows(path)]
        await driver.execute_query(_RELATIONSHIPS, rows=rows)
    await driver.execute_query(_FORGET)


def _rows(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Each row as its cells that have a value, with the words of the header about each."""
    text = path.read_text(encoding="utf-8")
    head, _, body = text.partition("\n")
    (columns,) = csv.reader([head])
    cells: list[str] = []
    for cell, end in _CELL.findall(body):
        cells.append(cell)
        if end == "\n":
            yield [(name, value) for name, value in zip(columns, cells, strict=True) if value]
            cells = []


def _node(label: str, cells: list[tuple[str, str]], separator: str) -> Row:
    key, labels = "", [label] if label else []
    properties: Row = {}
    for column, cell in cells:
        name, _, kind = column.partition(":")
        if kind.startswith("ID("):
            key = kind + _text(cell)
            if name:
                properties[name] = _text(cell)
        elif kind == "LABEL":
            labels += _text(cell).split(separator)
        else:
            properties[name] = _value(kind, cell, separator)
    return {"key": key, "labels": labels, "properties": properties}


def _relationship(kind: str, cells: list[tuple[str, str]], separator: str) -> Row:
    row: Row = {"type": kind}
    properties: Row = {}
    for column, cell in cells:
        name, _, what = column.partition(":")
        if what.startswith(("START_ID(", "END_ID(")):
            end, space = what.split("_", 1)
            row[end.lower()] = space + _text(cell)
        elif what == "TYPE":
            row["type"] = _text(cell)
        else:
            properties[name] = _value(what, cell, separator)
    return {**row, "properties": properties}


def _value(kind: str, cell: str, separator: str) -> object:
    parse, text = _PARSERS[kind.removesuffix("[]")], _text(cell)
    return [parse(one) for one in text.split(separator)] if kind.endswith("[]") else parse(text)


def _text(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell
