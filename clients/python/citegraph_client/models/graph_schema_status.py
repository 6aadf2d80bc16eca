from enum import StrEnum


class GraphSchemaStatus(StrEnum):
    APPROVED = "approved"
    DRAFT = "draft"
    SUPERSEDED = "superseded"

    def __str__(self) -> str:
        return str(self.value)
