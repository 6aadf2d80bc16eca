from enum import StrEnum


class ChunkLanguage(StrEnum):
    EN = "en"
    KO = "ko"
    OTHER = "other"

    def __str__(self) -> str:
        return str(self.value)
