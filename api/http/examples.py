"""Example values for the API's documentation: real values of the real types, so they cannot go out of date."""

from datetime import UTC, datetime

from evaluation.kept_reports import AnswerSummary, EvaluationSummary
from extraction.schema.diff import KindsDiff, Renaming, SchemaDiff
from extraction.schema.effect import PatternEffect, SchemaEffect
from extraction.schema.refinement import Refinement, Round
from schemas.api_key import ApiKey, NewApiKey
from schemas.conversation import Conversation, ConversationSummary, Referent, Turn
from schemas.document import Document
from schemas.extraction import Usage
from schemas.graph import Decision, DecisionOutcome, Entity, EntityMention, Fact, MergeCandidate, Removal
from schemas.graph_schema import EntityType, GraphSchema, Pattern, RelationType, SchemaVersion
from schemas.job import ChunkCounts, FailureReason, Job, JobEstimate, JobStage
from schemas.page_image import page_image_path
from schemas.recommendation import FacetCondition, Recommendation, RecommendedRecord
from schemas.retrieval import (
    Analysis,
    Answer,
    ChannelRank,
    ChannelResult,
    Citation,
    Link,
    Passage,
    RankedChunk,
    Retrieval,
    Trace,
)
from schemas.suggestion import JudgedSuggestion, Suggestion, SuggestionEvidence
from schemas.warning import IngestWarning

QUESTION = "Who wrote the notes on the Analytical Engine?"
_DOCUMENT = "5c0d3a1e7b2f4c6d8e9f0a1b2c3d4e5f"
_CHUNK = "9b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e"
_ENTITY = "1f2e3d4c5b6a79880716253443526170"
_AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
_TEXT = "Ada Lovelace wrote notes on the Analytical Engine. They were published in 1843."
_QUOTE = "Ada Lovelace wrote notes on the Analytical Engine."

DOCUMENT = Document(
    id=_DOCUMENT,
    source="notes/ada.md",
    sha256="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    title="Ada Lovelace",
    media_type="text/markdown",
    language="en",
    warnings=(
        IngestWarning(
            kind="page without text",
            place="page 3",
            remedy="If it is a scan, have its text recognised (OCR): `citegraph doctor` says what is needed.",
        ),
    ),
    ingested_at=_AT,
    ready_at=_AT,
)

REMOVAL = Removal(
    document_id=_DOCUMENT,
    title="Ada Lovelace",
    chunks=12,
    mentions=40,
    evidence=17,
    entities=("Analytical Engine",),
    facts=("Ada Lovelace write Analytical Engine notes",),
    dry_run=True,
)

JOB = Job(
    id="0123456789abcdef01234567-0",
    state="running",
    stage=JobStage(name="strict pass", done=120, total=312),
    document_ids=(_DOCUMENT,),
    estimate=JobEstimate(
        chunks=312, model_calls=624, input_tokens=812_000, output_tokens=187_200, price=0.2341
    ),
    loose=ChunkCounts(total=312, done=309, failed=3),
    strict=ChunkCounts(total=312, done=120, pending=192),
    failures=(FailureReason(reason="loose pass: malformed output: the answer is not JSON", count=3),),
    usage=Usage(
        model="gpt-4o-mini", model_calls=441, input_tokens=310_000, output_tokens=52_000, latency_ms=610_000
    ),
    created_at=_AT,
)

SCHEMA_JOB = Job(
    id="89abcdef0123456789abcdef-0",
    kind="schema",
    state="running",
    stage=JobStage(name="apply the schema", done=100, total=250),
    document_ids=(_DOCUMENT,),
    created_at=_AT,
)

CANDIDATE = MergeCandidate(
    source="2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f",
    source_name="에이다 러블레이스",
    source_words="에이다 러블레이스는 해석 기관에 관한 주석을 썼다.",
    target=_ENTITY,
    target_name="Ada Lovelace",
    target_words="Ada Lovelace wrote notes on the Analytical Engine.",
    score=0.75,
    reason='"Ada Lovelace" sounds like it (evidence 13.3, fit 0.16): "에이다 러블레이스".',
)
ENTITY = Entity(
    id=_ENTITY,
    name="Ada Lovelace",
    type="Person",
    key="ada lovelace",
    aliases=("Ada Lovelace", "Countess of Lovelace"),
    mentions=14,
)

DECISION = Decision(
    id="77aa01c2d3e4f5061728394a5b6c7d8e",
    kind="merge",
    source_origin="2a3b4c5d6e7f8091a2b3c4d5e6f70819",
    target_origin=_ENTITY,
    reason="her title",
    score=1.0,
    decided_by="mina",
    at=_AT,
)

