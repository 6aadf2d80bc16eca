"""The clauses of a Korean line: each verb or copula with the noun phrases that stand with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extraction.rules.korean.endings import closes, end_of, ending_of, is_of_time
from extraction.rules.korean.noun_phrase import CALLS, KoreanPhrase, Role
from kg.text.korean import KoreanMorpheme
from kg.text.word_lists import words as word_set

_VERBS = frozenset({"VV", "VA"})
_POSTPOSITIONS = frozenset(
    {
        "의하다",
        "위하다",
        "대하다",
        "통하다",
        "따르다",
        "관하다",
        "비롯하다",
        "비하다",
        "인하다",
        "향하다",
        "걸치다",
    }
)
_CONNECTORS = frozenset(
    {"및", "또는", "혹은", "와", "과", ",", "·", "ㆍ", "・", "/", "등", "이나", "나", "하고", "그리고", "겸"}
)
_QUOTING = frozenset({"라고", "이라고", "라는", "이라는", "라며"})
_OR = frozenset({"또는", "혹은"})

_GOES_ON = frozenset({"어", "아", "여", "어서", "아서", "여서"})
_CLEFT = word_set("사람 인물 것 곳 나라 팀 작품 선수 작가 회사 기업 도시 책 영화")  # "X를 만든 사람은 Y이다"
_LIES = frozenset({"있다", "위치하다"})
_MIN_GAPPED = 2

Group = tuple[KoreanPhrase, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate with what stands before it.

    `subjects` is what it is said of: its own subject, else the topic. `before_noun` is the phrase that it describes
    ("세종이 만든 글자"), None for a clause that ends or joins sentences.
    """

    index: int
    groups: tuple[Group, ...]
    topic: Group
    before_noun: Group | None = None
    closes: bool = False

    def of(self, *roles: Role) -> Group:
        """The noun phrases in these roles, in order; names before a comma have the role of the names behind."""
        found: list[KoreanPhrase] = []
        role: Role = "bare"
        kind = ""
        behind: Group = ()
        for group in reversed(self.groups):
            if group[-1].role == "apart" and behind and behind[0].owner is group[-1]:
                continue  # 경상남도 in "경상남도 창녕군과"
            behind = group
            joins = group[-1].role == "bare" or (
                group[-1].role == "partner" and role in {"place", "object", "copula"}
            )
            role = role if joins and (group[-1].role == "bare" or group[-1].type == kind) else group[-1].role
            kind = group[-1].type
            if (group[-1].role if not group[-1].is_name else role) in roles:
                found += reversed(group)
            if group[-1].role not in {"bare", "partner", "object"} and group[-1].role != "role":
                role = "bare"
        return tuple(reversed(found))


def grouped(found: Sequence[KoreanMorpheme], nominals: Sequence[KoreanPhrase]) -> list[Group]:
    """Rows of noun phrases joined by 와, 및, commas and the like; all have the role of the last."""
    groups: list[Group] = []
    for nominal in reversed(nominals):
        if groups and _are_joined(found, nominal, groups[-1][0]):
            role = groups[-1][0].role
            groups[-1] = (replace(nominal, role=role), *groups[-1])
        else:
            groups.append((nominal,))
    return _with_co_owners(groups[::-1])


def _with_co_owners(groups: Sequence[Group]) -> list[Group]:
    """The rows where a noun knows all whose it is: "A와 B의 아들"."""
    owners = {
        group[-1].last: group[:-1] for group in groups if group[-1].role == "genitive" and len(group) > 1
    }
    return [
        tuple(
            replace(each, co_owners=owners[each.owner.last])
            if each.owner is not None and each.owner.last in owners and each.owner.last < each.first
            else each
            for each in group
        )
        for group in groups
    ]


