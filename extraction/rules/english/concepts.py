"""The words of a noun phrase that say what kind of thing it is: "Slovenian athlete"."""

from typing import TYPE_CHECKING

from extraction.lexicon.english_words import MADE_OF, PARTS, REGIONS
from extraction.lexicon.noun_types import type_of_noun
from extraction.rules.english.labels import PERSON
from extraction.rules.english.whole_names import Range
from kg.text.word_lists import words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# Tags of words that do not say what kind of thing a noun phrase is about.
_NOT_KIND = frozenset({"DT", "PRP$", "WP$", "PDT", "POS", "CD", "RBS", "RBR", "JJS", "JJR", "PRP", "WDT"})
_NOT_KIND_ROLES = frozenset({"poss", "det", "nummod"})
_COUNTS = words("both few many several other such same own various numerous")
_MAX_TOKENS = 6


def concept_range(noun: "Token", chunk: "Span | None") -> Range:
    """From where to where the phrase around the noun says what kind of thing it is; `chunk` is the parser's phrase."""
    return _first(noun, chunk.start if chunk is not None else noun.left_edge.i), _last(noun)


def region(noun: "Token") -> Range | None:
    """A name that ends with what kind of place it is, written small: "Greater Rochester region"."""
    doc, first = noun.doc, _noun_start(noun)
    of_name = any(child.lower_ == "of" and child.i == noun.i + 1 for child in noun.children)
    if of_name and noun.lemma_ in PARTS:
        # "The U.S. state of Texas"
        return None
    named = first < noun.i and all(word.pos_ == "PROPN" for word in doc[first : noun.i])
    if noun.lemma_ not in REGIONS or noun.tag_ != "NN" or not named:
        return None
    while (
        first > 0 and doc[first - 1].head == noun and doc[first - 1].is_title and doc[first - 1].pos_ == "ADJ"
    ):
        first -= 1
    return first, noun.i


def says_kind(noun: "Token") -> bool:
    """Whether the words before a noun that says little by itself make it tell a kind: "television series"."""
    before = [word.lower_ for word in noun.doc[_noun_start(noun) : noun.i]]
    if noun.i > 2 and noun.nbor(-2).text == "-":
        before = ["".join(word.lower_ for word in noun.doc[noun.i - 3 : noun.i])]
    return bool(before) and type_of_noun(f"{before[-1]} {noun.lower_}") is not None


def is_job(word: "Token") -> bool:
    """Whether what the parser takes for an adjective behind a noun is what somebody does, in a row: "composer and organist"."""
    in_row = word.dep_ in {"conj", "amod"} and word.i > word.head.i
    return word.tag_ == "JJ" and in_row and type_of_noun(word.lower_) == PERSON


def is_kind(word: "Token") -> bool:
    """Whether what the parser takes for an adjective is what something is: "a 1974 single by X"."""
    has_article = any(child.dep_ == "det" for child in word.children)
    return word.tag_ == "JJ" and word.dep_ == "attr" and has_article and type_of_noun(word.lower_) is not None


def is_made_of(noun: "Token") -> bool:
    """Whether the noun goes on with what it is made of: "piece of music"."""
    return _last(noun) > noun.i


def _first(noun: "Token", first: int) -> int:
    doc = noun.doc
    for word in doc[first : noun.i]:
        if word.tag_ in {"JJS", "RBS"}:
            first = _noun_start(noun)
            break
        if not _says_kind(word, noun):
            first = word.i + 1
    first = max(first, noun.i + 1 - _MAX_TOKENS)
    while first < noun.i and not doc[first].text[0].isalnum():
        first += 1
    if first > 1 and doc[first - 1].text == "-" and not doc[first - 2].whitespace_:
        first -= 2
    return first


def _says_kind(word: "Token", noun: "Token") -> bool:
    loose_adverb = word.tag_ == "RB" and word.head == noun
    origin = word.lower_ == "born" and word.i > 0 and word.nbor(-1).text == "-"
    counted = word.lower_ in _COUNTS
    mark = word.is_punct and word.text != "-"
    return not (
        counted or loose_adverb or origin or mark or word.tag_ in _NOT_KIND or word.dep_ in _NOT_KIND_ROLES
    )


def _noun_start(noun: "Token") -> int:
    """Where the noun begins with the nouns before it; what describes it besides is left out."""
    doc, first = noun.doc, noun.i
    while first > 0 and doc[first - 1].dep_ == "compound" and doc[first - 1].head.i <= noun.i:
        first -= 1
    return first


def _last(noun: "Token") -> int:
    """The noun's end: "body of water" and "editor-in-chief" say more than their first word."""
    doc = noun.doc
    behind = [word.lower_ for word in doc[noun.i + 1 : noun.i + 5]]
    if behind[:3] == ["-", "in", "-"] and len(behind) > 3:
        return noun.i + 4
    if behind[:1] == ["of"] and noun.lemma_ in MADE_OF:
        substance = doc[noun.i + 2] if noun.i + 2 < len(doc) else noun
        bare = substance.tag_ == "NN" and not any(substance.lefts)
        return substance.i if bare else noun.i
    return noun.i
