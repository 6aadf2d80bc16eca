"""reStructuredText as people write it, for docutils and for Sphinx, and what a reader of the page that is made of it sees."""

import pytest

from schemas.document import LoadedDocument
from tests.fakes.loading import load_bytes


def read(source: str) -> LoadedDocument:
    return load_bytes("weir.rst", source.encode(), max_bytes=100_000)[0]


def said(document: LoadedDocument) -> dict[str, str]:
    return {warning.kind: warning.place for warning in document.warnings}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Built in 1790 [#a]_. Kept [1]_ by Ann.\n\n.. [#a] See page 3.\n.. [1] So it is.", "Built in 1790. Kept by Ann.\n\nSee page 3.\n\nSo it is."),
        ("As in [Bro90]_.\n\n.. [Bro90] J. Brook: Weirs.", "As in [Bro90].\n\n[Bro90] J. Brook: Weirs."),
        (".. |who| replace:: Jon *Brook*\n\nBuilt by |who|.", "Built by Jon Brook."),
        ("Text.\n\n:Owner: The town\n:Cost: 400", "Text.\n\nOwner: The town\n\nCost: 400"),
        ("sluice : noun\n    A gate\n    of oak.\n\n    Heavy.", "sluice: noun\nA gate of oak.\n\nHeavy."),
        ("-o FILE, --out=FILE  Where to write.", "-o FILE, --out=FILE\nWhere to write."),
        ("| Water flows,\n|   turns the wheel,\n| all day.", "Water flows,\nturns the wheel,\nall day."),
        ("#. First\n\n   a) inner\n   b) more\n\nText.\n\niv. Fourth\nv. Fifth", "1. First\n  a) inner\n  b) more\n\nText.\niv. Fourth\nv. Fifth"),
        (".. code-block:: python\n   :caption: weir.py\n\n   open()", "weir.py\n\nopen()"),
        (".. only:: html\n\n   A video.\n\n.. seealso:: :mod:`weir.gates`\n\n.. rubric:: Notes", "A video.\n\nweir.gates\n\nNotes"),
    ],
)  # fmt: skip
def test_what_the_page_shows_is_read(source: str, text: str) -> None:
    document = read(source)
    assert document.text == text
    assert said(document) == {}


def test_merged_cells_stand_in_each_place_and_tables_in_cells_come_once() -> None:
    source = """
+-------+---------------+
| Gate  | Keeper        |
+=======+=======+=======+
| North | Cy [1]_ and Bo|
+-------+-------+-------+
| South | Eva   | - one |
+-------+       | - two |
| East  |       |       |
+-------+-------+-------+
| West  | == ==         |
|       | a  b          |
|       | == ==         |
+-------+---------------+

.. [1] Since 1905.
"""
    document = read(source)
    assert document.text.split("\n") == [
        "Gate | Keeper | Keeper",
        "North | Cy and Bo | Cy and Bo",
        "South | Eva | - one - two",
        "East | Eva | - one - two",
        "West | a | b | a | b",
        "",
        "Since 1905.",
    ]


def test_the_contents_are_left_out_and_what_docutils_says_of_cells_is_no_text() -> None:
    source = ".. contents:: On this page\n\nWeir\n====\n\nOak.\n\nGate\n====\n\n=====  ===\nCell   B\n=====  ===\n- one\n two   x\n=====  ===\n"
    document = read(source)
    assert "On this page" not in document.text
    assert "(ERROR" not in document.text
    assert "table of contents left out" in said(document)
