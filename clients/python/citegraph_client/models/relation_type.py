from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.relation_type_traits_item import RelationTypeTraitsItem
from ..types import UNSET, Unset

T = TypeVar("T", bound="RelationType")


@_attrs_define
class RelationType:
    """A kind of relation: the lemma in UPPER_SNAKE, or the name that a person gave it.

    `merged_from` are the names it took over, `inverted_from` those it took over with head and tail exchanged, as
    OWNED_BY does with OWN. `head` and `tail` are the types that its ends may have, where a vocabulary says so: an end
    whose type is not known then has the only one that is possible. `traits` say how the graph shows it more simply.

        Attributes:
            name (str):
            definition (str | Unset):  Default: ''.
            head (list[str] | Unset):
            tail (list[str] | Unset):
            traits (list[RelationTypeTraitsItem] | Unset):
            count (int | Unset):  Default: 0.
            examples (list[str] | Unset):
            merged_from (list[str] | Unset):
            inverted_from (list[str] | Unset):
    """

    name: str
    definition: str | Unset = ""
    head: list[str] | Unset = UNSET
    tail: list[str] | Unset = UNSET
    traits: list[RelationTypeTraitsItem] | Unset = UNSET
    count: int | Unset = 0
    examples: list[str] | Unset = UNSET
    merged_from: list[str] | Unset = UNSET
    inverted_from: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        definition = self.definition

        head: list[str] | Unset = UNSET
        if not isinstance(self.head, Unset):
            head = self.head

        tail: list[str] | Unset = UNSET
        if not isinstance(self.tail, Unset):
            tail = self.tail

        traits: list[str] | Unset = UNSET
        if not isinstance(self.traits, Unset):
            traits = []
            for traits_item_data in self.traits:
                traits_item = traits_item_data.value
                traits.append(traits_item)

        count = self.count

        examples: list[str] | Unset = UNSET
        if not isinstance(self.examples, Unset):
            examples = self.examples

        merged_from: list[str] | Unset = UNSET
        if not isinstance(self.merged_from, Unset):
            merged_from = self.merged_from

        inverted_from: list[str] | Unset = UNSET
        if not isinstance(self.inverted_from, Unset):
            inverted_from = self.inverted_from

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )
        if definition is not UNSET:
            field_dict["definition"] = definition
        if head is not UNSET:
            field_dict["head"] = head
        if tail is not UNSET:
            field_dict["tail"] = tail
        if traits is not UNSET:
            field_dict["traits"] = traits
        if count is not UNSET:
            field_dict["count"] = count
        if examples is not UNSET:
            field_dict["examples"] = examples
        if merged_from is not UNSET:
            field_dict["merged_from"] = merged_from
        if inverted_from is not UNSET:
            field_dict["inverted_from"] = inverted_from

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        definition = d.pop("definition", UNSET)

        head = cast(list[str], d.pop("head", UNSET))

        tail = cast(list[str], d.pop("tail", UNSET))

        _traits = d.pop("traits", UNSET)
        traits: list[RelationTypeTraitsItem] | Unset = UNSET
        if _traits is not UNSET:
            traits = []
            for traits_item_data in _traits:
                traits_item = RelationTypeTraitsItem(traits_item_data)

                traits.append(traits_item)

        count = d.pop("count", UNSET)

        examples = cast(list[str], d.pop("examples", UNSET))

        merged_from = cast(list[str], d.pop("merged_from", UNSET))

        inverted_from = cast(list[str], d.pop("inverted_from", UNSET))

        relation_type = cls(
            name=name,
            definition=definition,
            head=head,
            tail=tail,
            traits=traits,
            count=count,
            examples=examples,
            merged_from=merged_from,
            inverted_from=inverted_from,
        )

        return relation_type
