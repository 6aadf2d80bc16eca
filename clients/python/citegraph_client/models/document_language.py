from enum import StrEnum


class DocumentLanguage(StrEnum):
    EN = "en"
    KO = "ko"
    OTHER = "other"

    def __str__(self) -> str:
        return str(self.value)
