from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.turn import Turn


T = TypeVar("T", bound="Conversation")


@_attrs_define
class Conversation:
    """The turns of a conversation that are kept, the first one first.

    Attributes:
        id (str):
        turns (list[Turn]):
    """

    id: str
    turns: list[Turn]

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        turns = []
        for turns_item_data in self.turns:
            turns_item = turns_item_data.to_dict()
            turns.append(turns_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "turns": turns,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.turn import Turn

        d = dict(src_dict)
        id = d.pop("id")

        turns = []
        _turns = d.pop("turns")
        for turns_item_data in _turns:
            turns_item = Turn.from_dict(turns_item_data)

            turns.append(turns_item)

        conversation = cls(
            id=id,
            turns=turns,
        )

        return conversation
