from enum import StrEnum


class SuggestionEvidenceNames(StrEnum):
    BOTH = "both"
    HEAD = "head"
    TAIL = "tail"

    def __str__(self) -> str:
        return str(self.value)
