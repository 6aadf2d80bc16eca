from enum import StrEnum


class AnalysisLanguage(StrEnum):
    EN = "en"
    KO = "ko"
    OTHER = "other"

    def __str__(self) -> str:
        return str(self.value)
