"""Characters of the symbol fonts of word processors, which have codes of their own."""

_SYMBOL = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\uf8ff〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
)
"""Adobe's Symbol encoding from 0x20 and from 0xA0."""
_WINGDINGS = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x3F: "✍", 0x41: "✌", 0x43: "👍", 0x44: "👎", 0x46: "☞", 0x4A: "☺",
    0x4C: "☹", 0x52: "☼", 0x54: "❄", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "❐", 0x71: "❑", 0x74: "⧫", 0x75: "◆", 0x76: "❖",
    0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦",
    0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_PRIVATE = 0xF000
UNKNOWN = "□"


def symbol(font: str, code: int) -> str:
    """The character with this code in a symbol font; a box where it is not known."""
    if not _PRIVATE <= code < _PRIVATE + 0x100 and code >= 0x100:
        return chr(code) if code < 0xD800 else UNKNOWN
    code &= 0xFF
    name = font.strip().lower()
    if name == "symbol":
        line, place = (_SYMBOL[0], code - 0x20) if code < 0xA0 else (_SYMBOL[1], code - 0xA0)
        return line[place] if 0 <= place < len(line) else UNKNOWN
    if name.startswith("wingdings"):
        return _WINGDINGS.get(code, UNKNOWN) if name == "wingdings" else UNKNOWN
    return chr(code) if code >= 0x20 else UNKNOWN


def with_symbols(text: str, font: str) -> str:
    """The text of a run in this font: codes of the private range are the font's characters."""
    if not any(_PRIVATE <= ord(character) < _PRIVATE + 0x100 for character in text):
        return text
    return "".join(
        symbol(font, ord(character)) if _PRIVATE <= ord(character) < _PRIVATE + 0x100 else character
        for character in text
    )