def _are_joined(found: Sequence[KoreanMorpheme], before: KoreanPhrase, behind: KoreanPhrase) -> bool:
    first = behind.called.first if behind.called and behind.called.first < behind.first else behind.first
    between = found[before.last + 1 : first]
    if [each.form for each in between[:2]] == ["등", "의"] and behind.kind == "concept":
        return True
    joins = bool(between) and all(each.form in _CONNECTORS for each in between)
    if not joins or before.role not in {"bare", "partner"} or behind.role == "apart":
        return False
    summed_up = between[-1].form == "등" and behind.kind in {"quantity", "concept"}
    kinds = {before.kind, behind.kind}
    told = behind.role == "copula" and kinds == {"concept", "name"}  # 가수, 배우, MC
    return len(kinds) == 1 or summed_up or told


def alternatives(found: Sequence[KoreanMorpheme], group: Group) -> bool:
    """Whether the row is of names for one thing: "아이슬란드 또는 아이슬란드 공화국"."""
    return len(group) > 1 and all(
        any(each.form in _OR for each in found[before.last + 1 : behind.first])
        for before, behind in pairwise(group)
    )


def clauses(found: Sequence[KoreanMorpheme], groups: Sequence[Group]) -> Iterator[Clause]:
    """The clauses in order. A verb takes the phrases between the verb before and itself.

    Of two subjects before a verb in front of a noun, the first is left for the verb behind.
    """
    waiting: list[Group] = []
    topic: Group = ()
    at = 0
    for index, morpheme in enumerate(found):
        while at < len(groups) and groups[at][-1].last < index:
            waiting.append(groups[at])
            at += 1
        if morpheme.lemma in _POSTPOSITIONS:
            _take_agent(waiting, morpheme)
        elif (morpheme.tag in _VERBS or morpheme.tag in {"VCP", "VCN"}) and not is_quoted(found, index):
            topic = _last(waiting, "topic") or topic
            kept, own = _split(waiting, found, index)
            noun = _described_by(found, index, groups[at:])
            if noun is not None and _goes_on_of(found, index, waiting) and noun[-1].role != "copula":
                noun = None
            ends = noun is None and (closes(found, index) or is_of_time(found, index))
            yield Clause(index, tuple(own), topic, noun, ends)
            waiting = kept


def _goes_on_of(found: Sequence[KoreanMorpheme], index: int, waiting: Sequence[Group]) -> bool:
    """Whether a verb that goes on tells of the topic before it, not of the noun behind: "X는 승진하여 중국에 있는 Y를"."""
    return ending_of(found, index) == "EC" and any(group[-1].role == "topic" for group in waiting)


def is_quoted(found: Sequence[KoreanMorpheme], index: int) -> bool:
    """Whether the copula only quotes a name: X라고, X라는, X라 불리다."""
    behind = found[index + 1 : index + 3]
    if found[index].tag != "VCP" or not behind:
        return False
    called = [each.lemma for each in behind[1:]]
    return behind[0].form in _QUOTING or (
        behind[0].form in {"라", "이라"} and called[:1] != [] and called[0] in CALLS
    )


def _take_agent(waiting: list[Group], morpheme: KoreanMorpheme) -> None:
    """Of "X에 의해" X stays, as who acts; of "X에 따라" nothing does."""
    if waiting and morpheme.lemma != "의하다":
        waiting.pop()


def _split(
    waiting: list[Group], found: Sequence[KoreanMorpheme], index: int
) -> tuple[list[Group], list[Group]]:
    before_noun = ending_of(found, index) == "ETM"
    subjects = [at for at, group in enumerate(waiting) if group[-1].role == "subject"]
    topics = [at for at, group in enumerate(waiting) if group[-1].role == "topic"]
    if not before_noun:
        return [], list(waiting)
    cut = subjects[-1] if len(subjects) > 1 else (topics[-1] + 1 if topics else 0)
    if found[index].tag == "VCP" and len(subjects) == 1 and waiting[subjects[0]][-1].is_name:
        # "학교가 주의 수도인 아나폴리스에 있다"
        return waiting[: subjects[0] + 1], waiting[subjects[0] + 1 :]
    if found[index].tag == "VA" and not subjects:
        return list(waiting), []
    return waiting[:cut], waiting[cut:]


def _last(groups: Sequence[Group], role: Role) -> Group:
    return next((group for group in reversed(groups) if group[-1].role == role), ())


