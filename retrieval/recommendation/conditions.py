"""What a wish asks of records exactly: values of their fields that it names, denies, or gives as years."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.text.hangul import has_hangul
from kg.text.word_bounds import ends_word, is_hangul, starts_word
from retrieval.question.name_spans import name_spans
from retrieval.recommendation.catalogue import NamedValue, RecordCatalogue
from retrieval.recommendation.wording import Word, read_words
from retrieval.recommendation.years import year_ranges
from schemas.document import Facets

Span = tuple[int, int]

_DENIED_BEFORE = re.compile(
    r"(?:\b(?:not|no|non|without|except|excluding|avoiding|avoid|nothing|never|neither|nor|hate|dislike"
    r"|(?:any|anything|anyone|everything|all) but|other than|rather than|instead of)|n['’]t)"
    r"(?:[\s-]+(?:an?|the|any|anything|something|one|too|very|so|really|all|be|is|are|set|in|by|for|from|of|that|which|on|into"
    r"|want|like|need|enjoy|read|mood|keen|interested|fan))*[\s-]*$",
    re.IGNORECASE,
)
_NOT_DENIED = re.compile(r"\b(?:not (?:only|just)|no (?:doubt|matter))\b[\w\s]*$", re.IGNORECASE)
_DENIED_BEHIND = re.compile(
    r"[가-힣]{0,3}\s*(?:(?:것|거|건|책|소설|이야기|작품|분위기|느낌)[가-힣]{0,2}\s*)?"
    r"(?:말고|빼고|빼놓고|제외|아닌(?!가)|아니고|아니었|싫|않|없(?:는(?!지)|이|고)|못하)"
)
_DENIED_ON = re.compile(r"\s*(?:,|or|nor|,\s*or)\s*(?:an?\s+|the\s+)?", re.IGNORECASE)
_EITHER = re.compile(r"/|\bor\b|또는|혹은|거나|나\s", re.IGNORECASE)
_AND = re.compile(r",|\band\b|(?:와|과|랑|고)\s", re.IGNORECASE)
_BY = re.compile(r"(?:^|(?P<before>\w+)\s+)by\s+$", re.IGNORECASE)
_NO_AUTHOR_BEFORE = frozenset({"read", "finish", "finished", "done", "end", "ready", "time"})
_AUTHOR_BEHIND = re.compile(r"\s*(?:(?:작가|시인|선생)(?:님)?\s*)?(?:이|가|께서)?\s*(?:쓴|지은|쓰신)")
_AUTHOR_BEFORE = re.compile(r"(?:작가|시인|지은이)\s*$")


@dataclass(frozen=True)
class Condition:
    """What a record has to state, one of the `facets`, or must not; the wish says so at `span`."""

    said: str
    facets: Facets
    span: Span = (0, 0)
    excluded: bool = False
    given: bool = False

    def meeting(self, catalogue: RecordCatalogue) -> frozenset[str]:
        """The records that meet it."""
        stating = catalogue.stating(self.facets)
        return catalogue.ids - stating if self.excluded else stating


def given_conditions(facets: Facets) -> list[Condition]:
    """Those that the caller gives."""
    return [
        Condition(f"{name}: {', '.join(values)}", {name: values}, given=True)
        for name, values in facets.items()
    ]


def read_conditions(wish: str, catalogue: RecordCatalogue) -> list[Condition]:
    """Those that the wish names, in its order: values of fields, years, and an author whom perhaps no record has.

    Values of one field are alternatives where "or" is between them. Else both are asked for, if a record states both; if none does, either
    where "and" or a comma is between them ("summer and winter"), and the first alone where nothing is ("horror novel").
    """
    words = read_words(wish)
    years = [
        Condition(wish[one.start : one.end], catalogue.years(one), (one.start, one.end))
        for one in year_ranges(wish)
    ]
    taken = [one.span for one in years]
    named = [one for one in _named_values(wish, words, catalogue) if not overlaps(one.span, taken)]
    taken += [one.span for one in named]
    authors = [one for one in _authors(wish, catalogue) if not overlaps(one.span, taken)]
    denied = _with_denials(wish, sorted([*named, *authors], key=lambda one: one.span))
    return sorted([*years, *_joined(wish, denied, catalogue)], key=lambda one: one.span)


def _named_values(wish: str, words: Sequence[Word], catalogue: RecordCatalogue) -> list[Condition]:
    """The longest values that stand in the wish, word by word in whatever form, none within another."""
    found: defaultdict[Span, list[NamedValue]] = defaultdict(list)
    for place, word in enumerate(words):
        for value in catalogue.values_beginning(word.forms):
            following = words[place : place + len(value.words)]
            if len(following) == len(value.words) and all(map(Word.means, following, value.words)):
                found[word.start, _word_end(wish, following[-1].end)].append(value)
    for value in catalogue.hangul_values:
        start = wish.find(value.value)
        end = start + len(value.value)
        if start >= 0 and starts_word(wish, start) and ends_word(wish, end):
            found[start, end].append(value)
    chosen: list[Span] = []
    for span in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
        if not overlaps(span, chosen):
            chosen.append(span)
    return [
        Condition(wish[start:end], _facets(found[start, end]), (start, end)) for start, end in sorted(chosen)
    ]


def _word_end(wish: str, end: int) -> int:
    """The end of the Korean word without its particles: an adjective keeps its ending (잔잔한, not 잔잔하)."""
    return end if ends_word(wish, end) else _end_of_letters(wish, end)


def _end_of_letters(wish: str, start: int) -> int:
    return next((place for place in range(start, len(wish)) if not is_hangul(wish[place])), len(wish))


def _facets(values: Sequence[NamedValue]) -> Facets:
    facets: Facets = {}
    for value in dict.fromkeys(values):
        facets[value.name] = (*facets.get(value.name, ()), value.value)
    return facets


def _authors(wish: str, catalogue: RecordCatalogue) -> Iterator[Condition]:
    """Whoever the wish says to have written it, by a last name too, with no values where no record names such a one."""
    for name in name_spans(wish, "ko" if has_hangul(wish) else "en"):
        start = wish.find(name)
        end = start + len(name)
        if start >= 0 and _is_author(wish, start, end):
            forms = [word.forms for word in read_words(name)]
            yield Condition(name, catalogue.values_ending(forms) if forms else {}, (start, end))


def _is_author(wish: str, start: int, end: int) -> bool:
    by = _BY.search(wish, 0, start)
    if by:
        return (by["before"] or "").casefold() not in _NO_AUTHOR_BEFORE
    return bool(_AUTHOR_BEHIND.match(wish, end) or _AUTHOR_BEFORE.search(wish, 0, start))


def _with_denials(wish: str, conditions: Sequence[Condition]) -> list[Condition]:
    found: list[Condition] = []
    for one in conditions:
        start, end = one.span
        before = found[-1] if found else None
        begins = before.span[1] if before else 0
        denied = _DENIED_BEFORE.search(wish, begins, start)
        behind = _DENIED_BEHIND.match(wish, end)
        goes_on = before and before.excluded and _DENIED_ON.fullmatch(wish, begins, start)
        if denied and not _NOT_DENIED.search(wish, begins, start):
            whole = denied.start(), end
            found.append(replace(one, said=wish[slice(*whole)], span=whole, excluded=True))
        elif behind:
            last = _end_of_letters(wish, behind.end())
            found.append(replace(one, said=wish[start:last], span=(start, last), excluded=True))
        else:
            found.append(replace(one, excluded=bool(goes_on)))
    return found


def _joined(wish: str, conditions: Sequence[Condition], catalogue: RecordCatalogue) -> list[Condition]:
    """With those of one field as `read_conditions` says."""
    found: list[Condition] = []
    gaps = [wish[one.span[1] : other.span[0]] for one, other in pairwise(conditions)]
    for gap, one in zip(["", *gaps], conditions, strict=False):
        last = found[-1] if found else None
        if last is None or one.excluded or last.excluded or set(one.facets).isdisjoint(last.facets):
            found.append(one)
        elif _EITHER.search(gap):
            found[-1] = _either(last, one)
        elif last.meeting(catalogue) & one.meeting(catalogue):
            found.append(one)
        elif _AND.search(gap):
            found[-1] = _either(last, one)
        elif gap.strip(" -"):
            found.append(one)
    return found


def _either(one: Condition, other: Condition) -> Condition:
    facets = {
        name: tuple(dict.fromkeys((*one.facets.get(name, ()), *other.facets.get(name, ()))))
        for name in (*one.facets, *other.facets)
    }
    return Condition(f"{one.said}, {other.said}", facets, (one.span[0], other.span[1]))


def overlaps(span: Span, taken: Sequence[Span]) -> bool:
    """Whether a sign of the span is in one of those that are taken."""
    return any(start < span[1] and span[0] < end for start, end in taken)
