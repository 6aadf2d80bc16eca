"""Everything that can be configured, in one frozen value; no other module reads the environment.

A setting comes from (first wins) an environment variable, the file `.env` in the current folder, its default.
"""

import ipaddress
from collections.abc import Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.conversations.settings import ConversationSettings
from api.jobs.settings import AdmissionSettings
from api.parts import AUTO, EXTRACTORS, SPLITTERS
from extraction.load.ocr.engines import ENGINES
from extraction.load.ocr.settings import OcrSettings
from extraction.load.vision import VisionSettings
from extraction.merging.settings import MergingSettings
from extraction.page_images.settings import PageImageSettings
from extraction.schema.draft import DraftSettings
from extraction.split.settings import SplitSettings
from extraction.web.settings import FetchSettings
from retrieval.settings import RetrievalSettings
from schemas.errors import ConfigError
from schemas.graph_schema import SchemaMode
from schemas.rates import MinuteLimits

ENV_PREFIX = "CITEGRAPH_"
PACKAGED_EMBEDDING_MODEL = "multilingual-e5-small"
_OPENAI_URL = "https://api.openai.com/v1"
_READ_ELSEWHERE = frozenset({"CITEGRAPH_BENCH_DATA"})  # by the benchmarks and their tests
ExtractionMode = Literal["tool", "prompt"]
EmbeddingPrecision = Literal["auto", "float32", "bfloat16"]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
Seconds = Annotated[float, Field(gt=0, le=3600)]


def default_home() -> Path:
    """Data folder: `.citegraph` in the checkout when run from one, else the user's data folder.

    It does not depend on the current folder, so that `ask` finds what `ingest` stored from wherever it is called.
    """
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file():
        return checkout / ".citegraph"
    return user_data_path("citegraph", appauthor=False)


