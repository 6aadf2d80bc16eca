"""What a reader of a file saw, what it kept of that, and a reason for every character that it did not keep."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from schemas.warning import IngestWarning

_NAMED_PLACES = 10
_QUOTED_CHARS = 60
_SIGNS = re.compile(r"[\W_]+")
_NO_REASON = "text lost"
_NO_REASON_REMEDY = "Look at the place in the file, and copy what matters into a text file of its own."


@dataclass(frozen=True)
class LeftOut:
    """Text that a reader left out: why ("running head left out"), where ("page 3"), and what can be done about it.

    `reason` becomes the kind of a warning: it is short and always the same for the same thing.
    """

    reason: str
    text: str
    place: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class Account:
    """The characters of a file, white space apart, that were seen by a second route, kept, and left out for a reason.

    `lost` is what was seen in a place, and neither kept nor left out for a reason; it is empty in a sound account.
    """

    seen: int = 0
    kept: int = 0
    left_out: tuple[LeftOut, ...] = ()
    lost: tuple[LeftOut, ...] = ()

    def __add__(self, other: "Account") -> "Account":
        """The account of both."""
        return Account(
            seen=self.seen + other.seen,
            kept=self.kept + other.kept,
            left_out=self.left_out + other.left_out,
            lost=self.lost + other.lost,
        )

    def warnings(self) -> tuple[IngestWarning, ...]:
        """One warning for each reason, with the places, the number of characters and an example."""
        by_reason: dict[str, list[LeftOut]] = {}
        for one in (*self.left_out, *self.lost):
            if count_characters(one.text):
                by_reason.setdefault(one.reason, []).append(one)
        return tuple(_warning(reason, found) for reason, found in by_reason.items())


def account_for(seen: str, kept: str, left_out: Sequence[LeftOut] = (), *, place: str = "") -> Account:
    """The account of one place (a page, a part, a whole file).

    `seen` is its text by another route than that of the reader. Characters are compared as a bag, in compatibility
    form (NFKC) and without white space and what shows nothing: the order, ligatures and the joining of lines change nothing.
    """
    visible = characters(seen)
    kept_of_it = characters(kept)
    lost = visible - kept_of_it
    for one in left_out:
        lost -= characters(one.text)
    rest = "".join(lost.elements())
    return Account(
        seen=visible.total(),
        kept=(visible & kept_of_it).total(),
        left_out=tuple(left_out),
        lost=(LeftOut(_NO_REASON, rest, place, _NO_REASON_REMEDY),) if rest else (),
    )


def account_for_words(
    seen: Iterable[tuple[str, str]], kept: str, left_out: Sequence[LeftOut] = ()
) -> Account:
    """The account of a file whose text is seen in pieces, each with its place ("line 7"): so what is lost is named in its words.

    Only letters and figures are compared, for in a file of markup other signs may be either.
    """
    pieces = [(place, _words(text)) for place, text in seen]
    account = account_for(
        " ".join(text for _, text in pieces),
        _words(kept),
        [replace(one, text=_words(one.text)) for one in left_out],
    )
    known = "".join(_words(text).replace(" ", "") for text in (kept, *(one.text for one in left_out)))
    lost = [
        LeftOut(_NO_REASON, missing, place, _NO_REASON_REMEDY)
        for place, text in pieces
        if account.lost and (missing := " ".join(word for word in text.split() if word not in known))
    ]
    return replace(account, left_out=tuple(left_out), lost=tuple(lost) or account.lost)


def _words(text: str) -> str:
    """The letters and figures in compatibility form, with blanks for the signs between them."""
    return _SIGNS.sub(" ", unicodedata.normalize("NFKC", text))


def characters(text: str) -> Counter[str]:
    """How often each visible character is in the text, in compatibility form; hyphens, which joining lines removes, apart."""
    found = Counter(unicodedata.normalize("NFKC", text))
    for character in [character for character in found if not _counts(character)]:
        del found[character]
    return found


def count_characters(text: str) -> int:
    """Number of visible characters in the text, as `characters` counts them."""
    return characters(text).total()


def _counts(character: str) -> bool:
    # Separators, controls, what is not assigned, and dashes.
    return unicodedata.category(character)[0] not in "ZC" and unicodedata.category(character) != "Pd"


def _warning(reason: str, found: Sequence[LeftOut]) -> IngestWarning:
    quoted = " ".join(found[0].text.split())
    if len(quoted) > _QUOTED_CHARS:
        quoted = f"{quoted[:_QUOTED_CHARS]}…"
    return IngestWarning(
        kind=reason,
        place=_places(one.place for one in found),
        count=sum(count_characters(one.text) for one in found),
        remedy=f"“{quoted}” was left out. {found[0].remedy}".strip(),
    )


def _places(places: Iterable[str]) -> str:
    """The places in one line; "page 1, 2" for "page 1" and "page 2"."""
    named = list(dict.fromkeys(place for place in places if place))
    kinds = {place.rpartition(" ")[0] for place in named}
    shown = named[:_NAMED_PLACES]
    if len(kinds) == 1 and (kind := kinds.pop()):
        shown = [shown[0], *(place.removeprefix(f"{kind} ") for place in shown[1:])]
    more = f" and {len(named) - len(shown)} more" if len(named) > len(shown) else ""
    return f"{', '.join(shown)}{more}"
