"""Where the names of a document are in one of its chunks."""

from collections.abc import Iterable, Mapping

from kg.text.name_location import GroundedSpan, ground, ground_all
from kg.text.sentences import sentence_spans
from schemas.chunk import Chunk

Span = tuple[int, int]


class ChunkNames:
    """The places of names in one chunk; each name is looked for once."""

    def __init__(self, chunk: Chunk) -> None:
        self.chunk = chunk
        self.sentences = sentence_spans(chunk.text, chunk.language)
        self._found: dict[str, tuple[GroundedSpan, ...]] = {}

    def places(self, name: str) -> tuple[GroundedSpan, ...]:
        """Every place that names it, best grounding only; empty when the chunk does not."""
        if name not in self._found:
            everywhere = ground_all(name, self.chunk.text)
            single = None if everywhere else ground(name, self.chunk.text, self.sentences)
            self._found[name] = everywhere or ((single,) if single else ())
        return self._found[name]

    def sentence_with(self, first: Iterable[GroundedSpan], second: Iterable[GroundedSpan]) -> Span | None:
        """The first sentence that holds a place of each, else the first with a place of either."""
        starts = [{self._sentence_at(place.start) for place in places} - {None} for places in (first, second)]
        both = starts[0] & starts[1] or starts[0] | starts[1]
        found = [span for span in self.sentences if span in both]
        return found[0] if found else None

    def sentence_around(self, start: int, end: int) -> Span:
        """The stretch of the sentences that the place lies in; the place itself in none."""
        inside = [span for span in self.sentences if span[0] < end and start < span[1]]
        return (min(start, inside[0][0]), max(end, inside[-1][1])) if inside else (start, end)

    def _sentence_at(self, position: int) -> Span | None:
        return next((span for span in self.sentences if span[0] <= position < span[1]), None)


def free_standing(places: Mapping[str, Iterable[GroundedSpan]]) -> dict[str, list[GroundedSpan]]:
    """The places of each name that lie in no longer name's place; a name that has none such keeps its first.

    So "Turing" is not counted again inside "Alan Turing", but "University of Vienna" stays a mention where it only
    occurs inside "Botanical Garden of the University of Vienna".
    """
    taken = sorted(
        {(place.start, place.end) for each in places.values() for place in each},
        key=lambda span: (span[0], -span[1]),
    )
    inner = _contained(taken)
    kept: dict[str, list[GroundedSpan]] = {}
    for name, each in places.items():
        all_of_it = list(each)
        free = [place for place in all_of_it if (place.start, place.end) not in inner]
        kept[name] = free or all_of_it[:1]
    return kept


def _contained(spans: list[Span]) -> set[Span]:
    """Those that lie in another one; `spans` are sorted by start, longer ones first."""
    inner: set[Span] = set()
    reach = -1
    for start, end in spans:
        if end <= reach:
            inner.add((start, end))
        reach = max(reach, end)
    return inner
