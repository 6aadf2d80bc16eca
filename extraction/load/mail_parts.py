"""The parts of a message: what is shown of it, in order, and what is attached to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage

_DEEPEST = 50


@dataclass
class Shown:
    """A stretch of the message in up to two forms that say the same."""

    plain: list[EmailMessage] = field(default_factory=list)
    pages: list[EmailMessage] = field(default_factory=list)


@dataclass
class MailParts:
    """What the message shows, one after the other, and what is attached, as its pictures are."""

    shown: list[Shown] = field(default_factory=list)
    attached: list[EmailMessage] = field(default_factory=list)

    @classmethod
    def of(cls, message: EmailMessage) -> "MailParts":
        """The parts of this message; those of messages in it are not among them."""
        parts = cls()
        parts._take(message, None, 0)
        return parts

    def _take(self, part: EmailMessage, within: Shown | None, depth: int) -> None:
        """Take a part; `within` is what it is another form of."""
        kind = part.get_content_type()
        is_named = depth > 0 and bool(part.is_attachment() or part.get_filename())
        if kind in {"text/plain", "text/html"} and not is_named:
            if within is None:
                within = Shown()
                self.shown.append(within)
            (within.plain if kind == "text/plain" else within.pages).append(part)
        elif part.get_content_maintype() == "multipart" and depth < _DEEPEST:
            if kind == "multipart/alternative" and within is None:
                within = Shown()
                self.shown.append(within)
            for child in _children(part):
                self._take(child, within, depth + 1)
        elif within is None or part.get_content_maintype() != "text":
            self.attached.append(part)


def _children(part: EmailMessage) -> Iterator[EmailMessage]:
    return (child for child in part.iter_parts() if isinstance(child, EmailMessage))
