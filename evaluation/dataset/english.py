"""English questions read off the sentences that state facts."""

import re
from collections.abc import Iterator

from evaluation.dataset.corpus import Statement, any_name
from evaluation.dataset.one_hop import OneHop, Write
from extraction.lexicon.noun_types import type_of_noun
from kg.text.english_lemma import past_of, verb_lemma
from kg.text.word_lists import words
from schemas.graph import Entity

ORGANIZATIONS = frozenset(
    {"Organization", "Company", "School", "Team", "Band", "PoliticalParty", "GovernmentBody"}
)
_MADE = words(
    "FOUNDED_BY INVENTED_BY CREATED_BY WRITTEN_BY DISCOVERED_BY DESIGNED_BY BUILT_BY EDITED_BY "
    "DIRECTED_BY PRODUCED_BY COMPOSED_BY PERFORMED_BY PUBLISHED_BY MANUFACTURED_BY ILLUSTRATED_BY "
    "ACQUIRED_BY OWNED_BY ORGANIZED_BY OPERATED_BY KILLED DEFEATED SPOUSE_OF SUCCEEDED_BY LEADS KEPT_IN "
    "CAPITAL_OF NAMED_AFTER"
)
"""Relations of which there is as a rule one agent, so that "who" has one answer."""
_PLACES = {"City": "city", "Country": "country"}
_WHERE = {
    "BORN_IN": "was {} born",
    "DIED_IN": "did {} die",
    "BURIED_IN": "is {} buried",
    "FOUNDED_IN": "was {} founded",
}
_WHEN = {"BORN_ON": "was {} born", "DIED_ON": "did {} die"}
_FUNCTION_WORDS = words(
    "the in at by and when after before on of for from with to a an as while where who which that but or "
    "under since"
)
_BE = r"(?:is|are|was|were|been|being)"
_NOT_FINITE = words("is was were has had does did as its this his")
_NO_STATEMENT = words("not never said was were been is be to wanted planned could would may")
_POINTING = words("this that its his her their it and or many some")
_PREPOSITIONS = words("in on at for from with to by into as and or who which that")
_MOST_BEFORE = 4
_YEAR = re.compile(r"\b\d{3,4}\b")
_AFTER_KIND = "who|that|which|of|with|in|at|from|and|on|for|near|whose|by"
_SUPERLATIVE = re.compile(
    r"\b(?:first|last|only|one|same|other|another|many|most|some|such|part|kind|name|member)\b"
)
_NAME_AFTER = re.compile(r"-|\s+(?:[A-Z]|(?:of|de|du|del|di|von|van|for)\s+(?:the\s+)?[A-Z])|['’]s\b")
_WORD_BEFORE = re.compile(r"([\w'’.-]+)[\s“\"*]+$")


def english_hops(statement: Statement) -> Iterator[OneHop]:
    """The questions that the sentence of a fact gives; none where it does not read plainly."""
    head, tail = _Place.find(statement, statement.head), _Place.find(statement, statement.tail)
    if head is None or tail is None or head.overlaps(tail):
        return
    relation = statement.fact.type
    if statement.tail.type == "Date":
        yield from _when(statement, head, tail)
    elif relation == "IS_A":
        yield from _what_is(statement, head)
    elif relation in _WHERE:
        yield from _where(statement, head, tail)
    elif relation == "LOCATED_IN":
        yield from _located(statement, head, tail)
    elif relation in _MADE:
        yield from _who(statement, *((head, tail) if head.start < tail.start else (tail, head)))


