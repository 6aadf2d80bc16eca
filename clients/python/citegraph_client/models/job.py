from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.job_kind import JobKind
from ..models.job_state import JobState
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.chunk_counts import ChunkCounts
    from ..models.failure_reason import FailureReason
    from ..models.ingest_warning import IngestWarning
    from ..models.job_estimate import JobEstimate
    from ..models.job_stage import JobStage
    from ..models.left_out import LeftOut
    from ..models.usage import Usage


T = TypeVar("T", bound="Job")


@_attrs_define
class Job:
    """An ingest, or what brings documents under an approved schema: its documents, how far it is, and what went wrong.

    Counts, failures and usage are those of ingests. `stage` is None unless the job is running; `cancelling` says that
    it was asked to stop and will at its next page or chunk.

        Attributes:
            id (str):
            state (JobState):
            created_at (datetime.datetime):
            kind (JobKind | Unset):  Default: JobKind.INGEST.
            stage (JobStage | None | Unset):
            cancelling (bool | Unset):  Default: False.
            document_ids (list[str] | Unset):
            estimate (JobEstimate | None | Unset):
            loose (ChunkCounts | Unset): Chunks of one pass; done + failed + pending is always total.
            strict (ChunkCounts | Unset): Chunks of one pass; done + failed + pending is always total.
            failures (list[FailureReason] | Unset):
            left_out (list[LeftOut] | Unset):
            warnings (list[IngestWarning] | Unset):
            usage (Usage | Unset): What one extraction or answer cost; `model_calls` is 0 when it came from the cache or
                needed no model.
            error (str | Unset):  Default: ''.
            remedy (str | Unset):  Default: ''.
            finished_at (datetime.datetime | None | Unset):
    """

    id: str
    state: JobState
    created_at: datetime.datetime
    kind: JobKind | Unset = JobKind.INGEST
    stage: JobStage | None | Unset = UNSET
    cancelling: bool | Unset = False
    document_ids: list[str] | Unset = UNSET
    estimate: JobEstimate | None | Unset = UNSET
    loose: ChunkCounts | Unset = UNSET
    strict: ChunkCounts | Unset = UNSET
    failures: list[FailureReason] | Unset = UNSET
    left_out: list[LeftOut] | Unset = UNSET
    warnings: list[IngestWarning] | Unset = UNSET
    usage: Usage | Unset = UNSET
    error: str | Unset = ""
    remedy: str | Unset = ""
    finished_at: datetime.datetime | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.job_estimate import JobEstimate
        from ..models.job_stage import JobStage

        id = self.id

        state = self.state.value

        created_at = self.created_at.isoformat()

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind.value

        stage: dict[str, Any] | None | Unset
        if isinstance(self.stage, Unset):
            stage = UNSET
        elif isinstance(self.stage, JobStage):
            stage = self.stage.to_dict()
        else:
            stage = self.stage

        cancelling = self.cancelling

        document_ids: list[str] | Unset = UNSET
        if not isinstance(self.document_ids, Unset):
            document_ids = self.document_ids

        estimate: dict[str, Any] | None | Unset
        if isinstance(self.estimate, Unset):
            estimate = UNSET
        elif isinstance(self.estimate, JobEstimate):
            estimate = self.estimate.to_dict()
        else:
            estimate = self.estimate

        loose: dict[str, Any] | Unset = UNSET
        if not isinstance(self.loose, Unset):
            loose = self.loose.to_dict()

        strict: dict[str, Any] | Unset = UNSET
        if not isinstance(self.strict, Unset):
            strict = self.strict.to_dict()

        failures: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.failures, Unset):
            failures = []
            for failures_item_data in self.failures:
                failures_item = failures_item_data.to_dict()
                failures.append(failures_item)

        left_out: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.left_out, Unset):
            left_out = []
            for left_out_item_data in self.left_out:
                left_out_item = left_out_item_data.to_dict()
                left_out.append(left_out_item)

        warnings: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.warnings, Unset):
            warnings = []
            for warnings_item_data in self.warnings:
                warnings_item = warnings_item_data.to_dict()
                warnings.append(warnings_item)

        usage: dict[str, Any] | Unset = UNSET
        if not isinstance(self.usage, Unset):
            usage = self.usage.to_dict()

        error = self.error

        remedy = self.remedy

        finished_at: None | str | Unset
        if isinstance(self.finished_at, Unset):
            finished_at = UNSET
        elif isinstance(self.finished_at, datetime.datetime):
            finished_at = self.finished_at.isoformat()
        else:
            finished_at = self.finished_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "state": state,
                "created_at": created_at,
            }
        )
        if kind is not UNSET:
            field_dict["kind"] = kind
        if stage is not UNSET:
            field_dict["stage"] = stage
        if cancelling is not UNSET:
            field_dict["cancelling"] = cancelling
        if document_ids is not UNSET:
            field_dict["document_ids"] = document_ids
        if estimate is not UNSET:
            field_dict["estimate"] = estimate
        if loose is not UNSET:
            field_dict["loose"] = loose
        if strict is not UNSET:
            field_dict["strict"] = strict
        if failures is not UNSET:
            field_dict["failures"] = failures
        if left_out is not UNSET:
            field_dict["left_out"] = left_out
        if warnings is not UNSET:
            field_dict["warnings"] = warnings
        if usage is not UNSET:
            field_dict["usage"] = usage
        if error is not UNSET:
            field_dict["error"] = error
        if remedy is not UNSET:
            field_dict["remedy"] = remedy
        if finished_at is not UNSET:
            field_dict["finished_at"] = finished_at

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.chunk_counts import ChunkCounts
        from ..models.failure_reason import FailureReason
        from ..models.ingest_warning import IngestWarning
        from ..models.job_estimate import JobEstimate
        from ..models.job_stage import JobStage
        from ..models.left_out import LeftOut
        from ..models.usage import Usage

        d = dict(src_dict)
        id = d.pop("id")

        state = JobState(d.pop("state"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        _kind = d.pop("kind", UNSET)
        kind: JobKind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = JobKind(_kind)

        def _parse_stage(data: object) -> JobStage | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                stage_type_0 = JobStage.from_dict(data)

                return stage_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(JobStage | None | Unset, data)

        stage = _parse_stage(d.pop("stage", UNSET))

        cancelling = d.pop("cancelling", UNSET)

        document_ids = cast(list[str], d.pop("document_ids", UNSET))

        def _parse_estimate(data: object) -> JobEstimate | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                estimate_type_0 = JobEstimate.from_dict(data)

                return estimate_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(JobEstimate | None | Unset, data)

        estimate = _parse_estimate(d.pop("estimate", UNSET))

        _loose = d.pop("loose", UNSET)
        loose: ChunkCounts | Unset
        if isinstance(_loose, Unset):
            loose = UNSET
        else:
            loose = ChunkCounts.from_dict(_loose)

        _strict = d.pop("strict", UNSET)
        strict: ChunkCounts | Unset
        if isinstance(_strict, Unset):
            strict = UNSET
        else:
            strict = ChunkCounts.from_dict(_strict)

        _failures = d.pop("failures", UNSET)
        failures: list[FailureReason] | Unset = UNSET
        if _failures is not UNSET:
            failures = []
            for failures_item_data in _failures:
                failures_item = FailureReason.from_dict(failures_item_data)

                failures.append(failures_item)

        _left_out = d.pop("left_out", UNSET)
        left_out: list[LeftOut] | Unset = UNSET
        if _left_out is not UNSET:
            left_out = []
            for left_out_item_data in _left_out:
                left_out_item = LeftOut.from_dict(left_out_item_data)

                left_out.append(left_out_item)

        _warnings = d.pop("warnings", UNSET)
        warnings: list[IngestWarning] | Unset = UNSET
        if _warnings is not UNSET:
            warnings = []
            for warnings_item_data in _warnings:
                warnings_item = IngestWarning.from_dict(warnings_item_data)

                warnings.append(warnings_item)

        _usage = d.pop("usage", UNSET)
        usage: Usage | Unset
        if isinstance(_usage, Unset):
            usage = UNSET
        else:
            usage = Usage.from_dict(_usage)

        error = d.pop("error", UNSET)

        remedy = d.pop("remedy", UNSET)

        def _parse_finished_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finished_at_type_0 = datetime.datetime.fromisoformat(data)

                return finished_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        finished_at = _parse_finished_at(d.pop("finished_at", UNSET))

        job = cls(
            id=id,
            state=state,
            created_at=created_at,
            kind=kind,
            stage=stage,
            cancelling=cancelling,
            document_ids=document_ids,
            estimate=estimate,
            loose=loose,
            strict=strict,
            failures=failures,
            left_out=left_out,
            warnings=warnings,
            usage=usage,
            error=error,
            remedy=remedy,
            finished_at=finished_at,
        )

        return job
