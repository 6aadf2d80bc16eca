"""The title a file states in its properties."""

import re

_NO_TITLE = re.compile(
    r"|untitled\b.*|\(?anonymous\)?|\(?unspecified\)?|word document|microsoft (?:word|powerpoint|excel)\b.*"
    r"|document\d*|제목 ?없음|.*\.(?:docx?|pdf|hwpx?|tex|dvi|indd|rtf|odt|txt)",
    re.IGNORECASE,
)
_MAX_CHARS = 300


def stated_title(title: str | None) -> str:
    """The title, or nothing where a program filled the field in ("untitled", "Microsoft Word - draft.docx")."""
    plain = " ".join((title or "").replace("\x00", " ").split())
    return "" if _NO_TITLE.fullmatch(plain) or len(plain) > _MAX_CHARS else plain
