"""How files are to be read, as options of commands."""

from typing import TYPE_CHECKING, Annotated

import typer

from schemas.errors import InputError

if TYPE_CHECKING:
    from extraction.load.options import ReadingOptions

Select = Annotated[
    str | None,
    typer.Option(help="Of web pages, read only the elements that this CSS selector names.", metavar="CSS"),
]
Encoding = Annotated[
    str | None, typer.Option(help="Encoding of text files, where it cannot be told, such as shift_jis.")
]
Ocr = Annotated[
    str | None,
    typer.Option(
        help="Recognise text in pictures: on pages without text of their own or with a broken one (auto), on every page (always), or on none (never).",
        metavar="[auto|always|never]",
    ),
]
IdField = Annotated[
    str | None,
    typer.Option(
        help="Field with the id in records of JSON, XML and JSON Lines; makes a document of each row of a table that has it."
    ),
]
TitleField = Annotated[str | None, typer.Option(help="Field with the title in such records and rows.")]
TextField = Annotated[str | None, typer.Option(help="Field with the text in such records and rows.")]


def reading_options(**stated: str | None) -> "ReadingOptions":
    """The options that were stated, the usual ones for the others.

    Raises:
        InputError: one of them makes no sense.
    """
    from pydantic import ValidationError

    from extraction.load.options import ReadingOptions

    try:
        return ReadingOptions(**{name: value for name, value in stated.items() if value is not None})
    except ValidationError as error:
        problem = error.errors()[0]
        place = ".".join(str(part) for part in problem["loc"])
        said = problem["msg"].removeprefix("Value error, ")
        raise InputError(
            f"{place}: {said}" if place else said, remedy="See the command with --help."
        ) from error
