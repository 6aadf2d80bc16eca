from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.passage import Passage
    from ..models.trace import Trace


T = TypeVar("T", bound="Retrieval")


@_attrs_define
class Retrieval:
    """Ranked passages, best first, with their trace.

    Attributes:
        passages (list[Passage]):
        trace (Trace): How the passages were found, what it took and what it cost.

            `reading` says what the question was taken to mean: which pronoun is whom, on which page was looked, how a
            misspelt name is read. `notes` say what else
            a reader should know, such as a citation of the model's that was not true.
    """

    passages: list[Passage]
    trace: Trace

    def to_dict(self) -> dict[str, Any]:
        passages = []
        for passages_item_data in self.passages:
            passages_item = passages_item_data.to_dict()
            passages.append(passages_item)

        trace = self.trace.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "passages": passages,
                "trace": trace,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.passage import Passage
        from ..models.trace import Trace

        d = dict(src_dict)
        passages = []
        _passages = d.pop("passages")
        for passages_item_data in _passages:
            passages_item = Passage.from_dict(passages_item_data)

            passages.append(passages_item)

        trace = Trace.from_dict(d.pop("trace"))

        retrieval = cls(
            passages=passages,
            trace=trace,
        )

        return retrieval
