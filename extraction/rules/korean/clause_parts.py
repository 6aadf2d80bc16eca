"""What parts of a Korean clause and phrases say together, before the clause is read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extraction.lexicon.korean_words import UNKNOWN, lexicon
from extraction.rules.korean.clauses import Clause, Group, alternatives
from extraction.rules.korean.noun_phrase import CONCEPT, KoreanPhrase
from extraction.rules.korean.statement import (
    ALSO_KNOWN_AS,
    AREAS,
    LOCATED_IN,
    OF_OWNERS,
    KoreanStatement,
    Words,
    between,
    of_noun,
)
from extraction.rules.korean.verbs import whole_verb
from kg.text.korean import KoreanMorpheme

_SHORTENED = "줄이다"
_OF_APPOSITIONS = frozenset({"SP", "MM", "NNG", "EC"})
_TOGETHER = frozenset({"함께", "같이"})


def attribute_of(lemma: str, clause: Clause) -> KoreanPhrase | None:
    """The noun for what is set: "수도를 하노이로 정하다", "국호를 대한민국으로 하다"."""
    nouns = [each for each in clause.of("object") or clause.of("topic", "subject") if each.kind == "concept"]
    told = (each for each in nouns if lexicon().is_attribute(each.noun) or each.noun in lexicon().called)
    return next((each for each in told if whole_verb(lemma, (each,))[0] == lemma), None)


def bases(clause: Clause) -> Iterator[tuple[Group, KoreanPhrase]]:
    """What something is made of or set in: "서유기를 원작으로", "서울을 배경으로"."""
    for before, behind in pairwise(clause.groups):
        noun = behind[-1]
        told = noun.text in lexicon().bases or lexicon().role_of(noun.noun) in lexicon().called
        if before[-1].role == "object" and noun.role == "role" and noun.kind == "concept" and told:
            yield tuple(each for each in before if each.is_name), noun


def as_names(values: Group) -> Group:
    """The values as names, which what is called so need not look like: "호는 퇴계이다"."""
    return tuple(
        replace(each, kind="name", type=UNKNOWN) if each.kind == "concept" else each
        for each in values
        if each.kind != "concept" or lexicon().role_of(each.noun) not in lexicon().called  # 고국양왕의 아들
    )


def named_relative(noun: KoreanPhrase) -> tuple[str, Group] | None:
    """Whose what is, where it is the name of someone else: 아내 of 아브람 in "아브람의 아내 이름"; None for an own name."""
    if noun.noun not in lexicon().namings:
        return None
    owner, words = noun.owner, noun.text.split()[:-1]
    if words:
        told, owners = words[-1], () if owner is None else (owner,)
    elif owner is not None and owner.kind == "concept":
        told, owners = owner.noun, () if owner.owner is None else (owner.owner,)
    else:
        return None
    role = lexicon().role_of(told)
    return (role, owners) if role in lexicon().called else None


def appositions(
    found: Sequence[KoreanMorpheme], nominals: Sequence[KoreanPhrase]
) -> Iterator[KoreanStatement]:
    """Other names behind a comma: "아랍 연맹, 옛 명칭 아랍 국가 연맹은", "독일 연방 공화국, 줄여서 독일은"."""
    for name, other in pairwise(nominals):
        between_them = found[name.last + 1 : other.first]
        comma = bool(between_them) and between_them[0].form == ","
        told = any(each.form in lexicon().namings or each.lemma == _SHORTENED for each in between_them)
        passed = all(each.tag in _OF_APPOSITIONS or each.lemma == _SHORTENED for each in between_them)
        if comma and told and passed and name.is_name and other.is_name:
            yield from between((name,), Words(ALSO_KNOWN_AS, other.text), (other,), "noun")


def listed(
    found: Sequence[KoreanMorpheme], subjects: Group, clause: Clause, told: Group
) -> Iterator[KoreanStatement]:
    """That each is such a thing, and what it is to what is told of: "주요 도시로는 A, B가 있다", "저서로는 《A》가 있다"."""
    for noun in clause.of("role"):
        if noun.kind != "concept":
            continue
        yield from of_noun(subjects, noun)
        role, kind = lexicon().role_of(noun.noun), lexicon().type_of_kind(noun.text)
        described = noun.first > 0 and found[noun.first - 1].tag == "ETM"
        whose = () if noun.owner is not None or described else told
        if role in lexicon().called | lexicon().writings:
            yield from between(subjects, Words(role, noun.text), whose, "noun")
        elif kind in AREAS:
            yield from between(subjects, Words(LOCATED_IN, noun.text), whose, "owner")


def without_sources(found: Sequence[KoreanMorpheme], clause: Clause) -> Clause:
    """The clause without what has 에서, which is no place of a thing that lies: "태양에서 멀리 있다"."""
    groups = [
        group
        for group in clause.groups
        if group[-1].role != "place"
        or [each.form for each in found[group[-1].last + 1 : group[-1].last + 2]] != ["에서"]
    ]
    return replace(clause, groups=tuple(groups))


def is_other_thing(topic: KoreanPhrase) -> bool:
    """Whether the topic is a thing of its own (나라들은), and nothing that what the passage is about has (득표수는)."""
    return topic.kind == "concept" and lexicon().type_of_kind(topic.text) not in {None, CONCEPT}


def with_row(clause: Clause) -> Group:
    """The nouns of a copula with those of one family that stand before commas: "혁명가, 경제학자, 사상의 창시자이다"."""
    nouns = _of_one_kind(clause.of("copula"))
    kinds = {lexicon().type_of_kind(noun.text) for noun in nouns} - {None, CONCEPT}
    bare = [group for group in clause.groups if group[-1].role == "bare" and group[-1].kind == "concept"]
    row = [each for group in bare for each in group if lexicon().type_of_kind(each.text) in kinds]
    return (*row, *(noun for noun in nouns if noun not in row))


def _of_one_kind(nouns: Group) -> Group:
    """The nouns without those that only tell of the last: "문화, 산업, 통신 중심지"."""
    last = lexicon().type_of_kind(nouns[-1].text) if nouns else None
    return tuple(
        each
        for each in nouns
        if each is nouns[-1]
        or each.kind != "concept"
        or lexicon().type_of_kind(each.text) not in {None, CONCEPT}
        or last == CONCEPT
    )


def companions(found: Sequence[KoreanMorpheme], clause: Clause) -> Group:
    """Who does it too: "X와 함께"."""
    partners = clause.of("partner")
    behind = found[partners[-1].last + 1 : clause.index] if partners else []
    return partners if any(each.form in _TOGETHER for each in behind) else ()


def of_groups(found: Sequence[KoreanMorpheme], groups: Sequence[Group]) -> Iterator[KoreanStatement]:
    """What the phrases say by themselves: other names, where a thing is, what it is called."""
    for group in groups:
        if alternatives(found, group) and group[-1].role == "topic":
            yield from between(group[:1], Words(ALSO_KNOWN_AS, group[0].text), group[1:], "noun")
        for nominal in group:
            called = nominal.called
            is_told = called is not None and lexicon().role_of(called.noun) in lexicon().called
            if nominal.owner is not None and nominal.is_name and nominal.owner.is_name and not is_told:
                for relation in OF_OWNERS:
                    yield KoreanStatement(nominal, relation, nominal.owner, "owner", nominal.owner.text)
            if nominal.called is not None:
                yield from of_noun((nominal,), nominal.called)
        if group[-1].kind == "concept" and group[-1].role != "copula":
            yield from of_noun(group[:-1], group[-1])  # "고지키, 니혼쇼키 등의 역사서"
