"""The parts of all pages in one flow: what goes on in the next column or overleaf is joined, and notes follow what refers to them."""

from collections.abc import Sequence
from itertools import pairwise

from extraction.load.pdf.paragraphs import ENDED, Part, trailing_mark
from extraction.load.raised import raised

_SAME_SIZE = 0.6


def in_one_flow(pages: Sequence[Sequence[Part]]) -> list[Part]:
    """The parts of the pages, in order."""
    flow: list[Part] = []
    for parts in pages:
        own = _with_notes(_joined_columns(parts))
        if not own:
            continue
        first = next((number for number, part in enumerate(own) if part.kind != "note"), None)
        before = _last_of_text(flow)
        if first == 0 and before is not None and _goes_on(flow[before], own[0]):
            # What comes behind the paragraph on its page, as notes do, goes before it: so all pages stay in order.
            paragraph = flow.pop(before)
            paragraph.lines += own[0].lines
            paragraph.full = own[0].full
            flow.append(paragraph)
            own = own[1:]
        elif own[0].kind == "row" and flow and flow[-1].kind == "row":
            own = _without_repeated_head(flow, own)
        flow += own
    return flow


def _joined_columns(parts: Sequence[Part]) -> list[Part]:
    """The parts with those joined that go on in the next column."""
    found: list[Part] = []
    for part in parts:
        if found and part.full is not None and _is_next_column(found[-1], part) and _goes_on(found[-1], part):
            found[-1].lines += part.lines
            found[-1].full = part.full
        else:
            found.append(part)
    return found


def _is_next_column(before: Part, part: Part) -> bool:
    return bool(before.words and part.words) and part.words[0].box.y1 < before.words[-1].box.y0


def _last_of_text(flow: Sequence[Part]) -> int | None:
    """The last part that is no note and is not turned, on the last page."""
    for number in range(len(flow) - 1, -1, -1):
        part = flow[number]
        if part.kind != "note" and all(word.turned == 0 for word in part.words):
            return number
    return None


def _goes_on(before: Part, part: Part) -> bool:
    """Whether the one is the second half of the other: it ends in the middle of a sentence, and the type is the same."""
    if before.kind not in {"paragraph", "item"} or part.kind != "paragraph" or not part.words:
        return False
    if any(word.turned != 0 for word in (*before.words, *part.words)):
        return False
    one, other = before.row, part.row
    if abs(one.size - other.size) > _SAME_SIZE or one.bold != other.bold:
        return False
    text = before.text
    return not ENDED.search(text) and (
        part.text[:1].islower() or text.endswith(("-", "\u2010")) or before.full
    )


def _with_notes(parts: Sequence[Part]) -> list[Part]:
    """The parts, each note behind the one that refers to it, which loses the note's mark."""
    notes = [part for part in parts if part.kind == "note"]
    texts = [part for part in parts if part.kind != "note"]
    following: dict[int, list[Part]] = {}
    for note in notes:
        holder = next((number for number, part in enumerate(texts) if _drop_mark(part, note.mark)), None)
        following.setdefault(len(texts) - 1 if holder is None else holder, []).append(note)
    found = list(following.get(-1, []))
    for number, part in enumerate(texts):
        found += [part, *following.get(number, [])]
    for part in found:
        _mark_exponents(part)
    return found


def _mark_exponents(part: Part) -> None:
    """What is still raised is no mark of a note: behind a figure it is an exponent."""
    for before, word in pairwise(part.words):
        if word.raised:
            word.text = raised(before.text, word.text)


def _drop_mark(part: Part, mark: str) -> bool:
    """Take the mark of a note out of the part; whether it was there."""
    for line in part.lines:
        for number, word in enumerate(line.words):
            if word.raised and word.text == mark:
                del line.words[number]
                return True
            if trailing_mark(word.text) == mark:
                place = word.text.rindex(mark)
                word.text = word.text[:place] + word.text[place + len(mark) :]
                return True
    return False


def _without_repeated_head(flow: Sequence[Part], own: list[Part]) -> list[Part]:
    """The rows of a table that goes on overleaf as part of it, without its head if that is repeated."""
    first = next(part for part in reversed(flow) if part.kind == "row" and not part.joined)
    same_columns = len(own[0].cells) == len(first.cells)
    if not same_columns:
        return own
    if own[0].text == first.text:
        own = own[1:]
    if own and own[0].kind == "row":
        own[0].joined = True
    return own
