from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.citation import Citation
    from ..models.page_image import PageImage
    from ..models.passage import Passage
    from ..models.trace import Trace


T = TypeVar("T", bound="Answer")


@_attrs_define
class Answer:
    """The answer with `[n]` marks, each one a checked citation; `found` is False when the documents do not say.

    `note` is what the asker should know of how the question was taken: which pronoun was read as whom, that no document
    has the
    page asked about; empty for most questions. `pages` are those that the question or the answer speaks of ("according
    to page 12").

        Attributes:
            question (str):
            found (bool):
            text (str):
            trace (Trace): How the passages were found, what it took and what it cost.

                `reading` says what the question was taken to mean: which pronoun is whom, on which page was looked, how a
                misspelt name is read. `notes` say what else
                a reader should know, such as a citation of the model's that was not true.
            note (str | Unset):  Default: ''.
            citations (list[Citation] | Unset):
            pages (list[PageImage] | Unset):
            passages (list[Passage] | Unset):
    """

    question: str
    found: bool
    text: str
    trace: Trace
    note: str | Unset = ""
    citations: list[Citation] | Unset = UNSET
    pages: list[PageImage] | Unset = UNSET
    passages: list[Passage] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        question = self.question

        found = self.found

        text = self.text

        trace = self.trace.to_dict()

        note = self.note

        citations: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.citations, Unset):
            citations = []
            for citations_item_data in self.citations:
                citations_item = citations_item_data.to_dict()
                citations.append(citations_item)

        pages: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.pages, Unset):
            pages = []
            for pages_item_data in self.pages:
                pages_item = pages_item_data.to_dict()
                pages.append(pages_item)

        passages: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.passages, Unset):
            passages = []
            for passages_item_data in self.passages:
                passages_item = passages_item_data.to_dict()
                passages.append(passages_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "question": question,
                "found": found,
                "text": text,
                "trace": trace,
            }
        )
        if note is not UNSET:
            field_dict["note"] = note
        if citations is not UNSET:
            field_dict["citations"] = citations
        if pages is not UNSET:
            field_dict["pages"] = pages
        if passages is not UNSET:
            field_dict["passages"] = passages

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.citation import Citation
        from ..models.page_image import PageImage
        from ..models.passage import Passage
        from ..models.trace import Trace

        d = dict(src_dict)
        question = d.pop("question")

        found = d.pop("found")

        text = d.pop("text")

        trace = Trace.from_dict(d.pop("trace"))

        note = d.pop("note", UNSET)

        _citations = d.pop("citations", UNSET)
        citations: list[Citation] | Unset = UNSET
        if _citations is not UNSET:
            citations = []
            for citations_item_data in _citations:
                citations_item = Citation.from_dict(citations_item_data)

                citations.append(citations_item)

        _pages = d.pop("pages", UNSET)
        pages: list[PageImage] | Unset = UNSET
        if _pages is not UNSET:
            pages = []
            for pages_item_data in _pages:
                pages_item = PageImage.from_dict(pages_item_data)

                pages.append(pages_item)

        _passages = d.pop("passages", UNSET)
        passages: list[Passage] | Unset = UNSET
        if _passages is not UNSET:
            passages = []
            for passages_item_data in _passages:
                passages_item = Passage.from_dict(passages_item_data)

                passages.append(passages_item)

        answer = cls(
            question=question,
            found=found,
            text=text,
            trace=trace,
            note=note,
            citations=citations,
            pages=pages,
            passages=passages,
        )

        return answer
