"""Columns, hyphens, what goes on overleaf, footnotes, headings and titles of PDF pages."""

from typing import Any

import pytest

from extraction.load.pdf.hyphens import Hyphens
from tests.fakes.drawn_pdf import lines_below, pdf_drawn, put, read, texts, together, warned

LEFT = [
    "The bell foundry at Tarnholm cast its",
    "first bell in 1622 for the chapel of the",
    "harbour. The founder was Ebbe Sturm, a",
    "smith from the islands in the west. His",
    "bells were heard across the whole bay.",
]
RIGHT = [
    "In the next century the foundry went to",
    "the widow Karen Lund, who cast the great",
    "bell of the town hall. She also made the",
    "cannons of the fort, which were melted",
    "down after the peace of the year 1720.",
]


@pytest.mark.parametrize("by_rows", [True, False])
def test_a_column_is_read_to_its_end_however_it_was_drawn(by_rows: bool) -> None:
    left, right = lines_below(50, 700, LEFT), lines_below(310, 700, RIGHT)
    rows = [line for pair in zip(left, right, strict=True) for line in pair]
    text = read(pdf_drawn(put(rows if by_rows else [*left, *right]))).text
    assert " ".join(text.split()) == " ".join([*LEFT, *RIGHT])


def test_a_title_over_columns_comes_first_and_a_line_below_them_last() -> None:
    body = put([*lines_below(50, 700, LEFT), *lines_below(310, 700, RIGHT)])
    over = put([(60, 740, "The history of a foundry that cast bells for two hundred years")], size=15)
    below = put(
        [(50, 600, "Printed by the friends of the foundry in Tarnholm, who keep its papers and its tools.")]
    )
    text = read(pdf_drawn(together(body, over, below))).text
    assert text.startswith("The history of a foundry")
    assert text.endswith("its papers and its tools.")
    assert text.index("whole bay") < text.index("In the next century")


def test_a_line_over_empty_columns_does_not_make_a_table_of_the_others() -> None:
    head = put([(50, 720, "Friday 3 May"), (500, 720, "Price one penny")])
    body = put([*lines_below(50, 700, LEFT), *lines_below(250, 700, RIGHT)], size=9)
    loaded = read(pdf_drawn(together(head, body)))
    assert texts(loaded, "row") == []
    assert " ".join(loaded.text.split()).endswith(" ".join([*LEFT, *RIGHT]))


def test_the_head_of_one_page_does_not_cut_a_sentence() -> None:
    first = put([*lines_below(50, 700, LEFT[:3]), *lines_below(310, 700, LEFT[:3])])
    head = put([(50, 760, "The bells of the bay"), (500, 760, "Vol. 12")])
    loaded = read(pdf_drawn(first, together(head, put(lines_below(50, 700, LEFT[3:])))))
    assert "was Ebbe Sturm, a smith from the islands in the west. His bells were heard" in loaded.text


def test_a_note_in_the_margin_is_read_apart() -> None:
    note = put(lines_below(40, 698, ["The founder's house", "still stands."]), size=7)
    loaded = read(pdf_drawn(together(put(lines_below(150, 700, LEFT)), note)))
    assert " ".join(loaded.text.split()) == f"The founder's house still stands. {' '.join(LEFT)}"


def test_an_address_that_goes_on_in_the_next_line_is_whole() -> None:
    lines = [
        "The register of the foundry is at https://lund.example/books/",
        "foundry/register for all to read.",
    ]
    text = read(pdf_drawn(put(lines_below(50, 700, lines)))).text
    assert "at https://lund.example/books/foundry/register for" in text


def test_labels_beside_values_are_no_columns() -> None:
    labels = lines_below(
        50, 700, ["Name of the firm:", "Street and number:", "Date of the order:", "Sum to be paid:"], 30
    )
    values = lines_below(
        200, 700, ["Lund and Daughters", "Harbour Street 12", "4 May of this year", "Eleven hundred"], 30
    )
    loaded = read(pdf_drawn(put([*labels, *values])))
    assert texts(loaded, "row")[0] == "Name of the firm: | Lund and Daughters"


def test_a_word_cut_at_the_end_of_a_line_is_whole_and_a_compound_keeps_its_hyphen() -> None:
    lines = [
        "The widow was a well-known founder, and the found-",
        "ry was praised by the well-",
        "known travellers of the time for its long-",
        "lasting bells and its Gross-",
        "Berlin commissions.",
    ]
    text = read(pdf_drawn(put(lines_below(50, 700, lines)))).text
    assert "the foundry was" in text
    assert "the well-known travellers" in text
    assert "its long-lasting bells and its Gross-Berlin" in text