OUTCOME = DecisionOutcome(decision=DECISION, entities=(ENTITY,), dry_run=False)

FACT = Fact(
    id="3c4d5e6f708192a3b4c5d6e7f8091a2b",
    head=_ENTITY,
    head_name="Ada Lovelace",
    type="LIVE_IN",
    tail="4d5e6f708192a3b4c5d6e7f8091a2b3c",
    tail_name="Ockham",
    text="Ada Lovelace live in Ockham",
    support=2,
)

MENTION = EntityMention(
    chunk_id=_CHUNK,
    start=0,
    surface="Ada Lovelace",
    words=_TEXT,
    document_id=_DOCUMENT,
    source="notes/ada.md",
    title="Ada Lovelace",
)

REJECTION = DecisionOutcome(
    decision=Decision(
        id="5e6f708192a3b4c5d6e7f8091a2b3c4d",
        kind="reject",
        source_origin=FACT.head,
        target_origin=FACT.tail,
        relation=FACT.type,
        reason="she only visited",
        score=1.0,
        decided_by="mina",
        at=_AT,
    ),
    entities=(ENTITY,),
    facts=(FACT,),
    dry_run=False,
)

SUGGESTION = Suggestion(
    head=FACT.head,
    head_name=FACT.head_name,
    relation="WORK_WITH",
    tail="6a7b8c9d0e1f2a3b4c5d6e7f80912a3b",
    tail_name="Charles Babbage",
    text=f"{FACT.head_name} work with Charles Babbage",
    score=0.31,
    evidence=(
        SuggestionEvidence(
            names="both",
            chunk_id=_CHUNK,
            document_id=_DOCUMENT,
            source=DOCUMENT.source,
            title=DOCUMENT.title,
            words="Ada Lovelace met Charles Babbage in 1833.",
        ),
    ),
)

JUDGED_SUGGESTION = JudgedSuggestion(
    decision_id="7081929a3b4c5d6e7f8091a2b3c4d5e6",
    accepted=True,
    support=0,
    reason="their letters",
    decided_by="mina",
    at=_AT,
    **SUGGESTION.model_dump(exclude={"score", "evidence"}),
)

SUGGESTION_ACCEPTED = DecisionOutcome(
    decision=Decision(
        id=JUDGED_SUGGESTION.decision_id,
        kind="accept suggestion",
        source_origin=SUGGESTION.head,
        target_origin=SUGGESTION.tail,
        relation=SUGGESTION.relation,
        reason=JUDGED_SUGGESTION.reason,
        score=1.0,
        decided_by="mina",
        at=_AT,
    ),
    entities=(ENTITY,),
    dry_run=False,
)

SCHEMA = GraphSchema(
    version=1,
    status="approved",
    entity_types=(
        EntityType(name="Person", count=120, examples=("Ada Lovelace",)),
        EntityType(name="Work", count=44, examples=("Analytical Engine notes",)),
    ),
    relation_types=(RelationType(name="WRITE", count=31, merged_from=("AUTHOR_OF",)),),
    patterns=(Pattern(head="Person", relation="WRITE", tail="Work", count=31, examples=(_QUOTE,)),),
    created_at=_AT,
)

SCHEMA_VERSION = SchemaVersion(
    version=2,
    status="approved",
    entity_types=24,
    relation_types=37,
    patterns=95,
    documents=10,
    made_by="mina",
    created_at=_AT,
    approved_by="mina",
    approved_at=_AT,
    reason="OWN and POSSESS are one",
)

SCHEMA_DIFF = SchemaDiff(
    before=1,
    after=2,
    entity_types=KindsDiff(added=("Ship",)),
    relation_types=KindsDiff(
        taken_over=(Renaming(before="OWN", after="OWNED_BY", inverted=True),), dropped=("SEEM",)
    ),
    added_patterns=("(Person)-[CAPTAIN_OF]->(Ship)",),
    dropped_patterns=("(Person)-[SEEM]->(Work)",),
)

REFINEMENT = Refinement(
    refined=SCHEMA.model_copy(update={"version": 2, "status": "draft"}),
    rounds=(
        Round(
            name="vocabulary",
            entity_types=2,
            relation_types=1,
            patterns=1,
            kept=0.74,
            gained=(),
            lost=(_QUOTE,),
        ),
    ),
)

EVALUATION = EvaluationSummary(
    measured_at=_AT,
    corpus={"data": "notes", "documents": 16, "questions": 70},
    methods={"fusion": {"recall@5": 0.94, "mrr": 0.91}},
    intervals={"fusion": {"recall@5": (0.88, 0.98), "mrr": (0.85, 0.96)}},
    answers=AnswerSummary(
        model="",
        judged_by="exact rules",
        questions=56,
        figures={"right": 0.75},
        intervals={"right": (0.63, 0.86)},
        kinds={"fact": {"questions": 21, "right": 0.86}},
        usage=Usage(),
    ),
)

