"""A channel that always fails, as one may whose service is away."""

from retrieval.channels.channel import QuestionContext, RetrievalParts
from schemas.errors import GraphStoreError
from schemas.retrieval import ChannelResult


class FailingChannel:
    """Says what failed and what to do."""

    name = "failing"
    weight = 1.0
    weight_without_entities = 1.0

    def __init__(self, _parts: RetrievalParts) -> None:
        """Make one."""

    async def find(self, _question: QuestionContext) -> ChannelResult:
        """Nothing.

        Raises:
            GraphStoreError: always.
        """
        raise GraphStoreError("Its service is away.", remedy="Start it.")
