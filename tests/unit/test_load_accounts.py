"""What readers of markup, old office formats, notebooks and mail left out, counted by a second route.

What is expected was written down by a reader of the files in `accounts/`, of which the .rtf and .xls ones come from LibreOffice 7.4.
"""

import json
from email.message import EmailMessage
from pathlib import Path

import pytest

from schemas.document import LoadedDocument
from schemas.errors import DocumentRejectedError
from tests.fakes.loading import load_bytes, load_documents

FILES = Path(__file__).resolve().parents[1] / "fixtures" / "documents"
WEIR_TEX = """The weir of Elm

Eva Holt

Cy Dorn

May 1987

People

The Alder Mill was built in 1790 by Jon Brook, as <cit.> says in <ref>.
The tour was led by Ann Roe and cost 5% more; see the page or wheel_3.
Its force is F = m a.

See the town book, page 12.

- Weir Kept by Eva Holt.
- Bridge Kept by Cy Dorn.

The rooms

Rooms

Kitchen | 1
Attic | 2

wheel = 3 % turns

École ça naïve façade straße
Held apart.  Red words."""
WEIR_RST = """Author: Eva Holt

The Alder Mill

The mill was built by Jon Brook in 1790. See the page and the old mill.

People
a. Ann Roe kept it.
b. Bo Lind did, too; see people.

The wheel was cast by Ingrid Moss.

3.2

The brass gate came later.

The mill from afar

The wheel in winter.

wheel = 3

Rooms

Room | Keeper
Kitchen | Cy Dorn

Name | Unit
Ann | Mill

See the town book, page 12.

term
What it means."""
WEIR_ADOC = """The Alder Mill

Eva Holt <eva@elm.example>

The mill was built by Jon Brook in 1790. See the page or here.

See the town book, page 12.

People

1. Ann Roe kept it
2. Bo Lind did, too

NOTE: The wheel was cast by Ingrid Moss.

Rooms

Room | Keeper
Kitchen | Cy Dorn
All of it | All of it

wheel = 3 // turns

Weir
Kept by Eva Holt.

Ann Roe

The river never slept.

The Alder gate, see the keepers."""
MILL_IPYNB = """# The Alder Mill

Built by *Jon Brook* in 1790.

mill = 1790

|  | name | unit |
0 | Ann Roe | Mill

weir = 1812

The wheel turns.

The **sluice** is open.

Eva Holt leads the tour.

ValueError: no water"""
MILL_RTF = """The mill was built by Jon Brook in 1790.

See the town book; 박서윤이 물레를 세웠다.

The sluice was cast in 1812 by Ingrid Moss.

물방앗간은 오가람이 지킨다."""
MILL_XLS = """Name | Note | Since
Ann Roe | Head of the mill | 1998
김하늘 | Head of the mill library | 2011"""
READ = {
    "accounts/weir.tex": (WEIR_TEX, {"file that is included not read": "line 30"}),
    "accounts/weir.rst": (
        WEIR_RST,
        {"comment left out": "", "markup that is not known left out": "line 26, 59"},
    ),
    "accounts/weir.adoc": (
        WEIR_ADOC,
        {
            "comment left out": "line 6, 9",
            "file that is included not read": "line 22",
            "picture not read": "line 24",
        },
    ),
    "accounts/mill.ipynb": (
        MILL_IPYNB,
        {"picture or program not read": "cell 3", "traceback left out": "cell 3"},
    ),
    "accounts/mill.rtf": (MILL_RTF, {"comment left out": "", "running head left out": ""}),
    "accounts/mill.xls": (
        MILL_XLS,
        {"hidden sheet left out": "Draft", "text box or comment left out": ""},
    ),
}


def load(name: str, content: bytes) -> LoadedDocument:
    return load_bytes(name, content, max_bytes=1_000_000)[0]


def said(document: LoadedDocument) -> dict[str, str]:
    return {warning.kind: warning.place for warning in document.warnings}


def lost(document: LoadedDocument) -> tuple[str, str]:
    """The place and the example of what was lost."""
    (warning,) = (warning for warning in document.warnings if warning.kind == "text lost")
    return warning.place, warning.remedy.partition("”")[0].removeprefix("“")


@pytest.mark.parametrize("name", READ)
def test_all_is_read_and_what_is_not_is_said(name: str) -> None:
    (document,) = load_documents(FILES / name, max_bytes=1_000_000)
    text, warnings = READ[name]
    assert document.text == text
    assert said(document) == warnings


def test_text_that_an_rtf_reader_passes_over_is_lost_with_its_place() -> None:
    rtf = rb"{\rtf1\ansi The mill.\par{\do{\dptxbxtext{Chart of floods}}}\par The weir.\par}"
    document = load("x.rtf", rtf)
    assert document.text == "The mill.\n\nThe weir."
    assert lost(document) == ("paragraph 2", "Chart of floods")


