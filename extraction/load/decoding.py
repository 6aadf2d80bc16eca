"""From bytes to text; where the encoding is told only by the looks of the text, that is said."""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass

from extraction.load.clean_text import count_unreadable
from kg.text.hangul import HANGUL_SYLLABLE
from schemas.errors import DocumentRejectedError
from schemas.warning import IngestWarning

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers read under these names (WHATWG Encoding Standard, section 4.2), where Python knows another or none.
_AS_BROWSERS_DO = {
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "windows-949": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "us-ascii": "cp1252",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
}
_WESTERN = frozenset({"iso-8859-1", "latin1", "windows-1252", "us-ascii", "ascii"})
# Nothing a file is written in, and Python takes hours for a long one in the first two.
_NO_ENCODINGS = frozenset({"", "punycode", "idna", "unicode_escape", "raw_unicode_escape"})
_SAVE_AS_UTF8 = "Save the file as UTF-8, or name its encoding (--encoding, encoding=), and try again."
_BINARY_SHARE = 0.05
_KOREAN_SHARE = 0.8
_HANGUL_SHARE = 0.15
_COMMON_SHARE = 0.15
_COMMON_LEAST = 2
_COMMON_HANGUL = frozenset("이다는을에의가고하은를로한도지기서었사리아그나대어인자해으과정시일부들있")
_KANA_SHARE = 0.25
_EVERYDAY_SHARE = 0.95
_ACCENTED_SHARE = 0.3
_SAMPLE_CHARS = 100_000
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_HAN = re.compile(r"[\u4e00-\u9fff\uf900-\ufaff]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc]")
_ASCII_LETTERS = re.compile(r"[A-Za-z]")
# In Western text read as such, accented letters stand one or two together; a sign within a word is another encoding's letter,
# and ý, þ and ð are more often Turkish, Czech or Polish letters of theirs than Icelandic ones.
_NOT_WESTERN = re.compile(
    r"[À-ÖØ-öø-ÿ]{3}|[A-Za-zÀ-ÖØ-öø-ÿ][¡-¦¨-¬®-¶¸-¿×÷][A-Za-zÀ-ÖØ-öø-ÿ]|[a-z][À-ÖØ-Þ]|[ƒˆ˜†‡‰ýÝþÞðÐ]"
)


@dataclass(frozen=True)
class Decoded:
    """A text, and the warning that its encoding was told by its looks, where it was."""

    text: str
    warnings: tuple[IngestWarning, ...] = ()


def decode_as(content: bytes, called: str) -> str | None:
    """The text in the encoding that browsers read under this name; None where it is in no such one, or there is none."""
    try:
        encoding = codecs.lookup(_AS_BROWSERS_DO.get(called.lower(), called)).name
        return None if encoding in _NO_ENCODINGS else content.decode(encoding)
    except (LookupError, UnicodeError):
        return None


def decode_text(
    content: bytes, name: str, encoding: str | None = None, charset: str | None = None
) -> Decoded:
    """The text of a file: in the encoding that is given, else UTF-8, or UTF-16 or UTF-32 with a byte order mark.

    Else it is in the `charset` that whoever sent it says, if it can be, and if that is not Western. Else it may be Korean in CP949 (EUC-KR), Japanese in Shift-JIS or EUC-JP, Chinese in GB 18030, or Western in
    Windows-1252, if it looks like one of them and like no other; there is a warning then, except for plain Korean.

    Raises:
        DocumentRejectedError: it is in none of these encodings, or is not text at all; `name` is in the message.
    """
    text = _decode_marked(content, name)
    if text is None and not encoding and (content.isascii() or not _is_utf8(content)):
        text = _decode_stated(content, charset)
    decoded = Decoded(text) if text is not None else _decode_unmarked(content, name, encoding)
    if "\x00" in decoded.text or count_unreadable(decoded.text) > _BINARY_SHARE * len(decoded.text):
        raise _not_text(name)
    return decoded


def _decode_marked(content: bytes, name: str) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise DocumentRejectedError(
                    f"{name} begins as {encoding.upper()} text but is damaged at byte {error.start + len(mark)}",
                    remedy="Save the file as UTF-8 and try again.",
                ) from error
    return None


def _decode_stated(content: bytes, charset: str | None) -> str | None:
    """None, too, for what servers say of all they have unless they are told better: that it is Western."""
    return decode_as(content, charset) if charset and charset.lower() not in _WESTERN else None


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _decode_unmarked(content: bytes, name: str, encoding: str | None) -> Decoded:
    try:
        return Decoded(content.decode(encoding or "utf-8"))
    except UnicodeError as error:
        place = getattr(error, "start", 0)
        if encoding:
            raise DocumentRejectedError(
                f"{name} is not {encoding} text (see byte {place})", remedy="Name the encoding it is in."
            ) from error
        found = _recognise(content)
        if found is not None:
            return found
        if b"\x00" in content:
            raise _not_text(name) from error
        raise DocumentRejectedError(
            f"{name} is neither UTF-8 text (see byte {place}) nor plainly in one encoding of Korean, Japanese,"
            " Chinese or Western text",
            remedy=_SAVE_AS_UTF8,
        ) from error