def test_the_document_itself_tells_which_hyphen_is_the_author_s() -> None:
    lines = [
        "The re-cast bell hung beside the old one until the re-",
        "cast bell cracked, and a recreation",
        "of it was made for recre-",
        "ation.",
    ]
    text = read(pdf_drawn(put(lines_below(50, 700, lines)))).text
    assert "the re-cast bell cracked" in text
    assert text.endswith("recreation.")


def test_a_sentence_and_a_word_go_on_overleaf() -> None:
    first = ["The foundry was sold to the merchants of the har-"]
    second = ["bour, and its last founder Thea Brask went to", "Bergen."]
    loaded = read(pdf_drawn(put(lines_below(50, 100, first)), put(lines_below(50, 700, second))))
    assert loaded.text.startswith(
        "The foundry was sold to the merchants of the harbour, and its last founder"
    )
    assert loaded.text[: loaded.page_starts[1]].endswith("harbour,")


def page_with(head: str, foot: str, number: int) -> Any:
    body = lines_below(
        50, 700, [f"{line} {number}." for line in ("The bell rang", "It was rung by hand", "Nobody heard it")]
    )
    return together(put(body), put([(50, 770, head), (290, 30, foot)], size=8))


def test_running_heads_and_page_numbers_are_left_out_and_said() -> None:
    loaded = read(pdf_drawn(*(page_with("Annals of the foundry", f"- {n} -", n) for n in range(1, 5))))
    assert "Annals" not in loaded.text
    assert "- 3 -" not in loaded.text
    assert warned(loaded) == {
        "running head left out": "page 1, 2, 3, 4",
        "page number left out": "page 1, 2, 3, 4",
    }


def test_heads_that_change_with_the_chapter_are_left_out_too() -> None:
    heads = ["I. The founders"] * 3 + ["II. The heirs"] * 3
    loaded = read(pdf_drawn(*(page_with(head, str(n + 40), n) for n, head in enumerate(heads))))
    assert "founders" not in loaded.text
    assert "heirs" not in loaded.text


def test_a_line_that_is_on_one_page_only_stays() -> None:
    pages = [page_with("Annals of the foundry", "", 1), page_with("A colophon of the printer", "", 2)]
    loaded = read(pdf_drawn(*pages))
    assert "Annals of the foundry" in loaded.text
    assert "A colophon of the printer" in loaded.text


def letter_with(greeting_y: float, number: int) -> Any:
    said = [f"We thank you for gift {number},", f"which came in time for roof {number}."]
    told = [f"The roof was laid in {1900 + number}.", "It has held since."]
    greeting = put([(50, greeting_y, "Dear friends of the mill,")])
    return together(greeting, put(lines_below(50, 700, said)), put(lines_below(50, 664, told)))


def test_a_line_that_is_set_as_the_paragraphs_of_every_page_is_one() -> None:
    loaded = read(pdf_drawn(*(letter_with(724, n) for n in (3, 5, 8))))
    assert loaded.text.count("Dear friends of the mill,") == 3
    assert warned(loaded) == {}
    further_off = read(pdf_drawn(*(letter_with(760, n) for n in (3, 5, 8))))
    assert "Dear friends" not in further_off.text
    assert warned(further_off) == {"running head left out": "page 1, 2, 3"}


@pytest.mark.parametrize(
    ("words", "before", "after", "is_one"),
    [
        ("1911년에 1950", "1713", "년에", True),
        ("1911 년에", "1713", "년에", False),
        ("도서관은 도서 관은", "도서", "관은", True),
        ("도서관은 도서 관은 도서", "도서", "관은", False),
        ("도서 관은", "도서", "관은", False),
        ("도서관은", "library", "관은", False),
        ("도서관은 大韓民國 憲法", "大韓民國", "憲法", False),
        ("東京都の歴 史は長い。", "東京都の歴", "史は長い。", True),
        ("a mill by the river", "mill", "by", False),
    ],
)
def test_lines_that_end_within_a_word_are_told_by_the_words_of_the_document(
    words: str, before: str, after: str, *, is_one: bool
) -> None:
    assert Hyphens(words.split()).are_one_word(before, after) is is_one


def test_notes_at_the_foot_that_differ_by_their_figures_are_no_running_foot() -> None:
    pages = [
        together(
            put(
                lines_below(
                    50, 700, ["The bells were weighed in the yard", "and sold by the pound in the spring."]
                )
            ),
            put([(50, 60, f"{mark} See the register of the foundry, folio {folio}.")], size=7),
        )
        for mark, folio in ((1, 12), (4, 31), (9, 77))
    ]
    text = read(pdf_drawn(*pages)).text
    assert text.count("See the register of the foundry") == 3


