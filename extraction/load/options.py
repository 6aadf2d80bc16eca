"""What a user may say about how files are to be read."""

import codecs
import json
from typing import NamedTuple, Self

from pydantic import ConfigDict, Field, model_validator

from schemas.awaited import OcrMode
from schemas.value import Value


class RecordFields(NamedTuple):
    """Under which names a record has its parts."""

    id: str = "id"
    title: str = "title"
    text: str = "text"


def _field(part: str) -> str | None:
    description = (
        f"Name of the field with the {part} in records of JSON, XML and JSON Lines, `{part}` where none is given; "
        f"where one of the three is given, each row of a table with such a column is a document, too."
    )
    name: str | None = Field(default=None, min_length=1, max_length=200, description=description)
    return name


class ReadingOptions(Value):
    """How files are to be read; a format takes what concerns it.

    `select` is a CSS selector: of a web page only the elements that it names are read. `encoding` is that of text files,
    for those in which it cannot be told. `ocr` says of which pages text is recognised. The fields say under which names the records of JSON, XML and JSON
    Lines have their parts, and that the rows of tables are records.
    """

    model_config = ConfigDict(extra="ignore")  # a request has other parameters beside these

    select: str | None = Field(
        default=None,
        max_length=500,
        description="CSS selector: of a web page only the elements that it names are read.",
        examples=["main .article"],
    )
    encoding: str | None = Field(
        default=None,
        max_length=40,
        description="Encoding of text files, for those in which it cannot be told.",
        examples=["shift_jis"],
    )
    ocr: OcrMode | None = Field(
        default=None,
        description="Whether text in pictures is recognised: of pages that have no text of their own or a broken one (auto), of every page (always), or of none (never). Default: as the settings say.",
    )
    id_field: str | None = _field("id")
    title_field: str | None = _field("title")
    text_field: str | None = _field("text")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.encoding is not None:
            _check_encoding(self.encoding)
        if self.select is not None:
            _check_selector(self.select)
        return self

    @property
    def fields(self) -> RecordFields:
        """The names of the fields of records, the usual ones where none are stated."""
        usual = RecordFields()
        return RecordFields(
            self.id_field or usual.id, self.title_field or usual.title, self.text_field or usual.text
        )

    @property
    def stated_fields(self) -> frozenset[str]:
        """The names of fields that were stated."""
        return frozenset(filter(None, (self.id_field, self.title_field, self.text_field)))

    @property
    def mark(self) -> bytes:
        """What tells documents that were read in this way from those read in another; empty for the usual way."""
        said = self.model_dump(exclude_defaults=True)
        return json.dumps(said, sort_keys=True).encode() if said else b""


USUAL = ReadingOptions()


def _check_encoding(encoding: str) -> None:
    try:
        known = codecs.lookup(encoding)
        b"a".decode(encoding, "ignore")
    except (LookupError, UnicodeError) as error:
        raise ValueError(
            f"{encoding!a} is no encoding of text: give one such as cp949 or shift_jis"
        ) from error
    # Nothing a file is written in, and Python takes hours for a long one.
    if known.name in {"punycode", "idna"}:
        raise ValueError(f"{encoding} is no encoding of text files")


def _check_selector(select: str) -> None:
    from lxml.cssselect import CSSSelector, SelectorError

    try:
        CSSSelector(select, translator="html")
    except SelectorError as error:
        raise ValueError(f"{select!a} is not a CSS selector: {error}") from error
