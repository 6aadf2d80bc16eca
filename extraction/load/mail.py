"""Messages (.eml), with their attachments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.message import EmailMessage

from extraction.load.formats import Format, Formats
from extraction.load.html.reader import read_page
from extraction.load.loaded_text import LoadedText, TextBlock, check_text_length, join_blocks, join_texts
from extraction.load.members import Member, named_first
from extraction.load.plain_text import read_text
from schemas.errors import DocumentRejectedError
from schemas.warning import IngestWarning

_FIELDS = ("From", "To", "Cc", "Date")
_MOST_ATTACHMENTS = 100
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError)


@dataclass(frozen=True)
class Mail:
    """Messages; attachments are read by these formats, each as a document of its own."""

    attachments: tuple[Format, ...] = ()
    name = "mail"
    media_types = ("message/rfc822",)
    suffixes = (".eml",)

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """The message with its subject, who wrote it, to whom and when; then what is attached.

        Raises:
            DocumentRejectedError: it is no message, or holds too much.
        """
        try:
            message = message_from_bytes(content, policy=policy.default)
            if not isinstance(message, EmailMessage) or not (message["From"] or message["Subject"]):
                raise DocumentRejectedError(
                    f"{name} is not a message: it has neither a sender nor a subject",
                    remedy="Save it as .txt.",
                )
            mail = _message(message, name, max_bytes)
            attached = list(message.iter_attachments())
        except _FAULTS as error:
            raise DocumentRejectedError(
                f"{name} is a damaged message ({error})", remedy="Save its text as .txt."
            ) from error
        check_text_length(name, len(mail.text), max_bytes=max_bytes)
        texts: list[LoadedText] = []
        warnings: list[IngestWarning] = []
        for number, part in enumerate(attached[:_MOST_ATTACHMENTS], start=1):
            try:
                texts.extend(self._attachment(part, number, max_bytes))
            except DocumentRejectedError as error:
                place = part.get_filename() or f"attachment {number}"
                warnings.append(
                    IngestWarning(kind="attachment not read", place=place, remedy=f"{error}. {error.remedy}")
                )
        if more := len(attached[_MOST_ATTACHMENTS:]):
            warnings.append(
                IngestWarning(kind="attachment not read", count=more, remedy="Save them as files.")
            )
        return [replace(mail, warnings=(*mail.warnings, *warnings)), *texts]

    def find_member(self, content: bytes, path: str, *, max_bytes: int) -> Member | None:  # noqa: ARG002  an attachment is smaller than its message
        """The attachment whose number and name are the path, or with the separator its beginning; None where there is none.

        Raises:
            DocumentRejectedError: the message is damaged.
        """
        try:
            message = message_from_bytes(content, policy=policy.default)
            parts = list(message.iter_attachments())[:_MOST_ATTACHMENTS]
            named = {f"{number} {_name(part, number)}": part for number, part in enumerate(parts, start=1)}
            name = named_first(path, list(named))
            return None if name is None else Member(name, _content(named[name]))
        except _FAULTS as error:
            raise DocumentRejectedError(
                f"the message with {path} is damaged ({error})", remedy="Save what is attached as files."
            ) from error

    def _attachment(self, part: EmailMessage, number: int, max_bytes: int) -> Iterator[LoadedText]:
        name, content = _name(part, number), _content(part)
        kind = Formats(self.attachments).find(name, part.get_content_type(), content)
        for loaded in kind.read(content, name, max_bytes=max_bytes):
            inner = f"{number} {name}#{loaded.part}" if loaded.part else f"{number} {name}"
            media_type = loaded.media_type or kind.media_types[0]
            yield replace(
                loaded,
                part=inner,
                content=loaded.content or content,
                media_type=media_type,
                title=loaded.title or name,
            )


def _name(part: EmailMessage, number: int) -> str:
    return " ".join((part.get_filename() or f"attachment {number}").split())


def _content(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else part.as_bytes()


def _message(message: EmailMessage, name: str, max_bytes: int) -> LoadedText:
    subject = " ".join(str(message["Subject"] or "").split())
    lines = [f"{field}: {' '.join(str(message[field]).split())}" for field in _FIELDS if message[field]]
    head = join_blocks(
        (
            TextBlock(subject, "heading", 1),
            *(TextBlock(line, joined=place > 0) for place, line in enumerate(lines)),
        )
    )
    return replace(join_texts([head, _body(message, name, max_bytes)]), title=subject or None)


def _body(message: EmailMessage, name: str, max_bytes: int) -> LoadedText:
    body = message.get_body(("plain", "html"))
    if body is None:
        return LoadedText("")
    text = body.get_content()
    if not isinstance(text, str):
        return LoadedText("")
    if body.get_content_subtype() == "html":
        return read_page(text, name, max_bytes=max_bytes)
    return read_text(text)