def test_a_footnote_stands_apart_and_its_mark_is_not_glued_to_the_word() -> None:
    def draw(canvas: Any) -> None:
        put(
            lines_below(
                50,
                700,
                ["Ebbe Sturm learned his craft in Cologne and", "came to Tarnholm in the spring of 1620."],
            )
        )(canvas)
        put(
            [
                (
                    50 + canvas.stringWidth("Ebbe Sturm learned his craft in Cologne and", "Times-Roman", 10),
                    704,
                    "1",
                )
            ],
            size=6,
        )(canvas)
        put([(50, 60, "1 So the roll of the guild, now in Lund.")], size=8)(canvas)

    loaded = read(pdf_drawn(draw))
    assert "in Cologne and came to Tarnholm" in loaded.text
    assert texts(loaded, "note") == ["1 So the roll of the guild, now in Lund."]
    assert loaded.warnings == ()


def test_a_note_under_a_column_stands_behind_its_mark_and_cuts_no_sentence() -> None:
    def draw(canvas: Any) -> None:
        for x, lines in ((50, LEFT[:4]), (310, [LEFT[4], *RIGHT[:4]])):
            put(lines_below(x, 700, lines))(canvas)
        # A mark of the author, that of the note, and that of a note that is elsewhere.
        for x, y, text, mark in (
            (50, 740, "Karen Lund, curator", "1"),
            (310, 600, "They were weighed in 1911.", "7"),
            (50, 676, LEFT[2], "1"),
            (310, 580, "The end.", ""),
        ):
            put([(x, y, text)] if text not in LEFT else [])(canvas)
            put([(x + canvas.stringWidth(text, "Times-Roman", 10), y + 4, mark)], size=6)(canvas)
        note = ["1 So the roll of the guild of founders in Lund, shelf", "14."]
        put(lines_below(50, 610, note, 9), size=8)(canvas)

    loaded = read(pdf_drawn(draw))
    assert texts(loaded, "note") == ["1 So the roll of the guild of founders in Lund, shelf 14."]
    assert "smith from the islands in the west. His bells were heard" in loaded.text
    assert loaded.text.index("bells were heard") < loaded.text.index("So the roll")
    assert "1911.[7]" in loaded.text


def test_lists_and_headings_with_the_figure_of_an_exponent_are_no_notes() -> None:
    def draw(canvas: Any) -> None:
        put(lines_below(50, 700, ["The yard of the foundry measured eighty m"]))(canvas)
        width = canvas.stringWidth("The yard of the foundry measured eighty m", "Times-Roman", 10)
        put([(50 + width, 704, "2")], size=6)(canvas)
        put(lines_below(50, 670, ["1. Weigh the bell.", "2. Hang the bell.", "3. Ring it."]))(canvas)
        put([(50, 620, "2 The bells")], font="Times-Bold", size=12)(canvas)
        put(lines_below(50, 600, LEFT))(canvas)

    loaded = read(pdf_drawn(draw))
    assert texts(loaded, "note") == []
    assert (
        "m2\n\n1. Weigh the bell.\n2. Hang the bell.\n3. Ring it.\n\n2 The bells\n\nThe bell foundry"
        in loaded.text
    )


def test_the_number_of_the_only_page_is_no_part_of_its_text() -> None:
    loaded = read(pdf_drawn(put([*lines_below(50, 700, LEFT), (300, 40, "1")])))
    assert loaded.text.endswith("the whole bay.")
    assert warned(loaded) == {"page number left out": "page 1"}


def test_a_note_does_not_cut_the_sentence_that_goes_on_overleaf() -> None:
    first = together(
        put(lines_below(50, 700, ["Ebbe Sturm learned his craft in Cologne1 and was called by the"])),
        put([(50, 60, "1 So the roll of the guild, now in Lund.")], size=8),
    )
    loaded = read(pdf_drawn(first, put(lines_below(50, 700, ["council of Tarnholm in 1620."]))))
    assert "craft in Cologne and was called by the council of Tarnholm" in loaded.text
    assert loaded.text.index("So the roll") < loaded.page_starts[1]


