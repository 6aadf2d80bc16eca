"""What Neo4j's planner says of a query that was not run."""

from schemas.value import Value


class ExplainedQuery(Value):
    """`query_type` is the planner's word ("r", "rw", "w" or "s"); `operators` are all operators of the plan, depth first."""

    query_type: str
    operators: tuple[str, ...]
