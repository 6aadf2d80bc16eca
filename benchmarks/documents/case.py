"""A document to be read, and what has to come out."""

from dataclasses import dataclass, field

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Expected:
    """What a reader of the document sees.

    `sentences` are the whole ones in reading order; a table's rows are in `tables`, with their empty cells. `pages` has
    words that stand on one line with the number of their page, and `absent` what must not come out: running heads, page
    numbers with their words, hidden text. `title` and `headings` are empty where the document states none.
    """

    sentences: tuple[str, ...] = ()
    tables: tuple[Rows, ...] = ()
    pages: tuple[tuple[str, int], ...] = ()
    absent: tuple[str, ...] = ()
    title: str = ""
    headings: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """A document: its name, the kind of difficulty, the program that made it, its bytes and what is expected."""

    name: str
    suffix: str
    program: str
    content: bytes = field(repr=False)
    expected: Expected