def test_headings_come_from_bookmarks_and_from_type() -> None:
    def draw(canvas: Any) -> None:
        put([(50, 700, "Statutes of the guild")])(canvas)
        canvas.bookmarkPage("statutes")
        canvas.addOutlineEntry("Statutes of the guild", "statutes", 0)
        put(lines_below(50, 680, LEFT))(canvas)
        put([(50, 590, "Members")], font="Times-Bold")(canvas)
        put(lines_below(50, 570, RIGHT))(canvas)

    loaded = read(pdf_drawn(draw))
    assert [(block.title, block.level) for block in loaded.blocks if block.kind == "heading"] == [
        ("Statutes of the guild", 1),
        ("Members", 1),
    ]


def test_the_title_is_the_largest_line_and_not_a_stamp_in_the_margin() -> None:
    def draw(canvas: Any) -> None:
        put([(50, 720, "A foundry of bells")], size=16)(canvas)
        put(lines_below(50, 690, LEFT))(canvas)
        canvas.rotate(90)
        put([(200, -30, "repository:1622.0001v3 [bells] 1 May")], size=22)(canvas)

    loaded = read(pdf_drawn(draw))
    assert loaded.title == "A foundry of bells"
    assert "repository:1622.0001v3" in loaded.text
    assert read(pdf_drawn(draw, title="Bells of the north")).title == "Bells of the north"


def test_items_of_a_list_stand_alone() -> None:
    lines = [(50, 700, "•"), (64, 700, "a bell of bronze with the name of its founder"), (64, 688, "around the rim"), (50, 676, "•"), (64, 676, "a clapper")]  # fmt: skip
    loaded = read(pdf_drawn(put(lines)))
    assert texts(loaded, "item") == [
        "• a bell of bronze with the name of its founder around the rim",
        "• a clapper",
    ]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_shown(rotation: int) -> None:
    def draw(canvas: Any) -> None:
        canvas.translate(300, 400)
        canvas.rotate(rotation)
        put(lines_below(-150, 100, LEFT))(canvas)

    loaded = read(pdf_drawn(draw, rotation=rotation))
    assert loaded.text == " ".join(LEFT)


def test_a_page_written_sideways_is_read_too() -> None:
    def draw(canvas: Any) -> None:
        canvas.rotate(90)
        put([*lines_below(100, -100, LEFT), *lines_below(400, -100, RIGHT)])(canvas)

    loaded = read(pdf_drawn(draw))
    assert " ".join(loaded.text.split()) == " ".join([*LEFT, *RIGHT])
    assert all(box.x1 - box.x0 < box.y1 - box.y0 for box in loaded.words.all() if box.end - box.start > 4)


def test_line_numbers_beside_the_text_are_no_part_of_it() -> None:
    numbers = [(30.0, 700 - 12.0 * row, str(row + 1)) for row in range(len(LEFT))]
    loaded = read(pdf_drawn(together(put(numbers, size=6), put(lines_below(50, 700, LEFT)))))
    assert loaded.text == " ".join(LEFT)
    assert warned(loaded) == {"line number left out": "page 1"}


def test_what_stands_far_apart_on_one_line_is_no_sentence() -> None:
    lines = [(50, 700, "Guild of Founders"), (420, 700, "Lund, 4 May 1931"), (50, 688, "Mill Lane 4")]
    assert read(pdf_drawn(put(lines))).text == "Guild of Founders\nLund, 4 May 1931\nMill Lane 4"


def test_the_short_last_column_is_read_behind_the_first() -> None:
    placed = [*lines_below(50, 700, LEFT), *lines_below(310, 700, RIGHT[:1])]
    text = read(pdf_drawn(put(placed))).text
    assert " ".join(text.split()) == " ".join([*LEFT, RIGHT[0]])


_LIGATURE = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 42>>stream
BT /F1 12 Tf 50 100 Td (The waWe iron) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/FirstChar 32/LastChar 119/Widths[%s]/ToUnicode 6 0 R>>endobj
6 0 obj<</Length 93>>stream
1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <57> <00660066006C> endbfchar
endstream endobj
trailer<</Root 1 0 R>>
""" % b" ".join([b"250", *[b"500"] * 54, b"1100", *[b"500"] * 32])


def test_a_ligature_wider_than_the_type_is_high_stays_in_its_word() -> None:
    assert read(_LIGATURE).text == "The waffle iron"


def test_letters_beyond_sixteen_bits_are_whole() -> None:
    rare = _LIGATURE.replace(b"<00660066006C>", b"<D840DC0B>    ")
    assert read(rare).text == "The wa\U0002000be iron"


def test_the_hyphen_that_is_nothing_else_is_one_too() -> None:
    hyphens = Hyphens(["municipalities", "well\u2010known"])
    assert hyphens.cuts("munici\u2010", "palities")
    assert not hyphens.cuts("well\u2010", "known")
