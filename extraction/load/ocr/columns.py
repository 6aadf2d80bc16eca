"""The columns of a scanned page: the parts of a picture that are recognised apart.

Recursive X-Y cuts (Nagy and Seth, 1984), in their simplest form: bands of ink are parted by blank rows, and bands that
share a blank strip between them are cut along it. Which part is read first is decided later, by the places of all words.
"""

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

_WIDTH = 800
_DARKER = 48
_LEAST_INK = 2
_GUTTER = 0.022
_COLUMN = 0.07
_LEAST_HEIGHT = 0.06
_MARGIN = 0.006
_LEAST_LINE = 12
_LINE_EDGE = 0.2
Mask = NDArray[np.bool_]


class Region(NamedTuple):
    """A part of a picture in pixels; the right and lower edges are not in it."""

    x0: int
    y0: int
    x1: int
    y1: int


def regions_of(image: "Image") -> list[Region]:
    """The parts of an upright page, from above and from the left; what is in none of them is blank."""
    small = image.convert("L")
    factor = max(1.0, image.width / _WIDTH)
    small = small.resize((round(image.width / factor), round(image.height / factor)))
    ink = _ink(np.asarray(small))
    margin = round(_MARGIN * ink.shape[1])
    return [
        Region(
            max(0, round((x0 - margin) * factor)),
            max(0, round((y0 - margin) * factor)),
            min(image.width, round((x1 + margin) * factor)),
            min(image.height, round((y1 + margin) * factor)),
        )
        for x0, y0, x1, y1 in _cut(ink)
    ]


def _ink(grey: NDArray[np.uint8]) -> Mask:
    """Where the picture is plainly darker than its paper."""
    paper = float(np.median(grey))
    ink: Mask = grey < paper - _DARKER
    return ink


def _cut(ink: Mask) -> list[tuple[int, int, int, int]]:
    found: list[tuple[int, int, int, int]] = []
    for top, bottom in _alike(ink):
        profile = _profile(ink[top:bottom])
        if not profile.any():
            continue
        edges = [0, *(round((a + b) / 2) for a, b in _gutters(profile)), ink.shape[1]]
        if bottom - top < _LEAST_HEIGHT * ink.shape[1]:
            edges = [edges[0], edges[-1]]
        for left, right in pairwise(edges):
            if (box := _trimmed(ink[top:bottom, left:right])) is not None:
                found.append((left + box[0], top + box[1], left + box[2], top + box[3]))
    return found


def _alike(ink: Mask) -> list[tuple[int, int]]:
    """Rows from and to, of stretches with the same columns."""
    stretches: list[tuple[int, int]] = []
    shared: list[tuple[int, int]] = []
    for top, bottom in _runs(ink.sum(axis=1) >= _LEAST_INK):
        if stretches:
            together = _gutters(_profile(ink[stretches[-1][0] : bottom]))
            own = _gutters(_profile(ink[top:bottom]))
            # Bands go together while no strip is lost by it, and none begins that the ones before had not.
            if len(together) >= len(shared) and (together or not own or len(own) == len(together)):
                stretches[-1], shared = (stretches[-1][0], bottom), together
                continue
        stretches.append((top, bottom))
        shared = _gutters(_profile(ink[top:bottom]))
    return _without_slips(ink, stretches)


def _without_slips(ink: Mask, stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches, those that are too low to be columns joined to the one before."""
    least = _LEAST_HEIGHT * ink.shape[1]
    joined: list[tuple[int, int]] = []
    for top, bottom in stretches:
        low = bottom - top < least
        if joined and low and joined[-1][1] - joined[-1][0] < least:
            joined[-1] = (joined[-1][0], bottom)
        else:
            joined.append((top, bottom))
    return joined


def _profile(ink: Mask) -> Mask:
    """Which columns of pixels have ink."""
    profile: Mask = ink.sum(axis=0) >= _LEAST_INK
    return profile


def _gutters(profile: Mask) -> list[tuple[int, int]]:
    """The blank strips that part columns: wide enough, with enough on both sides."""
    width = len(profile)
    runs = _runs(~profile)
    inner = [(a, b) for a, b in runs if a > 0 and b < width and b - a >= _GUTTER * width]
    inked = np.flatnonzero(profile)
    if not len(inked):
        return []
    return [(a, b) for a, b in inner if a - inked[0] >= _COLUMN * width and inked[-1] - b >= _COLUMN * width]


def _trimmed(ink: Mask) -> tuple[int, int, int, int] | None:
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _runs(mask: Mask) -> list[tuple[int, int]]:
    """From and to, of the stretches where the mask holds."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def lines_of(image: "Image") -> list[Region]:
    """The lines of an upright page, region by region."""
    found: list[Region] = []
    for region in regions_of(image):
        ink = _ink(np.asarray(image.convert("L").crop(region)))
        for top, bottom in _runs(ink.sum(axis=1) >= _LEAST_INK):
            if bottom - top < _LEAST_LINE:
                continue
            edge = round(_LINE_EDGE * (bottom - top))
            found.append(Region(region.x0, max(0, region.y0 + top - edge), region.x1, min(image.height, region.y0 + bottom + edge)))  # fmt: skip
    return found
