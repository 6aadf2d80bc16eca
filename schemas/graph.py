"""What the graph holds beside documents, and what a change to it does."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from schemas.qualifier import Qualifier
from schemas.value import Value


class Entity(Value):
    """One real thing, called by its most frequent surface form; `aliases` are all surface forms, sorted.

    Where a person merged two entities, the name is that of the one that was kept. `told_by` says what tells it from other
    things of its name, by what the documents say: "Film", "born 1871", "in US.AL"; None where it is the only one.
    """

    id: str
    name: str
    type: str
    key: str
    aliases: tuple[str, ...] = ()
    mentions: int = 0
    told_by: str | None = None

    @property
    def description(self) -> str:
        """Its type, with what tells it from others of its name."""
        return self.type if self.told_by is None else f"{self.type}, {self.told_by}"


class EntityPart(Value):
    """A name, as `id` before any merge, that is part of an entity: how it is written, how often, in which documents."""

    id: str
    surfaces: tuple[str, ...]
    mentions: int
    sources: tuple[str, ...]


class EntityMention(Value):
    """A place where a document names an entity: from `start` in the chunk, written `surface`, in these `words`."""

    chunk_id: str
    start: int
    surface: str
    words: str
    document_id: str
    source: str
    title: str
    page: int | None = None


class MentionPlace(Value):
    """Where a mention begins: in which chunk, at which of its characters."""

    chunk_id: str
    start: int = Field(strict=True, ge=0)


class Fact(Value):
    """A statement that at least one chunk makes; `support` counts the distinct chunks that do.

    One that is `reduced` has no typed relationship, because others or an attribute say the same.
    Under other `qualifiers` the same statement is another fact.
    """

    id: str
    head: str
    head_name: str
    type: str
    tail: str
    tail_name: str
    text: str
    support: int
    reduced: bool = False
    qualifiers: tuple[Qualifier, ...] = ()


DecisionKind = Literal[
    "merge", "separate", "split", "retype", "rename", "reject", "accept suggestion", "reject suggestion"
]


class Decision(Value):
    """Who decided what about which entities or statement, why, and whether it still holds (`undone_at` is None).

    All ids are those before any merge.

    - `merge`: the entity `source_origin` became part of `target_origin`.
    - `separate`: the two are different things, so no rule ever joins them, be it through a third.
    - `split`: what is named `source_origin` in the documents of `sources`, or in the `mentions`, is another thing, the entity
      `target_origin`, called `value` if that is given.
    - `retype`, `rename`: the type or the name of `source_origin` is `value`; `target_origin` is the same.
    - `reject`: the statement with head `source_origin`, relation type `relation` and tail `target_origin` is not true
      under these `qualifiers` ("start: 1999").
    - `accept suggestion`, `reject suggestion`: what a person holds of the statement with this head, relation type and tail,
      which no document made. It is no fact: only documents make facts, and they do so whatever was held.
    """

    id: str
    kind: DecisionKind
    source_origin: str
    target_origin: str
    relation: str | None = None
    value: str | None = None
    sources: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()
    reason: str
    score: float
    decided_by: str
    at: datetime
    undone_at: datetime | None = None


class DecisionOutcome(Value):
    """A decision with the entities it is about, as they are after it: one after a merge, both after its undoing or a split.

    `facts` are the facts that it rejects or brings back; their support is that of the texts, rejected or not.
    With `dry_run` it is what would be, and nothing was changed or kept.
    """

    decision: Decision
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...] = ()
    dry_run: bool


class MergeCandidate(Value):
    """Two entities that may be one thing, which is for a person to say: `score` is 0..1, higher is likelier.

    `source_words` and `target_words` are a sentence of each.
    """

    source: str
    source_name: str
    source_words: str
    target: str
    target_name: str
    target_words: str
    score: float
    reason: str


class Removal(Value):
    """What goes (or would go, in a dry run) with a document; names are readable, counts are exact."""

    document_id: str
    title: str
    chunks: int
    mentions: int
    evidence: int
    entities: tuple[str, ...]
    facts: tuple[str, ...]
    dry_run: bool


class KgeModel(Value):
    """A trained link predictor. `metrics` holds validation MRR and hits@10 of it and of the degree baseline."""

    version: int
    model: str
    graph_version: int
    metrics: dict[str, float]
    path: str
    trained_at: datetime
