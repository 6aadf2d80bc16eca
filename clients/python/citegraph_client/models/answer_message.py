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
    from ..models.annotation import Annotation


T = TypeVar("T", bound="AnswerMessage")


@_attrs_define
class AnswerMessage:
    """The answer. `found` is ours: false where the documents do not say.

    Attributes:
        content (str):
        found (bool):
        role (Literal['assistant'] | Unset):  Default: 'assistant'.
        refusal (None | Unset):
        annotations (list[Annotation] | Unset):
    """

    content: str
    found: bool
    role: Literal["assistant"] | Unset = "assistant"
    refusal: None | Unset = UNSET
    annotations: list[Annotation] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        content = self.content

        found = self.found

        role = self.role

        refusal = self.refusal

        annotations: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.annotations, Unset):
            annotations = []
            for annotations_item_data in self.annotations:
                annotations_item = annotations_item_data.to_dict()
                annotations.append(annotations_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "content": content,
                "found": found,
            }
        )
        if role is not UNSET:
            field_dict["role"] = role
        if refusal is not UNSET:
            field_dict["refusal"] = refusal
        if annotations is not UNSET:
            field_dict["annotations"] = annotations

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.annotation import Annotation

        d = dict(src_dict)
        content = d.pop("content")

        found = d.pop("found")

        role = cast(Literal["assistant"] | Unset, d.pop("role", UNSET))
        if role != "assistant" and not isinstance(role, Unset):
            raise ValueError(f"role must match const 'assistant', got '{role}'")

        refusal = d.pop("refusal", UNSET)

        _annotations = d.pop("annotations", UNSET)
        annotations: list[Annotation] | Unset = UNSET
        if _annotations is not UNSET:
            annotations = []
            for annotations_item_data in _annotations:
                annotations_item = Annotation.from_dict(annotations_item_data)

                annotations.append(annotations_item)

        answer_message = cls(
            content=content,
            found=found,
            role=role,
            refusal=refusal,
            annotations=annotations,
        )

        return answer_message
