"""How much text a file may turn out to hold: a small PDF or Word file can unpack to a library."""

from schemas.errors import DocumentRejectedError


def check_text_length(name: str, chars: int, *, max_bytes: int) -> None:
    """Refuse a text of more characters than a file may have bytes.

    Characters, not bytes: Korean in CP949 has more bytes as UTF-8 than it had in its file.

    Raises:
        DocumentRejectedError: it is longer; `name` stands in the message.
    """
    if chars > max_bytes:
        raise DocumentRejectedError(
            f"{name} holds more text than the {max_bytes:,} characters a document may have",
            remedy="Split it into smaller files, or raise CITEGRAPH_MAX_UPLOAD_BYTES.",
        )
