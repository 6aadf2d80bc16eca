"""Records as JSON and XML: a document for each, else one text of all that is in the file."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extraction.load.clean_text import clean_text
from extraction.load.configured_format import ConfiguredFormat
from extraction.load.facets import facets_of
from extraction.load.loaded_text import (
    LoadedText,
    TextBlock,
    check_text_length,
    join_blocks,
    join_texts,
    row_block,
)
from extraction.load.options import ReadingOptions
from extraction.load.plain_text import read_text
from extraction.load.xml_text import local_name, parse_xml
from schemas.errors import DocumentRejectedError

if TYPE_CHECKING:
    from lxml.etree import _Element

Fields = list[tuple[str, str]]
"""The names and values of a record, in order; a name may come again, inner ones are joined by dots."""
_LEAST_RECORDS = 2
_ID_CHARS = 200


class JsonRecords(ConfiguredFormat):
    """JSON files: a list of objects, alone or under one name, is a list of records."""

    name = "json"
    media_types = ("application/json",)
    suffixes = (".json", ".geojson")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """A document for each record: its text, and its other fields as rows of name and value.

        Raises:
            DocumentRejectedError: it is no JSON, or holds too much.
        """
        decoded = self.decoded(content, name)
        try:
            parsed = json.loads(decoded.text)
            records = [list(_json_fields(each, "")) for each in _json_records(parsed)]
        except (ValueError, RecursionError) as error:
            raise DocumentRejectedError(
                f"{name} is not valid JSON ({error})",
                remedy="Mend it, or save it as .jsonl with one record in a line.",
            ) from error
        return record_documents(records, self.options, name, max_bytes=max_bytes)


class XmlRecords(ConfiguredFormat):
    """XML files: elements of one name directly below the root, with elements in them, are records."""

    name = "xml"
    media_types = ("application/xml", "text/xml")
    suffixes = (".xml",)

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """A document for each record: its text, and its other fields as rows; else the words of the elements as paragraphs.

        Raises:
            DocumentRejectedError: it is no XML, or holds too much.
        """
        root = parse_xml(content)
        if root is None:
            raise DocumentRejectedError(
                f"{name} is not valid XML", remedy="Mend it, or save its text as .txt."
            )
        children = [child for child in root if local_name(child)]
        same = len({local_name(child) for child in children}) == 1
        if same and len(children) >= _LEAST_RECORDS and all(len(child) for child in children):
            records = [list(_xml_fields(child, "")) for child in children]
            return record_documents(records, self.options, name, max_bytes=max_bytes)
        loaded = join_blocks(_paragraphs(root))
        check_text_length(name, len(loaded.text), max_bytes=max_bytes)
        return [loaded]


def _json_records(parsed: object) -> list[object]:
    """The records of the file; the whole as one where it is no list of objects."""
    if isinstance(parsed, dict):
        lists = [value for value in parsed.values() if _is_records(value)]
        if len(lists) == 1 and not any(isinstance(value, dict) for value in parsed.values()):
            parsed = lists[0]
    return list(parsed) if isinstance(parsed, list) and _is_records(parsed) else [parsed]


def _is_records(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)


def _json_fields(value: object, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _json_fields(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _json_fields(inner, name)
    elif value is not None:
        yield name, value if isinstance(value, str) else json.dumps(value)


def _xml_fields(element: "_Element", name: str) -> Iterator[tuple[str, str]]:
    for key, value in element.attrib.items():
        yield f"{name}.{key.rpartition('}')[2]}".lstrip("."), value
    for child in element:
        inner = f"{name}.{local_name(child)}".lstrip(".")
        if len(child):
            yield from _xml_fields(child, inner)
        else:
            yield inner, child.text or ""
            yield from ((f"{inner}.{key.rpartition('}')[2]}", value) for key, value in child.attrib.items())
    own = " ".join(" ".join([element.text or "", *(child.tail or "" for child in element)]).split())
    if own:
        yield name or "text", own


def _paragraphs(element: "_Element") -> Iterator[TextBlock]:
    """The words of each innermost element as a paragraph; of one with words and elements mixed, all as one."""
    mixed = (element.text or "").strip() or any((child.tail or "").strip() for child in element)
    if mixed or not len(element):
        yield TextBlock(" ".join("".join(element.itertext()).split()))
        return
    for child in element:
        if local_name(child):
            yield from _paragraphs(child)


def record_documents(
    records: Sequence[Fields], options: ReadingOptions, name: str, *, max_bytes: int
) -> list[LoadedText]:
    """A document for each record with words, known by its id where no other has it, else by its number.

    Raises:
        DocumentRejectedError: one of them is longer than `max_bytes` characters.
    """
    texts = [_document(fields, options) for fields in records]
    identifiers = [_identifier(fields, options) for fields in records]
    counts = Counter(identifiers)
    documents = []
    for number, (text, identifier, fields) in enumerate(
        zip(texts, identifiers, records, strict=True), start=1
    ):
        check_text_length(name, len(text.text), max_bytes=max_bytes)
        if not text.text.strip():
            continue
        own = str(number) if str(number) not in counts else f"record {number}"
        part = identifier if identifier and counts[identifier] == 1 else own
        content = json.dumps(fields, ensure_ascii=True).encode()
        documents.append(replace(text, part=part, content=content) if len(records) > 1 else text)
    return documents


def _document(fields: Fields, options: ReadingOptions) -> LoadedText:
    title = " ".join(next((value for name, value in fields if name == options.fields.title), "").split())
    said = [read_text(value) for name, value in fields if name == options.fields.text and value.strip()]
    others = [
        (name, value) for name, value in fields if name not in {options.fields.title, options.fields.text}
    ]
    rows = join_blocks(
        row_block((name, value), joined=place > 0)
        for place, (name, value) in enumerate(others)
        if value.strip()
    )
    head = join_blocks([TextBlock(title, "heading", 1)]) if title and not said else LoadedText("")
    joined = join_texts([head, *said, rows])
    return replace(
        joined,
        title=clean_text(title) or next((text.title for text in said), None),
        facets=facets_of((name, value) for name, value in others if name != options.fields.id),
    )


def _identifier(fields: Fields, options: ReadingOptions) -> str:
    stated = next((value for name, value in fields if name == options.fields.id), "")
    return " ".join(clean_text(stated).split())[:_ID_CHARS]
