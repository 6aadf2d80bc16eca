"""Head–relation–tail statements of a Korean sentence."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extraction.rules.korean.factuality import is_question, states_fact
from extraction.rules.korean.nominals import KoreanNominal
from kg.text.korean import KoreanMorpheme

_ENDS_CLAUSE = frozenset({"EF", "EC"})
_PREDICATES = frozenset({"VV", "VA"})
_EMPTY_VERBS = frozenset(
    {
        "있다",
        "없다",
        "하다",
        "되다",
        "의하다",
        "위하다",
        "대하다",
        "통하다",
        "따르다",
        "관하다",
        "이르다",
        "째다",
    }
)
_NEGATING = frozenset({"않다", "못하다"})
_MUTUAL = frozenset(
    {"결혼하다", "이혼하다", "협력하다", "만나다", "싸우다", "합병하다", "교류하다", "경쟁하다", "합의하다"}
)
_TELLING_ROLES = frozenset({"object", "place", "with", "as"})


class KoreanStatement(NamedTuple):
    """Head, relation (a verb or noun in its dictionary form, or IS_A), tail, and the words that state it."""

    head: KoreanNominal
    relation: str
    tail: KoreanNominal
    phrase: str


def statements(
    found: Sequence[KoreanMorpheme], nominals: Sequence[KoreanNominal], known: KoreanNominal | None
) -> Iterator[KoreanStatement]:
    """What the sentence says of the names in it; `known` is who 그 or 그녀 is, where that is sure.

    Each verb takes the nouns between the verb before and itself. Its subject is the one marked 이/가 among them,
    else the last topic (은/는) so far, else the sentence's first subject. A question says nothing.
    """
    if is_question(found):
        return
    first = next((nominal for nominal in nominals if nominal.role == "subject"), None)
    before = -1
    for index, morpheme in enumerate(found):
        if morpheme.tag not in _PREDICATES and morpheme.tag != "VCP":
            continue
        own = [nominal for nominal in nominals if before < nominal.last < index]
        topics = [nominal for nominal in nominals if nominal.role == "topic" and nominal.last < index]
        topic = topics[-1] if topics else first
        if topic is not None and topic.kind == "pronoun":
            topic = known
        stated = states_fact(found, index)
        if stated and morpheme.tag in _PREDICATES:
            yield from _of_verb(found, index, own, topic)
        elif stated and own and own[-1].role == "copula":
            yield from _of_copula(found, index, own, _described(found, index, nominals, topic))
        before = index


def _described(
    found: Sequence[KoreanMorpheme],
    index: int,
    nominals: Sequence[KoreanNominal],
    topic: KoreanNominal | None,
) -> KoreanNominal | None:
    """Of what the copula at `index` tells: the topic, or in "임금인 세종" the noun behind it."""
    ending = next((morpheme.tag for morpheme in found[index + 1 : index + 3] if morpheme.tag != "EP"), "")
    if ending == "ETM":
        return next((nominal for nominal in nominals if nominal.last > index), None)
    return topic if ending in _ENDS_CLAUSE else None


def _of_verb(
    found: Sequence[KoreanMorpheme], index: int, own: list[KoreanNominal], topic: KoreanNominal | None
) -> Iterator[KoreanStatement]:
    verb = found[index]
    if verb.lemma in _EMPTY_VERBS:
        return
    relation = f"NOT_{verb.lemma}" if _is_negated(found, index) else verb.lemma
    actors = [nominal for nominal in own if nominal.role == "subject"]
    if _is_before_noun(found, index):
        following = [m.tag for m in found[index + 1 :] if m.tag in _PREDICATES or m.tag == "VCP"]
        if following[:1] != ["VCP"] or not _closes(found, index):
            return
        yield from _of_clause_before_noun(actors, own, topic, relation)
        return
    subject = actors[-1] if actors else topic
    if subject is None or subject.kind != "name":
        return
    for nominal in own:
        is_argument = nominal.role in _TELLING_ROLES and nominal.kind != "concept"
        if nominal.role == "with" and verb.lemma not in _MUTUAL:
            continue
        if is_argument or nominal.kind == "date" or nominal.role == "object":
            yield from _between(subject, relation, nominal, verb.lemma)


def _of_clause_before_noun(
    actors: list[KoreanNominal], own: list[KoreanNominal], topic: KoreanNominal | None, relation: str
) -> Iterator[KoreanStatement]:
    """What "X는 Y가 1969년에 설립한 회사이다" says: Y founded X, in 1969."""
    if topic is None or topic.kind != "name" or any(nominal.role == "object" for nominal in own):
        return
    names = [actor for actor in actors if actor is not topic and actor.kind == "name"]
    for actor in names:
        yield from _between(actor, relation, topic, relation)
    for nominal in own:
        is_place = nominal.role == "place" and nominal.kind == "name"
        if nominal.kind == "date" or is_place:
            for head in names or ([] if actors else [topic]):
                yield from _between(head, relation, nominal, relation)


def _of_copula(
    found: Sequence[KoreanMorpheme], index: int, own: list[KoreanNominal], described: KoreanNominal | None
) -> Iterator[KoreanStatement]:
    """What a copula says: "X는 Y의 수도이다" is (X, 수도, Y), "X는 왕이다" (X, IS_A, 왕)."""
    kind = own[-1]
    if described is None or described.kind != "name" or kind is described or _is_negated(found, index):
        return
    owners = [nominal for nominal in own[:-1] if nominal.role == "genitive" and nominal.kind == "name"]
    for owner in owners[-1:]:
        yield from _between(described, kind.text, owner, kind.text)
    if kind.kind in {"concept", "name"}:
        yield from _between(described, "IS_A", kind, kind.text)


def _between(
    head: KoreanNominal, relation: str, tail: KoreanNominal, phrase: str
) -> Iterator[KoreanStatement]:
    if head.text != tail.text and tail.kind != "pronoun":
        yield KoreanStatement(head, relation, tail, phrase)


def _is_before_noun(found: Sequence[KoreanMorpheme], index: int) -> bool:
    return any(morpheme.tag == "ETM" for morpheme in found[index + 1 : index + 4] if morpheme.tag[0] == "E")


def _closes(found: Sequence[KoreanMorpheme], index: int) -> bool:
    """Whether the copula behind the clause ends a sentence or joins two, so that it tells of the topic."""
    copula = next(place for place in range(index + 1, len(found)) if found[place].tag == "VCP")
    ending = next((morpheme.tag for morpheme in found[copula + 1 : copula + 3] if morpheme.tag != "EP"), "")
    return ending in _ENDS_CLAUSE


def _is_negated(found: Sequence[KoreanMorpheme], index: int) -> bool:
    behind = any(m.tag == "VX" and m.lemma in _NEGATING for m in found[index + 1 : index + 4])
    return behind or (index > 0 and found[index - 1].form in {"안", "못"} and found[index - 1].tag == "MAG")
