"""Korean questions from the facts of Korean sentences; particles and endings are joined by kiwipiepy."""

import re
from collections.abc import Iterator

from evaluation.dataset.corpus import Statement, any_name
from evaluation.dataset.english import ORGANIZATIONS
from evaluation.dataset.one_hop import OneHop, Write
from kg.text.korean import joined, morphemes
from kg.text.word_lists import words
from schemas.graph import Entity

_MADE = words(
    "FOUNDED_BY INVENTED_BY CREATED_BY WRITTEN_BY DISCOVERED_BY DESIGNED_BY BUILT_BY EDITED_BY "
    "DIRECTED_BY PRODUCED_BY COMPOSED_BY PUBLISHED_BY MANUFACTURED_BY KEPT_IN ACQUIRED_BY"
)
_PLACES = {"City": "도시", "Country": "나라", "Region": "지역"}
_VAGUE = frozenset({"사람", "이름", "것", "뜻", "명", "일원", "일종", "하나", "때", "곳"})
_NAME_AFTER = re.compile(r"[A-Za-z0-9]|\s*[(·-]")
_PASSIVE = ("되", "지", "나오", "열리", "일어나")


def korean_hops(statement: Statement) -> Iterator[OneHop]:
    """The questions that the sentence of a fact gives; none where it does not read plainly."""
    head, tail = _name_in(statement, statement.head), _name_in(statement, statement.tail)
    if head is None or tail is None:
        return
    relation, stem = statement.fact.type, _verb_after(statement.text, head, tail)
    if statement.tail.type == "Date":
        yield from _when(statement, head, tail, stem)
    elif relation == "IS_A":
        yield from _what_is(statement, head, tail)
    elif (
        relation == "LOCATED_IN"
        and statement.tail.type in _PLACES
        and statement.head.type not in {"Person", *_PLACES}
    ):
        if f"{tail}의 {head}" in statement.text or f"{tail} {head}" in statement.text:
            kind = _PLACES[statement.tail.type]
            yield _hop(
                statement,
                statement.head,
                head,
                statement.tail,
                lambda words: f"{topic(words)} 어느 {kind}에 있습니까?",
            )
    elif relation in _MADE and stem and not stem.endswith(_PASSIVE):
        yield from _who(statement, stem)


def _verb_after(text: str, *names: str) -> str:
    """The stem of the first verb behind all the names; empty where another clause begins before it, or something is caused."""
    last = max(text.rfind(name) + len(name) for name in names)
    behind = [one for one in morphemes(text) if one.start >= last]
    place = next((at for at, one in enumerate(behind) if one.tag == "VV"), None)
    if place is None or any(one.tag in {"EC", "SP", "VX"} for one in behind[:place]):
        return ""
    causes = [one.form for one in behind[place + 1 : place + 3]] == ["게", "하"]
    return "" if causes else behind[place].form


def subject(words: str) -> str:
    """The words with 이 or 가."""
    return joined(words, "이", "JKS")


def topic(words: str) -> str:
    """The words with 은 or 는."""
    return joined(words, "은", "JX")


def object_of(words: str) -> str:
    """The words with 을 or 를."""
    return joined(words, "을", "JKO")


def _who(statement: Statement, stem: str) -> Iterator[OneHop]:
    """Who did it: "직지를 엮은 사람은 누구입니까?"; the agent is the end with a subject's particle."""
    agent, made = _agent_first(statement)
    if agent is None or made is None:
        return
    done = joined(stem, "ᆫ", "ETM", tag="VV")
    name = _name_in(statement, made)
    if agent.type == "Person":
        asked, described = "것은 누구입니까?", "사람"
    elif agent.type in ORGANIZATIONS or agent.type == "Structure":
        asked, described = "기관은 어디입니까?", "기관"
    else:
        return
    if name is not None:
        yield _hop(
            statement,
            made,
            name,
            agent,
            lambda words: f"{object_of(words)} {done} {asked}",
            describe=lambda words: f"{object_of(words)} {done} {described}",
        )


def _agent_first(statement: Statement) -> tuple[Entity | None, Entity | None]:
    """The end that acts and the other: the sentence marks one as its subject and names the other as object or topic."""
    for agent, made in ((statement.head, statement.tail), (statement.tail, statement.head)):
        name, other = _name_in(statement, agent), _name_in(statement, made)
        if name and other and re.search(rf"{re.escape(name)}(?:이|가|은|는)\s", statement.text):
            if re.search(rf"{re.escape(other)}(?:을|를)\s", statement.text):
                return agent, made
            relative = rf"^{re.escape(other)}(?:은|는)\s.*{re.escape(name)}(?:이|가)\s"
            if re.search(relative, statement.text):
                return agent, made
    return None, None


def _when(statement: Statement, head: str, tail: str, stem: str) -> Iterator[OneHop]:
    if not stem:
        return
    person = statement.head.type == "Person"
    if person != (statement.fact.type in {"BORN_ON", "DIED_ON"}):
        return
    acts = person or stem.endswith(_PASSIVE)
    done = joined(stem, "ᆫ", "ETM", tag="VV")
    if not acts and not re.search(rf"{re.escape(head)}(?:을|를|은|는)\s", statement.text):
        return
    yield _hop(
        statement,
        statement.head,
        head,
        statement.tail,
        lambda words: f"{subject(words) if acts else object_of(words)} {done} 때는 언제입니까?",
        answers=tuple(dict.fromkeys((tail, tail.removesuffix("년")))),
    )


def _what_is(statement: Statement, head: str, kind: str) -> Iterator[OneHop]:
    """A definition: "… 은 … 이다", "…인 X"."""
    told = re.search(
        rf"^{re.escape(head)}(?:은|는)\s.*{re.escape(kind)}(?:이다|였다|이었다|입니다|이며|으로)",
        statement.text,
    )
    if not told or kind in _VAGUE or len(kind) < 2:
        return
    asked = "누구입니까?" if statement.head.type == "Person" else "무엇입니까?"
    yield _hop(
        statement,
        statement.head,
        head,
        None,
        lambda words: f"{topic(words)} {asked}",
        answers=(kind,),
        unique=False,
    )


def _name_in(statement: Statement, entity: Entity) -> str | None:
    """The entity's whole name in the sentence; None where it has none, or several."""
    text = statement.text
    found = list(any_name({entity.name, *entity.aliases}).finditer(text))
    if len(found) != 1 or _NAME_AFTER.match(text, found[0].end()):
        return None
    return found[0][0]


def _hop(  # noqa: PLR0913  what makes a question
    statement: Statement,
    given: Entity,
    words: str,
    asked: Entity | None,
    write: Write,
    *,
    describe: Write | None = None,
    answers: tuple[str, ...] = (),
    unique: bool = True,
) -> OneHop:
    end = "tail" if given.id == statement.head.id else "head"
    names = tuple(name for name in (asked.name, *asked.aliases) if len(name) > 1) if asked else ()
    return OneHop(
        statement=statement,
        language="ko",
        slot=f"{statement.fact.type} {end}",
        given=given.id,
        given_words=words,
        asked=asked.id if asked else "",
        answers=answers or names,
        write=write,
        describe=describe,
        unique=unique,
    )
