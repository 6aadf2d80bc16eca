"""What the nouns of a parsed sentence name."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction.lexicon.english_words import LIGHT_NOUNS, RECORDINGS, ROLES
from extraction.lexicon.noun_types import family, type_of_noun
from extraction.rules.english.concepts import concept_range, is_job, is_kind, is_made_of, region, says_kind
from extraction.rules.english.labels import (
    AWARD,
    CONCEPT,
    DATE,
    NAME_LABELS,
    PERSON,
    PLACE,
    QUANTITY_LABELS,
    UNKNOWN_NAME,
    YEAR,
    Kind,
    dates_in,
    is_date,
)
from extraction.rules.english.whole_names import WholeNames
from kg.text.name_key import NameForm, name_form, name_key

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_NOUN_PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "appos"})
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+")
_DAYS = re.compile(r"\d{1,2}[–-]\d{1,2}")


@dataclass(frozen=True, slots=True)
class Nominal:
    """A stretch of tokens that stands for one thing: `text` is the sentence's text, `root` its syntactic head."""

    text: str
    type: str
    kind: Kind
    first: int
    last: int
    root: int

    @property
    def key(self) -> str:
        """What spellings of the name share."""
        return name_key(self.text)


class Nominals:
    """The names, dates and noun phrases of one parsed sentence, by their head token.

    `title` is the name that the document's title gives, which counts as a name wherever the sentence has it.
    `types` are the types of names that are known better than by the recogniser.
    """

    def __init__(
        self, doc: "Doc", title: str | None = None, types: Mapping[NameForm, str] | None = None
    ) -> None:
        self._doc = doc
        self._types = types or {}
        self._entity_at: dict[int, Span] = {
            token.i: entity for entity in doc.ents if _is_one(entity) for token in entity
        }
        self._entity_at |= {token.i: span for span in self._find_dates() for token in span}
        self._whole = WholeNames(doc, self._entity_at)
        self._titled = {token.i: span for span in self._find_title(title) for token in span}
        self._chunk_of = {chunk.root.i: chunk for chunk in doc.noun_chunks}
        self._known: dict[int, Nominal | None] = {}
        self._names: list[Nominal] | None = None

    def of(self, token: "Token") -> Nominal | None:
        """What the noun phrase headed by `token` names; None for pronouns, numbers and empty words."""
        if token.i not in self._known:
            self._known[token.i] = self._find(token)
        return self._known[token.i]

    def end(self, nominal: Nominal) -> int:
        """Where the nominal ends in the sentence."""
        last = self._doc[nominal.last]
        return last.idx + len(last)

    def names(self) -> list[Nominal]:
        """Every name in the order of the text, each once; a part of a longer name is not one."""
        if self._names is None:
            self._names = self._find_names()
        return self._names

    def _find_names(self) -> list[Nominal]:
        found = {
            (nominal.first, nominal.last): nominal
            for token in self._doc
            if token.pos_ == "PROPN"
            or token.i in self._entity_at
            or token.i in self._titled
            or " " in token.text
            if (nominal := self.of(token)) is not None and nominal.kind == "name"
        }
        spans = sorted(found, key=lambda span: (span[0], -span[1]))
        names: list[Nominal] = []
        for span in spans:
            if not names or span[1] > names[-1].last:
                names.append(found[span])
        return names

    def _find_dates(self) -> Iterator["Span"]:
        """The dates of the calendar that are no part of a longer name."""
        for place in dates_in(self._doc.text):
            span = self._doc.char_span(*place, label="DATE")
            if span is not None and all(
                len(self._entity_at[token.i]) <= len(span) for token in span if token.i in self._entity_at
            ):
                yield span

    def _find_title(self, title: str | None) -> Iterator["Span"]:
        """Where the title is a whole name: "Red" is not in "Red Guards", "red" not in a text about "Red"."""
        if title is None or not any(map(str.isupper, title)):
            return
        several = " " in title
        for match in re.finditer(
            rf"\b{re.escape(title)}(?!\w)", self._doc.text, re.IGNORECASE if several else 0
        ):
            span = _without_article(self._doc.char_span(*match.span()))
            if (
                span is None
                or self._is_edition(span)
                or not (span.text[0].isupper() or span.text[0].isdigit())
                or any(len(self._entity_at.get(token.i, ())) > len(span) for token in span)
            ):
                continue
            around = (*self._doc[max(0, span.start - 1) : span.start], *self._doc[span.end : span.end + 1])
            is_name = span.root.pos_ == "PROPN" or span.root.dep_ in _NOUN_PLACES
            is_name = is_name or (several and (span.root.pos_ == "NOUN" or len(span) == 1))
            if is_name and not any(token.pos_ == "PROPN" for token in around):
                yield span

    def _is_edition(self, title: "Span") -> bool:
        """Whether a year before the title makes it one of several events: "the 2005 Halden Cup"."""
        year = self._doc[title.start - 1] if title.start else None
        is_year = year is not None and YEAR.fullmatch(year.text) is not None
        return is_year and family(type_of_noun(title[-1].text) or "") == "Event"

    def _find(self, token: "Token") -> Nominal | None:
        titled = self._titled.get(token.i)
        if titled is not None or (" " in token.text and not _is_joined(token)):
            return self._title(titled if titled is not None else self._doc[token.i : token.i + 1])
        entity = self._entity_at.get(token.i)
        if _is_office(token) or token.text in RECORDINGS:
            return self._concept(token)
        if entity is not None and entity.label_ in NAME_LABELS:
            if whole_name := self._whole.recognised(entity):
                type_name = NAME_LABELS[entity.label_]
                return self._nominal(*whole_name, type_name, "name", entity.root.i)
        elif entity is not None:
            return self._date(entity) or self._quantity(entity)
        if token.pos_ == "PROPN" and token.lemma_ not in ROLES:
            name = self._whole.proper(token)
            return self._nominal(*name, UNKNOWN_NAME, "name", token.i) if name else None
        return (
            self._concept(token)
            if token.pos_ in {"NOUN", "PROPN"} or is_job(token) or is_kind(token)
            else None
        )

    def _title(self, title: "Span") -> Nominal | None:
        """The document's title, or one in quotation marks."""
        # The recogniser was shown another word in the place of a name that is one word with spaces.
        entity = self._entity_at.get(title.root.i) if " " not in title.root.text else None
        # A recogniser that saw only a part of the name ("John Ford" House) does not know its type.
        whole = entity is not None and 2 * len(entity) > len(title)
        type_name = (
            NAME_LABELS.get(entity.label_, UNKNOWN_NAME) if entity is not None and whole else UNKNOWN_NAME
        )
        return self._nominal(title.start, title.end - 1, type_name, "name", title.root.i)

    def _date(self, entity: "Span") -> Nominal | None:
        if entity.label_ != "DATE" or not is_date(entity.text):
            return None
        first = entity.start
        if (
            first > 0
            and _DAYS.fullmatch(self._doc[first - 1].text)
            and not self._doc[first].text[0].isdigit()
        ):
            first -= 1
        return self._nominal(first, entity.end - 1, DATE, "date", entity.root.i)

    def _quantity(self, entity: "Span") -> Nominal | None:
        is_number = entity.label_ in QUANTITY_LABELS or _NUMBER.fullmatch(entity.text) is not None
        if not is_number or not any(map(str.isdigit, entity.text)):
            return None
        return self._nominal(entity.start, entity.end - 1, "Quantity", "quantity", entity.root.i)

    def _concept(self, token: "Token") -> Nominal | None:
        light = token.lemma_.lower() in LIGHT_NOUNS and not is_made_of(token) and not says_kind(token)
        if not token.text.isalpha() or light:
            return None
        if place := region(token):
            return self._nominal(*place, PLACE, "name", token.i)
        type_name = AWARD if type_of_noun(token.lemma_.lower()) == AWARD else CONCEPT
        words = concept_range(token, self._chunk_of.get(token.i))
        return self._nominal(*words, type_name, "concept", token.i)

    def _nominal(self, first: int, last: int, type_name: str, kind: Kind, root: int) -> Nominal | None:
        text = self._doc[first : last + 1].text.strip()
        if kind == "name":
            type_name = self._types.get(name_form(text), type_name)
        return Nominal(text, type_name, kind, first, last, root) if len(text) > 1 else None


def _is_one(entity: "Span") -> bool:
    """Whether what was recognised is no row of names that are one word each."""
    return sum(" " in token.text for token in entity) < 2


def _without_article(span: "Span | None") -> "Span | None":
    """The title as the sentence has it: in "sold by the Rank Organisation" without the article that it begins with."""
    if span is None or len(span) < 2 or span[0].text != "the":
        return span
    return span[1:]


def _is_joined(token: "Token") -> bool:
    """Whether the word is a name with "and" inside, which may go on, and no title in quotation marks."""
    return " and " in token.text and not (token.i and token.nbor(-1).is_quote)


def _is_office(token: "Token") -> bool:
    """Whether a capital hides what somebody is: "Keeper of the Ashmolean Museum"."""
    alone = token.dep_ in {"attr", "appos"} and not any(child.dep_ == "compound" for child in token.children)
    of_something = any(child.dep_ == "prep" and child.lower_ == "of" for child in token.children)
    return alone and of_something and type_of_noun(token.lower_) == PERSON
