"""`citegraph ocr`: the engines that recognise text in pictures."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import say_json, say_table
from api.cli.session import read_settings
from api.parts import FORMATS
from schemas.errors import CiteGraphError, InputError
from schemas.value import Value

if TYPE_CHECKING:
    from api.settings import Settings
    from extraction.load.ocr.engine import OcrEngine

app = typer.Typer(
    no_args_is_help=True, help="The engines that recognise text in pictures.", rich_markup_mode=None
)


class _Outcome(Value):
    """How an engine read a file; `error_rate` is None where it failed, and `failure` says why."""

    engine: str
    error_rate: float | None
    seconds: float
    characters: int = 0
    failure: str = ""


@app.callback()
def ocr() -> None:
    """The engines that recognise text in pictures."""


@app.command()
def compare(
    file: Annotated[Path, typer.Argument(help="A scan: a picture or a PDF.")],
    *,
    truth: Annotated[
        str, typer.Option(help="What stands on it, in reading order: a text file, or the text.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print the character error rate and the seconds of each engine that is installed or configured.

    The rate is the share of letters that are wrong, missing or too many: 0 is best. Every page is recognised, those with text of
    their own too. A service that is configured gets the pages.

    Example: citegraph ocr compare scan.png --truth scan.txt
    """
    from extraction.load.ocr.engines import usable_engines

    settings = read_settings()
    text = _truth(truth)
    engines = usable_engines(settings.ocr)
    if not engines:
        raise InputError("no OCR engine is installed", remedy="`citegraph doctor` says what is needed.")
    outcomes = [_outcome(engine, file, text, settings) for engine in engines]
    if as_json:
        say_json(outcomes)
        return
    rows = [
        (
            outcome.engine,
            outcome.failure if outcome.error_rate is None else f"{100 * outcome.error_rate:.2f} %",
            f"{outcome.seconds:.2f}",
            str(outcome.characters),
        )
        for outcome in outcomes
    ]
    say_table(("engine", "character error rate", "seconds", "characters"), rows)


def _truth(truth: str) -> str:
    try:
        file = Path(truth)
        text = file.read_text(encoding="utf-8") if file.is_file() else truth
    except (OSError, UnicodeDecodeError, ValueError):
        text = truth  # a long text is no path
    if not text.strip():
        raise InputError("the truth is empty", remedy="Give the text that stands on the scan.")
    return text


def _outcome(engine: "OcrEngine", file: Path, truth: str, settings: "Settings") -> _Outcome:
    from extraction.load.loader import Loader
    from extraction.load.ocr.error_rate import character_error_rate
    from extraction.load.ocr.recogniser import Recogniser
    from extraction.load.options import ReadingOptions

    loader = Loader(FORMATS, settings.max_upload_bytes, recogniser=Recogniser(engine, settings.ocr))
    began = time.perf_counter()
    try:
        documents = loader.load_file(file, ReadingOptions(ocr="always"))
    except CiteGraphError as error:
        return _Outcome(engine=engine.name, error_rate=None, seconds=time.perf_counter() - began, failure=f"{error}. {error.remedy}")  # fmt: skip
    seconds = time.perf_counter() - began
    found = "\n".join(document.text for document in documents)
    return _Outcome(
        engine=engine.name,
        error_rate=character_error_rate(truth, found),
        seconds=seconds,
        characters=len(found),
    )
