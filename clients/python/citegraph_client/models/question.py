from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.retrieval_options import RetrievalOptions


T = TypeVar("T", bound="Question")


@_attrs_define
class Question:
    """A question and how to look for its answer.

    Attributes:
        question (str): In English or Korean, in your own words.
        options (RetrievalOptions | Unset): What the caller may choose.

            `channels` None: all of them; `window` is the number of neighbour chunks on each side of a hit. `facets` ask for
            documents whose records state one of the values of each, whatever the case of letters.
        conversation_id (None | str | Unset): What you call the conversation that the question belongs to: it is
            understood after those before it, and kept for those that follow. Who knows the id and the key can read it.
    """

    question: str
    options: RetrievalOptions | Unset = UNSET
    conversation_id: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        question = self.question

        options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.options, Unset):
            options = self.options.to_dict()

        conversation_id: None | str | Unset
        if isinstance(self.conversation_id, Unset):
            conversation_id = UNSET
        else:
            conversation_id = self.conversation_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "question": question,
            }
        )
        if options is not UNSET:
            field_dict["options"] = options
        if conversation_id is not UNSET:
            field_dict["conversation_id"] = conversation_id

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.retrieval_options import RetrievalOptions

        d = dict(src_dict)
        question = d.pop("question")

        _options = d.pop("options", UNSET)
        options: RetrievalOptions | Unset
        if isinstance(_options, Unset):
            options = UNSET
        else:
            options = RetrievalOptions.from_dict(_options)

        def _parse_conversation_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        conversation_id = _parse_conversation_id(d.pop("conversation_id", UNSET))

        question = cls(
            question=question,
            options=options,
            conversation_id=conversation_id,
        )

        return question
