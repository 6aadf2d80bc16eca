"""The key under which different spellings of one name meet."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "&": " and ",
    }
)
# Accents of Latin, Greek and Cyrillic; the marks of other scripts are letters of their own there.
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_APOSTROPHES = re.compile(r"['’‘ʼ`´′]")
_DIGIT_COMMA = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_KEPT_MARKS = re.compile(r"(?<=\w)[+#]+(?!\w)|(?<=\d)[.:](?=\d)|(?<=\d)%")
_SINGLE_LETTERS = re.compile(r"\b[a-z](?: [a-z])+\b")
_HANGUL_GAP = re.compile(r"(?<=[가-힣]) (?=[가-힣])")
_ARTICLE = re.compile(r"^(?:the|an) (?=\S)")

_LEGAL_FORM = r"(?:inc|incorporated|ltd|limited|llc|llp|plc|corp|corporation|gmbh|ag|sa|nv|bv|pty ltd|pty|co|and co|and company|and co kg)"
_LEGAL_SUFFIX = re.compile(rf"(?<=\S)(?: {_LEGAL_FORM})+$")
_KOREAN_FORM = r"(?:주식회사|유한회사|유한책임회사|재단법인|사단법인)"
_KOREAN_BRACKET = re.compile(r"\((?:주|유|재|사)\)")
_KOREAN_LEGAL = re.compile(rf"^{_KOREAN_FORM} ?(?=\S{{2}})|(?<=\S{{2}}) ?{_KOREAN_FORM}$")


@dataclass(frozen=True, slots=True)
class NameForm:
    """The key of a name, and whether the name has a legal form, which separates a company from its founder."""

    key: str
    legal: bool


def name_form(name: str) -> NameForm:
    """What spellings of the name share, with or without a legal form."""
    return NameForm(name_key(name), has_legal_form(name))


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """The name without what varies between spellings of it; never empty unless the name is blank.

    Unicode form, case, accents (é → e), punctuation, white space, a leading "the", the spacing of initials
    (J. R. → jr), spaces between Korean words and legal forms at the end (Inc., GmbH, 주식회사, (주)) are normalised away.
    "C++", "C#" and "3.5" keep their marks. Applying it twice changes nothing.
    """
    key = name
    # Removing one thing can lay bare another ("The X Co., Ltd."), so go on until nothing changes.
    while (shorter := _strip(key)) != key:
        key = shorter
    return key


def fold_accents(text: str) -> str:
    """Text in small letters without accents of Latin, Greek and Cyrillic letters (é → e, ł → l)."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed))


def has_legal_form(name: str) -> bool:
    """Whether the name has a legal form (Inc., (주)), which its key leaves out: it is no person's."""
    plain = _plain(name)
    words = _words(fold_accents(plain))
    marks = _KOREAN_BRACKET.search(plain) or _KOREAN_LEGAL.search(words) or _LEGAL_SUFFIX.search(words)
    return marks is not None


def _strip(name: str) -> str:
    plain = _plain(name)
    key = _strip_forms(_words(fold_accents(_KOREAN_BRACKET.sub(" ", plain))))
    return key or plain


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).split())


def _words(text: str) -> str:
    text = _DIGIT_COMMA.sub("", _APOSTROPHES.sub("", text))
    kept = {place for match in _KEPT_MARKS.finditer(text) for place in range(*match.span())}
    spaced = "".join(
        character if index in kept or not _is_mark(character) else " " for index, character in enumerate(text)
    )
    joined = _SINGLE_LETTERS.sub(lambda match: match[0].replace(" ", ""), " ".join(spaced.split()))
    return _HANGUL_GAP.sub("", joined)


def _is_mark(character: str) -> bool:
    return character in "+#" or unicodedata.category(character)[0] in "PZC" or character.isspace()


def _strip_forms(key: str) -> str:
    key = _ARTICLE.sub("", key)
    key = _KOREAN_LEGAL.sub("", key)
    return _LEGAL_SUFFIX.sub("", key)
