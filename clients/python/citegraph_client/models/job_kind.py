from enum import StrEnum


class JobKind(StrEnum):
    INGEST = "ingest"
    SCHEMA = "schema"

    def __str__(self) -> str:
        return str(self.value)
