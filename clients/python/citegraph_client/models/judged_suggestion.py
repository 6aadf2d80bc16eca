from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="JudgedSuggestion")


@_attrs_define
class JudgedSuggestion:
    """A suggestion that a person accepted or rejected; `support` counts the chunks that state it by now.

    Attributes:
        decision_id (str):
        accepted (bool):
        head (str):
        head_name (str):
        relation (str):
        tail (str):
        tail_name (str):
        text (str):
        support (int):
        reason (str):
        decided_by (str):
        at (datetime.datetime):
    """

    decision_id: str
    accepted: bool
    head: str
    head_name: str
    relation: str
    tail: str
    tail_name: str
    text: str
    support: int
    reason: str
    decided_by: str
    at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        decision_id = self.decision_id

        accepted = self.accepted

        head = self.head

        head_name = self.head_name

        relation = self.relation

        tail = self.tail

        tail_name = self.tail_name

        text = self.text

        support = self.support

        reason = self.reason

        decided_by = self.decided_by

        at = self.at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "decision_id": decision_id,
                "accepted": accepted,
                "head": head,
                "head_name": head_name,
                "relation": relation,
                "tail": tail,
                "tail_name": tail_name,
                "text": text,
                "support": support,
                "reason": reason,
                "decided_by": decided_by,
                "at": at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        decision_id = d.pop("decision_id")

        accepted = d.pop("accepted")

        head = d.pop("head")

        head_name = d.pop("head_name")

        relation = d.pop("relation")

        tail = d.pop("tail")

        tail_name = d.pop("tail_name")

        text = d.pop("text")

        support = d.pop("support")

        reason = d.pop("reason")

        decided_by = d.pop("decided_by")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        judged_suggestion = cls(
            decision_id=decision_id,
            accepted=accepted,
            head=head,
            head_name=head_name,
            relation=relation,
            tail=tail,
            tail_name=tail_name,
            text=text,
            support=support,
            reason=reason,
            decided_by=decided_by,
            at=at,
        )

        return judged_suggestion
