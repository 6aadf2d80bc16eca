"""What is measured of link prediction, and the page on it: `python -m benchmarks.kge_models` and `python -m benchmarks.kge_channel`."""

from collections.abc import Iterator

from benchmarks.data_folder import RESULTS
from evaluation.intervals import Interval
from kg.kge.training_settings import TrainingSettings
from schemas.value import Value

_JSON = RESULTS / "kge.json"
_PAGE = RESULTS / "kge.md"
_NEAR = 0.03


class ModelRow(Value):
    """What a model reached on the facts held aside; `aim` is the MRR that is published of it, if any is aimed at."""

    model: str
    mrr: float
    mrr_interval: Interval
    hits_at_1: float
    hits_at_3: float
    hits_at_10: float
    seconds: float
    aim: float | None = None
    settings: TrainingSettings | None = None

    @property
    def reaches_aim(self) -> str:
        """Whether it is less than .03 below what is published."""
        if self.aim is None:
            return ""
        return f"{self.aim:.2f}: {'yes' if round(self.mrr, 3) >= self.aim - _NEAR else 'no'}"


class Models(Value):
    """Models side by side on one data set."""

    machine: str
    data: str
    trained_on: int
    asked: int
    rows: tuple[ModelRow, ...]


class WeightRow(Value):
    """What is found at one weight of the channel; `gain` is recall@5 above that without it."""

    weight: float
    recall_at_1: float
    recall_at_5: float
    recall_at_10: float
    mrr: float
    gain: float
    gain_interval: Interval


class ChannelScores(Value):
    """Questions of one kind, and in how many of them an entity and a relation were linked.

    `example` is what the channel said of one of them, the right passage among its first.
    """

    kind: str
    asked: int
    entity_linked: int
    relation_linked: int
    weights: tuple[WeightRow, ...]
    example: tuple[str, ...] = ()


class Channel(Value):
    """What the kge channel adds to the others on one graph."""

    machine: str
    corpus: dict[str, str | int]
    removed_facts: int
    settings: TrainingSettings
    link_predictor: dict[str, float]
    questions: tuple[ChannelScores, ...]


class KgeReport(Value):
    """Both measurements, each as it was made last."""

    models: Models | None = None
    channel: Channel | None = None


def keep(part: Models | Channel) -> str:
    """Put the part into results/kge.json in the place of the one before; the page, written anew to results/kge.md.

    Models that were not measured now keep what they reached before.
    """
    kept = KgeReport.model_validate_json(_JSON.read_bytes()) if _JSON.is_file() else KgeReport()
    if isinstance(part, Models):
        rows = {row.model: row for found in (kept.models, part) if found for row in found.rows}
        ordered = sorted(rows.values(), key=lambda row: -row.mrr)
        report = kept.model_copy(update={"models": part.model_copy(update={"rows": tuple(ordered)})})
    else:
        report = kept.model_copy(update={"channel": part})
    RESULTS.mkdir(exist_ok=True)
    _JSON.write_text(report.model_dump_json(indent=2) + "\n", encoding="utf-8")
    page = "\n".join(["# Link prediction", *_models(report.models), *_channel(report.channel)]) + "\n"
    _PAGE.write_text(page, encoding="utf-8")
    return page


def _models(found: Models | None) -> Iterator[str]:
    if found is None:
        return
    yield from ("", "## The models side by side", "")
    yield "Made by `python -m benchmarks.kge_models`, with the settings of `citegraph kge compare`; they are in `kge.json`."
    yield f"{found.data}: trained on {found.trained_on} facts, asked for both ends of {found.asked}, filtered ({found.machine})."
    yield from ("The interval of 95 % is the bootstrap's over the facts.", "")
    yield "| model | MRR | 95 % | hits@1 | hits@3 | hits@10 | seconds | published, within .03 |"
    yield "|---|---|---|---|---|---|---|---|"
    for row in found.rows:
        hits = " | ".join(f"{hit:.3f}" for hit in (row.hits_at_1, row.hits_at_3, row.hits_at_10))
        yield (
            f"| {row.model} | {row.mrr:.3f} | {_span(row.mrr_interval)} | {hits} | {row.seconds:.1f} | {row.reaches_aim} |"
        )


def _channel(found: Channel | None) -> Iterator[str]:
    if found is None:
        return
    metrics = found.link_predictor
    yield from ("", "## What the channel adds", "")
    yield "Made by `python -m benchmarks.kge_channel`; its docstring says what is asked and what counts as right."
    yield (
        f"UMLS: {found.corpus['passages']} passages, {found.corpus['facts']} facts stated, {found.removed_facts} removed "
        f"({found.machine})."
    )
    yield (
        f"Link predictor: {found.settings.model}, MRR {metrics['mrr']:.3f} on facts held back, counting "
        f"{metrics['baseline_mrr']:.3f}. The gain is that in recall@5 over weight 0, with the bootstrap's interval of 95 %."
    )
    for scores in found.questions:
        yield from _weights(scores)


def _weights(scores: ChannelScores) -> Iterator[str]:
    yield from ("", f"### Questions about {scores.kind} facts", "")
    yield (
        f"{scores.asked} asked; an entity was linked in {scores.entity_linked}, a relation in {scores.relation_linked}."
    )
    yield from (
        "",
        "| weight of kge | recall@1 | recall@5 | recall@10 | MRR | gain |",
        "|---|---|---|---|---|---|",
    )
    for row in scores.weights:
        cells = [row.recall_at_1, row.recall_at_5, row.recall_at_10, row.mrr]
        shown = " | ".join(f"{cell:.3f}" for cell in cells)
        yield f"| {row.weight} | {shown} | {row.gain:+.3f} ({_span(row.gain_interval, '+.3f')}) |"

    if scores.example:
        yield from (
            "",
            "What the channel said of one of them (score, why, passage):",
            "",
            "```",
            *scores.example,
            "```",
        )


def _span(found: Interval, form: str = ".3f") -> str:
    low, high = found
    return f"{low:{form}} to {high:{form}}"
