from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="PatternEffect")


@_attrs_define
class PatternEffect:
    """A form of statement in the graph, how many facts have it, and the form they would have; None: they would go.

    Attributes:
        pattern (str):
        facts (int):
        becomes (None | str | Unset):
    """

    pattern: str
    facts: int
    becomes: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        pattern = self.pattern

        facts = self.facts

        becomes: None | str | Unset
        if isinstance(self.becomes, Unset):
            becomes = UNSET
        else:
            becomes = self.becomes

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "pattern": pattern,
                "facts": facts,
            }
        )
        if becomes is not UNSET:
            field_dict["becomes"] = becomes

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        pattern = d.pop("pattern")

        facts = d.pop("facts")

        def _parse_becomes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        becomes = _parse_becomes(d.pop("becomes", UNSET))

        pattern_effect = cls(
            pattern=pattern,
            facts=facts,
            becomes=becomes,
        )

        return pattern_effect
