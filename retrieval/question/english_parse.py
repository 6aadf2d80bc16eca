"""English text parsed with its names kept whole."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.text.english_parser import english_pipeline

if TYPE_CHECKING:
    from spacy.tokens import Doc

_UNUSED = ["ner"]
_NAME = "Avalon"


def parse_with_names(texts: Iterable[str], names: Sequence[str]) -> Iterator["Doc"]:
    """Each text parsed, every place of a name as one word: an inverted question with long names is misread otherwise.

    Raises:
        ConfigError: the English model is not installed.
    """
    pipeline = english_pipeline()
    docs = (_with_whole_names(" ".join(text.split()), names) for text in texts)
    yield from pipeline.pipe(docs, disable=_UNUSED)


def _with_whole_names(text: str, names: Sequence[str]) -> "Doc":
    doc = english_pipeline().make_doc(text)
    taken: set[int] = set()
    with doc.retokenize() as retokenizer:
        for name in sorted(names, key=len, reverse=True):
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                span = doc.char_span(*match.span())
                if span is None or len(span) < 2 or taken & set(range(span.start, span.end)):
                    continue
                taken.update(range(span.start, span.end))
                word = doc.vocab[span.text]
                word.norm_, word.shape_ = _NAME.lower(), "Xxxxx"
                word.prefix_, word.suffix_ = _NAME[0], _NAME[-3:]
                retokenizer.merge(span)
    return doc
