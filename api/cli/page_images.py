"""The pages of an answer as files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.output import note
from schemas.errors import CiteGraphError, InputError
from schemas.page_image import WHOLE_TEXT

if TYPE_CHECKING:
    from api.bootstrap import GraphServices
    from schemas.retrieval import Answer


@dataclass(frozen=True)
class PageFile:
    """A page of the answer that is to be written; `image` is its path in the HTTP API, `spans` are marked on it."""

    image: str
    name: str
    document_id: str
    page: int
    spans: tuple[tuple[int, int], ...]


def folder_for_pages(path: Path) -> Path:
    """The folder, made where it is not there.

    Raises:
        InputError: it cannot be made.
    """
    folder = path.expanduser()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"the folder {folder} cannot be made: {error.strerror}", remedy="Give --pages another folder."
        ) from error
    return folder


def page_files(answer: "Answer") -> list[PageFile]:
    """Each page of each citation, called by the citation's number, then the pages that the question or the answer speaks of."""
    files: dict[str, PageFile] = {}
    for file in (*_of_citations(answer), *_spoken_of(answer)):
        name, number = file.name, 1
        while name in files:
            number += 1
            name = f"{file.name}-{number}"
        files[name] = PageFile(file.image, name, file.document_id, file.page, file.spans)
    return list(files.values())


async def write_pages(files: Sequence[PageFile], folder: Path, graph: "GraphServices") -> dict[str, Path]:
    """Where each picture was written, by its path in the HTTP API; what could not be drawn is said on standard error."""
    written: dict[str, Path] = {}
    for file in files:
        path = folder / f"{file.name}.png"
        try:
            document = await graph.store.reader.documents.get(file.document_id)
            plan = await graph.page_drawer.plan(document, file.page, file.spans)
            path.write_bytes(await graph.page_drawer.png(plan))
        except (CiteGraphError, OSError) as error:
            remedy = error.remedy if isinstance(error, CiteGraphError) else "Give --pages another folder."
            note(f"{path.name} was not written: {error}. {remedy}")
            continue
        written[file.image] = path
        if file.spans and not plan.marks:
            note(
                f"{path.name}: the words could not be marked. Ingest the document again to have their places."
            )
    note(f"{len(written)} page image{'' if len(written) == 1 else 's'} in {folder}")
    return written


def _of_citations(answer: "Answer") -> Iterator[PageFile]:
    for citation in answer.citations:
        spans = ((citation.start, citation.end),)
        for shown in citation.pages:
            name = f"{citation.number}-page-{shown.page}"
            yield PageFile(shown.image, name, citation.document_id, shown.page, spans)
        if not citation.pages:
            yield PageFile(citation.image, f"{citation.number}-text", citation.document_id, WHOLE_TEXT, spans)


def _spoken_of(answer: "Answer") -> Iterator[PageFile]:
    for shown in answer.pages:
        quotes = [
            (citation.start, citation.end)
            for citation in answer.citations
            if (shown.document_id, shown.page) in {(page.document_id, page.page) for page in citation.pages}
        ]
        yield PageFile(shown.image, f"page-{shown.page}", shown.document_id, shown.page, tuple(quotes))
