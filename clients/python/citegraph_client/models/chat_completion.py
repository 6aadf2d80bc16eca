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
    from ..models.choice import Choice
    from ..models.completion_usage import CompletionUsage


T = TypeVar("T", bound="ChatCompletion")


@_attrs_define
class ChatCompletion:
    """An answer in the form of OpenAI's chat completions.

    Attributes:
        id (str):
        created (int):
        choices (list[Choice]):
        usage (CompletionUsage): What the chat model took and gave; nothing where none is used.
        object_ (Literal['chat.completion'] | Unset):  Default: 'chat.completion'.
        model (str | Unset):  Default: 'citegraph'.
    """

    id: str
    created: int
    choices: list[Choice]
    usage: CompletionUsage
    object_: Literal["chat.completion"] | Unset = "chat.completion"
    model: str | Unset = "citegraph"

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        created = self.created

        choices = []
        for choices_item_data in self.choices:
            choices_item = choices_item_data.to_dict()
            choices.append(choices_item)

        usage = self.usage.to_dict()

        object_ = self.object_

        model = self.model

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "created": created,
                "choices": choices,
                "usage": usage,
            }
        )
        if object_ is not UNSET:
            field_dict["object"] = object_
        if model is not UNSET:
            field_dict["model"] = model

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.choice import Choice
        from ..models.completion_usage import CompletionUsage

        d = dict(src_dict)
        id = d.pop("id")

        created = d.pop("created")

        choices = []
        _choices = d.pop("choices")
        for choices_item_data in _choices:
            choices_item = Choice.from_dict(choices_item_data)

            choices.append(choices_item)

        usage = CompletionUsage.from_dict(d.pop("usage"))

        object_ = cast(Literal["chat.completion"] | Unset, d.pop("object", UNSET))
        if object_ != "chat.completion" and not isinstance(object_, Unset):
            raise ValueError(
                f"object must match const 'chat.completion', got '{object_}'"
            )

        model = d.pop("model", UNSET)

        chat_completion = cls(
            id=id,
            created=created,
            choices=choices,
            usage=usage,
            object_=object_,
            model=model,
        )

        return chat_completion
