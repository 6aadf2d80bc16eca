"""Which ready-made queries fit a question whose entities and relation types are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.db.queries import cypher_templates as templates
from kg.text.name_key import name_key
from schemas.retrieval import Analysis, Link

_MOST_NAMES = 4


@dataclass(frozen=True)
class Template:
    """A query text of ours with the values it is run with."""

    text: str
    params: Mapping[str, object]


def choose_templates(links: Sequence[Link]) -> list[Template]:
    """The queries about the entities of the question, the most telling first; none when too little of it is known.

    An entity and a relation give the facts of both; two names the facts between them and the neighbours they share.
    """
    relations = _relations(links)
    names = _names(links)
    everything = [entity for group in names for entity in group]
    chosen: list[Template] = []
    if relations and everything:
        params: dict[str, object] = {"entities": everything, "relations": relations}
        chosen.append(Template(templates.FACTS_OF_ENTITY_AND_RELATION, params))
    for some, others in combinations(names, 2):
        pair: dict[str, object] = {"some": some, "others": others}
        chosen += [Template(templates.FACTS_BETWEEN, pair), Template(templates.SHARED_NEIGHBOURS, pair)]
    return chosen


def choose_by_type(analysis: Analysis, links: Sequence[Link], types: Sequence[str]) -> list[Template]:
    """For a question without entities: the facts of its relations about entities of a type among its words."""
    relations = _relations(links)
    asked = _types_asked_for(analysis, types)
    if not relations or not asked or _names(links):
        return []
    return [Template(templates.FACTS_OF_RELATION_AND_TYPE, {"types": asked, "relations": relations})]


def _relations(links: Sequence[Link]) -> list[str]:
    return list(dict.fromkeys(link.target for link in links if link.kind == "relation"))


def _names(links: Sequence[Link]) -> list[list[str]]:
    """For each name in the question the entities it may mean: they are alternatives, not a pair."""
    groups: dict[str, list[str]] = {}
    for link in links:
        if link.kind == "entity":
            groups.setdefault(link.surface, []).append(link.target)
    return list(groups.values())[:_MOST_NAMES]


def _types_asked_for(analysis: Analysis, types: Sequence[str]) -> list[str]:
    words = {name_key(word) for word in analysis.keywords}
    return [kind for kind in types if {name_key(kind), name_key(kind) + "s"} & words]
