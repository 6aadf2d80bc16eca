from enum import StrEnum


class LinkKind(StrEnum):
    ENTITY = "entity"
    RELATION = "relation"

    def __str__(self) -> str:
        return str(self.value)
