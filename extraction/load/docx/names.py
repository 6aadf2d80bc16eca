"""The names of the elements of a Word file that are read."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PARAGRAPH, TABLE, RUN = f"{W}p", f"{W}tbl", f"{W}r"
TEXT, MATH_TEXT, DRAWN_TEXT = f"{W}t", f"{M}t", f"{A}t"
TEXT_BOX = f"{W}txbxContent"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
VALUE = f"{W}val"
_OFF = {"0", "false", "off", "none"}


def is_on(value: str | None) -> bool:
    """Whether a switch with this value is on; one that is there without a value is."""
    return value is None or value.lower() not in _OFF
