from enum import StrEnum


class RelationTypeTraitsItem(StrEnum):
    ALIAS = "alias"
    KIND = "kind"
    SYMMETRIC = "symmetric"
    TRANSITIVE = "transitive"

    def __str__(self) -> str:
        return str(self.value)
