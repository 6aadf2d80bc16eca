from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Usage")


@_attrs_define
class Usage:
    """What one extraction or answer cost; `model_calls` is 0 when it came from the cache or needed no model.

    Attributes:
        model (str | Unset):  Default: ''.
        model_calls (int | Unset):  Default: 0.
        input_tokens (int | Unset):  Default: 0.
        output_tokens (int | Unset):  Default: 0.
        latency_ms (float | Unset):  Default: 0.0.
    """

    model: str | Unset = ""
    model_calls: int | Unset = 0
    input_tokens: int | Unset = 0
    output_tokens: int | Unset = 0
    latency_ms: float | Unset = 0.0

    def to_dict(self) -> dict[str, Any]:
        model = self.model

        model_calls = self.model_calls

        input_tokens = self.input_tokens

        output_tokens = self.output_tokens

        latency_ms = self.latency_ms

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if model is not UNSET:
            field_dict["model"] = model
        if model_calls is not UNSET:
            field_dict["model_calls"] = model_calls
        if input_tokens is not UNSET:
            field_dict["input_tokens"] = input_tokens
        if output_tokens is not UNSET:
            field_dict["output_tokens"] = output_tokens
        if latency_ms is not UNSET:
            field_dict["latency_ms"] = latency_ms

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        model = d.pop("model", UNSET)

        model_calls = d.pop("model_calls", UNSET)

        input_tokens = d.pop("input_tokens", UNSET)

        output_tokens = d.pop("output_tokens", UNSET)

        latency_ms = d.pop("latency_ms", UNSET)

        usage = cls(
            model=model,
            model_calls=model_calls,
            input_tokens=input_tokens,
            output_tokens=output_tokens,
            latency_ms=latency_ms,
        )

        return usage