class _Place:
    """Where a sentence names an entity, and how it is called in a question: with its article, if it has one."""

    def __init__(self, entity: Entity, text: str, start: int, end: int) -> None:
        self.entity = entity
        self.start, self.end = start, end
        self.name = text[start:end]
        self.has_article = re.search(r"\b[Tt]he\s+$", text[:start]) is not None
        self.words = f"the {self.name}" if self.has_article else self.name

    @classmethod
    def find(cls, statement: Statement, entity: Entity) -> "_Place | None":
        """The only place where the sentence has the entity's whole name; None where it has none, or several."""
        text = statement.text
        found = list(any_name({entity.name, *entity.aliases}).finditer(text))
        if len(found) != 1 or (entity.type != "Date" and not _is_whole(text, *found[0].span())):
            return None
        return cls(entity, text, *found[0].span())

    def overlaps(self, other: "_Place") -> bool:
        """Whether one stands in the other."""
        return self.start < other.end and other.start < self.end


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no capitalised word beside it is a part of the name."""
    if _NAME_AFTER.match(text, end):
        return False
    before = _WORD_BEFORE.search(text[:start])
    word = before[1] if before else ""
    return not word[:1].isupper() or word.lower() in _FUNCTION_WORDS


def _who(statement: Statement, first: _Place, second: _Place) -> Iterator[OneHop]:
    """Who did it: "… founded (the) X", "X was founded … by …", "… the editor of X"."""
    between = statement.text[first.end : second.start]
    if role := re.search(
        r"\b(?:[Tt]he|[Tt]he (?:first|last|only))\s+((?:[a-z]+\s)?[a-z]+ of)\s+(?:[Tt]he\s+)?$", between
    ):
        if re.fullmatch(r"(?:,| was| is)\s+", between[: role.start()]):
            yield from _role(statement, bearer=first, of=second, role=role[1])
    elif passive := re.search(
        rf"^[^,;]*\s{_BE}\s(?:[a-z]+ly\s)?([a-z]+)\s(?:[^,;]*\s)?by\s+(?:the\s+)?$", between
    ):
        if second.entity.type == "Person" and _is_verb(passive[1]):
            participle = passive[1]
            yield _hop(
                statement,
                first,
                second,
                lambda words: f"By whom was {words} {participle}?",
                describe=lambda words: f"the person by whom {words} was {participle}",
            )
    elif active := _verb_before(between):
        yield from _agent(statement, given=second, agent=first, verb=active[0], before=active[1])


def _verb_before(between: str) -> tuple[str, str] | None:
    """The verb of which the end of a clause is the object, and what stands between it and the object's name."""
    words = between.split()
    for place in range(len(words) - 1, -1, -1):
        before = words[place + 1 :]
        if before[:1] and before[0] in {"a", "an"} and "of" not in before:
            return None
        plural = words[place].endswith("s") and place > 0 and words[place - 1].islower()
        if _is_verb(words[place]) and not plural and words[place] not in _NOT_FINITE:
            said = words[max(place - 3, 0) : place]
            if (
                set(said) & _NO_STATEMENT
                or set(before) & _POINTING
                or (before[-1:] and before[-1].endswith("s"))
            ):
                return None
            return words[place], " ".join(word for word in before if word != "the" or word is not before[-1])
        if not words[place].isalpha() or not words[place].islower() or words[place] in _PREPOSITIONS:
            return None
        if len(before) > _MOST_BEFORE:
            return None
    return None


def _agent(statement: Statement, *, given: _Place, agent: _Place, verb: str, before: str) -> Iterator[OneHop]:
    kind = _asked_kind(agent.entity)
    if kind is None or given.name.islower():
        return
    asked, described = kind
    start = f"{verb} {before} " if before else f"{verb} "
    yield _hop(
        statement,
        given,
        agent,
        lambda words: f"{asked} {start}{words}?",
        describe=lambda words: f"{described} {start}{words}",
    )
    lemma = verb_lemma(verb) if not past_of(verb) else past_of(verb)[0]
    if lemma and lemma != verb and not before and given.entity.type != "Person" and not verb.endswith("s"):
        yield _hop(statement, agent, given, lambda words: f"What did {words} {lemma}?", unique=False)


def _role(statement: Statement, *, bearer: _Place, of: _Place, role: str) -> Iterator[OneHop]:
    if bearer.entity.type == "Person":
        yield _hop(
            statement,
            of,
            bearer,
            lambda words: f"Who was the {role} {words}?",
            describe=lambda words: f"the {role} {words}",
        )
    elif statement.fact.type == "CAPITAL_OF":
        yield _hop(
            statement,
            of,
            bearer,
            lambda words: f"What is the {role} {words}?",
            describe=lambda words: f"the {role} {words}",
        )


def _when(statement: Statement, head: _Place, tail: _Place) -> Iterator[OneHop]:
    asked = _WHEN.get(statement.fact.type) or _when_of_verb(statement, head, tail)
    if asked is None or (statement.fact.type in _WHEN and head.entity.type != "Person"):
        return
    year = _YEAR.search(tail.name)
    answers = tuple(
        dict.fromkeys((tail.name, *([year[0]] if tail.name.lower().startswith("the year") and year else [])))
    )
    yield _hop(statement, head, tail, lambda words: f"When {asked.format(words)}?", answers=answers)


