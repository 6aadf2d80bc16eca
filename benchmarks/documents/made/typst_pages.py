"""Documents typeset by Typst: ligatures, justified lines, hyphenation by language, footnotes of its own."""

from collections.abc import Iterator

from benchmarks.documents.case import Case, Expected, Rows
from benchmarks.documents.prose import Prose

_PROGRAM = "typst"
_TITLE = "Five hundred official offices and their founders"


def cases() -> Iterator[Case]:
    """Papers in one and two columns, reports with running heads, tables with few rules, notes, lists."""
    yield _report()
    yield _paper("typst_paper_two_columns", columns=2)
    yield _prose("typst_justified_hyphens", "#set par(justify: true)\n#set page(width: 9cm)\n")
    yield _table("typst_table_ruled", "stroke: 0.5pt")
    yield _table("typst_table_unruled", "stroke: none", empty=3)
    yield _table("typst_table_book_rules", "stroke: none", empty=2, rules=True)
    yield _notes()
    yield _items()
    yield _figure()
    yield _newspaper()
    yield _notes_under_columns()


def _compile(source: str) -> bytes:
    import typst

    return bytes(typst.compile(source.encode()))


def _paper(name: str, *, columns: int) -> Case:
    """Title and abstract over the width, sections in columns, hyphenated and justified."""
    prose = Prose(name)
    headings = ("Introduction", "Sources", "Results")
    abstract, parts = prose.sentences(3), [prose.sentences(14) for _ in headings]
    body = "\n\n".join(f"= {head}\n{' '.join(own)}" for head, own in zip(headings, parts, strict=True))
    source = (
        f'#set page("a4", columns: {columns})\n#set text(size: 10pt, hyphenate: true)\n#set par(justify: true)\n'
        f'#place(top + center, scope: "parent", float: true)[#text(17pt, weight: "bold")[{_TITLE}]\n\n{" ".join(abstract)}]\n{body}\n'
    )
    sentences = (*abstract, *(sentence for own in parts for sentence in own))
    expected = Expected(sentences, title=_TITLE, headings=headings)
    return Case(name, ".pdf", _PROGRAM, _compile(source), expected)


def _newspaper() -> Case:
    """Narrow columns under a line that reaches over an empty one, a box and a small table among them."""
    prose = Prose("typst newspaper")
    headings = ("Bell cast in one night", "Council rejects the bridge", "Weather")
    parts = [prose.sentences(8), prose.sentences(9), prose.sentences(5)]
    rows: Rows = tuple(row[:2] for row in prose.register(3))
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    box = prose.sentence()
    first, second, third = (
        f"== {head}\n{' '.join(own)}\n" for head, own in zip(headings, parts, strict=True)
    )
    source = (
        '#set page("a5", columns: 3, margin: 1cm)\n#set text(8pt, hyphenate: true)\n#set par(justify: true)\n'
        '#place(top, scope: "parent", float: true)[#text(18pt)[The gazette of the bay]\n\nFriday 3 May #h(1fr) One penny]\n'
        f"{first}#rect(width: 100%)[{box}]\n{second}{third}#table(columns: 2, inset: 2pt, {cells})\n"
    )
    sentences = (*parts[0], box, *parts[1], *parts[2])
    return Case("typst_newspaper", ".pdf", _PROGRAM, _compile(source), Expected(sentences, tables=(rows,)))


def _notes_under_columns() -> Case:
    """Notes at the foot of each column, marks of the authors over them, and a running head from the second page on."""
    prose = Prose("typst notes under columns")
    parts = [prose.sentences(20) for _ in range(3)]
    notes = [prose.sentence() for _ in parts]
    body = "\n\n".join(
        f"{' '.join(own[:6])}#footnote[{note}] {' '.join(own[6:])}"
        for own, note in zip(parts, notes, strict=True)
    )
    head = "context { if counter(page).get().first() > 1 [The history of offices #h(1fr) Volume 12] }"
    source = (
        f'#set page("a5", columns: 2, margin: 1.5cm, header: {head})\n#set text(9pt, hyphenate: true)\n#set par(justify: true)\n'
        f'#place(top + center, scope: "parent", float: true)[#text(15pt)[{_TITLE}]\n\nHanna Voss#super[1]]\n{body}\n'
    )
    sentences = tuple(sentence for own in parts for sentence in own)
    return Case("typst_notes_under_columns", ".pdf", _PROGRAM, _compile(source), Expected(sentences))