def _described_by(found: Sequence[KoreanMorpheme], index: int, behind: Sequence[Group]) -> Group | None:
    """What the clause describes: "1999년에 발매된 노래"."""
    ending = ending_of(found, index)
    if ending == "ETM":
        described = None if is_of_time(found, index) else _described(behind)
        if described is not None and (lies := _lies_in(found, described)):
            return _described_by(found, lies, behind[behind.index(described) + 1 :])
        if described is not None and described[-1].role == "copula":
            copula = described[-1].last + 1
            return _described_by(found, copula, behind[behind.index(described) + 1 :]) or described
        return _head_of(found, behind, described) if described is not None else None
    goes_on = ending == "EC" and found[end_of(found, index)].form in _GOES_ON
    return _described_over(found, index, behind) if goes_on else None


def _described_over(found: Sequence[KoreanMorpheme], index: int, behind: Sequence[Group]) -> Group | None:
    """What a clause describes together with the one that it goes on to: "1999년에 발매되어 성공한 노래"."""
    following = next(
        (at for at in range(index + 1, len(found)) if found[at].tag in _VERBS | {"VCP", "VCN"}), None
    )
    if following is None or found[following].tag != "VV" or ending_of(found, following) != "ETM":
        return None
    inside = [group for group in behind if group[-1].last < following]
    if is_of_time(found, following) or any(group[-1].role in {"subject", "topic"} for group in inside):
        return None
    return _described(behind[len(inside) :])


def _lies_in(found: Sequence[KoreanMorpheme], described: Group) -> int:
    """Where the verb is that says of a noun behind that it lies there, which is what is described: "A로 불리던 B에 있는 C"; 0: none."""
    at = described[-1].last + 2
    lies = described[-1].role == "place" and at < len(found) and found[at].lemma in _LIES
    return at if lies and ending_of(found, at) == "ETM" else 0


def _head_of(found: Sequence[KoreanMorpheme], behind: Sequence[Group], described: Group) -> Group:
    """The noun before the copula where what is described leads up to it: "중동에 있는 인구 500만의 나라이다"."""
    at = next(at for at, group in enumerate(behind) if group is described)
    if described[-1].role == "topic" and described[-1].text in _CLEFT:
        values = [group for group in behind[at + 1 :] if group[-1].role == "copula" and group[-1].is_name]
        return values[0] if values else described
    if described[-1].kind not in {"concept", "quantity"} or described[-1].role not in {
        "bare",
        "genitive",
        "apart",
    }:
        return described
    for group in behind[at + 1 :]:
        between = found[described[-1].last + 1 : group[-1].last]
        if group[-1].role in {"topic", "subject", "object"} or any(
            each.tag in _VERBS | {"VCP"} for each in between
        ):
            break
        if group[-1].role == "copula":
            return group
    return described


def gapped(clause: Clause) -> Iterator[Clause]:
    """The clauses of a copula that is said once: "자는 X, 호는 Y이다" is two."""
    told = [at for at, group in enumerate(clause.groups) if group[-1].role in {"topic", "subject"}]
    if len(told) < _MIN_GAPPED or clause.groups[-1][-1].role != "copula":
        yield clause
        return
    for start, end in pairwise([*told, len(clause.groups)]):
        row = clause.groups[start:end]
        values = [
            group for group in row[1:] if group[-1].role in {"bare", "copula"} and group[-1].kind != "date"
        ]
        if len(values) == 1:
            value = tuple(replace(each, role="copula") for each in values[0])
            yield replace(clause, groups=(row[0], value))


def _described(groups: Sequence[Group]) -> Group | None:
    """The phrase behind an adnominal verb; of "X가 만든 Y의 글자" the last noun of the chain."""
    at = 0
    while (
        at + 1 < len(groups)
        and groups[at][-1].role == "genitive"
        and not (groups[at][-1].is_name and groups[at][-1].called is not None)
        and _owner(groups[at + 1]) is groups[at][-1]
    ):
        at += 1
    return groups[at] if groups else None


def _owner(group: Group) -> KoreanPhrase | None:
    return group[0].owner
