from enum import StrEnum


class SchemaVersionStatus(StrEnum):
    APPROVED = "approved"
    DRAFT = "draft"
    SUPERSEDED = "superseded"

    def __str__(self) -> str:
        return str(self.value)
