"""How many examples a property of the graph in Neo4j is tried with: seconds each, so few in every run."""

import os

from hypothesis import HealthCheck, settings

_SEARCH = "search"
_MORE = 25


def graph_examples(few: int) -> settings:
    """So many examples, the same in every run; with HYPOTHESIS_PROFILE=search many times as many, and others each time."""
    searching = os.environ.get("HYPOTHESIS_PROFILE") == _SEARCH
    return settings(
        max_examples=few * (_MORE if searching else 1),
        derandomize=not searching,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
