"""Of what each clause of a Korean sentence tells: its subject, the topic, or what the clause before told of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extraction.lexicon.korean_words import lexicon
from extraction.rules.korean.clause_parts import is_other_thing
from extraction.rules.korean.clauses import Clause, Group, alternatives
from extraction.rules.korean.noun_phrase import CALLS, KoreanPhrase
from extraction.rules.korean.topic import Topic, is_common
from kg.text.korean import KoreanMorpheme

LIES = frozenset({"있다", "위치하다", "자리하다", "소재하다", "두다"})
_SWITCHING = frozenset(
    {"자", "자마자", "니", "으니", "는데", "ᆫ데", "은데"}
)  # what follows is of another subject
_TOPIC_MARKS = frozenset({"은", "는"})


@dataclass
class Subjects:
    """The subject through one sentence after another; none where it cannot be told."""

    topic: Topic
    _last: Group = field(default=())
    _is_lost: bool = False

    @property
    def last(self) -> Group:
        """What the clause before told of."""
        return self._last

    def begin(self) -> None:
        """Begin a sentence."""
        self._last, self._is_lost = (), False

    def end_clause(self, found: Sequence[KoreanMorpheme], clause: Clause) -> None:
        """Forget the subject of a clause whose ending says that another's follows."""
        own = clause.of("subject")
        if own and clause.closes and not any(each.is_name for each in own):
            self._is_lost = True
        if own and clause.closes and found[clause.index + 1 : clause.index + 3]:
            endings = {each.form for each in found[clause.index + 1 : clause.index + 4] if each.tag == "EC"}
            self._last = () if endings & _SWITCHING else self._last

    def of(self, found: Sequence[KoreanMorpheme], clause: Clause) -> Group:
        """What the clause is said of: its subject, else the topic, else the subject or topic before."""
        explicit = clause.of("subject", "topic") or [
            each for each in clause.topic if not is_common(found, each)
        ]
        if not explicit and not clause.of("subject") and any(map(is_other_thing, clause.topic)):
            return ()
        if not explicit and found[clause.index].lemma in LIES and clause.of("also"):
            return self.topic.resolved(found, clause.of("also"))
        if explicit:
            own = clause.of("subject") or tuple(explicit)
            one = own[:1] if alternatives(found, own) else own
            self._last = self.topic.resolved(found, one)
        elif self._is_of_other(found, clause):
            return ()
        elif not self._last:
            self._last = self.topic.known()
        return self._last

    def before_copula(self, found: Sequence[KoreanMorpheme], clause: Clause) -> Group:
        """What the noun of the copula behind tells of, where no topic says it: no subject may stand in front."""
        subjects = sum(each.tag == "JKS" for each in found[: clause.index])
        own = any(group[-1].role == "subject" for group in clause.groups)
        return () if subjects > own else self.topic.known() or self._last

    def _is_of_other(self, found: Sequence[KoreanMorpheme], clause: Clause) -> bool:
        """Whether another thing than what the passage is about may be told of."""
        if not self._last and self._is_lost:
            return True
        if any(is_common(found, each) and _is_not_its_own(each) for each in clause.topic):
            return True
        if _is_of_part(found[: clause.index]) or any(map(_is_common_actor, clause.of("also"))):
            return True
        calls = found[clause.index].lemma in CALLS
        return not calls and any(_is_set_apart(found, each) for each in clause.of("place"))


def _is_of_part(before: Sequence[KoreanMorpheme]) -> bool:
    """Whether a part is the topic: "북부는 미얀마와 접한다"."""
    return any(
        noun.form in lexicon().parts and mark.tag == "JX" and mark.form in _TOPIC_MARKS
        for noun, mark in pairwise(before)
    )


def _is_common_actor(nominal: KoreanPhrase) -> bool:
    return nominal.kind == "concept" and nominal.noun not in lexicon().attributes


def _is_set_apart(found: Sequence[KoreanMorpheme], nominal: KoreanPhrase) -> bool:
    """Whether 는 stands behind the particle: "소련에서는" tells what was so there, not of the topic."""
    behind = found[nominal.last + 1 : nominal.last + 3]
    return (
        nominal.is_name
        and nominal.type != "Date"
        and len(behind) > 1
        and behind[1].tag == "JX"
        and behind[1].form in _TOPIC_MARKS
    )


def _is_not_its_own(topic: KoreanPhrase) -> bool:
    """Whether the topic is not what the passage's subject has itself (이름은, 인구는)."""
    owned = topic.owner is not None and topic.owner.kind != "pronoun"
    attribute = lexicon().is_attribute(topic.noun) or lexicon().role_of(topic.noun) in lexicon().called
    return owned or not attribute
