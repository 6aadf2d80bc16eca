"""The spaCy pipeline for English, loaded once."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from extraction.rules.english.bracket_text import without_asides
from extraction.rules.english.joined_names import joined_names
from extraction.rules.english.quoted_titles import quoted_titles
from kg.text.english_parser import MODEL_VERSION, english_pipeline

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BATCH = 128
_NAME = "Avalon"


def model_name() -> str:
    """The name of the model, as the evidence records it; found without loading the model."""
    return f"spacy en_core_web_sm {MODEL_VERSION}"


def parse(sentences: Iterable[str]) -> Iterator["Doc"]:
    """Parsed sentences, one for each, in order; a line break counts as a space.

    Raises:
        ConfigError: the model is not installed.
    """
    docs = (_with_one_word(plain, _whole_names(plain)) for plain in map(_plain, sentences))
    yield from english_pipeline().pipe(docs, batch_size=_BATCH)


def parse_with_name(sentences: Iterable[str], name: str) -> Iterator["Doc"]:
    """Parsed sentences in which every place of `name` is one word, so that "Live Like You Were Dying" is no clause.

    Raises:
        ConfigError: the model is not installed.
    """
    for plain in map(_plain, sentences):
        named = [match.span() for match in re.finditer(re.escape(name), plain, re.IGNORECASE)]
        apart = [
            span
            for span in _whole_names(plain)
            if not any(span[0] < end and at < span[1] for at, end in named)
        ]
        yield english_pipeline()(_with_one_word(plain, [*named, *apart]))


def _whole_names(sentence: str) -> list[tuple[int, int]]:
    """Where names stand that the parser would take apart, none within another."""
    quoted = quoted_titles(sentence)
    return [
        *quoted,
        *(
            span
            for span in joined_names(sentence)
            if not any(at < span[1] and span[0] < end for at, end in quoted)
        ),
    ]


def _with_one_word(sentence: str, spans: Iterable[tuple[int, int]]) -> "Doc":
    doc = english_pipeline().make_doc(sentence)
    places = [doc.char_span(*span) for span in spans]
    with doc.retokenize() as retokenizer:
        for span in places:
            if span is not None and len(span) > 1:
                _look_like_name(span.text)
                retokenizer.merge(span)
    return doc


def _look_like_name(text: str) -> None:
    """Show the words to the parser as a name that it cannot take for a verb or a mark, whatever they are."""
    word = english_pipeline().vocab[text]
    word.norm_, word.shape_ = _NAME.lower(), "Xxxxx"
    word.prefix_, word.suffix_ = _NAME[0], _NAME[-3:]


def _plain(sentence: str) -> str:
    """The sentence without line breaks, and without brackets, which break the parse."""
    return without_asides(sentence.replace("\n", " "))
