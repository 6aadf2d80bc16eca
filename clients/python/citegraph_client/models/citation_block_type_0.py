from enum import StrEnum


class CitationBlockType0(StrEnum):
    CAPTION = "caption"
    CODE = "code"
    HEADING = "heading"
    ITEM = "item"
    NOTE = "note"
    PARAGRAPH = "paragraph"
    PICTURE = "picture"
    ROW = "row"

    def __str__(self) -> str:
        return str(self.value)
