"""Messages (.eml), with their attachments."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from extraction.load.accounting import LeftOut, account_for_words, count_characters
from extraction.load.formats import Format, Formats
from extraction.load.html.reader import read_page
from extraction.load.loaded_text import LoadedText, TextBlock, check_text_length, join_blocks, join_texts
from extraction.load.mail_parts import MailParts, Shown
from extraction.load.members import Member, named_first
from extraction.load.plain_text import read_text
from schemas.errors import DocumentRejectedError
from schemas.warning import IngestWarning

_FIELDS = ("From", "To", "Cc", "Date")
_MOST_ATTACHMENTS = 100
_MUCH_MORE = 2
"""A page that says so many times more than the plain text beside it is read in its place: "Your program shows no pages"."""
_MESSAGE = "message/rfc822"
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
            parts = MailParts.of(message)
            attached = parts.attached
            mail = _message(message, parts.shown, name, max_bytes)
            seen, unread = list(_seen(message)), list(_unread(message, attached))
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
        kept = "\n".join(text.text for text in (mail, *texts))
        account = account_for_words(seen, kept, unread)
        return [mail.with_warnings((*account.warnings(), *warnings)), *texts]

    def find_member(self, content: bytes, path: str, *, max_bytes: int) -> Member | None:  # noqa: ARG002  an attachment is smaller than its message
        """The attachment whose number and name are the path, or with the separator its beginning; None where there is none.

        Raises:
            DocumentRejectedError: the message is damaged.
        """
        try:
            message = message_from_bytes(content, policy=policy.default)
            parts = MailParts.of(message).attached if isinstance(message, EmailMessage) else []
            parts = parts[:_MOST_ATTACHMENTS]
            named = {f"{number} {_name(part, number)}": part for number, part in enumerate(parts, start=1)}
            name = named_first(path, list(named))
            return None if name is None else Member(name, _content(named[name]))
        except _FAULTS as error:
            raise DocumentRejectedError(
                f"the message with {path} is damaged ({error})", remedy="Save what is attached as files."
            ) from error

    def with_members(self, change: Callable[[Format], Format]) -> "Mail":
        """The format, which reads what is attached with formats that were changed so."""
        return replace(self, attachments=tuple(map(change, self.attachments)))

    def _attachment(self, part: EmailMessage, number: int, max_bytes: int) -> Iterator[LoadedText]:
        name, content = _name(part, number), _content(part)
        formats = Formats((*self.attachments, self))
        kind = formats.find(name, part.get_content_type(), content)
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
    ending = ".eml" if part.get_content_type() == _MESSAGE else ""
    return " ".join((part.get_filename() or f"attachment {number}{ending}").split())


def _content(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload
    inner = next(iter(part.iter_parts()), None) if part.get_content_type() == _MESSAGE else None
    return (inner or part).as_bytes()


def _message(message: EmailMessage, shown: Sequence[Shown], name: str, max_bytes: int) -> LoadedText:
    subject = " ".join(str(message["Subject"] or "").split())
    lines = [f"{field}: {' '.join(str(message[field]).split())}" for field in _FIELDS if message[field]]
    head = join_blocks(
        (
            TextBlock(subject, "heading", 1),
            *(TextBlock(line, joined=place > 0) for place, line in enumerate(lines)),
        )
    )
    body = [text for stretch in shown for text in _stretch(stretch, name, max_bytes)]
    return replace(join_texts([head, *body]), title=subject or None)


def _stretch(shown: Shown, name: str, max_bytes: int) -> list[LoadedText]:
    """The plain form, unless there is none or the page says more."""
    plain = [read_text(_text(part).rstrip()) for part in shown.plain]
    pages = [read_page(page, name, max_bytes=max_bytes) for part in shown.pages if (page := _text(part))]
    said, on_pages = (sum(count_characters(text.text) for text in texts) for texts in (plain, pages))
    return pages if on_pages > _MUCH_MORE * said else plain


def _text(part: Message | None) -> str:
    text = part.get_content() if isinstance(part, EmailMessage) else ""
    return text if isinstance(text, str) else ""


def _seen(message: EmailMessage) -> Iterator[tuple[str, str]]:
    """The text of each part of plain text, with its number, wherever it is in the message."""
    for number, part in enumerate(message.walk()):
        if part.get_content_type() == "text/plain":
            yield f"part {number}", _text(part)


def _unread(message: EmailMessage, attached: Sequence[EmailMessage]) -> Iterator[LeftOut]:
    """Parts with text of another kind, such as invitations, which are not attached either."""
    for number, part in enumerate(message.walk()):
        is_other = part.get_content_maintype() == "text" and part.get_content_subtype() not in {
            "plain",
            "html",
        }
        if is_other and all(part is not each for each in attached):
            yield LeftOut(f"{part.get_content_type()} not read", _text(part), f"part {number}")