def test_rows_of_rtf_keep_their_cells_and_merged_ones_come_in_each() -> None:
    head = rb"\trowd\cellx1\cellx2\intbl Room\cell Hours \'7c days\cell\row"
    first = rb"\trowd\clvmgf\cellx1\cellx2\intbl Attic\par above\cell 9\cell\row"
    last = rb"\trowd\clvmrg\cellx1\cellx2\intbl\cell 11\cell\row"
    document = load("x.rtf", rb"{\rtf1\ansi Before\par" + head + first + last + rb"\pard After\par}")
    assert document.text == "Before\n\nRoom | Hours | days\nAttic above | 9\nAttic above | 11\n\nAfter"
    torn = load("x.rtf", rb"{\rtf1\ansi \trowd\cellx1\cellx2\intbl Attic\cell nine\par}")
    assert torn.text == "Attic|nine"
    assert torn.warnings == ()


def test_what_is_switched_to_be_unseen_in_rtf_is_left_out() -> None:
    colours = rb"{\colortbl;\red255\green255\blue255;\red255\green0\blue0;}"
    body = rb"Seen \v secret\v0 again {\cf1 white}\cf2  red\plain\deleted  gone\deleted0 .{\object{\result{Shown}}}"
    document = load("x.rtf", rb"{\rtf1\ansi" + colours + body + rb"\par}")
    assert document.text == "Seen again  red.Shown"
    assert said(document) == {"hidden text left out": "", "deleted text left out": ""}
    open_ended = load(
        "x.rtf",
        rb"{\rtf1\ansi {\object{\*\objdata 00}}\{a\} {\b{\v not {\i this}\'41} or\v  the rest{\b bold}}\par}",
    )
    assert open_ended.text == "{a} or"
    marked = load("x.rtf", rb"{\rtf1\ansi" + colours + rb"{\highlight2\cf1 white} on red\par}")
    assert marked.text == "white on red"


def test_numbers_of_old_rtf_lists_and_fonts_of_notes_are_read() -> None:
    rtf = rb"{\rtf1\ansi{\fonttbl{\f1\fcharset129 Batang;}}{\pntext 1.\tab}The mill{\footnote\f1 \'b9\'b0\'b7\'b9}.\par}"
    document = load("x.rtf", rtf)
    assert document.text == "1. The mill.\n\n물레"
    assert document.warnings == ()


def test_a_table_that_docutils_cannot_read_is_said_with_its_line() -> None:
    document = load("x.rst", b"The mill.\n\n====  ===\nName  Unit\n====  ====\nAnn   Mill\n====  ====\n")
    assert document.text.startswith("The mill.")
    (warning,) = document.warnings
    assert (warning.kind, warning.place) == ("markup that is not known left out", "line 5")
    assert "Name" in warning.remedy


def test_heads_that_docutils_drops_are_lost_with_their_line() -> None:
    table = (
        b"======  ====  ====\n        Min   Mean\n======  ====  ====\nwheel   4.3   7.9\n======  ====  ====\n"
    )
    document = load("x.rst", table)
    assert "wheel | 4.3 | 7.9" in document.text
    assert lost(document) == ("line 2", "Min Mean")


def test_commands_of_the_author_cannot_grow_without_end() -> None:
    bomb = "".join(rf"\newcommand{{\{chr(97 + n)}x}}{{\{chr(98 + n)}x\{chr(98 + n)}x}}" for n in range(24))
    with pytest.raises(DocumentRejectedError, match="holds more text"):
        load("x.tex", rf"{bomb}\begin{{document}}\ax\end{{document}}".encode())


def test_parts_of_a_mail_that_are_neither_text_nor_attached_are_said() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "ann@elm.invalid", "Visit"
    message.set_content("Your program shows no pages.")
    page = "<html><body><p>The mill was built by Jon Brook in 1790, and the tour is led by Eva Holt.</p></body></html>"
    message.add_alternative(page, subtype="html")
    message.add_alternative("BEGIN:VCALENDAR", subtype="calendar")
    document = load("m.eml", message.as_bytes())
    assert "The mill was built by Jon Brook in 1790" in document.text
    assert said(document)["text/calendar not read"] == "part 3"
    assert lost(document) == ("part 1", "Your program shows no pages")


def test_a_mail_in_a_mail_is_a_document_with_what_is_attached_to_it() -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "bo@elm.invalid", "The weir"
    inner.set_content("The weir was built by Bo Lind.")
    inner.add_attachment(b"Oak, 3 planks", maintype="text", subtype="plain", filename="list.txt")
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "ann@elm.invalid", "Fwd"
    outer.set_content("See below.")
    outer.add_attachment(inner)
    documents = load_bytes("m.eml", outer.as_bytes(), max_bytes=100_000)
    assert [document.title for document in documents] == ["Fwd", "The weir", "list.txt"]
    assert "The weir was built by Bo Lind." in documents[1].text
    assert documents[2].text == "Oak, 3 planks"
    assert documents[0].warnings == ()


