"""What a Korean verb states of the phrases that stand with it, by their particles."""

from collections.abc import Iterator, Sequence

from extraction.lexicon.korean_words import lexicon
from extraction.rules.korean.clauses import Clause, Group
from extraction.rules.korean.noun_phrase import CALLS, KoreanPhrase
from extraction.rules.korean.statement import AREAS, CALLED, IS_A, KoreanStatement, Words, between
from kg.text.korean import KoreanMorpheme

_NEGATING = frozenset({"않다", "못하다"})
_HOLDS = frozenset({"지내다", "역임하다", "맡다"})
_SEVERAL = 2
# Their subject gives a name to another.
_NAMES_OTHERS = frozenset({"명명하다"})
_CALLS_OTHERS = _NAMES_OTHERS | frozenset({"부르다", "칭하다", "지칭하다", "일컫다"})
_SAYS = "하다"
_RENAMES = frozenset({"개칭하다", "개명하다"})
_DATE = "Date"
SCHOOL = "School"
_BECOMES = "되다"


def of_verb(
    words: Words, clause: Clause, subjects: Group, objects: Group, *, transitive: bool
) -> Iterator[KoreanStatement]:
    """The statements of a verb with its subjects and objects.

    When, as what, and of a transitive verb where, is told of the object; that of a verb without one of the subject.
    """
    named = clause.of("named")
    if words.relation in CALLS or (words.relation == _SAYS and named):
        called = words if words.relation in _RENAMES else words._replace(relation=CALLED)
        names = named if words.relation == _SAYS else clause.of("named", "role")
        namer = clause.of("subject") or (clause.topic if words.relation in _NAMES_OTHERS else ())
        acts = bool(namer) and words.relation in _CALLS_OTHERS
        told = objects if transitive or acts else objects or subjects
        yield from between(told, called, names, "role")
    elif words.relation == _BECOMES:
        become = words._replace(relation=IS_A)
        yield from between(subjects, become, clause.of("complement"), "kind")
    else:
        yield from between(subjects, words, objects, "object")
        yield from between(subjects, words, clause.of("partner"), "partner")
        yield from between(subjects, words, clause.of("receiver"), "receiver")
        yield from between(subjects, words, clause.of("agent"), "agent")
        yield from between(subjects, words, _places(clause), "place")
        yield from _of_patient(words, clause, subjects, objects, transitive=transitive)
        offices = clause.of("object") if words.relation in _HOLDS else ()
        for noun in (*clause.of("role", "place"), *offices):
            role = lexicon().role_of(noun.noun)
            if noun.kind == "concept" and role in lexicon().called and noun.owner is not None:
                said = Words(role, noun.text, words.negated)
                kin = noun.co_owners if role in lexicon().kin else ()
                yield from between(objects or subjects, said, (noun.owner, *kin), "noun")


def _of_patient(
    words: Words, clause: Clause, subjects: Group, objects: Group, *, transitive: bool
) -> Iterator[KoreanStatement]:
    patients = objects if transitive else subjects
    relation = lexicon().passive_of(words.relation) if transitive else words.relation
    if relation is None:
        return
    said = words._replace(relation=relation)
    times = [each for each in clause.of("place", "bare") if each.type == _DATE]
    yield from between(patients, said, times, "time")
    yield from between(patients, said, clause.of("since"), "since")
    yield from _as_what(patients, said, clause)
    if transitive:
        yield from between(patients, said, _places(clause), "place")


def _as_what(patients: Group, words: Words, clause: Clause) -> Iterator[KoreanStatement]:
    """As what; of "주석으로 A를, 부주석으로 B를 선출하다" each as what stands before it."""
    roles = [at for at, group in enumerate(clause.groups) if group[-1].role == "role"]
    objects = [at for at, group in enumerate(clause.groups) if group[-1].role == "object"]
    if len(roles) < _SEVERAL or len(objects) < _SEVERAL:
        yield from between(patients, words, clause.of("role"), "role")
        return
    for at in objects:
        before = [role for role in roles if role < at]
        if before:
            yield from between(clause.groups[at], words, clause.groups[before[-1]], "role")


def _places(clause: Clause) -> Group:
    """Where; of "유럽의 평원 지역에" the place that is named."""
    found = [each for each in clause.of("place") if each.type != _DATE]
    return tuple(
        each.owner if each.owner is not None and (_is_area(each) or _is_faculty(each)) else each
        for each in found
    )


def _is_faculty(nominal: KoreanPhrase) -> bool:
    """Whether it is a part of a school: 경희대학교 신문방송학과."""
    return nominal.kind == "concept" and nominal.owner is not None and nominal.owner.type == SCHOOL


def _is_area(nominal: KoreanPhrase) -> bool:
    return nominal.kind == "concept" and lexicon().type_of_kind(nominal.text) in AREAS


def whole_verb(lemma: str, objects: Group) -> tuple[str, Group]:
    """The verb and its object; "X의 설계를 맡다" is 설계하다 with the object X, "이름을 바꾸다" 개칭하다 with none."""
    last = objects[-1] if len(objects) == 1 and objects[-1].kind == "concept" else None
    if last is None:
        return lemma, objects
    idiom = next((i for i in lexicon().idioms if (i.object, i.verb) == (last.text, lemma)), None)
    if idiom is not None:
        return idiom.lemma, (
            last.owner,
        ) if last.owner is not None and last.text in lexicon().of_owners else ()
    if lemma in lexicon().light_verbs:
        owners = (last.owner,) if last.owner is not None else ()
        return f"{last.noun}{lexicon().light_verbs[lemma]}", owners
    return lemma, objects


def is_negated(found: Sequence[KoreanMorpheme], index: int) -> bool:
    """Whether the verb at `index` is denied."""
    behind = any(m.tag == "VX" and m.lemma in _NEGATING for m in found[index + 1 : index + 4])
    return behind or (index > 0 and found[index - 1].form in {"안", "못"} and found[index - 1].tag == "MAG")
