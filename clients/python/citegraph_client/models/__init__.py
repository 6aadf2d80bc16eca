"""Contains all the data models used in inputs/outputs"""

from .add_documents_files_body import AddDocumentsFilesBody
from .add_documents_json_body_type_1 import AddDocumentsJsonBodyType1
from .add_documents_ocr_type_0 import AddDocumentsOcrType0
from .analysis import Analysis
from .analysis_language import AnalysisLanguage
from .annotation import Annotation
from .answer import Answer
from .answer_message import AnswerMessage
from .answer_summary import AnswerSummary
from .answer_summary_figures import AnswerSummaryFigures
from .answer_summary_intervals import AnswerSummaryIntervals
from .answer_summary_kinds import AnswerSummaryKinds
from .answer_summary_kinds_additional_property import (
    AnswerSummaryKindsAdditionalProperty,
)
from .api_key import ApiKey
from .api_key_scopes_item import ApiKeyScopesItem
from .approval import Approval
from .candidate_page import CandidatePage
from .channel_rank import ChannelRank
from .channel_rank_channel import ChannelRankChannel
from .channel_result import ChannelResult
from .channel_result_channel import ChannelResultChannel
from .channel_result_status import ChannelResultStatus
from .chat_completion import ChatCompletion
from .chat_message import ChatMessage
from .chat_message_role import ChatMessageRole
from .chat_request import ChatRequest
from .check import Check
from .choice import Choice
from .chunk import Chunk
from .chunk_counts import ChunkCounts
from .chunk_language import ChunkLanguage
from .citation import Citation
from .citation_block_type_0 import CitationBlockType0
from .citation_channels_item import CitationChannelsItem
from .completion_usage import CompletionUsage
from .content_part import ContentPart
from .conversation import Conversation
from .conversation_page import ConversationPage
from .conversation_summary import ConversationSummary
from .cypher_trace import CypherTrace
from .cypher_trace_origin import CypherTraceOrigin
from .decision import Decision
from .decision_kind import DecisionKind
from .decision_outcome import DecisionOutcome
from .decision_page import DecisionPage
from .document import Document
from .document_facets import DocumentFacets
from .document_language import DocumentLanguage
from .document_page import DocumentPage
from .dropped_type import DroppedType
from .dropped_type_kind import DroppedTypeKind
from .entity import Entity
from .entity_mention import EntityMention
from .entity_page import EntityPage
from .entity_type import EntityType
from .evaluation_page import EvaluationPage
from .evaluation_summary import EvaluationSummary
from .evaluation_summary_corpus import EvaluationSummaryCorpus
from .evaluation_summary_intervals import EvaluationSummaryIntervals
from .evaluation_summary_intervals_additional_property import (
    EvaluationSummaryIntervalsAdditionalProperty,
)
from .evaluation_summary_methods import EvaluationSummaryMethods
from .evaluation_summary_methods_additional_property import (
    EvaluationSummaryMethodsAdditionalProperty,
)
from .facet_condition import FacetCondition
from .facet_condition_facets import FacetConditionFacets
from .facet_value import FacetValue
from .facet_values import FacetValues
from .facet_values_facets import FacetValuesFacets
from .fact import Fact
from .fact_page import FactPage
from .failure_reason import FailureReason
from .field_problem import FieldProblem
from .get_schema_status_type_0 import GetSchemaStatusType0
from .graph_schema import GraphSchema
from .graph_schema_status import GraphSchemaStatus
from .health import Health
from .ingest_warning import IngestWarning
from .job import Job
from .job_estimate import JobEstimate
from .job_kind import JobKind
from .job_page import JobPage
from .job_stage import JobStage
from .job_state import JobState
from .judged_page import JudgedPage
from .judged_suggestion import JudgedSuggestion
from .judgement import Judgement
from .key_page import KeyPage
from .key_request import KeyRequest
from .key_request_scopes_item import KeyRequestScopesItem
from .kinds_diff import KindsDiff
from .left_out import LeftOut
from .link import Link
from .link_how import LinkHow
from .link_kind import LinkKind
from .mention_page import MentionPage
from .mention_place import MentionPlace
from .merge import Merge
from .merge_candidate import MergeCandidate
from .merges import Merges
from .merges_definitions import MergesDefinitions
from .model import Model
from .model_list import ModelList
from .new_api_key import NewApiKey
from .new_api_key_scopes_item import NewApiKeyScopesItem
from .page_image import PageImage
from .passage import Passage
from .pattern import Pattern
from .pattern_effect import PatternEffect
from .problem import Problem
from .qualifier import Qualifier
from .question import Question
from .ranked_chunk import RankedChunk
from .readiness import Readiness
from .recommendation import Recommendation
from .recommendation_options import RecommendationOptions
from .recommendation_options_facets import RecommendationOptionsFacets
from .recommended_record import RecommendedRecord
from .recommended_record_facets import RecommendedRecordFacets
from .recommended_record_matched import RecommendedRecordMatched
from .referent import Referent
from .refinement import Refinement
from .reject import Reject
from .relation_merge import RelationMerge
from .relation_type import RelationType
from .relation_type_traits_item import RelationTypeTraitsItem
from .removal import Removal
from .rename import Rename
from .renaming import Renaming
from .response_format import ResponseFormat
from .retrieval import Retrieval
from .retrieval_options import RetrievalOptions
from .retrieval_options_channels_type_0_item import RetrievalOptionsChannelsType0Item
from .retrieval_options_facets import RetrievalOptionsFacets
from .retype import Retype
from .round_ import Round
from .schema_diff import SchemaDiff
from .schema_effect import SchemaEffect
from .schema_version import SchemaVersion
from .schema_version_status import SchemaVersionStatus
from .schema_versions import SchemaVersions
from .separate import Separate
from .split import Split
from .stream_options import StreamOptions
from .suggestion import Suggestion
from .suggestion_evidence import SuggestionEvidence
from .suggestion_evidence_names import SuggestionEvidenceNames
from .suggestions import Suggestions
from .text_document import TextDocument
from .trace import Trace
from .trace_ms import TraceMs
from .trace_weights import TraceWeights
from .turn import Turn
from .type_merge import TypeMerge
from .url_citation import UrlCitation
from .usage import Usage
from .wished_for import WishedFor

