from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="JobEstimate")


@_attrs_define
class JobEstimate:
    """What a job may need at most: chunks, model calls and tokens; `price` where prices are set, in their currency.

    Attributes:
        chunks (int):
        model_calls (int | Unset):  Default: 0.
        input_tokens (int | Unset):  Default: 0.
        output_tokens (int | Unset):  Default: 0.
        price (float | None | Unset):
    """

    chunks: int
    model_calls: int | Unset = 0
    input_tokens: int | Unset = 0
    output_tokens: int | Unset = 0
    price: float | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        chunks = self.chunks

        model_calls = self.model_calls

        input_tokens = self.input_tokens

        output_tokens = self.output_tokens

        price: float | None | Unset
        if isinstance(self.price, Unset):
            price = UNSET
        else:
            price = self.price

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "chunks": chunks,
            }
        )
        if model_calls is not UNSET:
            field_dict["model_calls"] = model_calls
        if input_tokens is not UNSET:
            field_dict["input_tokens"] = input_tokens
        if output_tokens is not UNSET:
            field_dict["output_tokens"] = output_tokens
        if price is not UNSET:
            field_dict["price"] = price

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        chunks = d.pop("chunks")

        model_calls = d.pop("model_calls", UNSET)

        input_tokens = d.pop("input_tokens", UNSET)

        output_tokens = d.pop("output_tokens", UNSET)

        def _parse_price(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        price = _parse_price(d.pop("price", UNSET))

        job_estimate = cls(
            chunks=chunks,
            model_calls=model_calls,
            input_tokens=input_tokens,
            output_tokens=output_tokens,
            price=price,
        )

        return job_estimate
