from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.cypher_trace_origin import CypherTraceOrigin
from ..types import UNSET, Unset

T = TypeVar("T", bound="CypherTrace")


@_attrs_define
class CypherTrace:
    """A generated query and what became of it.

    Attributes:
        text (str):
        origin (CypherTraceOrigin):
        ran (bool):
        refused (str | Unset):  Default: ''.
        repaired (bool | Unset):  Default: False.
        rows (int | Unset):  Default: 0.
        ms (float | Unset):  Default: 0.0.
    """

    text: str
    origin: CypherTraceOrigin
    ran: bool
    refused: str | Unset = ""
    repaired: bool | Unset = False
    rows: int | Unset = 0
    ms: float | Unset = 0.0

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        origin = self.origin.value

        ran = self.ran

        refused = self.refused

        repaired = self.repaired

        rows = self.rows

        ms = self.ms

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "text": text,
                "origin": origin,
                "ran": ran,
            }
        )
        if refused is not UNSET:
            field_dict["refused"] = refused
        if repaired is not UNSET:
            field_dict["repaired"] = repaired
        if rows is not UNSET:
            field_dict["rows"] = rows
        if ms is not UNSET:
            field_dict["ms"] = ms

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        text = d.pop("text")

        origin = CypherTraceOrigin(d.pop("origin"))

        ran = d.pop("ran")

        refused = d.pop("refused", UNSET)

        repaired = d.pop("repaired", UNSET)

        rows = d.pop("rows", UNSET)

        ms = d.pop("ms", UNSET)

        cypher_trace = cls(
            text=text,
            origin=origin,
            ran=ran,
            refused=refused,
            repaired=repaired,
            rows=rows,
            ms=ms,
        )

        return cypher_trace
