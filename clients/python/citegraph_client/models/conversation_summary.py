from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ConversationSummary")


@_attrs_define
class ConversationSummary:
    """A conversation by its first question, the number of its turns that are kept, and when it began and went on.

    Attributes:
        id (str):
        first_question (str):
        turns (int):
        began_at (datetime.datetime):
        last_at (datetime.datetime):
    """

    id: str
    first_question: str
    turns: int
    began_at: datetime.datetime
    last_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        first_question = self.first_question

        turns = self.turns

        began_at = self.began_at.isoformat()

        last_at = self.last_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "first_question": first_question,
                "turns": turns,
                "began_at": began_at,
                "last_at": last_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        first_question = d.pop("first_question")

        turns = d.pop("turns")

        began_at = datetime.datetime.fromisoformat(d.pop("began_at"))

        last_at = datetime.datetime.fromisoformat(d.pop("last_at"))

        conversation_summary = cls(
            id=id,
            first_question=first_question,
            turns=turns,
            began_at=began_at,
            last_at=last_at,
        )

        return conversation_summary
