"""What Prometheus reads of the service."""

from typing import get_args

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Counter, Gauge, Histogram, generate_latest

from api.jobs.service import Jobs
from api.jobs.settings import AdmissionSettings
from llm.metrics import TOKENS
from schemas.job import JobState
from schemas.recommendation import Recommendation
from schemas.retrieval import Answer, Retrieval, Trace

MEDIA_TYPE = CONTENT_TYPE_LATEST
_BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_REQUESTS = Counter("citegraph_http_requests", "Requests that were answered.", ["method", "route", "status"])
_REQUEST_S = Histogram(
    "citegraph_http_request_seconds", "Time until the end of an answer.", ["route"], buckets=_BUCKETS_S
)
_QUESTIONS = Counter("citegraph_questions", "Questions, by what became of them.", ["outcome"])
_STEP_S = Histogram(
    "citegraph_question_step_seconds", "Time of a step of a question.", ["step"], buckets=_BUCKETS_S
)
_CHANNELS = Counter(
    "citegraph_channel_runs", "Channels asked, by what became of them.", ["channel", "status"]
)
_CHANNEL_S = Histogram("citegraph_channel_seconds", "Time of a channel.", ["channel"], buckets=_BUCKETS_S)
_JOBS = Gauge("citegraph_jobs", "Jobs in each state.", ["state"])
_WAITING_S = Gauge("citegraph_jobs_oldest_wait_seconds", "How long the first of the queued jobs has waited.")
_COST = Gauge("citegraph_model_cost", "Price of the tokens since the start, where prices are set.")

_TOTAL = "citegraph_model_tokens_total"


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """Count a request that was answered."""
    _REQUESTS.labels(method, route, status).inc()
    _REQUEST_S.labels(route).observe(seconds)


def count_question(found: Retrieval | Answer) -> None:
    """Count a question by its answer, or by its passages where no answer was asked for."""
    outcome = "passages" if isinstance(found, Retrieval) else "answered" if found.found else "refused"
    _QUESTIONS.labels(outcome).inc()
    _count_steps(found.trace)


def count_recommendation(found: Recommendation) -> None:
    """Count a wish, by whether a record was recommended."""
    _QUESTIONS.labels("recommended" if found.found else "refused").inc()


async def metrics_page(jobs: Jobs, prices: AdmissionSettings) -> bytes:
    """All that is counted, in the text format of Prometheus.

    Raises:
        BackendError: the job database failed.
    """
    overview = await jobs.overview()
    for state in get_args(JobState):
        _JOBS.labels(state).set(overview.jobs.get(state, 0))
    _WAITING_S.set(overview.oldest_s)
    _COST.set(prices.price(_tokens("input"), _tokens("output")) or 0)
    return generate_latest(REGISTRY)


def _count_steps(trace: Trace) -> None:
    for step, ms in trace.ms.items():
        _STEP_S.labels(step).observe(ms / 1000)
    for result in trace.channels:
        _CHANNELS.labels(result.channel, result.status).inc()
        if result.status == "ran":
            _CHANNEL_S.labels(result.channel).observe(result.ms / 1000)


def _tokens(direction: str) -> int:
    samples = (sample for metric in TOKENS.collect() for sample in metric.samples)
    return int(
        sum(one.value for one in samples if (one.name, one.labels["direction"]) == (_TOTAL, direction))
    )
