"""Head–relation–tail statements of the sentences of a Korean passage."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extraction.lexicon.korean_words import UNKNOWN, lexicon
from extraction.rules.korean.circumstances import qualified
from extraction.rules.korean.clause_parts import (
    appositions,
    as_names,
    attribute_of,
    bases,
    companions,
    listed,
    named_relative,
    of_groups,
    with_row,
    without_sources,
)
from extraction.rules.korean.clauses import Clause, Group, clauses, gapped, grouped
from extraction.rules.korean.factuality import is_question, states_fact
from extraction.rules.korean.inheritance import with_inherited
from extraction.rules.korean.noun_phrase import CALLS, CONCEPT, KoreanPhrase
from extraction.rules.korean.statement import (
    IS_A,
    KoreanStatement,
    Words,
    between,
    of_noun,
)
from extraction.rules.korean.subjects import LIES, Subjects
from extraction.rules.korean.topic import Topic, is_common, is_pointed_at
from extraction.rules.korean.verbs import SCHOOL, is_negated, of_verb, whole_verb
from kg.text.korean import KoreanMorpheme

_SEATS = frozenset({"수도", "주도"})
_THERE_IS = "있다"
_SETS = frozenset(
    {"하다", "정하다", "삼다", "두다", "바꾸다", "변경하다", "옮기다", "개칭하다", "되다", "짓다", "붙이다"}
)
_PUTS = frozenset({"두다", "옮기다"})
_PASSIVE = ("되다", "지다")
_COPULAS = frozenset({"VCP", "VCN"})


@dataclass
class StatementReader:
    """Reads the sentences of a passage in order, and keeps what the passage is about."""

    topic: Topic
    persons: list[KoreanPhrase] = field(default_factory=list)
    _told_of_other: bool = False

    def __post_init__(self) -> None:
        self._subjects = Subjects(self.topic)

    def read(
        self, found: Sequence[KoreanMorpheme], nominals: Sequence[KoreanPhrase]
    ) -> list[KoreanStatement]:
        """What the sentence says of the names in it; a question says nothing."""
        groups = grouped(found, nominals)
        said: list[KoreanStatement] = []
        self._told_of_other = False
        self._subjects.begin()
        self.topic.begin(nominals)
        if not is_question(found):
            said += of_groups(found, groups)
            said += appositions(found, nominals)
            said += self._of_near(found, groups)
            for clause in with_inherited(found, list(clauses(found, groups))):
                told = clause.of("subject") or clause.of("topic")
                if found[clause.index].lemma in lexicon().of_persons:
                    self.persons += [each for each in told if each.is_name and each.type == UNKNOWN]
                if states_fact(found, clause.index):
                    said += self._qualified(found, clause)
                self._told_of_other |= clause.before_noun is not None and bool(told)
                self._subjects.end_clause(found, clause)
        self.topic.remember(found, groups)
        return said

    def _qualified(self, found: Sequence[KoreanMorpheme], clause: Clause) -> Iterator[KoreanStatement]:
        """What the clause says, with when, where and as what it says it."""
        said = self._of_clause(found, clause)
        yield from said if found[clause.index].tag in _COPULAS else qualified(said, found, clause)

    def _of_clause(self, found: Sequence[KoreanMorpheme], clause: Clause) -> Iterator[KoreanStatement]:
        told = clause.of("subject") or clause.of("topic")
        verb = found[clause.index]
        values = clause.of("place") if verb.lemma in _PUTS else clause.of("role", "named")
        if verb.lemma in _SETS and values and (set_noun := attribute_of(verb.lemma, clause)) is not None:
            yield from self._of_attribute(found, set_noun, values, clause.of("subject", "topic"))
        elif verb.tag in _COPULAS:
            for one in gapped(clause):
                told = one.of("subject") or one.of("topic") or _also_has(found, one)
                yield from self._of_copula(found, one, told)
        elif clause.before_noun is not None:
            yield from self._of_relative(found, clause, clause.before_noun)
        elif clause.closes and told and is_common(found, told[0]) and verb.lemma in LIES:
            yield from self._of_attribute(found, told[0], clause.of("place"))
        elif clause.closes:
            others = any(each.is_name for each in clause.of("place", "receiver", "partner"))
            known = () if others else self.topic.known()
            fronted = (clause.topic or known) if clause.of("subject") else ()
            shared = self._subjects.last
            subjects = self._subjects.of(found, clause)
            if subjects and subjects == shared and not clause.topic and self.topic.known() != subjects:
                fronted = self.topic.known()  # "이집트와 시리아가 카이로에 모여 결성했다"
            yield from self._of_verb(found, clause, subjects, self.topic.resolved(found, fronted))

    def _of_near(self, found: Sequence[KoreanMorpheme], groups: Sequence[Group]) -> Iterator[KoreanStatement]:
        """What phrases say of what the sentence is about: "단종은 할아버지 세종의 사랑을 받았다", "면적 989km2, 인구 5만 명이다"."""
        told = self.topic.known()
        before: Group = ()
        for group, behind in pairwise([*groups, ()]):
            for nominal in group:
                called = nominal.called
                if called is not None and is_pointed_at(found, called):
                    told = before
                role = lexicon().role_of(called.noun) if called is not None else ""
                if called is not None and called.owner is None and role in lexicon().kin | _SEATS:
                    yield from between([nominal], Words(role, called.text), told, "noun")
                if nominal.kind == "quantity" and nominal.link and not _is_of_noun_behind(nominal, behind):
                    yield from between(told, Words(nominal.link, nominal.text), [nominal], "noun")
                before = (nominal,) if nominal.is_name else before
            if group[-1].role == "topic" and group[0].is_name:
                told = group[:1]

    def _of_verb(
        self, found: Sequence[KoreanMorpheme], clause: Clause, subjects: Group, fronted: Group
    ) -> Iterator[KoreanStatement]:
        """What the verb says of its subjects and of its objects, where it has none of what stands in front (`fronted`)."""
        verb = found[clause.index]
        subjects += tuple(each for each in companions(found, clause) if each.is_name and each not in subjects)
        clause = without_sources(found, clause) if verb.lemma in LIES else clause
        given = clause.of("object") or (clause.of("also") if clause.topic else ())
        if clause.of("named") and given:
            # Of "빚을 지는 사람을 채무자라고 한다" who has debts, not all debts, is meant.
            given = given[-1:] if found[given[-1].first - 1].tag != "ETM" else ()
            if not given:
                return
        lemma, given = whole_verb(verb.lemma, given)
        if lemma == _THERE_IS:
            given, fronted = (), ()
            yield from listed(found, subjects, clause, self.topic.known())
        for base, noun in bases(clause):
            words = Words(lexicon().role_of(noun.noun), noun.text)
            of_base = noun.text in lexicon().bases
            yield from between(*((subjects, words, base) if of_base else (base, words, subjects)), "noun")
            given = tuple(each for each in given if each not in base)
        if lemma.endswith(_PASSIVE):
            given = ()
        if lemma.endswith(_PASSIVE) or lemma in lexicon().intransitive:
            fronted = ()
        given = tuple(
            each.owner if each.kind == "concept" and each.owner and each.owner.type == SCHOOL else each
            for each in given
        )
        objects = self.topic.resolved(found, given) or (() if given else fronted)
        words = Words(lemma, verb.form, is_negated(found, clause.index))
        yield from of_verb(words, clause, subjects, objects, transitive=bool(given or fronted))

    def _of_relative(
        self, found: Sequence[KoreanMorpheme], clause: Clause, noun: Group
    ) -> Iterator[KoreanStatement]:
        """What "세종이 만든 글자" says; of a noun in a copula it is said of the topic ("X는 세종이 만든 글자이다")."""
        if noun[-1].role == "copula" and not noun[0].is_name:
            noun = clause.topic or self._subjects.before_copula(found, clause)
        described, actors = (
            self.topic.resolved(found, noun),
            clause.of("subject") or companions(found, clause),
        )
        if actors and not (found[clause.index].lemma in CALLS and not clause.of("subject")):
            yield from self._of_verb(found, clause, self.topic.resolved(found, actors), described)
        else:
            yield from self._of_verb(found, clause, described, ())

    def _of_copula(
        self, found: Sequence[KoreanMorpheme], clause: Clause, told: Group
    ) -> Iterator[KoreanStatement]:
        """What a copula says: "X는 왕이다" (X, IS_A, 왕), "수도는 Y이다" (Y, 수도, X), "왕인 X" (X, IS_A, 왕)."""
        nouns = with_row(clause)
        negated = found[clause.index].tag == "VCN" or is_negated(found, clause.index)
        if clause.before_noun is not None:
            described = self.topic.resolved(found, clause.before_noun)
        elif not clause.closes:
            return
        elif told and is_common(found, told[0]):
            yield from self._of_attribute(found, told[0], nouns)
            return
        elif not told and (self._told_of_other or any(each.kind != "date" for each in clause.of("bare"))):
            return
        else:
            described = self._subjects.of(found, clause)
            if clause.of("subject") and len(nouns) == 1 and nouns[0].owner is None:
                yield from self._of_had(nouns[0], described)
        is_told = clause.before_noun is None and bool(told) and clause.of("topic")[:1] == told[:1]
        for noun in nouns:
            owned = self._with_owner(noun, clause) if clause.before_noun is not None else noun
            yield from of_noun(described, owned, negated=negated, case="definition" if is_told else "kind")

    def _of_had(self, noun: KoreanPhrase, values: Group) -> Iterator[KoreanStatement]:
        """What "스페인어가 공용어이다" says of what the passage is about."""
        owners = self.topic.known()
        if noun.noun in lexicon().attributes and values != owners:
            yield from between(owners, Words(noun.noun, noun.text), values, "noun")

    def _is_topic(self, found: Sequence[KoreanMorpheme], owner: KoreanPhrase) -> bool:
        """Whether the common noun may mean what the passage is about: "이 책의 저자", not "그 돌의 이름" of a god."""
        kind = lexicon().type_of_kind(owner.text)
        alike = any(known.type == kind for known in self.topic.known())
        return alike or bool(self.topic.resolved(found, (owner,)))

    def _lists(self, noun: KoreanPhrase, values: Group) -> bool:
        """Whether "주요 도시는 A, B이다" says of names that they are such things."""
        kind = lexicon().type_of_kind(noun.text)
        names = bool(values) and values[0].role == "copula" and all(each.is_name for each in values)
        return names and kind not in {None, CONCEPT} and noun.text not in lexicon().generic

    def _with_owner(self, noun: KoreanPhrase, clause: Clause) -> KoreanPhrase:
        """The noun as one of what is told of, where it says what one is to another: "수도인 에든버러"."""
        role = lexicon().role_of(noun.noun)
        named = tuple(each for each in clause.topic if each.is_name)
        known = next(iter(named or self._subjects.last or self.topic.known()), None)
        if noun.owner is not None or role not in lexicon().called or known is None or known.type == UNKNOWN:
            return noun
        return replace(noun, owner=known)

    def _of_attribute(
        self, found: Sequence[KoreanMorpheme], noun: KoreanPhrase, values: Group, told: Group = ()
    ) -> Iterator[KoreanStatement]:
        if (relative := named_relative(noun)) is not None:
            role, owners = relative
            yield from between(as_names(values), Words(role, noun.text), owners or self.topic.known(), "noun")
            return
        is_named = noun.owner is not None and noun.owner.is_name
        if noun.owner is not None and noun.owner.kind == "concept" and not self._is_topic(found, noun.owner):
            return
        told = tuple(each for each in told if each.is_name) or self.topic.known()
        owner = (noun.owner,) if is_named and noun.owner is not None else told
        role = lexicon().role_of(noun.noun)
        words = Words(role, noun.text)
        if noun.noun in lexicon().namings:
            yield from between(owner, words, as_names(values), "noun")
        elif noun.noun in lexicon().attributes:
            yield from between(owner, words, values, "noun")
        elif role in lexicon().called:
            yield from between(values, words, [each for each in owner if each.is_name], "noun")
            yield from between(values, Words(IS_A, noun.text), [noun], "kind")
        elif self._lists(noun, values):
            yield from of_noun(values, replace(noun, owner=noun.owner or next(iter(owner), None)))


def _also_has(found: Sequence[KoreanMorpheme], clause: Clause) -> Group:
    """What the topic has, too: "공용어도 영어이다"."""
    also = clause.of("also")
    return also if also and is_common(found, also[0]) and lexicon().is_attribute(also[0].noun) else ()


def _is_of_noun_behind(value: KoreanPhrase, behind: Group) -> bool:
    """Whether the value describes a noun behind it: "인구 24만, 광역인구 150만의 도시인 포르투"."""
    goes_on = bool(behind) and behind[-1].role == "genitive" and any(map(str.isdigit, behind[-1].text))
    return value.role == "genitive" or goes_on
