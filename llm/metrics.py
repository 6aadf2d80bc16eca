"""What requests to chat models took, for those who watch the service."""

from prometheus_client import Counter, Histogram

REQUESTS = Counter("citegraph_model_requests", "Requests to chat models.", ["model", "outcome"])
SECONDS = Histogram(
    "citegraph_model_request_seconds",
    "Time of a request to a chat model.",
    ["model"],
    buckets=(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120),
)
TOKENS = Counter("citegraph_model_tokens", "Tokens that chat models read and wrote.", ["model", "direction"])
WAITED = Histogram(
    "citegraph_model_wait_seconds",
    "Time for which a request to a chat model waited for the limits a minute.",
    ["model"],
    buckets=(0.1, 1, 5, 15, 30, 60, 120, 300, 600),
)
