"""What all records state, ready to be chosen from."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.read.documents import StatingRecord
from kg.text.hangul import has_hangul
from retrieval.recommendation.wording import Forms, is_asking, is_asking_text, read_words
from retrieval.recommendation.years import YearRange
from schemas.document import Facets, unpack_facets

_LONGEST_VALUE = 6
"""A value of more words is told, not named."""
_YEAR = re.compile(r"(?:1\d{3}|20\d\d|[1-9]\d\d)(?=$|[-./년])")
_YEAR_NAME = re.compile(
    r"year|date|publish|publication|released?\b|연도|년도|출간|출판|발행|발표|간행|개봉|제작|초판|^년$",
    re.IGNORECASE,
)
_OTHER_YEAR_NAME = re.compile(
    r"birth|born|death|died|updated|modified|출생|생년|생일|사망|수정", re.IGNORECASE
)
_YEAR_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A value of a field, with the forms of its words."""

    name: str
    value: str
    words: tuple[Forms, ...]


class RecordCatalogue:
    """The records of a graph by what they state: their `ids`, and the `names` of their fields, those that most state first."""

    def __init__(self, records: Sequence[StatingRecord]) -> None:
        """Make one; of many records it takes a while: call it through a thread."""
        self.ids = frozenset(record.id for record in records)
        self._stating: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._values: defaultdict[str, dict[str, None]] = defaultdict(dict)
        counts: Counter[str] = Counter()
        for record in records:
            for name, values in unpack_facets(record.facets).items():
                counts[name] += 1
                for value in values:
                    self._stating[name][value.casefold()].append(record.id)
                    self._values[name][value] = None
        self.names = tuple(name for name, _ in counts.most_common())

    def stating(self, facets: Mapping[str, Collection[str]]) -> frozenset[str]:
        """The records that state one of these, whatever the case of letters."""
        found = (
            self._stating[name].get(value.casefold(), ())
            for name, values in facets.items()
            if name in self._stating
            for value in values
        )
        return frozenset(record for records in found for record in records)

    def values_beginning(self, forms: Forms) -> list[NamedValue]:
        """The values whose first word is one of these."""
        return list(dict.fromkeys(value for form in forms for value in self._by_first_word.get(form, ())))

    def values_ending(self, words: Sequence[Forms]) -> Facets:
        """The values whose last words are these, by name: those of an author called by the last name."""
        found: Facets = {}
        for value in self._named_values:
            last = value.words[-len(words) :]
            if len(last) == len(words) and not any(map(frozenset.isdisjoint, last, words)):
                found[value.name] = (*found.get(value.name, ()), value.value)
        return found

    def years(self, wanted: YearRange) -> Facets:
        """The values that are years of this stretch, by name."""
        found = {
            name: tuple(value for value in values if (year := _year(value)) and wanted.holds(year))
            for name, values in self._dated.items()
        }
        return {name: values for name, values in found.items() if values}

    @property
    def has_years(self) -> bool:
        """Whether some field says of which year a record is."""
        return bool(self._dated)

    @cached_property
    def _named_values(self) -> list[NamedValue]:
        return [
            value
            for name, values in self._values.items()
            if name not in self._dated
            for value in _named(name, values)
        ]

    @cached_property
    def hangul_values(self) -> list[NamedValue]:
        """The values in Hangul, which a wish may name with particles behind them."""
        return [value for value in self._named_values if has_hangul(value.value)]

    @cached_property
    def _by_first_word(self) -> dict[str, list[NamedValue]]:
        found: defaultdict[str, list[NamedValue]] = defaultdict(list)
        for value in self._named_values:
            for form in value.words[0] if value.words else ():
                found[form].append(value)
        return dict(found)

    @cached_property
    def _dated(self) -> dict[str, tuple[str, ...]]:
        """The fields whose values are years, by their names or, where no name tells, by the values."""
        dated = {
            name: tuple(values)
            for name, values in self._values.items()
            if sum(_year(value) is not None for value in values) >= _YEAR_SHARE * len(values)
            and not _OTHER_YEAR_NAME.search(name)
        }
        called = {name: values for name, values in dated.items() if _YEAR_NAME.search(name)}
        return called or {
            name: values for name, values in dated.items() if all(len(value) == 4 for value in values)
        }


def _year(value: str) -> int | None:
    match = _YEAR.match(value)
    return int(match[0]) if match else None


def _named(name: str, values: Iterable[str]) -> Iterator[NamedValue]:
    """The values that a wish can name: none of many words, of figures alone, or that any wish has ("good")."""
    for value in values:
        words = read_words(value)
        if len(words) > _LONGEST_VALUE or all(value[word.start : word.end].isdigit() for word in words):
            continue
        if not all(map(is_asking, words)):
            yield NamedValue(name, value, tuple(word.forms for word in words))
        elif has_hangul(value) and not is_asking_text(value):
            # What the analyser takes for a form of a common word, as 봄 for one of 보다, is known by its letters alone.
            yield NamedValue(name, value, ())
