"""How the threads that compute wait for each other."""

import os


def let_waiting_threads_sleep() -> None:
    """Let OpenMP's threads give the processor away while they wait, unless the environment says otherwise.

    They spin by default, and PyTorch has them wait many hundred times for each batch: where anything else runs (Neo4j, the
    reading of texts), that costs several times the work itself. To be called before PyTorch is loaded.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