class Settings(BaseSettings):
    """The configuration of one run; `load_settings` builds it."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX,
        env_nested_delimiter="__",
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        validate_default=True,
    )

    home: Path = Field(
        default_factory=default_home,
        description="Data folder: the local Neo4j, the job file, the original documents, trained link predictors. Default: `.citegraph` in the checkout, or the user's data folder when installed elsewhere; `/data` in the Docker image.",
    )
    cache_dir: Path = Field(
        default_factory=lambda: user_cache_path("citegraph", appauthor=False),
        description="Folder for what can be downloaded again: Neo4j's jars, Java. Default: the user's cache folder.",
    )
    graph: str = Field(
        default="default",
        pattern=r"^[a-z0-9][a-z0-9-]{0,40}$",
        description="Name of the graph. Without `NEO4J_URI` each name is a Neo4j server of its own; the name also tells its documents and jobs in the data folder apart.",
    )

    neo4j_uri: str | None = Field(
        default=None,
        validation_alias="NEO4J_URI",
        pattern=r"^(bolt|neo4j)(\+s|\+ssc)?://\S+$",
        description="Address of a Neo4j server to use, such as `bolt://localhost:7687`. Unset: CiteGraph starts a private one. A server given here is never stopped or wiped.",
    )
    neo4j_user: str = Field(
        default="neo4j", validation_alias="NEO4J_USER", description="User at that Neo4j server."
    )
    neo4j_password: SecretStr | None = Field(
        default=None, validation_alias="NEO4J_PASSWORD", description="Password at that Neo4j server."
    )
    neo4j_database: str = Field(
        default="neo4j", validation_alias="NEO4J_DATABASE", description="Database at that Neo4j server."
    )
    neo4j_timeout_s: Seconds = Field(
        default=5.0, description="Seconds to wait for Neo4j when asking whether it is there."
    )

    stalled_after_s: Seconds = Field(
        default=1800.0,
        description="Seconds after which `/readyz` says that something is wrong, when jobs are to be done and none goes on.",
    )

    openai_api_key: SecretStr | None = Field(
        default=None,
        validation_alias="OPENAI_API_KEY",
        description="Key for the chat model. With neither key nor base URL no chat model is used and no text leaves the machine.",
    )
    openai_base_url: str | None = Field(
        default=None,
        validation_alias="OPENAI_BASE_URL",
        pattern=r"^https?://\S+$",
        description="Address of an OpenAI-compatible endpoint, such as `http://localhost:11434/v1`. Default: OpenAI's own.",
    )
    chat_model: str = Field(
        default="gpt-4o-mini", min_length=1, description="Name of the chat model at that endpoint."
    )
    chat_temperature: Annotated[float, Field(ge=0, le=2)] | Literal["default"] = Field(
        default=0.0,
        description="Sampling temperature; `default` sends none, for models that refuse one.",
    )
    chat_timeout_s: Seconds = Field(
        default=60.0, description="Seconds to wait for one answer of the chat model."
    )
    chat_max_output_tokens: int = Field(
        default=4096, ge=64, le=131_072, description="Longest answer of the chat model, in tokens."
    )
    embedding_model: str = Field(
        default=PACKAGED_EMBEDDING_MODEL,
        min_length=1,
        description="Embedding model: `multilingual-e5-small` or `all-MiniLM-L6-v2` (English only, twice as fast), which are packaged and work offline, another sentence-transformers name, or a folder. A graph keeps the model it was built with: unset, that one is used.",
    )
    embedding_batch_size: int = Field(
        default=64,
        ge=1,
        le=2048,
        description="Most texts embedded at once; of long ones fewer are taken by themselves.",
    )
    embedding_precision: EmbeddingPrecision = Field(
        default="auto",
        description="Numbers that the embedding model computes with: `float32`, `bfloat16` (16 bits), or `auto`: 16 bits on processors that compute with them, where it is more than twice as fast.",
    )

    chat_limits: MinuteLimits = Field(
        default=MinuteLimits(),
        description="How many requests, and how many tokens, all processes of the graph together may send to a chat model in a minute. A request waits for its turn.",
    )

    extractor: str = Field(
        default=AUTO,
        description="What finds entities and facts: `llm` (the chat model), `rules` (grammar, no model), or `auto`: the chat model where one is configured, else the rules.",
    )
    extraction_mode: ExtractionMode = Field(
        default="tool",
        description="How the chat model returns what it found: `tool` (structured output) or `prompt` (JSON in the text, for models without it).",
    )
    llm_concurrency: int = Field(
        default=4, ge=1, le=64, description="Requests to the chat model at the same time during an ingest."
    )
    split: SplitSettings = Field(default=SplitSettings(), description="How documents are split into chunks.")
    vocabulary: str = Field(
        default="base",
        description="The relation and entity types to which what is found is brought: `base`, `general` (with wider relations, for a chat model), `film-music` or `companies`, which come with CiteGraph, the path of a YAML file of your own, or `none` (every wording stays a type of its own).",
    )
    least_confidence: float = Field(
        default=0.0,
        ge=0,
        le=1,
        description="How sure a statement must be to become a fact of the graph, from 0 (all of them) to 1. What is less sure is kept: after another value `citegraph schema apply` brings it back, or takes it out.",
    )
    draft: DraftSettings = Field(
        default=DraftSettings(), description="How the graph schema is drafted from what the first pass found."
    )
    merging: MergingSettings = Field(
        default=MergingSettings(),
        description="Whether and how the chat model is asked which of the relations and types that it found, and the vocabulary lacks, mean one that it has.",
    )
    retrieval: RetrievalSettings = Field(
        default=RetrievalSettings(),
        description="Thresholds and weights on the way from a question to an answer.",
    )
    schema_mode: SchemaMode = Field(
        default="auto",
        description="Graph schema: `auto` drafts and approves it by rule, `review` waits for a person's approval, `open` makes no second pass.",
    )

    jobs_url: SecretStr | None = Field(
        default=None,
        description="Database of the jobs and of the model cache: `postgresql://…` or `sqlite:///…`. Each graph needs one of its own. Default: a file in the data folder.",
    )

    files_url: str | None = Field(
        default=None,
        pattern=r"^s3://[^/\s?#]+(/[^\s?#]*)?$",
        description="Bucket of S3, or of a store that speaks its protocol, for the originals and texts of the documents: `s3://bucket/folder`. Keys and endpoint are in the variables `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT_URL` of the environment. Default: the data folder.",
    )

    conversations: ConversationSettings = Field(
        default=ConversationSettings(),
        description="How many conversations are kept, how much of each, and for how long.",
    )

    admission: AdmissionSettings = Field(
        default=AdmissionSettings(),
        description="How much may be ingested, how many jobs run side by side, and what needs a confirmation.",
    )

    host: str = Field(
        default="127.0.0.1",
        min_length=1,
        description="Address the API listens on. Another than this machine's own needs an API key.",
    )
    port: int = Field(
        default=8000, ge=0, le=65_535, description="Port the API listens on; 0 takes a free one."
    )
    api_key: SecretStr | None = Field(
        default=None,
        min_length=16,
        description="Key that every call but the health checks must carry (`X-API-Key` or `Authorization: Bearer`). At least 16 characters.",
    )
    max_upload_bytes: int = Field(
        default=50_000_000, ge=1_000, description="Largest document accepted, in bytes."
    )
    fetch: FetchSettings = Field(
        default=FetchSettings(), description="Documents from the web: whether and how they are fetched."
    )
    pages: PageImageSettings = Field(
        default=PageImageSettings(),
        description="Pictures of pages with the cited words marked: how finely they are drawn, and what that may cost.",
    )
    max_concurrent_questions: int = Field(
        default=32,
        ge=1,
        le=1024,
        description="Questions served at the same time; one more is answered with 503 and `Retry-After`.",
    )
    max_concurrent_uploads: int = Field(
        default=8,
        ge=1,
        le=256,
        description="Uploads received at the same time; one more is answered with 503 and `Retry-After`.",
    )
    header_timeout_s: Seconds = Field(
        default=10.0, description="Seconds within which the head of a request must have arrived."
    )
    body_timeout_s: Seconds = Field(
        default=300.0, description="Seconds within which the body of a request must have arrived."
    )
    run_jobs: bool = Field(
        default=True,
        description="Whether `citegraph serve` runs the jobs itself; without, it only queues them, and `citegraph worker` runs them.",
    )
    warm_up: bool = Field(
        default=True,
        description="Whether the API loads what questions need beside the first calls; `/readyz` says when all is there. Without, the first questions wait for it.",
    )
    reading_processes: int = Field(
        default=4,
        ge=1,
        le=64,
        description="Files that are read at the same time, each in a process of its own.",
    )
    reading_timeout_s: Seconds = Field(
        default=60.0, description="Seconds of computing that reading one file may take."
    )
    reading_memory_bytes: int = Field(
        default=1_000_000_000, ge=100_000_000, description="Bytes of memory that reading one file may take."
    )
    ocr: OcrSettings = Field(
        default=OcrSettings(), description="Whether and how text in scans and pictures is recognised."
    )
    vision: VisionSettings = Field(
        default=VisionSettings(), description="Whether and by which model figures and photos are described."
    )
    log_level: LogLevel = Field(default="INFO", description="Least severity that is logged.")
    otlp_endpoint: str | None = Field(
        default=None,
        validation_alias="OTEL_EXPORTER_OTLP_ENDPOINT",
        pattern=r"^https?://\S+$",
        description="Address of an OpenTelemetry collector that takes OTLP over HTTP, such as `http://localhost:4318`. Unset: no traces are made.",
    )
    debug: bool = Field(
        default=False,
        description="Show Python's traceback when a command fails (for those who work on CiteGraph).",
    )

    @field_validator("api_key")
    @classmethod
    def _check_key(cls, key: SecretStr | None) -> SecretStr | None:
        text = key.get_secret_value() if key else ""
        if not (text.isascii() and text.isprintable() and text == text.strip()):
            raise ValueError(
                "only ASCII letters, digits and signs can be sent in a header, and no space around them"
            )
        return key

    @field_validator("extractor")
    @classmethod
    def _check_extractor(cls, name: str) -> str:
        return _one_of("the extractor", name, (AUTO, *EXTRACTORS.names))

    @field_validator("split")
    @classmethod
    def _check_splitter(cls, split: SplitSettings) -> SplitSettings:
        _one_of("the strategy", split.strategy, SPLITTERS.names)
        return split

    @field_validator("ocr")
    @classmethod
    def _check_engine(cls, ocr: OcrSettings) -> OcrSettings:
        _one_of("the OCR engine", ocr.engine, tuple(ENGINES))
        return ocr

    @model_validator(mode="after")
    def _check(self) -> "Settings":
        if self.neo4j_uri and self.neo4j_password is None:
            raise ValueError(
                "NEO4J_URI is set, but NEO4J_PASSWORD is not (any value will do if the server asks for none)"
            )
        return self

    @property
    def has_chat_model(self) -> bool:
        """Whether a chat model is configured."""
        return bool(self.openai_base_url or (self.openai_api_key and self.openai_api_key.get_secret_value()))

    @property
    def chat_endpoint(self) -> str:
        """Address of the chat model, OpenAI's own where none is given."""
        return self.openai_base_url or _OPENAI_URL

    @property
    def graph_dir(self) -> Path:
        """Folder of what belongs to this graph and is not in Neo4j: documents as they came, jobs, link predictors.

        With a given server and no name of its own, the graph is known by the server's address.
        """
        name = self.graph
        if self.neo4j_uri and "graph" not in self.model_fields_set:
            name = f"at-{sha256(f'{self.neo4j_uri}/{self.neo4j_database}'.encode()).hexdigest()[:12]}"
        return self.home / "graphs" / name

    @property
    def files_address(self) -> str | None:
        """Where the files of this graph's documents are, if not in its folder."""
        return f"{self.files_url.rstrip('/')}/{self.graph_dir.name}" if self.files_url else None

    @property
    def documents_address(self) -> str:
        """What tells the documents of this graph from those of others, on all machines that have them."""
        return self.files_address or str(self.graph_dir.absolute())

    @property
    def jobs_file(self) -> Path:
        """The job file, used when no database is given by URL."""
        return self.graph_dir / "jobs.sqlite3"

    @property
    def shares_jobs(self) -> bool:
        """Whether the jobs are in a database that several machines can use, so that several processes may run them."""
        return self.jobs_url is not None and not self.jobs_url.get_secret_value().startswith("sqlite")

    @cached_property
    def jobs_database_url(self) -> str:
        """Address of the job database, with its password if it has one: never log it."""
        return self.jobs_url.get_secret_value() if self.jobs_url else f"sqlite:///{self.jobs_file}"

    @property
    def kge_dir(self) -> Path:
        """Folder of the trained link predictors."""
        return self.graph_dir / "kge"

    @property
    def evaluations_dir(self) -> Path:
        """Folder of the last runs of `citegraph eval`."""
        return self.graph_dir / "evaluations"


