from enum import StrEnum


class LinkHow(StrEnum):
    EXACT_ALIAS = "exact alias"
    EXACT_NAME = "exact name"
    VECTOR = "vector"

    def __str__(self) -> str:
        return str(self.value)
