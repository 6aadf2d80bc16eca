from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.analysis_language import AnalysisLanguage
from ..types import UNSET, Unset

T = TypeVar("T", bound="Analysis")


@_attrs_define
class Analysis:
    """What the question asks about: names to link, relation words to link, content words to search for.

    `question` is as it is read: a misspelt name as the documents write it.

        Attributes:
            question (str):
            language (AnalysisLanguage):
            names (list[str] | Unset):
            relations (list[str] | Unset):
            keywords (list[str] | Unset):
    """

    question: str
    language: AnalysisLanguage
    names: list[str] | Unset = UNSET
    relations: list[str] | Unset = UNSET
    keywords: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        question = self.question

        language = self.language.value

        names: list[str] | Unset = UNSET
        if not isinstance(self.names, Unset):
            names = self.names

        relations: list[str] | Unset = UNSET
        if not isinstance(self.relations, Unset):
            relations = self.relations

        keywords: list[str] | Unset = UNSET
        if not isinstance(self.keywords, Unset):
            keywords = self.keywords

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "question": question,
                "language": language,
            }
        )
        if names is not UNSET:
            field_dict["names"] = names
        if relations is not UNSET:
            field_dict["relations"] = relations
        if keywords is not UNSET:
            field_dict["keywords"] = keywords

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        question = d.pop("question")

        language = AnalysisLanguage(d.pop("language"))

        names = cast(list[str], d.pop("names", UNSET))

        relations = cast(list[str], d.pop("relations", UNSET))

        keywords = cast(list[str], d.pop("keywords", UNSET))

        analysis = cls(
            question=question,
            language=language,
            names=names,
            relations=relations,
            keywords=keywords,
        )

        return analysis
