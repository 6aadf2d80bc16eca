"""What the prompt tells of the graph: the part of it that a question is about, within a bound."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence

from kg.db.labels import label_of
from kg.read.facts import RelationAt
from retrieval.channels.channel import QuestionContext
from retrieval.channels.cypher.names import GraphNames
from schemas.graph import Fact
from schemas.retrieval import Link

MAX_CHARACTERS = 3_000
_MOST_ENTITIES = 6
_NEAR_FACTS = 12
_NAME_CHARS = 60


async def schema_excerpt(question: QuestionContext, names: GraphNames) -> str:
    """The relations of the linked entities, facts near the question, then the other names; `MAX_CHARACTERS` at the most.

    What comes first matters most: where a graph has more names than there is room for, the rarest are left out.

    Raises:
        GraphStoreError: Neo4j cannot be reached.
    """
    relations, near = await asyncio.gather(
        question.reader.facts.relations_at(question.entity_ids[:_MOST_ENTITIES]),
        question.reader.facts.nearest(question.vector, _NEAR_FACTS),
    )
    return _Excerpt.of(
        [
            *_entity_lines(question.links, relations),
            *_likely(question.links),
            *_fact_lines([fact for fact, _ in near]),
        ],
        names,
    )


class _Excerpt:
    """Lines while there is room for them."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._left = MAX_CHARACTERS

    @classmethod
    def of(cls, lines: Iterable[str], names: GraphNames) -> str:
        """The names that every query needs have a third of the room, the lines the rest, and the names what is left then."""
        excerpt = cls()
        for line in lines:
            excerpt.add(line, least=MAX_CHARACTERS // 3)
        lists = (
            ("Labels: ", names.types, ", "),
            ("Relation types: ", names.relations, ", "),
            ("Patterns: ", names.patterns, "; "),
        )
        for place, (head, items, separator) in enumerate(lists):
            excerpt.add_list(head, items, separator, room=excerpt._left // (len(lists) - place))
        return "\n".join(excerpt._lines)

    def add(self, line: str, *, least: int = 0) -> None:
        """Add the line, unless less than `least` characters would be left."""
        if line and len(line) + 1 <= self._left - least:
            self._lines.append(line)
            self._left -= len(line) + 1

    def add_list(self, head: str, items: Sequence[str], separator: str, *, room: int) -> None:
        """Add as many of the items as `room` characters hold."""
        taken: list[str] = []
        room -= len(head) + 1
        for item in items:
            room -= len(item) + len(separator)
            if room < 0:
                break
            taken.append(item)
        if taken:
            self.add(head + separator.join(taken))


def _entity_lines(links: Sequence[Link], relations: Sequence[RelationAt]) -> Iterator[str]:
    """For each linked entity its type and what it is related to, the relations in turn so that none takes all the room."""
    names = {link.target: link.name for link in links if link.kind == "entity"}
    of_entity = {entity: [one for one in relations if one.entity_id == entity] for entity in names}
    for place, (entity, name) in enumerate(names.items()):
        if found := of_entity[entity]:
            yield f"$e{place} is (:{label_of(found[0].entity_type)} {{name: {_quoted(name)}}})"
    deepest = max(map(len, of_entity.values()), default=0)
    for rank in range(deepest):
        for place, found in enumerate(of_entity.values()):
            if rank < len(found):
                yield _relation_line(f"$e{place}", found[rank])


def _relation_line(entity: str, relation: RelationAt) -> str:
    arrow = f"-[:{relation.relation}]->" if relation.outgoing else f"<-[:{relation.relation}]-"
    examples = ", ".join(_quoted(name) for name in relation.examples)
    count = f"{relation.facts} fact{'s' if relation.facts > 1 else ''}"
    only = ", only as Fact nodes" if relation.reduced == relation.facts else ""
    told = f", qualifiers such as {_quoted(relation.qualifier)}" if relation.qualifier else ""
    return f"  ({entity}){arrow}(:{label_of(relation.other_type)}) {count}{only}: {examples}{told}"


def _fact_lines(facts: Sequence[Fact]) -> Iterator[str]:
    if facts:
        yield "Facts near the question:"
    for fact in facts:
        told = ", ".join(one.identity for one in fact.qualifiers)
        yield f"  ({_quoted(fact.head_name)})-[:{fact.type}]->({_quoted(fact.tail_name)})" + (
            f" {{{told}}}" if told else ""
        )


def _likely(links: Sequence[Link]) -> Iterator[str]:
    likely = [f"{link.surface} -> {link.target}" for link in links if link.kind == "relation"]
    if likely:
        yield "Likely relation types: " + ", ".join(likely)


def _quoted(text: str) -> str:
    """The text in quotes, on one line, shortened where it is long."""
    plain = " ".join(text.split()).replace("'", "’")
    return f"'{plain if len(plain) <= _NAME_CHARS else plain[: _NAME_CHARS - 1] + '…'}'"
