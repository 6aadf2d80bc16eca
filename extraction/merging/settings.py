"""How a chat model is asked what the vocabulary lacks."""

from pydantic import Field

from llm.errors import Remedies
from schemas.value import Value

MERGING_REMEDIES = Remedies(
    later="Wait a little, then try again; what was answered is not asked again.",
    text_too_long="Lower CITEGRAPH_MERGING__BATCH.",
    reply_cut_off="Raise CITEGRAPH_CHAT_MAX_OUTPUT_TOKENS, or lower CITEGRAPH_MERGING__BATCH.",
    refused="Use another chat model, or set CITEGRAPH_MERGING__ENABLED=false.",
    malformed="Use a more able chat model, or set CITEGRAPH_MERGING__ENABLED=false.",
)


class MergingSettings(Value):
    """Whether a chat model is asked which relations and types, of those that the vocabulary lacks, mean one that it has.

    A request asks about `batch` of them; for each relation `candidates` of the vocabulary are to choose from, the
    nearest ones, and a few other open relations. Of many open names the `max_names` commonest are asked about.
    """

    enabled: bool = True
    batch: int = Field(default=8, ge=1, le=50)
    candidates: int = Field(default=5, ge=1, le=200)
    max_names: int = Field(default=2_000, ge=1)
