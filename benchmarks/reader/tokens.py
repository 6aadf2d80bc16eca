"""Texts as the reader's tokens, and back."""

from dataclasses import dataclass
from functools import cached_property

from tokenizers import Tokenizer

from api.embedding.model_files import local_model
from api.embedding.packed_e5 import read_tokenizer
from api.settings import PACKAGED_EMBEDDING_MODEL

MOST_TOKENS = 512


@dataclass(frozen=True)
class TokenText:
    """Token numbers, and of each the span in `text` (start = end: a token that is no part of it)."""

    text: str
    ids: list[int]
    spans: list[tuple[int, int]]

    def tokens(self, start: int, end: int) -> tuple[int, int] | None:
        """The first token that touches the span and the one after the last; None where none does."""
        touched = [place for place, (first, last) in enumerate(self.spans) if first < end and start < last]
        return (touched[0], touched[-1] + 1) if touched else None

    def words(self, first: int, end: int) -> tuple[int, int]:
        """The span in the text of tokens `first` to `end` (not included)."""
        return self.spans[first][0], self.spans[end - 1][1]


class ReaderTokens:
    """Makes tokens of a passage, alone or behind a question or statement."""

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        file = local_model(PACKAGED_EMBEDDING_MODEL)
        if file is None:
            raise FileNotFoundError(f"{PACKAGED_EMBEDDING_MODEL} is not installed")
        return read_tokenizer(file)

    def passage(self, title: str, text: str) -> TokenText:
        """Title and text, one behind the other in `TokenText.text`."""
        return self._joined("", title, text)

    def pair(self, asked: str, title: str, text: str) -> TokenText:
        """The question or statement, then title and text; only those are in `TokenText.text`."""
        return self._joined(asked, title, text)

    def _joined(self, asked: str, title: str, text: str) -> TokenText:
        whole = f"{title}\n{text}"
        before = self._tokenizer.encode(f"query: {asked}").ids if asked else []
        prefix = "passage: " if asked else "query: "
        found = self._tokenizer.encode(prefix + whole)
        ids, spans = [*before], [(0, 0)] * len(before)
        for place, (token, (start, end)) in enumerate(zip(found.ids, found.offsets, strict=True)):
            if before and place == 0:
                continue
            ids.append(token)
            spans.append(_trimmed(whole, start - len(prefix), end - len(prefix)))
        kept = MOST_TOKENS
        return TokenText(whole, ids[:kept], spans[:kept])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its beginning; (0, 0) where it is no part of the text."""
    start = max(start, 0)
    while start < end and text[start].isspace():
        start += 1
    return (start, end) if start < end else (0, 0)