def _one_of(what: str, name: str, names: Sequence[str]) -> str:
    if name not in names:
        raise ValueError(f"{what} must be one of {', '.join(names)}")
    return name


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server that listens on `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def check_serving(settings: Settings) -> None:
    """Returns if the API may listen on the configured address.

    Raises:
        ConfigError: others could reach the API, and no key is set.
    """
    if is_loopback(settings.host) or settings.api_key:
        return
    raise ConfigError(
        f"refusing to listen on {settings.host} without a key: anyone who reaches this machine could read and delete documents",
        remedy="Set CITEGRAPH_API_KEY (16 characters or more), or listen on 127.0.0.1.",
    )


def variable_of(field: str) -> str:
    """Name of the environment variable of a setting."""
    alias = Settings.model_fields[field].validation_alias if field in Settings.model_fields else None
    return alias if isinstance(alias, str) else f"{ENV_PREFIX}{field.upper()}"


def unknown_variables(environment: Mapping[str, str]) -> list[str]:
    """Variables that look like ours and are none, such as a setting's name misspelt."""
    known = {variable_of(field) for field in Settings.model_fields}
    return sorted(
        name
        for name in environment
        if name.startswith(ENV_PREFIX)
        and name.partition("__")[0] not in known
        and name not in _READ_ELSEWHERE
    )


def _complaint(error: ValidationError) -> str:
    problems = []
    for item in error.errors(include_url=False, include_context=False, include_input=False):
        place = [str(part) for part in item["loc"]]
        name = (
            "__".join([variable_of(place[0].lower()), *(part.upper() for part in place[1:])]) if place else ""
        )
        message = item["msg"].removeprefix("Value error, ")
        problems.append(f"{name}: {message}" if name else message)
    return "; ".join(problems)


def load_settings(**overrides: object) -> Settings:
    """The settings of this run; `overrides` (by field name) win over environment and `.env`.

    Raises:
        ConfigError: a setting has a value that cannot be right; the message names its variable, never its value.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # pydantic checks the values
    except ValidationError as error:
        raise ConfigError(
            f"wrong setting: {_complaint(error)}",
            remedy="Correct it in the environment or in .env; docs/configuration.md lists all settings.",
        ) from error
