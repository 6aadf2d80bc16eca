"""From bytes to text, without guessing where a guess could be wrong."""

import codecs
import re

from extraction.load.clean_text import count_unreadable
from kg.text.hangul import HANGUL_SYLLABLE
from schemas.errors import DocumentRejectedError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAVE_AS_UTF8 = "Save the file as UTF-8 and try again."
_BINARY_SHARE = 0.05
_KOREAN_SHARE = 0.8
_SAMPLE_CHARS = 100_000
_FOREIGN = re.compile(r"[^\x00-\x7f]")


def decode_text(content: bytes, name: str) -> str:
    """The text of a file that is UTF-8, UTF-16 or UTF-32 with a byte order mark, or Korean in CP949 (EUC-KR).

    Raises:
        DocumentRejectedError: it is in none of these encodings, or is not text at all; `name` is in the message.
    """
    text = _decode_marked(content, name)
    if text is None:
        text = _decode_unmarked(content, name)
    _refuse_binary(text, name)
    return text


def _decode_marked(content: bytes, name: str) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise DocumentRejectedError(
                    f"{name} begins as {encoding.upper()} text but is damaged at byte {error.start + len(mark)}",
                    remedy=_SAVE_AS_UTF8,
                ) from error
    return None


def _decode_unmarked(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        text = decode_korean(content)
        if text is not None:
            return text
        if b"\x00" in content:
            raise _not_text(name) from error
        raise DocumentRejectedError(
            f"{name} is neither UTF-8 text (see byte {error.start}) nor Korean in CP949",
            remedy=_SAVE_AS_UTF8,
        ) from error


def decode_korean(content: bytes) -> str | None:
    """The text if the bytes are CP949 and read as Korean, else None.

    Many files in other encodings decode as CP949 too, into rare syllables and Chinese characters: so what is not
    ASCII must be mostly Hangul of the 2,350 syllables of KS X 1001, which everyday Korean is written in.
    """
    try:
        text = content.decode("cp949")
    except UnicodeDecodeError:
        return None
    foreign = [character for character in _FOREIGN.findall(text[:_SAMPLE_CHARS]) if character.isalnum()]
    hangul = [character for character in foreign if HANGUL_SYLLABLE.match(character)]
    everyday = sum(1 for character in hangul if _is_everyday(character))
    return text if foreign and everyday >= _KOREAN_SHARE * len(foreign) else None


def _is_everyday(syllable: str) -> bool:
    return len(syllable.encode("euc-kr", errors="ignore")) == 2


def _refuse_binary(text: str, name: str) -> None:
    if "\x00" in text or count_unreadable(text) > _BINARY_SHARE * len(text):
        raise _not_text(name)


def _not_text(name: str) -> DocumentRejectedError:
    return DocumentRejectedError(
        f"{name} is not text: it holds control characters, as programs, pictures and archives do",
        remedy="Give a text, Markdown, HTML, PDF, DOCX or JSON Lines file; save UTF-16 text with a byte order mark, or as UTF-8.",
    )
