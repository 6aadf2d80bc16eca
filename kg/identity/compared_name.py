"""A name as it is compared with others."""

import re
from functools import cached_property

from kg.identity.letters import korean_parts, latin_parts
from kg.identity.respelling import respelled
from kg.text.entity_type import FALLBACK_TYPES
from kg.text.hangul import has_hangul
from schemas.value import Value

_ROMAN = re.compile(r"\b[IVX]+\b")
_SEVERAL = re.compile(r"\b[IVX]{2,}\b")
_KOREAN_ORDINAL = re.compile(r"(\d+)세$")
_VALUES = {"I": 1, "V": 5, "X": 10}
_RANK = re.compile(r"\b(?:jr|sr|junior|senior|elder|younger|père|fils)\b", re.IGNORECASE)


class ComparedName(Value):
    """A name that documents use, under the id it has before any merge; `family` is the widest kind of its type."""

    origin: str
    key: str
    name: str
    family: str

    @cached_property
    def is_korean(self) -> bool:
        """Whether it is written in Hangul."""
        return has_hangul(self.name)

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The letters of each word, without numbers."""
        plain = _ROMAN.sub(" ", _KOREAN_ORDINAL.sub("", self.name)) if self.numbers else self.name
        return korean_parts(plain) if self.is_korean else latin_parts(plain)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Numbers, Roman ones too, and what tells a father from his son; never left out of account."""
        found = {str(int(number)) for number in re.findall(r"\d+", self.name)}
        # Where the name stands as its key it has no capitals.
        written = self.name.upper() if self.name == self.key else ""
        roman = (_ROMAN.findall(self.name) or _SEVERAL.findall(written))[:1] if " " in self.name else []
        return frozenset([*found, *map(_value, roman), *map(str.lower, _RANK.findall(self.name))])

    @cached_property
    def respelled(self) -> str:
        """What spellings of it in its script share."""
        return respelled(self.name)

    @property
    def is_typed(self) -> bool:
        """Whether its type says something."""
        return self.family not in FALLBACK_TYPES


def _value(roman: str) -> str:
    values = [_VALUES[letter] for letter in roman]
    after = [*values[1:], 0]
    return str(sum(-one if one < following else one for one, following in zip(values, after, strict=True)))