__all__ = (
    "AddDocumentsFilesBody",
    "AddDocumentsJsonBodyType1",
    "AddDocumentsOcrType0",
    "Analysis",
    "AnalysisLanguage",
    "Annotation",
    "Answer",
    "AnswerMessage",
    "AnswerSummary",
    "AnswerSummaryFigures",
    "AnswerSummaryIntervals",
    "AnswerSummaryKinds",
    "AnswerSummaryKindsAdditionalProperty",
    "ApiKey",
    "ApiKeyScopesItem",
    "Approval",
    "CandidatePage",
    "ChannelRank",
    "ChannelRankChannel",
    "ChannelResult",
    "ChannelResultChannel",
    "ChannelResultStatus",
    "ChatCompletion",
    "ChatMessage",
    "ChatMessageRole",
    "ChatRequest",
    "Check",
    "Choice",
    "Chunk",
    "ChunkCounts",
    "ChunkLanguage",
    "Citation",
    "CitationBlockType0",
    "CitationChannelsItem",
    "CompletionUsage",
    "ContentPart",
    "Conversation",
    "ConversationPage",
    "ConversationSummary",
    "CypherTrace",
    "CypherTraceOrigin",
    "Decision",
    "DecisionKind",
    "DecisionOutcome",
    "DecisionPage",
    "Document",
    "DocumentFacets",
    "DocumentLanguage",
    "DocumentPage",
    "DroppedType",
    "DroppedTypeKind",
    "Entity",
    "EntityMention",
    "EntityPage",
    "EntityType",
    "EvaluationPage",
    "EvaluationSummary",
    "EvaluationSummaryCorpus",
    "EvaluationSummaryIntervals",
    "EvaluationSummaryIntervalsAdditionalProperty",
    "EvaluationSummaryMethods",
    "EvaluationSummaryMethodsAdditionalProperty",
    "FacetCondition",
    "FacetConditionFacets",
    "FacetValue",
    "FacetValues",
    "FacetValuesFacets",
    "Fact",
    "FactPage",
    "FailureReason",
    "FieldProblem",
    "GetSchemaStatusType0",
    "GraphSchema",
    "GraphSchemaStatus",
    "Health",
    "IngestWarning",
    "Job",
    "JobEstimate",
    "JobKind",
    "JobPage",
    "JobStage",
    "JobState",
    "JudgedPage",
    "JudgedSuggestion",
    "Judgement",
    "KeyPage",
    "KeyRequest",
    "KeyRequestScopesItem",
    "KindsDiff",
    "LeftOut",
    "Link",
    "LinkHow",
    "LinkKind",
    "MentionPage",
    "MentionPlace",
    "Merge",
    "MergeCandidate",
    "Merges",
    "MergesDefinitions",
    "Model",
    "ModelList",
    "NewApiKey",
    "NewApiKeyScopesItem",
    "PageImage",
    "Passage",
    "Pattern",
    "PatternEffect",
    "Problem",
    "Qualifier",
    "Question",
    "RankedChunk",
    "Readiness",
    "Recommendation",
    "RecommendationOptions",
    "RecommendationOptionsFacets",
    "RecommendedRecord",
    "RecommendedRecordFacets",
    "RecommendedRecordMatched",
    "Referent",
    "Refinement",
    "Reject",
    "RelationMerge",
    "RelationType",
    "RelationTypeTraitsItem",
    "Removal",
    "Rename",
    "Renaming",
    "ResponseFormat",
    "Retrieval",
    "RetrievalOptions",
    "RetrievalOptionsChannelsType0Item",
    "RetrievalOptionsFacets",
    "Retype",
    "Round",
    "SchemaDiff",
    "SchemaEffect",
    "SchemaVersion",
    "SchemaVersionStatus",
    "SchemaVersions",
    "Separate",
    "Split",
    "StreamOptions",
    "Suggestion",
    "SuggestionEvidence",
    "SuggestionEvidenceNames",
    "Suggestions",
    "TextDocument",
    "Trace",
    "TraceMs",
    "TraceWeights",
    "Turn",
    "TypeMerge",
    "UrlCitation",
    "Usage",
    "WishedFor",
)
