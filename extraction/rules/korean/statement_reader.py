"""Head–relation–tail statements of the sentences of a Korean passage."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extraction.lexicon.korean_words import lexicon
from extraction.rules.korean.clauses import Clause, Group, alternatives, clauses, grouped
from extraction.rules.korean.factuality import is_question, states_fact
from extraction.rules.korean.noun_phrase import KoreanPhrase
from extraction.rules.korean.statement import (
    ALSO_KNOWN_AS,
    IS_A,
    OF_OWNERS,
    KoreanStatement,
    Words,
    between,
    of_noun,
)
from extraction.rules.korean.topic import Topic, is_common
from extraction.rules.korean.verbs import is_negated, of_verb, whole_verb
from kg.text.korean import KoreanMorpheme

_LIES = frozenset({"있다", "위치하다", "자리하다", "소재하다", "두다"})
_TOGETHER = frozenset({"함께", "같이"})
_COPULAS = frozenset({"VCP", "VCN"})


@dataclass
class StatementReader:
    """Reads the sentences of a passage in order, and keeps what the passage is about."""

    topic: Topic
    _subject: Group = field(default=())
    _told_of_other: bool = False

    def read(
        self, found: Sequence[KoreanMorpheme], nominals: Sequence[KoreanPhrase]
    ) -> list[KoreanStatement]:
        """What the sentence says of the names in it; a question says nothing."""
        groups = grouped(found, nominals)
        said: list[KoreanStatement] = []
        self._subject, self._told_of_other = (), False
        if not is_question(found):
            said += _of_groups(found, groups)
            for clause in clauses(found, groups):
                told = clause.of("subject") or clause.of("topic")
                if states_fact(found, clause.index):
                    said += self._of_clause(found, clause)
                self._told_of_other |= clause.before_noun is not None and bool(told)
        self.topic.remember(found, groups)
        return said

    def _of_clause(self, found: Sequence[KoreanMorpheme], clause: Clause) -> Iterator[KoreanStatement]:
        told = clause.of("subject") or clause.of("topic")
        verb = found[clause.index]
        if verb.tag in _COPULAS:
            yield from self._of_copula(found, clause, told)
        elif clause.before_noun is not None:
            yield from self._of_relative(found, clause, clause.before_noun)
        elif clause.closes and told and is_common(found, told[0]) and verb.lemma in _LIES:
            yield from self._of_attribute(told[0], clause.of("place"))
        elif clause.closes:
            fronted = (clause.topic or self.topic.known()) if clause.of("subject") else ()
            subjects = self._subjects(found, clause)
            yield from self._of_verb(found, clause, subjects, self.topic.resolved(found, fronted))

    def _subjects(self, found: Sequence[KoreanMorpheme], clause: Clause) -> Group:
        """What the clause is said of: its subject, else the topic, else the subject or topic before."""
        explicit = clause.of("subject", "topic") or [
            each for each in clause.topic if not is_common(found, each)
        ]
        if explicit:
            own = clause.of("subject") or tuple(explicit)
            one = own[:1] if alternatives(found, own) else own
            self._subject = self.topic.resolved(found, one)
        elif not self._subject:
            self._subject = self.topic.known()
        return self._subject

    def _of_verb(
        self, found: Sequence[KoreanMorpheme], clause: Clause, subjects: Group, fronted: Group
    ) -> Iterator[KoreanStatement]:
        """What the verb says of its subjects and of its objects, where it has none of what stands in front (`fronted`)."""
        verb = found[clause.index]
        subjects += tuple(
            each for each in _companions(found, clause) if each.is_name and each not in subjects
        )
        given = clause.of("object") or (clause.of("also") if clause.topic else ())
        lemma, given = whole_verb(verb.lemma, given)
        objects = self.topic.resolved(found, given) or (() if given else fronted)
        words = Words(lemma, verb.form, is_negated(found, clause.index))
        yield from of_verb(words, clause, subjects, objects, transitive=bool(given or fronted))

    def _of_relative(
        self, found: Sequence[KoreanMorpheme], clause: Clause, noun: Group
    ) -> Iterator[KoreanStatement]:
        """What "세종이 만든 글자" says; of a noun in a copula it is said of the topic ("X는 세종이 만든 글자이다")."""
        if noun[-1].role == "copula" and not noun[0].is_name:
            noun = clause.topic or self._subject or self.topic.known()
        described, actors = (
            self.topic.resolved(found, noun),
            clause.of("subject") or _companions(found, clause),
        )
        if actors:
            yield from self._of_verb(found, clause, self.topic.resolved(found, actors), described)
        else:
            yield from self._of_verb(found, clause, described, ())

    def _of_copula(
        self, found: Sequence[KoreanMorpheme], clause: Clause, told: Group
    ) -> Iterator[KoreanStatement]:
        """What a copula says: "X는 왕이다" (X, IS_A, 왕), "수도는 Y이다" (Y, 수도, X), "왕인 X" (X, IS_A, 왕)."""
        nouns = clause.of("copula")
        negated = found[clause.index].tag == "VCN" or is_negated(found, clause.index)
        if clause.before_noun is not None:
            described = self.topic.resolved(found, clause.before_noun)
        elif not clause.closes:
            return
        elif told and is_common(found, told[0]):
            yield from self._of_attribute(told[0], nouns)
            return
        elif not told and self._told_of_other:
            return
        else:
            described = self._subjects(found, clause)
        for noun in nouns:
            yield from of_noun(described, noun, negated=negated)

    def _of_attribute(self, noun: KoreanPhrase, values: Group) -> Iterator[KoreanStatement]:
        owner = (noun.owner,) if noun.owner is not None else self.topic.known()
        words = Words(noun.noun, noun.text)
        if noun.noun in lexicon().attributes:
            yield from between(owner, words, values, "noun")
        elif noun.noun in lexicon().called:
            yield from between(values, words, [each for each in owner if each.is_name], "noun")
            yield from between(values, Words(IS_A, noun.text), [noun], "kind")


def _companions(found: Sequence[KoreanMorpheme], clause: Clause) -> Group:
    """Who does it too: "X와 함께"."""
    partners = clause.of("partner")
    behind = found[partners[-1].last + 1 : clause.index] if partners else []
    return partners if any(each.form in _TOGETHER for each in behind) else ()


def _of_groups(found: Sequence[KoreanMorpheme], groups: Sequence[Group]) -> Iterator[KoreanStatement]:
    """What the phrases say by themselves: other names, where a thing is, what it is called."""
    for group in groups:
        if alternatives(found, group) and group[-1].role == "topic":
            yield from between(group[:1], Words(ALSO_KNOWN_AS, group[0].text), group[1:], "noun")
        for nominal in group:
            if nominal.owner is not None and nominal.is_name and nominal.owner.is_name:
                for relation in OF_OWNERS:
                    yield KoreanStatement(nominal, relation, nominal.owner, "owner", nominal.owner.text)
            if nominal.called is not None:
                yield from of_noun((nominal,), nominal.called)
        if group[-1].kind == "concept" and group[-1].role != "copula":
            yield from of_noun(group[:-1], group[-1])  # "고지키, 니혼쇼키 등의 역사서"
