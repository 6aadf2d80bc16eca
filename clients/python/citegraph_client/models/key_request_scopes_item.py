from enum import StrEnum


class KeyRequestScopesItem(StrEnum):
    ADMIN = "admin"
    CURATE = "curate"
    READ = "read"
    WRITE = "write"

    def __str__(self) -> str:
        return str(self.value)
