"""What can be tuned on the way from a question to an answer."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from llm.errors import Remedies
from llm.settings import ModelCallSettings
from schemas.retrieval import ChannelName
from schemas.value import Value

QUESTION_REMEDIES = Remedies(
    later="Ask again a little later.",
    text_too_long="Ask with fewer or smaller passages (top_k, window, max_tokens), or use a model with a larger context.",
    reply_cut_off="Raise CITEGRAPH_CHAT_MAX_OUTPUT_TOKENS, or ask a narrower question.",
    refused="Ask in other words, or use another chat model; passages are found without one too.",
    malformed="Ask again, or use a more able model (CITEGRAPH_CHAT_MODEL).",
)


class QuestionCallSettings(ModelCallSettings):
    """Limits on what a question asks of the chat model: a person waits, so one quick retry and no long wait."""

    concurrency: int = Field(default=64, ge=1, le=64)
    max_attempts: int = Field(default=2, ge=1, le=20)
    first_wait_s: float = Field(default=0.3, gt=0, le=60)
    longest_wait_s: float = Field(default=2.0, gt=0, le=600)
    retry_within_s: float | None = Field(default=3.0, gt=0)
    longest_turn_s: float = Field(default=20.0, gt=0, le=3600)


class LinkSettings(Value):
    """When a piece of the question counts as a thing of the graph.

    The thresholds are scores as the vector index gives them, (1 + cosine) / 2. Relation words are compared in meaning
    with the `max_relation_types` most frequent types only: each has to be embedded once.
    """

    max_words: int = Field(default=10, ge=1, le=30)
    max_names: int = Field(default=20, ge=1, le=200)
    max_entities_per_name: int = Field(default=5, ge=1, le=50)
    entity_threshold: float = Field(default=0.9, ge=0.5, le=1.0)
    max_relation_types: int = Field(default=300, ge=0)
    relation_threshold: float = Field(default=0.85, ge=0.5, le=1.0)


class GraphSettings(Value):
    """How the walk over the graph starts and how far it goes.

    The walk starts at linked entities, at the ends of the facts nearest to the question and at the passages that
    dense and keyword search find; the three shares are normalised to sum to 1. `damping` is the chance of a further step.
    `softness` says how quickly a passage's share falls with its score: by e for each such difference.
    """

    entity_share: float = Field(default=0.5, ge=0)
    fact_share: float = Field(default=0.1, ge=0)
    passage_share: float = Field(default=0.4, ge=0)
    keyword_part: float = Field(default=0.5, ge=0, le=1)
    facts: int = Field(default=5, ge=1, le=100)
    damping: float = Field(default=0.85, gt=0, lt=1)
    dense_softness: float = Field(default=0.025, gt=0)
    keyword_softness: float = Field(default=0.2, gt=0)


class CypherSettings(Value):
    """What a chat model is shown when it writes Cypher, and how long the channel may take without one.

    `examples` is a YAML file of questions with their queries, in place of those that come with CiteGraph (docs/retrieval.md says
    how it looks); the `max_examples` nearest to a question are shown. Without a chat model the channel is left out of a question
    whose query takes longer than `template_timeout_s`.
    """

    examples: Path | None = None
    max_examples: int = Field(default=3, ge=0, le=10)
    template_timeout_s: float = Field(default=0.05, gt=0, le=60)


class HistorySettings(Value):
    """How much of a conversation a chat model is shown to write a follow-up anew: its last turns, within a bound of tokens."""

    max_turns: int = Field(default=5, ge=1, le=50)
    max_tokens: int = Field(default=1_200, ge=50, le=20_000)


class JudgeSettings(Value):
    """Whether the chat model judges which passages go on from the first one, in one call a question.

    It sees the first passage and the `max_candidates` best of the second step, together in `max_tokens`.
    """

    enabled: bool = False
    max_candidates: int = Field(default=10, ge=1, le=50)
    max_tokens: int = Field(default=2_000, ge=200, le=50_000)


class BridgeSettings(Value):
    """How the question is asked again with what the first passages tell.

    Of each of the `passages` found first, the names in the `sentences` with most of the question's words may be asked on from; the
    `max_names` nearest to the question are. Each looks for its `nearest` chunks.
    """

    passages: int = Field(default=4, ge=1, le=10)
    sentences: int = Field(default=3, ge=1, le=10)
    max_names: int = Field(default=12, ge=1, le=100)
    nearest: int = Field(default=10, ge=1, le=100)
    judge: JudgeSettings = JudgeSettings()


class FusionSettings(Value):
    """How the channels' rankings become one: the weight of each, and how fast it falls with the rank.

    Each channel has a weight of its own; those given here, by the channel's name, replace it. The graph channel has the dense and keyword hits among its starts, so where the question's names are linked these
    channels have no more than a casting vote: on MuSiQue (dev) each higher weight of theirs lost passages that only a
    chain of facts leads to. Where nothing is linked, the graph knows little more than they do. A smaller
    `rank_constant` trusts first places more.
    """

    weights: dict[ChannelName, Annotated[float, Field(ge=0)]] = Field(default_factory=dict)
    weights_without_entities: dict[ChannelName, Annotated[float, Field(ge=0)]] = Field(default_factory=dict)
    rank_constant: float = Field(default=5.0, ge=0)


class AnswerSettings(Value):
    """When the evidence is enough to answer without a chat model, and how long the answer may be.

    `min_evidence` is what a sentence needs to be an answer, 0..1 (chosen on `benchmarks/labels/answers/dev`); at most
    `max_candidates` sentences are looked at, those with most of the question's words. `min_support` is the share of a
    statement's words that one or two sentences need to prove it where their grammar neither proves nor contradicts it.
    `trained_reader` says whether a small trained network reads the best sentences, too.
    """

    max_sentences: int = Field(default=3, ge=1, le=10)
    max_candidates: int = Field(default=300, ge=1, le=1_000)
    min_evidence: float = Field(default=0.6, ge=0, le=1)
    min_support: float = Field(default=0.8, ge=0, le=1)
    trained_reader: bool = True
    model_timeout_s: float | None = Field(default=None, gt=0)


class RecommendationSettings(Value):
    """Which records are near enough to a wish to be recommended, and how different those that are recommended have to be.

    Where a wish names nothing that records state, its nearness in meaning (a cosine) to the first of them has to reach `min_nearness`,
    and the others may lack no more than `max_gap` of that of the first. Of the `pool` best the few are chosen by maximal marginal
    relevance: `diversity` is the weight of being unlike those that are chosen already. All three were chosen on
    `benchmarks/labels/recommend/dev.jsonl`.
    """

    min_nearness: float = Field(default=0.3, ge=-1, le=1)
    max_gap: float = Field(default=0.3, ge=0, le=1)
    pool: int = Field(default=20, ge=3, le=100)
    diversity: float = Field(default=0.4, ge=0, le=1)


class RetrievalSettings(Value):
    """Everything that can be tuned between a question and its answer.

    `depth` is how many chunks a channel proposes, `channel_timeout_s` after how long it is left out.
    """

    max_question_chars: int = Field(default=4_000, ge=10)
    depth: int = Field(default=100, ge=10, le=1_000)
    channel_timeout_s: float = Field(default=60.0, gt=0, le=3_600)
    analyse_with_model: bool = True
    link: LinkSettings = LinkSettings()
    graph: GraphSettings = GraphSettings()
    cypher: CypherSettings = CypherSettings()
    bridge: BridgeSettings = BridgeSettings()
    fusion: FusionSettings = FusionSettings()
    answer: AnswerSettings = AnswerSettings()
    history: HistorySettings = HistorySettings()
    recommendation: RecommendationSettings = RecommendationSettings()
