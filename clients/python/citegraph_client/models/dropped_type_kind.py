from enum import StrEnum


class DroppedTypeKind(StrEnum):
    ENTITY_TYPE = "entity type"
    PATTERN = "pattern"
    RELATION_TYPE = "relation type"

    def __str__(self) -> str:
        return str(self.value)
