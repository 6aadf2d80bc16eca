from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.link_how import LinkHow
from ..models.link_kind import LinkKind

T = TypeVar("T", bound="Link")


@_attrs_define
class Link:
    """A piece of the question tied to the graph, how, and how surely (`score` 0..1, higher is better).

    `target` is an entity id or a relation type; `name` is readable.

        Attributes:
            surface (str):
            kind (LinkKind):
            target (str):
            name (str):
            how (LinkHow):
            score (float):
    """

    surface: str
    kind: LinkKind
    target: str
    name: str
    how: LinkHow
    score: float

    def to_dict(self) -> dict[str, Any]:
        surface = self.surface

        kind = self.kind.value

        target = self.target

        name = self.name

        how = self.how.value

        score = self.score

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "surface": surface,
                "kind": kind,
                "target": target,
                "name": name,
                "how": how,
                "score": score,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        surface = d.pop("surface")

        kind = LinkKind(d.pop("kind"))

        target = d.pop("target")

        name = d.pop("name")

        how = LinkHow(d.pop("how"))

        score = d.pop("score")

        link = cls(
            surface=surface,
            kind=kind,
            target=target,
            name=name,
            how=how,
            score=score,
        )

        return link
