from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.referent import Referent


T = TypeVar("T", bound="Turn")


@_attrs_define
class Turn:
    """A question with its answer.

    `read_as` is what the question was read as after those before it; `wanted` the kind of thing it asked for, `head`
    the noun
    of "which firm"; `named` is what it names, `answered` what the first cited sentence names, in the order of the text,
    `beside` what the others name.

        Attributes:
            question (str):
            read_as (str):
            answer (str):
            found (bool):
            at (datetime.datetime):
            wanted (str | Unset):  Default: ''.
            head (str | Unset):  Default: ''.
            named (list[Referent] | Unset):
            answered (list[Referent] | Unset):
            beside (list[Referent] | Unset):
    """

    question: str
    read_as: str
    answer: str
    found: bool
    at: datetime.datetime
    wanted: str | Unset = ""
    head: str | Unset = ""
    named: list[Referent] | Unset = UNSET
    answered: list[Referent] | Unset = UNSET
    beside: list[Referent] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        question = self.question

        read_as = self.read_as

        answer = self.answer

        found = self.found

        at = self.at.isoformat()

        wanted = self.wanted

        head = self.head

        named: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.named, Unset):
            named = []
            for named_item_data in self.named:
                named_item = named_item_data.to_dict()
                named.append(named_item)

        answered: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.answered, Unset):
            answered = []
            for answered_item_data in self.answered:
                answered_item = answered_item_data.to_dict()
                answered.append(answered_item)

        beside: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.beside, Unset):
            beside = []
            for beside_item_data in self.beside:
                beside_item = beside_item_data.to_dict()
                beside.append(beside_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "question": question,
                "read_as": read_as,
                "answer": answer,
                "found": found,
                "at": at,
            }
        )
        if wanted is not UNSET:
            field_dict["wanted"] = wanted
        if head is not UNSET:
            field_dict["head"] = head
        if named is not UNSET:
            field_dict["named"] = named
        if answered is not UNSET:
            field_dict["answered"] = answered
        if beside is not UNSET:
            field_dict["beside"] = beside

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.referent import Referent

        d = dict(src_dict)
        question = d.pop("question")

        read_as = d.pop("read_as")

        answer = d.pop("answer")

        found = d.pop("found")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        wanted = d.pop("wanted", UNSET)

        head = d.pop("head", UNSET)

        _named = d.pop("named", UNSET)
        named: list[Referent] | Unset = UNSET
        if _named is not UNSET:
            named = []
            for named_item_data in _named:
                named_item = Referent.from_dict(named_item_data)

                named.append(named_item)

        _answered = d.pop("answered", UNSET)
        answered: list[Referent] | Unset = UNSET
        if _answered is not UNSET:
            answered = []
            for answered_item_data in _answered:
                answered_item = Referent.from_dict(answered_item_data)

                answered.append(answered_item)

        _beside = d.pop("beside", UNSET)
        beside: list[Referent] | Unset = UNSET
        if _beside is not UNSET:
            beside = []
            for beside_item_data in _beside:
                beside_item = Referent.from_dict(beside_item_data)

                beside.append(beside_item)

        turn = cls(
            question=question,
            read_as=read_as,
            answer=answer,
            found=found,
            at=at,
            wanted=wanted,
            head=head,
            named=named,
            answered=answered,
            beside=beside,
        )

        return turn
