"""How many examples a property of the graph in Neo4j is tried with: seconds each, so few in every run."""

import os

from hypothesis import HealthCheck, Phase, settings

_SEARCH = "search"
_MORE = 25


def graph_examples(few: int) -> settings:
    """So many examples, the same in every run, and the failing one as it is: to make it smaller takes minutes.

    With HYPOTHESIS_PROFILE=search many times as many, others each time, and the smallest that fails.
    """
    searching = os.environ.get("HYPOTHESIS_PROFILE") == _SEARCH
    return settings(
        max_examples=few * (_MORE if searching else 1),
        derandomize=not searching,
        phases=list(Phase) if searching else [Phase.explicit, Phase.generate],
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
