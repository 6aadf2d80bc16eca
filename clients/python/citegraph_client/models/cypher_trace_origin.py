from enum import StrEnum


class CypherTraceOrigin(StrEnum):
    MODEL = "model"
    TEMPLATE = "template"

    def __str__(self) -> str:
        return str(self.value)
