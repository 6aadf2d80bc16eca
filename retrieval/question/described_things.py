"""Things that an English question does not name but describes: "the library that keeps the Diamond Sutra"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.question.english_parse import parse_with_names
from schemas.retrieval import Analysis

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = frozenset({"relcl", "acl"})
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
_DETERMINERS = frozenset({"the", "a", "an", "this", "that"})


@dataclass(frozen=True)
class DescribedThing:
    """A part of a question: `noun` is what kind of thing it is, `which` the question for its name, `around` the question.

    `around` has "{}" where the name belongs.
    """

    noun: str
    which: str
    around: str


def described_things(analysis: Analysis) -> list[DescribedThing]:
    """The things that the question describes by a clause or by what they are of, the longest description first.

    Raises:
        ConfigError: the English model is not installed.
    """
    tokens = list(next(parse_with_names([analysis.question], analysis.names)))
    found = [thing for token in tokens if token.tag_ in {"NN", "NNS"} for thing in _described(token, tokens)]
    return sorted(found, key=lambda thing: -len(thing.which))


def _described(noun: "Token", tokens: Sequence["Token"]) -> Iterator[DescribedThing]:
    if any(child.tag_ in _RELATIVE or child.lower_ in {"many", "much"} for child in noun.children):
        return
    determiner = next((child for child in noun.children if child.lower_ in _DETERMINERS), None)
    if determiner is None:
        return
    clause = next((child for child in noun.children if child.dep_ in _CLAUSES and child.i > noun.i), None)
    named = next((child for child in noun.children if child.lower_ == "of" and _is_of_name(child)), None)
    end = clause or named
    if end is None:
        return
    last = max(token.i for token in end.subtree if not token.is_punct)
    rest = [*tokens[: determiner.i], *tokens[last + 1 :]]
    if not any(token.tag_[0] in "NV" and token.lemma_ not in {"be", "do"} for token in rest):
        return
    kind = _joined(tokens[determiner.i + 1 : noun.i + 1])
    around = f"{_joined(tokens[: determiner.i])} {{}}{_joined_after(tokens[last + 1 :])}"
    which = (
        _which(kind, clause, tokens[noun.i + 1 : last + 1])
        if clause is not None
        else f"Who or what is the {kind} {_joined(tokens[noun.i + 1 : last + 1])}?"
    )
    yield DescribedThing(noun.lower_, which, around)


def _is_of_name(preposition: "Token") -> bool:
    return any(child.dep_ == "pobj" and child.tag_ in {"NNP", "NNPS"} for child in preposition.children)


def _which(kind: str, clause: "Token", words: Sequence["Token"]) -> str:
    relative = next((word for word in words if word.tag_ in _RELATIVE), None)
    if relative is None:
        passive = "was " if clause.tag_ == "VBN" else ""
        return f"Which {kind} {passive}{_joined(words)}?"
    if relative.tag_ == "WP$":
        return f"Which {kind}'s {_joined([word for word in words if word is not relative])}?"
    place = relative.head if relative.dep_ == "pobj" else None
    kept = _joined([word for word in words if word not in {relative, place}])
    return f"Which {kind} {kept} {place.lower_}?" if place is not None else f"Which {kind} {kept}?"


def _joined(words: Sequence["Token"]) -> str:
    return "".join(word.text_with_ws for word in words).strip()


def _joined_after(words: Sequence["Token"]) -> str:
    text = _joined(words)
    return text if text[:1] in {"?", "'", "’", ",", "."} else f" {text}"
