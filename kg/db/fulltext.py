"""Words a person typed, as a full-text query that means just these words."""

import re
import unicodedata
from collections.abc import Sequence

ENGLISH_INDEX = "chunk_words_english"
CJK_INDEX = "chunk_words_cjk"

_MAX_TERMS = 100
_SPECIAL = re.compile(r'([+\-&|!(){}\[\]^"~*?:\\/<>=])')
_CJK = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def any_of(words: Sequence[str]) -> str:
    """A query that any of the words satisfies, all of Lucene's own signs made harmless; empty for no words."""
    return " ".join(_terms(words))


def any_beginning(words: Sequence[str]) -> str:
    """As `any_of`, and words that merely begin so count too."""
    return " ".join(f"{term} {term}*" for term in _terms(words))


def like(word: str) -> str:
    """A query that words one or two letters from this one satisfy; of a Hangul word, those with two of its syllables together."""
    term = "".join(_terms([word])[:1])
    if not term or not _CJK.search(word):
        return f"{term}~" if term else ""
    return " ".join(term[at : at + 2] for at in range(len(term) - 1))


def exactly(words: str) -> str:
    """A query that only these words satisfy, one behind the other; no word at all for none."""
    terms = _terms([words])
    return f'"{" ".join(terms)}"' if terms else '""'


def index_for(words: Sequence[str]) -> str:
    """The full-text index to ask: the one that knows Korean, Chinese and Japanese when any word is written so."""
    return CJK_INDEX if any(_CJK.search(word) for word in words) else ENGLISH_INDEX


def _terms(words: Sequence[str]) -> list[str]:
    # Lower case also keeps AND, OR and NOT from being read as operators.
    pieces = [piece for word in words for piece in unicodedata.normalize("NFC", word).casefold().split()]
    readable = [piece for piece in dict.fromkeys(pieces) if any(sign.isalnum() for sign in piece)]
    return [_SPECIAL.sub(r"\\\1", piece) for piece in readable[:_MAX_TERMS]]
