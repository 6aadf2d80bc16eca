from enum import StrEnum


class ChannelResultStatus(StrEnum):
    FAILED = "failed"
    OFF = "off"
    RAN = "ran"

    def __str__(self) -> str:
        return str(self.value)
