from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.qualifier import Qualifier


T = TypeVar("T", bound="Fact")


@_attrs_define
class Fact:
    """A statement that at least one chunk makes; `support` counts the distinct chunks that do.

    One that is `reduced` has no typed relationship, because others or an attribute say the same.
    Under other `qualifiers` the same statement is another fact.

        Attributes:
            id (str):
            head (str):
            head_name (str):
            type_ (str):
            tail (str):
            tail_name (str):
            text (str):
            support (int):
            reduced (bool | Unset):  Default: False.
            qualifiers (list[Qualifier] | Unset):
    """

    id: str
    head: str
    head_name: str
    type_: str
    tail: str
    tail_name: str
    text: str
    support: int
    reduced: bool | Unset = False
    qualifiers: list[Qualifier] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        head = self.head

        head_name = self.head_name

        type_ = self.type_

        tail = self.tail

        tail_name = self.tail_name

        text = self.text

        support = self.support

        reduced = self.reduced

        qualifiers: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.qualifiers, Unset):
            qualifiers = []
            for qualifiers_item_data in self.qualifiers:
                qualifiers_item = qualifiers_item_data.to_dict()
                qualifiers.append(qualifiers_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "head": head,
                "head_name": head_name,
                "type": type_,
                "tail": tail,
                "tail_name": tail_name,
                "text": text,
                "support": support,
            }
        )
        if reduced is not UNSET:
            field_dict["reduced"] = reduced
        if qualifiers is not UNSET:
            field_dict["qualifiers"] = qualifiers

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.qualifier import Qualifier

        d = dict(src_dict)
        id = d.pop("id")

        head = d.pop("head")

        head_name = d.pop("head_name")

        type_ = d.pop("type")

        tail = d.pop("tail")

        tail_name = d.pop("tail_name")

        text = d.pop("text")

        support = d.pop("support")

        reduced = d.pop("reduced", UNSET)

        _qualifiers = d.pop("qualifiers", UNSET)
        qualifiers: list[Qualifier] | Unset = UNSET
        if _qualifiers is not UNSET:
            qualifiers = []
            for qualifiers_item_data in _qualifiers:
                qualifiers_item = Qualifier.from_dict(qualifiers_item_data)

                qualifiers.append(qualifiers_item)

        fact = cls(
            id=id,
            head=head,
            head_name=head_name,
            type_=type_,
            tail=tail,
            tail_name=tail_name,
            text=text,
            support=support,
            reduced=reduced,
            qualifiers=qualifiers,
        )

        return fact
