"""Records as JSON and XML: a document for each, else one text of all that is in the file."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extraction.load.accounting import LeftOut, account_for
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
_XML = "{http://www.w3.org/XML/1998/namespace}"
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
            parsed = json.loads(decoded.text, object_pairs_hook=_object)
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
        left_out: list[LeftOut] = []
        loaded = join_blocks(_paragraphs(root, left_out))
        check_text_length(name, len(loaded.text), max_bytes=max_bytes)
        seen = " ".join(text for each in root.iter() for text in (each.text or "", each.tail or ""))
        return [loaded.with_warnings(account_for(seen, loaded.text, left_out, place="file").warnings())]


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The object; what stands under one name several times is a list."""
    found: dict[str, list[object]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


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
    """The attributes and words below an element; where words and elements are mixed, all words as one."""
    yield from _attributes(element, name)
    if _is_mixed(element):
        yield name or "text", _words(element)
        for inner in element.iterdescendants():
            yield from _attributes(inner, f"{name}.{local_name(inner)}".lstrip("."))
        return
    for child in element:
        if local_name(child):
            yield from _xml_fields(child, f"{name}.{local_name(child)}".lstrip("."))


def _attributes(element: "_Element", name: str) -> Iterator[tuple[str, str]]:
    return ((f"{name}.{key.rpartition('}')[2]}".lstrip("."), value) for key, value in element.attrib.items())


def _is_mixed(element: "_Element") -> bool:
    """Whether it has words of its own, or nothing in it."""
    return not len(element) or bool(
        (element.text or "").strip() or any((child.tail or "").strip() for child in element)
    )


def _words(element: "_Element") -> str:
    return " ".join("".join(element.itertext()).split())


def _paragraphs(element: "_Element", left_out: list[LeftOut]) -> Iterator[TextBlock]:
    """The words of each innermost element as a paragraph; of one with words and elements mixed, all as one.

    An element without words is what its attributes say; those of others are left out.
    """
    if not "".join(element.itertext()).strip() and not len(element):
        values = (value for _, value in _attributes(element, "") if value.strip())
        yield TextBlock(" | ".join(values))
        return
    for each in element.iter() if _is_mixed(element) else [element]:
        said = " ".join(value for key, value in each.attrib.items() if not key.startswith(_XML))
        left_out.append(LeftOut("attribute left out", said, local_name(each)))
    if _is_mixed(element):
        yield TextBlock(_words(element))
        return
    for child in element:
        if local_name(child):
            yield from _paragraphs(child, left_out)


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
