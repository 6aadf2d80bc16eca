"""From where to where a name goes in a parsed sentence."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from extraction.lexicon.english_words import NAME_PARTICLES, ROLES, TITLES
from extraction.lexicon.noun_types import family, type_of_noun
from extraction.rules.english.labels import NAME_LABELS, YEAR
from kg.text.word_lists import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_MAX_BEFORE_PARTICLE = 3
_HYPHENS = frozenset({"-", "–"})
_NOT_LAST = frozenset({"POS", "CC", "IN", "DT", ","})
_ARTICLES = words("al el ben")
# No name has these inside.
_OUTSIDE = words("near under against during since until via")
_SCORE = re.compile(r"\d+[–-]\d+")
# What the recogniser takes for such a name and ends in a common noun is none: "Eastmancolor romantic comedy".
_OFTEN_NOUNS = frozenset({"WORK_OF_ART", "PERSON", "PRODUCT", "GPE"})
_WITH_OF = frozenset({"Organization", "Place"})
_MAX_UNIT = 3
_MAX_NAME_TOKENS = 12
_MIN_NAME_LETTERS = 2

Range = tuple[int, int]
"""The first and the last token of a name."""


class WholeNames:
    """Finds names without article and possessive mark, with what belongs to them on both sides."""

    def __init__(self, doc: "Doc", entity_at: "Mapping[int, Span]") -> None:
        self._doc = doc
        self._entity_at = entity_at

    def recognised(self, entity: "Span") -> Range | None:
        """The name that the recogniser saw, with the names and the year that belong to its left."""
        first, last = entity.start, entity.end - 1
        while last > first and (self._doc[last].tag_ in _NOT_LAST or self._doc[last].is_punct):
            last -= 1
        while first < last and (self._doc[first].pos_ == "DET" or self._doc[first].is_punct):
            first += 1
        while first < last and self._is_common(self._doc[first]):
            first += 1
        text = self._doc[first : last + 1].text
        if text in TITLES or not any(map(str.isupper, text)):
            return None
        if (
            self._doc[last].tag_ in {"NN", "NNS"}
            and self._doc[last].text.islower()
            and entity.label_ in _OFTEN_NOUNS
        ):
            return None
        is_noun = self._doc[last].tag_.startswith("NN") or entity.root.dep_ in {"nsubj", "nsubjpass"}
        if entity.label_ == "NORP" and not is_noun:
            return None
        first, last = self._hyphened(*self._whole(entity, first, last))
        return self._extended(first, last, with_year=entity.label_ == "EVENT" or self._is_event(last)), last

    def proper(self, token: "Token") -> Range | None:
        """A name that the recogniser missed: the proper nouns in a row, with "of" between."""
        first = last = token.i
        in_role = token.dep_ == "compound" and token.head.text in ROLES
        if in_role or self._is_unit(token) or not token.text[0].isupper() or not self._is_free(token):
            return None
        while first > 0:
            if self._belongs(self._doc[first - 1], token):
                first -= 1
            elif before := self._entity_before(first, last):
                first = before.start
            else:
                break
        following = self._doc[last + 1 : last + 3]
        if _is_of_name(following):
            last = max(child.i for child in self._row(following[1]))
        elif self._is_numbered(last):
            last += 1
        first, last = self._hyphened(first, last)
        if self._is_event(last):
            first = self._extended(first, last, with_year=True)
        letters = sum(map(str.isalpha, self._doc[first : last + 1].text))
        return (first, last) if last - first < _MAX_NAME_TOKENS and letters >= _MIN_NAME_LETTERS else None

    def _whole(self, entity: "Span", first: int, last: int) -> Range:
        """The name without a second place or a number behind it, and with what belongs to it on both sides."""
        last = next((at - 1 for at in range(first + 1, last + 1) if self._doc[at].text in _OUTSIDE), last)
        while last > first and _SCORE.fullmatch(self._doc[last].text):
            last -= 1
        while last > first and self._doc[last].tag_ == "CD" and self._doc[last].head.i > last:
            last -= 1
        following = self._doc[last + 1 : last + 3]
        if len(following) and following[0].tag_ == "CD" and first <= following[0].head.i <= last:
            last += following[0].dep_ == "nummod" and following[0].text.isdigit()
        if (
            entity.label_ == "ORG"
            and last == entity.end - 1
            and _is_of_name(following)
            and self._is_body(last)
        ):
            last = max(child.i for child in self._row(following[1]))
        if entity.label_ == "PERSON" and self._is_given_name(first, last) and _is_of_name(following):
            last = max(child.i for child in self._row(following[1]))
        while (before := self._entity_before(first, last)) and before.label_ in {entity.label_, "NORP"}:
            first = before.start
        return self._with_particle(first), last

    def _hyphened(self, first: int, last: int) -> Range:
        """The name with what is joined to it by a hyphen: "Saxony-Anhalt", "University of Wisconsin–Eau Claire"."""
        doc = self._doc
        while first > 1 and doc[first - 1].text in _HYPHENS and self._is_joined(first - 1):
            first -= 2
            entity = self._entity_at.get(first)
            first = min(first, entity.start) if entity is not None and entity.label_ in NAME_LABELS else first
        while last + 2 < len(doc) and doc[last + 1].text in _HYPHENS and self._is_joined(last + 1):
            last += 2
            entity = self._entity_at.get(last)
            last = max(last, entity.end - 1) if entity is not None and entity.label_ in NAME_LABELS else last
        return first, last

    def _is_joined(self, hyphen: int) -> bool:
        before, after = self._doc[hyphen - 1], self._doc[hyphen + 1]
        close = not before.whitespace_ and not self._doc[hyphen].whitespace_
        return close and before.text[0].isupper() and after.text[0].isupper() and after.pos_ == "PROPN"

    def _is_given_name(self, first: int, last: int) -> bool:
        """Whether the name is one word, or one behind a title: "Catherine", "Duke Ferdinand"."""
        return last == first or (last == first + 1 and self._doc[first].text in TITLES | ROLES)

    def _entity_before(self, first: int, last: int) -> "Span | None":
        """The recognised name right before, where the parser takes it for a part of the same name."""
        before = self._doc[first - 1] if first > 0 else None
        if (
            before is None
            or before.pos_ != "PROPN"
            or before.dep_ != "compound"
            or before.text in TITLES | ROLES
        ):
            return None
        entity = self._entity_at.get(before.i)
        inside = entity is not None and entity.label_ in NAME_LABELS and first <= before.head.i <= last
        return entity if entity is not None and inside and entity.end == first else None

    def _with_particle(self, first: int) -> int:
        """Where a name begins that was found from its particle on ("de France")."""
        if self._doc[first].text not in NAME_PARTICLES:
            return first
        at = first
        while at > 0 and first - at < _MAX_BEFORE_PARTICLE and self._doc[at - 1].text.isalpha():
            at -= 1
            if self._doc[at].is_title:
                return at
        return first

    def _extended(self, first: int, last: int, *, with_year: bool) -> int:
        while first > 0:
            before = self._doc[first - 1]
            inside = first <= before.head.i <= last
            is_name = before.pos_ == "PROPN" and before.dep_ == "compound" and self._is_free(before)
            is_name = is_name and not self._is_common(before)
            is_year = with_year and before.dep_ == "nummod" and YEAR.fullmatch(before.text) is not None
            if not (inside and (is_name or is_year)):
                break
            first -= 1
        return first

    @staticmethod
    def _is_common(token: "Token") -> bool:
        """Whether the word is a small one in front of a name that is none of its own: "duo", "née"."""
        return token.text.isalpha() and token.text.islower() and token.text not in NAME_PARTICLES | _ARTICLES

    def _is_body(self, last: int) -> bool:
        """Whether the name ends with a noun for a body of people: "Ecclesiastical Province" of Canada."""
        kind = type_of_noun(self._doc[last].lower_)
        return self._doc[last].text[0].isupper() and kind is not None and family(kind) in _WITH_OF

    def _is_unit(self, token: "Token") -> bool:
        """Whether capitals behind a number say what it counts: "1,548 MW", "94.1 FM"."""
        before = self._doc[token.i - 1] if token.i else None
        short = token.text.isupper() and len(token) <= _MAX_UNIT
        return short and before is not None and before.tag_ == "CD" and before.text[:1].isdigit()

    def _is_numbered(self, last: int) -> bool:
        """Whether a number right behind capitals belongs to the name: "HD 15", "Boeing 747"."""
        number = self._doc[last + 1] if last + 1 < len(self._doc) else None
        model = self._doc[last].text.isupper() and number is not None and number.text[:1].isdigit()
        return model and number is not None and number.i not in self._entity_at and number.head.i <= number.i

    def _is_event(self, last: int) -> bool:
        """Whether the name's last word says that it is an event, which goes on every year: "Winter Olympics"."""
        return family(type_of_noun(self._doc[last].text) or "") == "Event"

    def _is_free(self, token: "Token") -> bool:
        return token.i not in self._entity_at and token.text not in TITLES | ROLES

    def _row(self, token: "Token") -> Iterator["Token"]:
        """The proper nouns from `token` on."""
        while token.pos_ == "PROPN":
            yield token
            if token.i + 1 >= len(self._doc):
                return
            token = token.nbor()

    def _belongs(self, before: "Token", head: "Token") -> bool:
        if not self._is_free(before) or before.head.i > head.i or before.head.i <= before.i:
            return False
        return before.dep_ in {"compound", "amod", "nmod", "nummod"} and (
            before.text[:1].isupper() or (before.pos_ == "PROPN" and not self._is_common(before))
        )


def _is_of_name(following: "Span") -> bool:
    return len(following) == 2 and following[0].lower_ == "of" and following[1].pos_ == "PROPN"