SCHEMA_EFFECT = SchemaEffect(
    version=2,
    kept=412,
    changed=(
        PatternEffect(
            pattern="(Person)-[OWN]->(Company)", facts=31, becomes="(Company)-[OWNED_BY]->(Person)"
        ),
    ),
    lost=(PatternEffect(pattern="(Person)-[SEEM]->(Work)", facts=3),),
)

_TRACE = Trace(
    analysis=Analysis(
        question=QUESTION,
        language="en",
        names=("Analytical Engine",),
        keywords=("notes", "analytical", "engine"),
    ),
    links=(
        Link(
            surface="Analytical Engine",
            kind="entity",
            target=_ENTITY,
            name="Analytical Engine",
            how="exact alias",
            score=1.0,
        ),
    ),
    channels=(
        ChannelResult(
            channel="dense", status="ran", ranked=(RankedChunk(chunk_id=_CHUNK, score=0.82),), ms=14.0
        ),
        ChannelResult(channel="kge", status="off", note="no link predictor is trained"),
    ),
    weights={"dense": 1.0},
    ms={"analyse": 2.0, "channels": 41.0, "total": 47.0},
)

PASSAGE = Passage(
    document_id=_DOCUMENT,
    title="Ada Lovelace",
    source="notes/ada.md",
    text=_TEXT,
    start=0,
    end=len(_TEXT),
    heading="Life",
    chunk_ids=(_CHUNK,),
    hits=(_CHUNK,),
    score=0.91,
    channels=(ChannelRank(channel="dense", rank=1),),
)

RETRIEVAL = Retrieval(passages=(PASSAGE,), trace=_TRACE)

ANSWER = Answer(
    question=QUESTION,
    found=True,
    text="Ada Lovelace wrote them [1].",
    citations=(
        Citation(
            number=1,
            document_id=_DOCUMENT,
            title="Ada Lovelace",
            source="notes/ada.md",
            heading="Life",
            block="paragraph",
            chunk_id=_CHUNK,
            quote=_QUOTE,
            start=0,
            end=len(_QUOTE),
            channels=("dense",),
            image=page_image_path(_DOCUMENT, 1, [(0, len(_QUOTE))]),
        ),
    ),
    passages=(PASSAGE,),
    trace=_TRACE,
)

_RECORD = "6e7f8091a2b3c4d5e6f708192a3b4c5d"
_REASON = "Moomintroll wakes too early from his winter sleep and has to get to know the snow on his own."

RECOMMENDATION = Recommendation(
    wish="a quiet book for winter evenings",
    found=True,
    items=(
        RecommendedRecord(
            title="Moominland Midwinter",
            document_id=_RECORD,
            source="books.json#books-03",
            reason=_REASON,
            citations=(
                Citation(
                    number=1,
                    document_id=_RECORD,
                    title="Moominland Midwinter",
                    source="books.json#books-03",
                    block="paragraph",
                    chunk_id="7f8091a2b3c4d5e6f708192a3b4c5d6e",
                    quote=_REASON,
                    start=0,
                    end=len(_REASON),
                    channels=("dense", "keyword"),
                    image=page_image_path(_RECORD, 1, [(0, len(_REASON))]),
                ),
            ),
            facets={
                "author": ("Tove Jansson",),
                "year": ("1957",),
                "season": ("winter",),
                "mood": ("quiet",),
            },
            matched={"season": ("winter",), "mood": ("quiet",)},
            score=0.76,
        ),
    ),
    conditions=(
        FacetCondition(said="quiet", facets={"mood": ("quiet",)}, records=5),
        FacetCondition(said="winter", facets={"season": ("winter",)}, records=14),
    ),
    ms=31.0,
)

CONVERSATION = Conversation(
    id="ada-1",
    turns=(
        Turn(
            question=QUESTION,
            read_as=QUESTION,
            answer="Ada Lovelace wrote them [1].",
            found=True,
            wanted="person",
            answered=(
                Referent(entity_id=_ENTITY, name="Ada Lovelace", type="Person", surface="Ada Lovelace"),
            ),
            at=_AT,
        ),
    ),
)
CONVERSATION_SUMMARY = ConversationSummary(
    id="ada-1", first_question=QUESTION, turns=1, began_at=_AT, last_at=_AT
)

API_KEY = ApiKey(id="5f2c9a1e", name="the reading room", scopes=("read",), per_minute=60, made_at=_AT)

NEW_API_KEY = NewApiKey(**dict(API_KEY), secret="cg-…")  # noqa: S106  no secret but its form
