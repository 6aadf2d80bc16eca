"""What somebody adds from outside the packages, as docs/extending.md shows it: a format, a splitter, an extractor.

`python -m tests.fakes.extension chunks --help` is the command line with them.
"""

from collections.abc import AsyncIterator, Iterator, Sequence

from api.parts import EXTRACTORS, FORMATS, SPLITTERS, ExtractorChoice
from extraction.load.loaded_text import LoadedText
from extraction.split.spans import Span
from extraction.split.task import SplitTask
from schemas.extraction import ChunkExtraction, ChunkToExtract, ExtractedEntity, ExtractionOutcome
from schemas.graph_schema import GraphSchema


class Subtitles:
    """Subtitles (.sbv): what is said, without numbers and times."""

    name = "sbv"
    media_types = ("text/x-sbv",)
    suffixes = (".sbv",)

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        lines = content.decode(errors="replace").splitlines()
        said = [line for line in lines if line and not line.isdigit() and "-->" not in line]
        return [LoadedText(text="\n".join(said))]


class Lines:
    """One chunk for each line, or piece of a line."""

    name = "lines"

    def split(self, task: SplitTask) -> Iterator[Span]:
        start = 0
        for line in task.text.splitlines(keepends=True):
            end = start + len(line)
            for piece in range(start, end, task.sizes.max_chars):
                yield piece, min(piece + task.sizes.max_chars, end)
            start = end


class Capitals:
    """Every word in capitals is an entity."""

    name = "capitals"
    fingerprint = "capitals 1"

    def cache_key(self, task: ChunkToExtract, schema: GraphSchema | None) -> str:
        return f"{self.fingerprint} {schema is None} {task.chunk.text}"

    async def extract(
        self, tasks: Sequence[ChunkToExtract], schema: GraphSchema | None
    ) -> AsyncIterator[ExtractionOutcome]:
        for task in tasks:
            names = {word.strip(".,") for word in task.chunk.text.split() if word.isupper()}
            entities = tuple(ExtractedEntity(name=name, type="Sign") for name in sorted(names))
            yield ChunkExtraction(chunk_id=task.chunk.id, entities=entities)


def add_all() -> None:
    FORMATS.add(Subtitles())
    SPLITTERS.add(Lines())
    EXTRACTORS.add(ExtractorChoice("capitals", lambda _settings, _model: Capitals()))


if __name__ == "__main__":
    add_all()
    from api.cli import main

    main()