def _report() -> Case:
    """A running head, roman numbers for the preface and arabic ones after it, headings of two levels."""
    prose = Prose("typst report")
    headings = ("Preface", "Foundations", "The north", "The south")
    parts = [prose.sentences(24) for _ in headings]
    source = (
        f'#set document(title: "{_TITLE}")\n'
        '#set page("a5", header: align(right, text(8pt)[The official register of buildings]), numbering: "i")\n'
        f"= {headings[0]}\n{' '.join(parts[0])}\n#pagebreak()\n"
        '#set page(numbering: "1")\n#counter(page).update(1)\n'
        f"= {headings[1]}\n{' '.join(parts[1])}\n== {headings[2]}\n{' '.join(parts[2])}\n== {headings[3]}\n{' '.join(parts[3])}\n"
    )
    expected = Expected(
        tuple(sentence for own in parts for sentence in own),
        absent=("The official register of buildings",),
        title=_TITLE,
        headings=headings,
    )
    return Case("typst_report", ".pdf", _PROGRAM, _compile(source), expected)


def _prose(name: str, settings: str) -> Case:
    prose = Prose(name)
    sentences = prose.sentences(20)
    return Case(name, ".pdf", _PROGRAM, _compile(settings + " ".join(sentences)), Expected(tuple(sentences)))


def _table(name: str, stroke: str, *, empty: int = 0, rules: bool = False) -> Case:
    prose = Prose(name)
    before, after = prose.sentence(), prose.sentence()
    rows: Rows = tuple(prose.register(6, empty=empty))
    cells = [f"[{cell}]" for row in rows for cell in row]
    if rules:
        cells = ["table.hline()", *cells[:4], "table.hline()", *cells[4:], "table.hline()"]
    source = f"{before}\n\n#table(columns: 4, {stroke}, {', '.join(cells)})\n\n{after}\n"
    return Case(name, ".pdf", _PROGRAM, _compile(source), Expected((before, after), tables=(rows,)))


def _notes() -> Case:
    """Footnotes on three small pages."""
    prose = Prose("typst notes")
    sentences, parts = prose.sentences(30), []
    for number, sentence in enumerate(sentences):
        note = f"#footnote[The deed of {prose.town()} is kept in box {number + 101}.]"
        parts.append(f"{sentence[:-1]}{note}." if number % 9 == 4 else sentence)
    source = f'#set page("a6")\n{" ".join(parts)}\n'
    return Case("typst_footnotes", ".pdf", _PROGRAM, _compile(source), Expected(tuple(sentences)))


def _items() -> Case:
    prose = Prose("typst items")
    before, after, items = prose.sentence(), prose.sentence(), prose.sentences(6)
    marked = [f"{'+' if number > 2 else '-'} {item}" for number, item in enumerate(items)]
    source = (
        f"{before}\n\n" + "\n".join(marked[:3]) + "\n\nThen:\n\n" + "\n".join(marked[3:]) + f"\n\n{after}\n"
    )
    return Case(
        "typst_lists",
        ".pdf",
        _PROGRAM,
        _compile(source),
        Expected((before, *items[:3], "Then:", *items[3:], after)),
    )


def _figure() -> Case:
    """A caption between two paragraphs, and a formula set in a line."""
    prose = Prose("typst figure")
    before, after = prose.sentences(6), prose.sentences(6)
    caption = "The height of all towers by the year of their foundation."
    source = f"{' '.join(before)}\n\n#figure(rect(width: 6cm, height: 3cm), caption: [{caption}])\n\n{' '.join(after)}\n"
    return Case("typst_figure", ".pdf", _PROGRAM, _compile(source), Expected((*before, caption, *after)))