def _when_of_verb(statement: Statement, head: _Place, tail: _Place) -> str | None:
    """What "when" asks: "was {} founded" of what that is done to, "did {} open" of what does it."""
    ahead, between = statement.text[: head.start], statement.text[head.end : tail.start]
    if passive := re.match(
        r"(?:\s(?:in|at|of) [^,;]*?)?\s(?:was|were)\s(?:first\s)?([a-z]+)\s[^,;]*$", between
    ):
        return f"was {{}} {passive[1]}" if _is_verb(passive[1]) else None
    if re.match(r"[^,;]*\s(?:in|on|around|about)\s+$", between):
        if active := re.match(
            r"\s(?:first\s)?(opened|appeared|closed|began|ended|started)\s(?:in|on)\s+$", between
        ):
            return f"did {{}} {verb_lemma(active[1])}"
        done = _verb_before(ahead)
        plain = re.match(r"(?:\s(?:in|at|near|on)\s[^,;]*?)?\s(?:in|on|around|about)\s+$", between)
        if done and plain and done[0].endswith("ed") and "of" not in done[1].split():
            return f"was {{}} {done[0]}"
    return None


def _where(statement: Statement, head: _Place, tail: _Place) -> Iterator[OneHop]:
    if head.entity.type != "Person" and statement.fact.type != "FOUNDED_IN":
        return
    if re.search(
        r"\b(?:born|died|buried|founded)\s(?:in|at)\s(?:the\s)?$", statement.text[head.end : tail.start]
    ):
        asked = _WHERE[statement.fact.type]
        yield _hop(statement, head, tail, lambda words: f"Where {asked.format(words)}?")


def _located(statement: Statement, head: _Place, tail: _Place) -> Iterator[OneHop]:
    kind = _PLACES.get(tail.entity.type)
    if (
        kind
        and head.entity.type not in {"Person", *_PLACES}
        and statement.text[head.end : tail.start] == " in "
    ):
        yield _hop(statement, head, tail, lambda words: f"In which {kind} is {words}?")


def _what_is(statement: Statement, head: _Place) -> Iterator[OneHop]:
    """A definition: "X is a …", "X, a …, did …"."""
    text, kind = statement.text, statement.tail.name
    if head.start > len("The ") or _SUPERLATIVE.search(kind) or kind.endswith("s") or len(kind) < 4:
        return
    told = re.match(
        rf"(?:,| is| was)\s+an?\s+{re.escape(kind)}(?=[,.;]|\s(?:{_AFTER_KIND})\b)", text[head.end :]
    )
    if not told:
        return
    person = type_of_noun(kind) == "Person"
    if person != (head.entity.type == "Person") and not head.has_article:
        return  # one of the two is wrong
    asked = "Who was" if person and not head.has_article else "What is"
    yield _hop(statement, head, None, lambda words: f"{asked} {words}?", answers=(kind,), unique=False)


def _hop(  # noqa: PLR0913  what makes a question
    statement: Statement,
    given: _Place,
    asked: _Place | None,
    write: Write,
    *,
    describe: Write | None = None,
    answers: tuple[str, ...] = (),
    unique: bool = True,
) -> OneHop:
    end = "tail" if given.entity.id == statement.head.id else "head"
    return OneHop(
        statement=statement,
        language="en",
        slot=f"{statement.fact.type} {end}",
        given=given.entity.id,
        given_words=given.words,
        asked=asked.entity.id if asked else "",
        answers=answers or (tuple(dict.fromkeys((asked.name, *_other_names(asked.entity)))) if asked else ()),
        write=write,
        describe=describe,
        unique=unique,
    )


def _other_names(entity: Entity) -> tuple[str, ...]:
    """What an answer may call it too; words of one letter would be found anywhere."""
    return tuple(name for name in (entity.name, *entity.aliases) if len(name) > 1)


def _asked_kind(entity: Entity) -> tuple[str, str] | None:
    """How an agent is asked for, and described: by its type."""
    if entity.type == "Person":
        return "Who", "the person who"
    if entity.type == "Company":
        return "Which company", "the company that"
    if entity.type in ORGANIZATIONS:
        return "Which organization", "the organization that"
    return ("Which institution", "the institution that") if entity.type == "Structure" else None


def _is_verb(word: str) -> bool:
    """Whether the word is a verb in the past or the third person."""
    if not word.islower() or not word.isalpha():
        return False
    if word.endswith("ing"):
        return False
    return bool(past_of(word)) or (verb_lemma(word) not in {None, word} and word.endswith(("ed", "s")))
