"""AsciiDoc as people write it, and what a reader of the page that is made of it sees."""

import pytest

from schemas.document import LoadedDocument
from schemas.errors import DocumentRejectedError
from tests.fakes.loading import load_bytes


def read(source: str) -> LoadedDocument:
    return load_bytes("weir.adoc", source.encode(), max_bytes=100_000)[0]


def said(document: LoadedDocument) -> dict[str, str]:
    return {warning.kind: warning.place for warning in document.warnings}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (":who: Jon\nBuilt by {who}.\n\n:who: Ann\nKept by {who}, \\{who} and {nobody}.", "Built by Jon.\n\nKept by Ann, {who} and {nobody}."),
        (":about: a weir \\\n  of oak\nIt is {about}.", "It is a weir of oak."),
        ('*Bold*, _slanted_, `code`, #marked#, H~2~O, x^2^, "`quoted`" and [.small]#small words#.', "Bold, slanted, code, marked, H2O, x2, “quoted” and small words."),
        ("snake_case_name and 2*3*4 and C# stay.", "snake_case_name and 2*3*4 and C# stay."),
        ("Press kbd:[Ctrl+C], btn:[OK], menu:File[Save]; &#167; 5 (C) +*as it is*+ pass:[<u>so</u>].", "Press Ctrl+C, OK, File > Save; § 5 © *as it is* so."),
        ("The ((sluice))(((sluice, of oak))) is stem:[a^2].", "The sluice is a^2."),
        ("It burnt.footnote:[See *page* 3.] It was rebuilt.footnote:f1[By Ann.] Twice.footnote:f1[]", "It burnt. It was rebuilt. Twice.\n\nSee page 3.\n\nBy Ann."),
        ("https://elm.example[the page^], link:a.html[here,window=_blank], mailto:ann@elm.example[] and <https://elm.example/b>", "the page, here, ann@elm.example and https://elm.example/b"),
        ("One line +\nthe next. +\nAnd more.", "One line\nthe next.\nAnd more."),
    ],
)  # fmt: skip
def test_words_are_read_without_their_markup(source: str, text: str) -> None:
    document = read(source)
    assert document.text == text
    assert said(document) == {}


def test_references_have_the_title_of_what_they_refer_to() -> None:
    source = "[[top]]\n== The *top*\n\nSee <<gates>>, <<_the_top>>, <<top,above>>, xref:top[], <<none>>.\n\n.Two gates\n[#gates]\n====\nOak.\n====\n\n[#gates]\n.Three gates\nOak."
    assert "See Three gates, The top, above, The top, [none]." in read(source).text


def test_only_what_holds_on_a_web_page_is_printed_and_the_rest_is_said() -> None:
    source = """:year: 1905
ifdef::internal[]
A secret.
ifdef::year[]
Still secret.
endif::[]
endif::[]
ifndef::internal[Public.]
ifdef::internal+year[No.]
ifdef::internal,year[Either.]
ifeval::["{backend}" == "pdf"]
On paper.
endif::[]
ifeval::[{year} >= 1900]
Modern.
endif::[]
"""
    document = read(source)
    assert document.text == "Public.\nEither.\nModern."
    assert said(document) == {"text on a condition left out": "line 3, 5, 9, 12"}


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ("|===\n|Gate |Keeper\n\n|North\n|Cy Dorn\n|===", ["Gate | Keeper", "North | Cy Dorn"]),
        ('[cols="2*"]\n|===\n|Gate\n|Keeper\n|North |Cy\n|===', ["Gate | Keeper", "North | Cy"]),
        ("|===\n|A |B |C\n\n2+|wide |c\n.2+|tall |b |c\n|d |e\n3*|same\n|===", ["A | B | C", "wide | wide | c", "tall | b | c", "tall | d | e", "same | same | same"]),
        ("|===\n|a |x \\| y\n|===", ["a | x | y"]),
        ('[%header,format=csv]\n|===\nGate,Remark\nNorth,"high, wide"\n|===', ["Gate | Remark", "North | high, wide"]),
        (",===\nGate,Keeper\n,===", ["Gate | Keeper"]),
        ("|===\n|a|b2|c\n|===", ["a | b2 | c"]),
        ("[separator=;]\n|===\n;a;b|c\n|===", ["a | b|c"]),
        ('[cols="1,1a"]\n|===\n|North\n|* one\n* two\n|South\n|\n!===\n!in !out\n!===\n|===', ["North | - one - two", "South | in | out"]),
    ],
)  # fmt: skip
def test_tables_keep_their_cells_in_their_places(source: str, rows: list[str]) -> None:
    document = read(source)
    assert document.text.split("\n") == rows
    assert {block.kind for block in document.blocks} == {"row"}


def test_lists_have_their_numbers_and_what_belongs_to_them() -> None:
    source = """. First
.. inner
.. more
+
--
Attached.

Twice.
--
. Second
goes on

[start=7]
. Seventh

[lowerroman]
. one
. two

- [x] done
* deeper

sluice:: A gate
of oak.
weir::
  A low dam.

<1> A callout
"""
    assert read(source).text.split("\n") == [
        "1. First", "  a. inner", "  b. more", "", "Attached.", "", "Twice.", "2. Second goes on", "",
        "7. Seventh", "", "i. one", "ii. two", "  - [x] done", "    - deeper", "", "sluice", "A gate", "of oak.",
        "", "weir", "A low dam.", "1. A callout",
    ]  # fmt: skip


def test_code_is_word_for_word_but_for_its_callouts() -> None:
    source = ":a: no\n\n[source,python]\n----\nrun() # <1>\n// {a}\n:a: b\ninclude::run.py[]\n----\n\n literal {a}\n   text\n\n```js\nf()\n```\n\n++++\n<p>Raw <b>words</b></p>\n++++"
    document = read(source)
    assert document.text == "run() (1)\n// {a}\n:a: b\n\nliteral no\n  text\n\nf()\n\nRaw words"
    assert said(document) == {"file that is included not read": "line 8"}


def test_headings_of_every_form_are_told_and_marks_between_blocks_are_no_text() -> None:
    source = "The Weir\n========\n\n'''\n\nGates\n-----\n\nOak.\n\n[discrete]\n### Planks ###\n\n<<<\n\ntoc::[]\n\n[comment]\nNo.\n\n[quote, Ann Roe, \"A book\"]\n____\nIt ran.\n____"
    document = read(source)
    assert [(heading.title, heading.level) for heading in document.headings] == [("The Weir", 1), ("Gates", 2), ("Planks", 3)]  # fmt: skip
    assert document.text.endswith("Planks\n\nAnn Roe, A book\n\nIt ran.")
    assert said(document) == {"comment left out": "line 19"}


def test_pictures_are_said_wherever_they_stand() -> None:
    document = read(
        "The icon:tick[] gate image:gate.png[Gate,20].\n\n.Old gate\nimage::old.png[Old]\n\nvideo::a.mp4[]"
    )
    assert document.text == "The  gate .\n\nOld gate"
    assert said(document) == {"picture not read": "line 1, 4, 6"}


@pytest.mark.parametrize(
    "bomb",
    [
        "".join(f":a{n + 1}: {{a{n}}}{{a{n}}}{{a{n}}}{{a{n}}}\n" for n in range(30)) + "{a30}" * 100,
        "|===\n" + "1000.1000+|a wide and tall cell\n" * 300 + "|===",
        "|===\n" + "1000*|the same\n" * 300 + "|===",
    ],
)
def test_what_unpacks_to_too_much_is_refused(bomb: str) -> None:
    with pytest.raises(DocumentRejectedError, match="holds more text"):
        read(":a0: long words\n" + bomb)