def _recognise(content: bytes) -> Decoded | None:
    """The text in the first encoding that it looks like, the sure ones first."""
    for encoding, called, fits in _BY_LOOKS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE_CHARS]
        foreign = [character for character in _FOREIGN.findall(sample) if character.isalnum()]
        if fits(sample, foreign):
            return Decoded(text, () if fits is _is_plainly_korean else (_warning(called),))
    return None


def _warning(called: str) -> IngestWarning:
    remedy = "Where words look wrong, name the encoding (--encoding, encoding=) or save the file as UTF-8."
    return IngestWarning(kind=f"text read as {called}, by its looks", remedy=remedy)


def _is_plainly_korean(_text: str, foreign: list[str]) -> bool:
    """Whether what is not ASCII is mostly Hangul of the 2,350 syllables of KS X 1001, which everyday Korean is written in.

    Many files in other encodings decode as CP949 too, into rare syllables and Chinese characters.
    """
    everyday = sum(1 for character in foreign if _is_everyday_hangul(character))
    return bool(foreign) and everyday >= _KOREAN_SHARE * len(foreign)


def _is_japanese(_text: str, foreign: list[str]) -> bool:
    """Whether all is kana and Chinese characters, and a good part kana, which stand beside one another."""
    kana = sum(1 for character in foreign if _KANA.match(character))
    han = sum(1 for character in foreign if _HAN.match(character) or character in "々〇")
    others = sum(1 for character in foreign if character.isalpha()) - kana - han
    return kana >= _KANA_SHARE * len(foreign) > 0 and others <= (1 - _EVERYDAY_SHARE) * len(foreign)


def _is_korean_with_hanja(_text: str, foreign: list[str]) -> bool:
    """Whether all is everyday Hangul and Chinese characters; particles and endings are Hangul in any Korean text.

    These are few and common, which parts it from Chinese in GB 2312: that decodes as CP949 too, into any syllables.
    """
    everyday = sum(1 for character in foreign if _is_everyday_hangul(character))
    common = sum(1 for character in foreign if character in _COMMON_HANGUL)
    if common < max(_COMMON_LEAST, _COMMON_SHARE * everyday):
        return False
    han = sum(1 for character in foreign if _HAN.match(character))
    rest = len(foreign) - everyday - han
    return everyday >= _HANGUL_SHARE * len(foreign) > 0 and rest <= (1 - _EVERYDAY_SHARE) * len(foreign)


def _is_chinese(_text: str, foreign: list[str]) -> bool:
    """Whether nearly all are the 3,755 everyday characters of GB 2312."""
    everyday = sum(1 for character in foreign if "\xb0\xa1" <= _gb2312(character) <= "\xd7\xf9")
    return everyday >= _EVERYDAY_SHARE * len(foreign) > 0


def _is_western(text: str, foreign: list[str]) -> bool:
    """Whether it is mostly ASCII letters, with accented ones among them as words have them."""
    letters = len(_ASCII_LETTERS.findall(text))
    accented = sum(1 for character in foreign if character.isalpha())
    return letters > 0 and accented <= _ACCENTED_SHARE * letters and not _NOT_WESTERN.search(text)


def _is_everyday_hangul(character: str) -> bool:
    return HANGUL_SYLLABLE.match(character) is not None and len(character.encode("euc-kr", "ignore")) == 2


def _gb2312(character: str) -> str:
    return character.encode("gb2312", "ignore").decode("latin-1")


_BY_LOOKS: tuple[tuple[str, str, Callable[[str, list[str]], bool]], ...] = (
    ("cp949", "Korean (CP949)", _is_plainly_korean),
    ("cp932", "Japanese (Shift-JIS)", _is_japanese),
    ("euc_jp", "Japanese (EUC-JP)", _is_japanese),
    ("cp949", "Korean with hanja (CP949)", _is_korean_with_hanja),
    ("gb18030", "Chinese (GB 18030)", _is_chinese),
    ("cp1252", "Western (Windows-1252)", _is_western),
)


def _not_text(name: str) -> DocumentRejectedError:
    return DocumentRejectedError(
        f"{name} is not text: it holds control characters, as programs, pictures and archives do",
        remedy="Give a file of one of the formats that can be loaded; save UTF-16 text with a byte order mark, or as UTF-8.",
    )