def test_remarks_in_subtitles_are_said_and_places_on_the_screen_are_no_words() -> None:
    vtt = b"WEBVTT\n\nNOTE made by hand\nin May\n\n1\n00:01.000 --> 00:02.000\n{\\an8}The &amp; mill\n\n"
    document = load("x.vtt", vtt)
    assert document.text == "The & mill"
    assert said(document) == {"remark or style left out": "line 3"}
    srt = b"1\n00:00:01,000 --> 00:00:02,000\nNOTE that it burnt.\n"
    assert load("x.srt", srt).warnings == ()


def test_outputs_of_a_notebook_without_text_are_passed_over() -> None:
    outputs = [
        {"output_type": "stream", "text": 7},
        {"output_type": "display_data", "data": {"text/html": ""}},
        {"output_type": "display_data", "data": []},
        "no output",
    ]
    cells = [{"cell_type": "code", "source": "x", "outputs": outputs}, {"cell_type": "raw", "source": "raw"}]
    document = load("x.ipynb", json.dumps({"cells": cells}).encode())
    assert document.text == "x\n\nraw"
    assert document.warnings == ()


def test_each_voice_of_a_subtitle_is_named_and_readings_are_left_out() -> None:
    vtt = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud Jon Brook>I built <b>it</b>.</v>\n"
        "<v Ann Roe>I ground.\n<ruby>漢<rt>han</rt></ruby> &lt;3\n"
    )
    document = load("x.vtt", vtt.encode())
    assert document.text == "Jon Brook: I built it. Ann Roe: I ground. 漢 <3"
    assert said(document) == {"reading of characters left out": "line 6"}


def test_formulas_and_errors_of_a_notebook_are_shown_and_older_notebooks_are_read() -> None:
    shown = {"text/latex": ["$E = mc^2$"], "text/plain": "<IPython.core.display.Latex object>"}
    outputs = [
        {"output_type": "display_data", "data": shown},
        {"output_type": "error", "ename": "E", "evalue": "\x1b[31mno\x1b[0m", "traceback": []},
    ]
    cells = [{"cell_type": "code", "source": "x", "outputs": outputs}]
    assert load("x.ipynb", json.dumps({"cells": cells}).encode()).text == "x\n\n$E = mc^2$\n\nE: no"
    old = [
        {"cell_type": "heading", "level": 2, "source": ["Mill"]},
        {"cell_type": "code", "input": "a", "outputs": [{"output_type": "pyout", "text": ["8 tons"]}]},
    ]
    document = load("x.ipynb", json.dumps({"worksheets": [{"cells": old}]}).encode())
    assert document.text == "## Mill\n\na\n\n8 tons"


def test_all_that_a_mail_shows_is_read_in_its_order() -> None:
    letter = EmailMessage()
    letter.set_content("The mill was built by Jon Brook.")
    letter.add_alternative("<p>The mill was built by Jon Brook.</p>", subtype="html")
    foot, page = EmailMessage(), EmailMessage()
    foot.set_content("A list of the town.", disposition="inline")
    page.set_content("<p>Kept by Eva Holt.</p>", subtype="html")
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "ann@elm.invalid", "Visit"
    mail.make_mixed()
    for part in (letter, foot, page):
        mail.attach(part)
    document = load("m.eml", mail.as_bytes())
    said_in_it = "The mill was built by Jon Brook.\n\nA list of the town.\n\nKept by Eva Holt."
    assert document.text.endswith(f"From: ann@elm.invalid\n\n{said_in_it}")
    assert document.warnings == ()


def test_what_latex_prints_is_read_and_what_it_does_not_is_said() -> None:
    body = r"""
\newenvironment{hint}[1]{\textbf{Hint #1:}}{Done.}
\begin{document}
\texttt{a\_b} \textsf{c} \mbox{d} \S 5 \LaTeX{}
\begin{comment}
secret
\end{comment}
\iffalse hidden \fi
\begin{hint}{one}Turn it.\end{hint}

\begin{tabular}{lll}
\multicolumn{2}{c}{Room} & Year \\
\multirow{2}{*}{Attic} & East & 1 \\
 & West & 2 \\
\end{tabular}
\begin{theorem}[Brook] It turns.\end{theorem}
\end{document}"""
    document = load("x.tex", body.encode())
    read = "a_b c d §5 LaTeX Hint one:Turn it.Done. Room | Room | Year Attic | East | 1 Attic | West | 2 Brook It turns."
    assert " ".join(document.text.split()) == read
    assert said(document) == {"comment left out": "line 5, 8"}
