"""What formats have in common that read as the user's options say."""

from dataclasses import dataclass
from typing import Self

from extraction.load.decoding import Decoded, decode_text
from extraction.load.options import USUAL, ReadingOptions


@dataclass(frozen=True)
class ConfiguredFormat:
    """A format with options; what it does with them is its own.

    `charset` is how whoever sent the file says that its text is written, who may be wrong.
    """

    options: ReadingOptions = USUAL
    charset: str | None = None

    def configured(self, options: ReadingOptions, charset: str | None = None) -> Self:
        """The format, for files that are to be read as these options say."""
        return type(self)(options, charset)

    def decoded(self, content: bytes, name: str) -> Decoded:
        """The text of a file, in the encoding of the options where they name one.

        Raises:
            DocumentRejectedError: it is in no encoding that can be told, or is no text at all; `name` is in the message.
        """
        return decode_text(content, name, self.options.encoding, self.charset)
