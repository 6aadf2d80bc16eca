"""When, where and as what a Korean clause says that something was so, as qualifiers of its statements."""

import re
from collections.abc import Iterable, Iterator, Sequence

from extraction.lexicon.korean_words import lexicon
from extraction.rules.korean.clauses import Clause
from extraction.rules.korean.noun_phrase import KoreanPhrase
from extraction.rules.korean.statement import KoreanStatement
from extraction.rules.korean.writing import Writing
from kg.text.korean import KoreanMorpheme
from schemas.qualifier import Qualifier

_DATE = "Date"
_PLACES = frozenset({"Country", "Region", "City", "Place", "Structure"})
_OF_NAMES = frozenset({"object", "partner", "receiver", "agent", "place", "role", "noun"})
_KINDS = frozenset({"kind", "definition"})
_UNTIL = "까지"
_TIME = r"(?:기원전 ?|서기 ?)?\d{3,4}(?:년(?: ?\d{1,2}월(?: ?\d{1,2}일)?)?)?"
_OFFICE = re.compile(
    rf"(?:재위|임기|재임)[:：]?\s*(?P<start>{_TIME})?[^,~]{{0,16}}[~–—-]\s*(?P<end>{_TIME})?"
)
_YEARS = re.compile(rf"(?P<start>{_TIME})\s*[~–—-]\s*(?P<end>{_TIME})?")


def qualified(
    statements: Iterable[KoreanStatement], found: Sequence[KoreanMorpheme], clause: Clause
) -> Iterator[KoreanStatement]:
    """The statements of a verb with what else the clause tells of them; one of a date or a kind has none."""
    circumstances = list(_circumstances(found, clause))
    for statement in statements:
        named = statement.case in _OF_NAMES and statement.tail.kind in {"name", "concept"}
        mine = [
            qualifier
            for qualifier, phrase in circumstances
            if phrase.text not in {statement.head.text, statement.tail.text}
            and phrase.owner != statement.tail
        ]
        office = statement.tail.owner if statement.tail.kind == "concept" else None
        if office is not None and office.is_name:
            mine.append(Qualifier(name="of", value=office.text))
        yield statement._replace(qualifiers=tuple(dict.fromkeys(mine))) if named else statement


def _circumstances(
    found: Sequence[KoreanMorpheme], clause: Clause
) -> Iterator[tuple[Qualifier, KoreanPhrase]]:
    verb = found[clause.index].lemma
    for phrase in (phrase for group in clause.groups for phrase in group):
        particle = found[phrase.last + 1].form if phrase.last + 1 < len(found) else ""
        name = _name_of(phrase, particle, verb)
        if name:
            yield Qualifier(name=name, value=phrase.text), phrase


def _name_of(phrase: KoreanPhrase, particle: str, verb: str) -> str:
    if phrase.type == _DATE:
        if phrase.role == "since" or verb in lexicon().begins:
            return "start"
        if particle == _UNTIL or verb in lexicon().ends:
            return "end"
        return "time" if phrase.role in {"place", "bare"} else ""
    if phrase.role == "place" and phrase.is_name and phrase.type in _PLACES:
        return "place"
    is_role = phrase.role == "role" and phrase.kind == "concept"
    return "role" if is_role and lexicon().type_of_kind(phrase.text) == "Person" else ""


def in_office(
    statements: Iterable[KoreanStatement],
    writing: Writing,
    found: Sequence[KoreanMorpheme],
    phrases: Sequence[KoreanPhrase],
) -> Iterator[KoreanStatement]:
    """The statements, those of an office with the years in brackets: "정종(재위 1398년 ~ 1400년)", "대통령(1909~1913)"."""
    terms = dict(_terms(writing, found, phrases))
    for statement in statements:
        key = statement.head.text if statement.head.text in terms else statement.phrase
        is_office = statement.relation in lexicon().called and statement.case not in _KINDS
        more = terms.get(key, ()) if is_office else ()
        yield statement._replace(qualifiers=(*statement.qualifiers, *more)) if more else statement


def _terms(
    writing: Writing, found: Sequence[KoreanMorpheme], phrases: Sequence[KoreanPhrase]
) -> Iterator[tuple[str, tuple[Qualifier, ...]]]:
    """The term that a bracket gives behind a person's name or an office, by the name or the office."""
    ends = {found[phrase.last].end: phrase for phrase in phrases}
    for place, content in writing.asides:
        phrase = ends.get(place)
        if phrase is None:
            continue
        term = _OFFICE.search(content) if phrase.is_name else _YEARS.fullmatch(content)
        if term is not None:
            named = ((name, term[name]) for name in ("start", "end") if term[name])
            yield phrase.text, tuple(Qualifier(name=name, value=value) for name, value in named)
