from enum import StrEnum


class DecisionKind(StrEnum):
    ACCEPT_SUGGESTION = "accept suggestion"
    MERGE = "merge"
    REJECT = "reject"
    REJECT_SUGGESTION = "reject suggestion"
    RENAME = "rename"
    RETYPE = "retype"
    SEPARATE = "separate"
    SPLIT = "split"

    def __str__(self) -> str:
        return str(self.value)
