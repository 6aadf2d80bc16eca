"""Tables and forms of PDF pages."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.fakes.drawn_pdf import Draw, lines_below, pdf_drawn, put, read, texts, together

ROWS = [
    ("Bell", "Founder", "Cast", "Weight"),
    ("Great Maria", "Ebbe Sturm", "1622", "2,100"),
    ("Small Maria", "", "1624", "800"),
    ("Harbour bell", "Karen Lund", "", "450"),
    ("Fire bell", "Karen Lund", "1719", "310"),
]
STOPS = (60, 180, 300, 380)


def cells(
    rows: Sequence[tuple[str, ...]] = ROWS, top: float = 700, pitch: float = 18
) -> list[tuple[float, float, str]]:
    return [
        (stop, top - pitch * number, text)
        for number, row in enumerate(rows)
        for stop, text in zip(STOPS, row, strict=True)
        if text
    ]


def grid(canvas: Any) -> None:
    for y in range(len(ROWS) + 1):
        canvas.line(55, 713 - 18 * y, 450, 713 - 18 * y)
    for x in (55, 175, 295, 375, 450):
        canvas.line(x, 713, x, 713 - 18 * len(ROWS))


def boxes(canvas: Any) -> None:
    for y in range(len(ROWS)):
        for x, end in ((55, 175), (175, 295), (295, 375), (375, 450)):
            canvas.rect(x, 713 - 18 * (y + 1), end - x, 18)


def no_rules(canvas: Any) -> None:
    pass


@pytest.mark.parametrize("rules", [grid, boxes, no_rules])
@pytest.mark.parametrize("by_columns", [False, True])
def test_each_row_is_a_line_with_its_empty_cells(rules: Draw, by_columns: bool) -> None:
    placed = sorted(cells()) if by_columns else cells()
    before, after = (
        [(60.0, 740.0, "The bells of the town are these.")],
        [(60.0, 590.0, "All of them are of bronze.")],
    )
    loaded = read(pdf_drawn(together(put(before), rules, put(placed), put(after))))
    assert texts(loaded, "row") == [" | ".join(row) for row in ROWS]
    assert texts(loaded, "paragraph") == ["The bells of the town are these.", "All of them are of bronze."]


def test_an_empty_cell_at_the_end_of_a_row_is_kept() -> None:
    rows = [
        ("Bell", "Founder", "Cast", "Weight"),
        ("Maria", "Sturm", "1622", ""),
        ("Fire", "Lund", "1719", "310"),
    ]
    assert texts(read(pdf_drawn(put(cells(rows)))), "row")[1] == "| Maria | Sturm | 1622 |  |"


def test_a_cell_of_two_lines_stays_one_cell() -> None:
    second = [(60.0, 689.0 - 30 * row, "with its old clapper") for row in range(len(ROWS))]
    loaded = read(pdf_drawn(put([*cells(pitch=30), *second])))
    assert texts(loaded, "row")[1] == "Great Maria with its old clapper | Ebbe Sturm | 1622 | 2,100"


def test_a_list_right_below_a_table_is_no_part_of_it() -> None:
    items = [(60.0, 610.0, "1. First thing"), (60.0, 598.0, "2. Second thing")]
    loaded = read(pdf_drawn(put([*cells(), *items])))
    assert texts(loaded, "row") == [" | ".join(row) for row in ROWS]
    assert texts(loaded, "item") == ["1. First thing", "2. Second thing"]


def test_a_table_overleaf_goes_on_and_its_head_comes_once() -> None:
    head, body = ROWS[:1], [(f"Bell {n}", "Ebbe Sturm", str(1600 + n), str(100 * n)) for n in range(1, 9)]
    loaded = read(pdf_drawn(put(cells([*head, *body[:4]])), put(cells([*head, *body[4:]]))))
    assert texts(loaded, "row") == [" | ".join(row) for row in [*head, *body]]


def spread(rows: Sequence[tuple[str, ...]], top: float = 700) -> list[tuple[float, float, str]]:
    """Rows of short cells with the same gaps between them, as the words of a stretched line have."""
    return [
        (60 + 40 * column, top - 14 * number, text)
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    ]


BARRELS = [("Year", "Rye", "Oats", "Corn"), ("1801", "3", "", "5"), ("1802", "", "4", "7"), ("1803", "9", "6", ""), ("1804", "1000", "1100", "1200")]  # fmt: skip


def test_rows_that_look_like_stretched_lines_belong_to_the_table_between_them() -> None:
    lines = lines_below(60, 600, ["The barrels were counted by the clerk of the mill in every year."])
    rows = texts(read(pdf_drawn(put([*spread(BARRELS), *lines]))), "row")
    assert rows[0] == "Year | Rye | Oats | Corn"
    assert rows[-1] == "1804 | 1000 | 1100 | 1200"
    assert len(rows) == len(BARRELS)


def test_the_last_row_of_a_table_may_stand_alone_overleaf() -> None:
    lines = lines_below(60, 660, ["The barrels were counted by the clerk of the mill in every year."])
    loaded = read(pdf_drawn(put(spread(BARRELS)), put([*spread([("1805", "10", "8", "9")]), *lines])))
    assert texts(loaded, "row")[-1] == "1805 | 10 | 8 | 9"
    assert loaded.text.endswith("9\n\nThe barrels were counted by the clerk of the mill in every year.")


def test_the_head_of_one_page_does_not_cut_a_table_that_goes_on() -> None:
    head = put([(60, 760, "The bells of the bay")], size=10)
    loaded = read(pdf_drawn(put(cells(ROWS)), together(head, put(cells([ROWS[0], *ROWS[2:]])))))
    rows = texts(loaded, "row")
    assert [row.count("Founder") for row in rows] == [1, *[0] * (len(rows) - 1)]
    assert loaded.text.endswith("Fire bell | Karen Lund | 1719 | 310\n\nThe bells of the bay")
    assert loaded.warnings == ()


def test_a_line_spread_to_the_width_of_its_column_is_no_table() -> None:
    lines = lines_below(60, 700, ["The bells were rung by hand at noon and at night, and the ringers were"])
    spread = [(60.0 + 95 * place, 688.0 - 12 * row, word) for row in range(3) for place, word in enumerate(("paid", "by", "the", "hour."))]  # fmt: skip
    loaded = read(pdf_drawn(put([*lines, *spread])))
    assert texts(loaded, "row") == []


def test_the_values_of_a_form_stand_beside_their_labels() -> None:
    def draw(canvas: Any) -> None:
        form = canvas.acroForm
        for row, (label, value) in enumerate((("Caster:", "Thea Brask"), ("Metal:", "Bronze and tin"))):
            canvas.drawString(60, 700 - 40 * row, label)
            form.textfield(name=label, x=160, y=694 - 40 * row, width=200, height=20, value=value)
        canvas.drawString(80, 600, "To be rung daily")
        form.checkbox(name="daily", x=60, y=597, size=12, checked=True)
        canvas.drawString(80, 570, "To be gilded")
        form.checkbox(name="gilded", x=60, y=567, size=12, checked=False)

    text = read(pdf_drawn(draw)).text
    for line in ("Caster: Thea Brask", "Metal: Bronze and tin", "[x] To be rung daily", "[ ] To be gilded"):
        assert line in text
