"""What goes on overleaf, running heads and feet, footnotes, page labels (reportlab)."""

from collections.abc import Iterator

from benchmarks.documents.case import Case, Expected
from benchmarks.documents.made.sheet import HEIGHT, MARGIN, WIDTH, Sheet
from benchmarks.documents.prose import Prose

_PROGRAM = "reportlab"
_ROWS = 50


def cases() -> Iterator[Case]:
    """Documents of several pages."""
    yield _flowing("sentences_overleaf", 3)
    yield _flowing("hyphens_overleaf", 4, hyphenate=True)
    yield _flowing("hyphens_one_column", 1, hyphenate=True)
    yield _flowing(
        "running_head_and_page_number", 6, head="Proceedings of the society of founders", foot="{page}"
    )
    yield _flowing(
        "running_heads_in_turn", 6, head="Founders and builders|Chapter 3: The north", foot="– {page} –"
    )
    yield _flowing("page_of_pages", 5, foot="Report 2024/17 · Page {page} of 5")
    yield _flowing("head_with_page_number", 5, head="{page}   The annals of building")
    yield _flowing("head_of_two_pages", 2, head="Memorandum for the board", foot="Page {page}")
    yield _footnotes("footnotes", overleaf=False)
    yield _footnotes("footnotes_and_sentence_overleaf", overleaf=True)
    yield _labels()
    yield _many_pages()


def _flowing(name: str, pages: int, *, head: str = "", foot: str = "", hyphenate: bool = False) -> Case:
    """Prose that fills pages to their last line and goes on in the middle of a sentence, mostly."""
    prose, sheet = Prose(name), Sheet()
    sentences: list[str] = []
    lines: list[str] = []
    while len(lines) < pages * _ROWS - 12:
        sentences.append(prose.sentence())
        lines = sheet.wrap(" ".join(sentences), WIDTH - 2 * MARGIN, hyphenate=hyphenate)
    places, absent = [], []
    for page in range(1, pages + 1):
        on_page = lines[(page - 1) * _ROWS : page * _ROWS] if page < pages else lines[(page - 1) * _ROWS :]
        named = head.split("|")[page % len(head.split("|"))].format(page=page) if head else ""
        if named:
            sheet.put(MARGIN, HEIGHT - 45, named, "Times-Italic", 9)
            absent.append(named)
        sheet.put_lines(MARGIN, HEIGHT - 80, on_page)
        if foot:
            sheet.put(WIDTH / 2 - 20, 40, foot.format(page=page), size=9)
            absent += [foot.format(page=page)] if len(foot) > len("{page}") else []
        places.append((on_page[len(on_page) // 2], page))
        sheet.next()
    expected = Expected(tuple(sentences), pages=tuple(places), absent=tuple(dict.fromkeys(absent)))
    return Case(name, ".pdf", _PROGRAM, sheet.done(), expected)


def _footnotes(name: str, *, overleaf: bool) -> Case:
    """Superior figures in the text, the notes in small type at the foot under a short rule."""
    prose, sheet = Prose(name), Sheet()
    text, notes = (
        prose.sentences(26),
        [f"See the register of {prose.town()}, folio {n + 12}." for n in range(3)],
    )
    lines = sheet.wrap(" ".join(text), 420)
    split = 15 if overleaf else len(sheet.wrap(" ".join(text[:13]), 420))
    if not overleaf:
        lines = [*sheet.wrap(" ".join(text[:13]), 420), *sheet.wrap(" ".join(text[13:]), 420)]
    for page, part in enumerate((lines[:split], lines[split:])):
        y = sheet.put_lines(MARGIN, HEIGHT - 80, part)
        marked = (0, 1) if page == 0 else (2,)
        sheet.canvas.line(MARGIN, y - 40, MARGIN + 120, y - 40)
        for place, number in enumerate(marked):
            row = 3 + 4 * place
            x = MARGIN + sheet.measure(part[row])
            sheet.put(x + 0.5, HEIGHT - 80 - 13.125 * row + 4, str(number + 1), size=6.5)
            sheet.put(MARGIN, y - 52 - 11 * place + 2.5, str(number + 1), size=5.5)
            sheet.put(MARGIN + 5, y - 52 - 11 * place, notes[number], size=8)
        sheet.next()
    expected = Expected(tuple(text), pages=((lines[2], 1), (lines[-2], 2), (notes[1], 1), (notes[2], 2)))
    return Case(name, ".pdf", _PROGRAM, sheet.done(), expected)


def _labels() -> Case:
    """Two pages of preface in roman numbers, then pages from 41, with the printed numbers at the foot."""
    prose, sheet = Prose("labels"), Sheet()
    sheet.canvas.addPageLabel(0, style="ROMAN_LOWER")
    sheet.canvas.addPageLabel(2, style="ARABIC", start=41)
    labels = ("i", "ii", "41", "42", "43")
    sentences: list[str] = []
    places = []
    for page, label in enumerate(labels, start=1):
        own = prose.sentences(9)
        lines = sheet.wrap(" ".join(own), WIDTH - 2 * MARGIN)
        sheet.put_lines(MARGIN, HEIGHT - 90, lines)
        sheet.put(WIDTH / 2, 40, label, size=9)
        places.append((lines[1], page))
        sentences += own
        sheet.next()
    expected = Expected(tuple(sentences), pages=tuple(places), labels=labels)
    return Case("page_labels", ".pdf", _PROGRAM, sheet.done(), expected)


def _many_pages() -> Case:
    """Thirty pages of paragraphs with a running head."""
    prose, sheet = Prose("many"), Sheet(title="The annals of all founders")
    sentences: list[str] = []
    places = []
    for page in range(1, 31):
        sheet.put(MARGIN, HEIGHT - 45, f"The annals of all founders    {page}", size=9)
        y = HEIGHT - 80
        for _ in range(4):
            own = prose.sentences(6)
            sentences += own
            y = sheet.put_prose(y, " ".join(own))
        places.append((sentences[-6][:40], page))
        sheet.next()
    expected = Expected(
        tuple(sentences),
        pages=tuple(places),
        absent=("The annals of all founders",),
        title="The annals of all founders",
    )
    return Case("thirty_pages", ".pdf", _PROGRAM, sheet.done(), expected)
