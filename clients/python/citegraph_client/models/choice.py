from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.answer_message import AnswerMessage


T = TypeVar("T", bound="Choice")


@_attrs_define
class Choice:
    """The one answer.

    Attributes:
        message (AnswerMessage): The answer. `found` is ours: false where the documents do not say.
        index (int | Unset):  Default: 0.
        logprobs (None | Unset):
        finish_reason (Literal['stop'] | Unset):  Default: 'stop'.
    """

    message: AnswerMessage
    index: int | Unset = 0
    logprobs: None | Unset = UNSET
    finish_reason: Literal["stop"] | Unset = "stop"

    def to_dict(self) -> dict[str, Any]:
        message = self.message.to_dict()

        index = self.index

        logprobs = self.logprobs

        finish_reason = self.finish_reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "message": message,
            }
        )
        if index is not UNSET:
            field_dict["index"] = index
        if logprobs is not UNSET:
            field_dict["logprobs"] = logprobs
        if finish_reason is not UNSET:
            field_dict["finish_reason"] = finish_reason

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.answer_message import AnswerMessage

        d = dict(src_dict)
        message = AnswerMessage.from_dict(d.pop("message"))

        index = d.pop("index", UNSET)

        logprobs = d.pop("logprobs", UNSET)

        finish_reason = cast(Literal["stop"] | Unset, d.pop("finish_reason", UNSET))
        if finish_reason != "stop" and not isinstance(finish_reason, Unset):
            raise ValueError(
                f"finish_reason must match const 'stop', got '{finish_reason}'"
            )

        choice = cls(
            message=message,
            index=index,
            logprobs=logprobs,
            finish_reason=finish_reason,
        )

        return choice
