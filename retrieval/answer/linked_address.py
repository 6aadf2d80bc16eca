"""Where something is on the web: told by the links of the passages, which stand beside their text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.text.name_key import name_key
from retrieval.answer.citable import CitablePassages, CitableSentence

_WEB = r"web ?(?:sites?|pages?|address(?:es)?)|home ?pages?|urls?|links?|웹 ?(?:사이트|페이지|주소)|홈 ?페이지|누리집|링크"
_ASKS = re.compile(rf"(?<![a-z])(?:{_WEB})(?![a-z])", re.IGNORECASE)
_MAY_ASK = re.compile(r"(?<![a-z])address(?![a-z])|주소", re.IGNORECASE)
_PAGE = re.compile(
    rf"(?:the |its |their |our )?(?:official )?(?:{_WEB}|pages?|here|여기|공식 {_WEB})", re.IGNORECASE
)
_LINK = re.compile(r"\[(.*?)\]\((\S+)\)", re.DOTALL)


@dataclass(frozen=True)
class LinkedAddress:
    """An address, and the sentence whose words lead there."""

    address: str
    sentence: CitableSentence


def asks_for_page(question: str, *, is_answered: bool) -> bool:
    """Whether the question asks for an address on the web; a plain "address" does where no sentence tells one."""
    return bool(_ASKS.search(question) or (not is_answered and _MAY_ASK.search(question)))


def linked_address(names: Sequence[str], passages: CitablePassages) -> LinkedAddress | None:
    """The address to which the first name leads, or "website" in a sentence with a name; None where none is linked."""
    keys = {name_key(name) for name in names if not _ASKS.search(name)}
    for words, address, sentence in _links(passages):
        own = _PAGE.fullmatch(words.strip()) and any(key in name_key(sentence.text) for key in keys)
        if own or name_key(words) in keys:
            return LinkedAddress(address, sentence)
    return None


def _links(passages: CitablePassages) -> Iterator[tuple[str, str, CitableSentence]]:
    """The words and the address of each link, with the first sentence that has the words."""
    for number, passage in enumerate(passages.passages, start=1):
        for link in passage.links:
            found = _LINK.fullmatch(link)
            sentence = passages.quoted(number, found[1]) if found else None
            if found and sentence:
                yield found[1], found[2], sentence
