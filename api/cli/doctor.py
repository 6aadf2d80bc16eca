"""`citegraph doctor`: what is configured, reachable, missing, and what leaves the machine."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.output import EXIT_BACKEND, say, say_json
from api.cli.session import read_settings, run_async

if TYPE_CHECKING:
    from api.cli.diagnosis import Diagnosis

_MARKS = {"ok": "ok", "off": "–", "broken": "!!"}


def doctor(*, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Say what is configured, reachable and missing, with the remedy, and what text leaves this machine.

    Nothing is started or changed. Ends with 1 when something is broken.

    Example: citegraph doctor
    """
    from api.cli.diagnosis import examine

    diagnosis = run_async(examine(read_settings()))
    if as_json:
        say_json(diagnosis)
    else:
        _show(diagnosis)
    if not diagnosis.healthy:
        raise typer.Exit(EXIT_BACKEND)


def _show(diagnosis: "Diagnosis") -> None:
    for finding in diagnosis.findings:
        say(f"{_MARKS[finding.state]:>2}  {finding.name}: {finding.message}")
        if finding.remedy:
            say(f"    {finding.remedy}")
    say()
    if not diagnosis.leaves_this_machine:
        say("No text leaves this machine.")
    for sent in diagnosis.leaves_this_machine:
        say(f"Text leaves this machine {sent}.")
