"""What the nouns of a parsed sentence name."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from extraction.lexicon.noun_types import type_of_noun
from extraction.rules.english.lexicon import LIGHT_NOUNS, ROLES, TITLES
from kg.text.name_key import NameForm, name_form, name_key
from kg.text.word_lists import MONTHS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Kind = Literal["name", "date", "quantity", "concept"]

PERSON, ORGANIZATION, PLACE, WORK, DATE = "Person", "Organization", "Place", "Work", "Date"
AWARD = "Award"
UNKNOWN_NAME, CONCEPT = "Thing", "Concept"

_TYPES = {
    "PERSON": PERSON,
    "ORG": ORGANIZATION,
    "GPE": PLACE,
    "LOC": PLACE,
    "FAC": PLACE,
    "WORK_OF_ART": WORK,
    "EVENT": "Event",
    "PRODUCT": "Product",
    "LAW": "Law",
    "LANGUAGE": "Language",
    "NORP": "Group",
}
_QUANTITIES = frozenset({"CARDINAL", "QUANTITY", "PERCENT", "MONEY"})
_YEAR = re.compile(r"\b1\d{3}\b|\b20\d{2}\b")
_CALENDAR = re.compile(rf"\b(?:{MONTHS}|century|\d{{2,4}}s|BC|AD)\b")
_VAGUE = re.compile(
    r"\b(?:ago|annual|recent|today|old|every|each|daily|weekly|monthly|yearly|quarter)\b", re.IGNORECASE
)
# Tags of words that do not say what kind of thing a noun phrase is about.
_NOT_KIND = frozenset({"DT", "PRP$", "WP$", "PDT", "POS", "CD", "RBS", "RBR", "JJS", "JJR", "PRP", "WDT"})
_NOT_KIND_ROLES = frozenset({"poss", "det", "nummod"})
_NOUN_PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "appos"})
_PARTICLES = frozenset(
    {"de", "des", "du", "della", "di", "da", "do", "dos", "del", "von", "van", "der", "den", "la", "le"}
)
_DAYS = re.compile(r"\d{1,2}[–-]\d{1,2}")
_MAX_BEFORE_PARTICLE = 3
_REGIONS = frozenset(
    {
        "region",
        "peninsula",
        "valley",
        "river",
        "province",
        "district",
        "county",
        "basin",
        "plateau",
        "island",
        "mountain",
    }
    | {"state", "department", "municipality", "oblast", "canton", "prefecture", "parish", "governorate"}
)
MADE_OF = frozenset({"body", "work", "piece", "head"})
_NOT_LAST = frozenset({"POS", "CC", "IN", "DT", ","})
_MAX_CONCEPT_TOKENS = 6
_MAX_NAME_TOKENS = 12
_MIN_NAME_LETTERS = 2


_Range = tuple[int, int]


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
        self._entity_at: dict[int, Span] = {token.i: entity for entity in doc.ents for token in entity}
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
            if token.pos_ == "PROPN" or token.i in self._entity_at or token.i in self._titled
            if (nominal := self.of(token)) is not None and nominal.kind == "name"
        }
        spans = sorted(found, key=lambda span: (span[0], -span[1]))
        names: list[Nominal] = []
        for span in spans:
            if not names or span[1] > names[-1].last:
                names.append(found[span])
        return names

    def _find_title(self, title: str | None) -> Iterator["Span"]:
        """Where the title is a whole name: "Red" is not in "Red Guards", "red" not in a text about "Red"."""
        if title is None or not any(map(str.isupper, title)):
            return
        several = " " in title
        for match in re.finditer(
            rf"\b{re.escape(title)}(?!\w)", self._doc.text, re.IGNORECASE if several else 0
        ):
            span = self._doc.char_span(*match.span())
            if span is None or any(len(self._entity_at.get(token.i, ())) > len(span) for token in span):
                continue
            around = (*self._doc[max(0, span.start - 1) : span.start], *self._doc[span.end : span.end + 1])
            is_name = span.root.pos_ == "PROPN" or span.root.dep_ in _NOUN_PLACES
            is_name = is_name or (several and (span.root.pos_ == "NOUN" or len(span) == 1))
            if is_name and not any(token.pos_ == "PROPN" for token in around):
                yield span

    def _find(self, token: "Token") -> Nominal | None:
        titled = self._titled.get(token.i)
        if titled is not None:
            entity = self._entity_at.get(titled.root.i)
            # A recogniser that saw only a part of the name ("John Ford" House) does not know its type.
            whole = entity is not None and 2 * len(entity) > len(titled)
            type_name = (
                _TYPES.get(entity.label_, UNKNOWN_NAME) if entity is not None and whole else UNKNOWN_NAME
            )
            return self._nominal(titled.start, titled.end - 1, type_name, "name", titled.root.i)
        entity = self._entity_at.get(token.i)
        if _is_office(token):
            return self._concept(token)
        if entity is not None and entity.label_ in _TYPES:
            if found := self._named(entity):
                return found
        elif entity is not None:
            return self._date(entity) or self._quantity(entity)
        if token.pos_ == "PROPN" and token.lemma_ not in ROLES:
            return self._proper(token)
        return self._concept(token) if token.pos_ in {"NOUN", "PROPN"} else None

    def _date(self, entity: "Span") -> Nominal | None:
        text = entity.text
        if (
            entity.label_ != "DATE"
            or _VAGUE.search(text)
            or not (_YEAR.search(text) or _CALENDAR.search(text))
        ):
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
        if entity.label_ not in _QUANTITIES or not any(map(str.isdigit, entity.text)):
            return None
        return self._nominal(entity.start, entity.end - 1, "Quantity", "quantity", entity.root.i)

    def _named(self, entity: "Span") -> Nominal | None:
        """The entity without article and possessive mark, with the names and the year that belong to its left."""
        first, last = entity.start, entity.end - 1
        while last > first and (self._doc[last].tag_ in _NOT_LAST or self._doc[last].is_punct):
            last -= 1
        while first < last and (self._doc[first].pos_ == "DET" or self._doc[first].is_punct):
            first += 1
        text = self._doc[first : last + 1].text
        if text in TITLES or not any(map(str.isupper, text)):
            return None
        is_noun = self._doc[last].tag_.startswith("NN") or entity.root.dep_ in {"nsubj", "nsubjpass"}
        if entity.label_ == "NORP" and not is_noun:
            return None
        first, last = self._whole(entity, first, last)
        first = self._extended(first, last, with_year=entity.label_ == "EVENT")
        return self._nominal(first, last, _TYPES[entity.label_], "name", entity.root.i)

    def _whole(self, entity: "Span", first: int, last: int) -> _Range:
        """The name without a second place or a number behind it, and with what belongs to it on both sides."""
        last = next((at - 1 for at in range(first + 1, last + 1) if self._doc[at].lower_ == "near"), last)
        while last > first and self._doc[last].tag_ == "CD" and self._doc[last].head.i > last:
            last -= 1
        following = self._doc[last + 1 : last + 3]
        if len(following) and following[0].tag_ == "CD" and first <= following[0].head.i <= last:
            last += following[0].dep_ == "nummod" and following[0].text.isdigit()
        if entity.label_ == "PERSON" and self._is_given_name(first, last) and _is_of_name(following):
            last = max(child.i for child in self._row(following[1]))
        while (before := self._entity_before(first, last)) and before.label_ in {entity.label_, "NORP"}:
            first = before.start
        return self._with_particle(first), last

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
        inside = entity is not None and entity.label_ in _TYPES and first <= before.head.i <= last
        return entity if entity is not None and inside and entity.end == first else None

    def _with_particle(self, first: int) -> int:
        """Where a name begins that was found from its particle on ("de France")."""
        if self._doc[first].text not in _PARTICLES:
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
            is_year = with_year and before.dep_ == "nummod" and _YEAR.fullmatch(before.text) is not None
            if not (inside and (is_name or is_year)):
                break
            first -= 1
        return first

    def _is_free(self, token: "Token") -> bool:
        return token.i not in self._entity_at and token.text not in TITLES | ROLES

    def _proper(self, token: "Token") -> Nominal | None:
        """A name that the entity recogniser missed: the proper nouns in a row, with "of" between."""
        first = last = token.i
        in_role = token.dep_ == "compound" and token.head.text in ROLES
        if in_role or not token.text[0].isupper() or not self._is_free(token):
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
        letters = sum(map(str.isalpha, self._doc[first : last + 1].text))
        if last - first >= _MAX_NAME_TOKENS or letters < _MIN_NAME_LETTERS:
            return None
        return self._nominal(first, last, UNKNOWN_NAME, "name", token.i)

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
            before.text[:1].isupper() or before.pos_ == "PROPN"
        )

    def _concept(self, token: "Token") -> Nominal | None:
        """The words of the noun phrase that say what kind of thing it is: "Slovenian athlete"."""
        if token.lemma_.lower() in LIGHT_NOUNS or not token.text.isalpha():
            return None
        chunk = self._chunk_of.get(token.i)
        first = chunk.start if chunk is not None else token.left_edge.i
        for word in self._doc[first : token.i]:
            loose_adverb = word.tag_ == "RB" and word.head == token
            if word.tag_ in {"JJS", "RBS"}:
                first = self._noun_start(token)
                break
            if word.lower_ == "born" and self._doc[word.i - 1].text == "-":
                first = word.i + 1
            if (
                loose_adverb
                or word.tag_ in _NOT_KIND
                or word.dep_ in _NOT_KIND_ROLES
                or (word.is_punct and word.text != "-")
            ):
                first = word.i + 1
        first = max(first, token.i + 1 - _MAX_CONCEPT_TOKENS)
        while first < token.i and not self._doc[first].text[0].isalnum():
            first += 1
        if first > 1 and self._doc[first - 1].text == "-" and not self._doc[first - 2].whitespace_:
            first -= 2
        if region := self._region(token):
            return region
        type_name = AWARD if type_of_noun(token.lemma_.lower()) == AWARD else CONCEPT
        return self._nominal(first, self._concept_end(token), type_name, "concept", token.i)

    def _region(self, noun: "Token") -> Nominal | None:
        """A name that ends with what kind of place it is, written small: "Greater Rochester region"."""
        first = self._noun_start(noun)
        named = first < noun.i and all(word.pos_ == "PROPN" for word in self._doc[first : noun.i])
        if noun.lemma_ not in _REGIONS or noun.tag_ != "NN" or not named:
            return None
        while (
            first > 0
            and self._doc[first - 1].head == noun
            and self._doc[first - 1].is_title
            and self._doc[first - 1].pos_ == "ADJ"
        ):
            first -= 1
        return self._nominal(first, noun.i, PLACE, "name", noun.i)

    def _noun_start(self, noun: "Token") -> int:
        """Where the noun begins with the nouns before it; what describes it besides is left out."""
        first = noun.i
        while first > 0 and self._doc[first - 1].dep_ == "compound" and self._doc[first - 1].head.i <= noun.i:
            first -= 1
        return first

    def _concept_end(self, noun: "Token") -> int:
        """The noun's end: "body of water" and "editor-in-chief" say more than their first word."""
        behind = [word.lower_ for word in self._doc[noun.i + 1 : noun.i + 5]]
        if behind[:3] == ["-", "in", "-"] and len(behind) > 3:
            return noun.i + 4
        if behind[:1] == ["of"] and noun.lemma_ in MADE_OF:
            substance = self._doc[noun.i + 2] if noun.i + 2 < len(self._doc) else noun
            bare = substance.tag_ == "NN" and not any(substance.lefts)
            return substance.i if bare else noun.i
        return noun.i

    def _nominal(self, first: int, last: int, type_name: str, kind: Kind, root: int) -> Nominal | None:
        text = self._doc[first : last + 1].text.strip()
        if kind == "name":
            type_name = self._types.get(name_form(text), type_name)
        return Nominal(text, type_name, kind, first, last, root) if len(text) > 1 else None


def _is_of_name(following: "Span") -> bool:
    return len(following) == 2 and following[0].lower_ == "of" and following[1].pos_ == "PROPN"


def _is_office(token: "Token") -> bool:
    """Whether a capital hides what somebody is: "Keeper of the Ashmolean Museum"."""
    alone = token.dep_ in {"attr", "appos"} and not any(child.dep_ == "compound" for child in token.children)
    of_something = any(child.dep_ == "prep" and child.lower_ == "of" for child in token.children)
    return alone and of_something and type_of_noun(token.lower_) == PERSON
