"""The part of a page outside of which an object of it is cut away."""

import ctypes

_MOST_PATHS, _MOST_POINTS = 20, 1_000


def clip_bounds(item: object) -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top of what is left of an object of the page, in its own points; None where nothing cuts it."""
    from pypdfium2 import raw

    clip = raw.FPDFPageObj_GetClipPath(item)
    bounds: tuple[float, float, float, float] | None = None
    for path in range(min(raw.FPDFClipPath_CountPaths(clip), _MOST_PATHS) if clip else 0):
        xs, ys = [], []
        count = raw.FPDFClipPath_CountPathSegments(clip, path)
        if count > _MOST_POINTS:
            continue
        x, y = ctypes.c_float(), ctypes.c_float()
        for place in range(count):
            segment = raw.FPDFClipPath_GetPathSegment(clip, path, place)
            if segment and raw.FPDFPathSegment_GetPoint(segment, x, y):
                xs.append(x.value)
                ys.append(y.value)
        if not xs:
            continue
        left, bottom, right, top = bounds or (min(xs), min(ys), max(xs), max(ys))
        bounds = (max(left, min(xs)), max(bottom, min(ys)), min(right, max(xs)), min(top, max(ys)))
    return bounds
