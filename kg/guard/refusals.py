"""The rules generated Cypher is held to, with the message and remedy of each refusal."""

from typing import Literal

from schemas.errors import QueryRejectedError

Rule = Literal[
    "characters", "clause", "dynamic access", "feature", "function", "growth", "hops", "label", "length", "limit",
    "loops", "nesting", "one statement", "parameter", "plan", "procedure", "property", "regular expression",
    "relation type", "syntax", "unnamed node",
]  # fmt: skip
"""The rules generated Cypher is held to; a refusal's message begins with the one that was broken."""

_REMEDIES: dict[Rule, str] = {
    "characters": "Write the query in plain characters, without escapes for them.",
    "clause": "Use only MATCH, OPTIONAL MATCH, WHERE, WITH, UNWIND, CALL {…}, RETURN, ORDER BY, SKIP and LIMIT.",
    "dynamic access": "Write labels, relation types and property names out; index lists by a plain number only.",
    "feature": "Write the query with MATCH, WHERE and RETURN.",
    "function": "Use aggregation and simple text, number and list functions; read properties by name.",
    "growth": "Return names and ids as they are, without long lists or lists inside lists.",
    "hops": "Give relation types and an upper bound, such as -[:HEAD|TAIL*1..4]-, and fewer hops.",
    "label": "Use a label of the graph schema, or __Entity__, Fact, Chunk or Document.",
    "length": "Write a shorter query.",
    "limit": "End the query in RETURN … LIMIT with a plain number.",
    "loops": "Write at most two loops (any, all, none, single, list comprehensions) within each other, over short lists.",
    "nesting": "Write a flatter query.",
    "one statement": "Send one statement.",
    "parameter": "Use only the parameters that are given.",
    "plan": "Write a query that only reads.",
    "procedure": "Only index queries may be called: db.index.fulltext.queryNodes and its siblings.",
    "property": "Use a property the graph has.",
    "regular expression": "Use CONTAINS, STARTS WITH or ENDS WITH.",
    "relation type": "Use a relation type of the graph schema, or HEAD, TAIL, FROM_CHUNK, FROM_DOCUMENT, NEXT_CHUNK.",
    "syntax": "Write one plain read query: MATCH … WHERE … RETURN … LIMIT …",
    "unnamed node": "Give every node a label, or reach it over a relationship with a type.",
}


def refusal(rule: Rule, detail: str) -> QueryRejectedError:
    """The error that names the broken rule, what broke it, and the way round."""
    return QueryRejectedError(f"{rule}: {detail}", remedy=_REMEDIES[rule])
