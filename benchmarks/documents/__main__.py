"""`make bench-documents`: what our readers and others make of documents whose text is known."""

import argparse
import json
import os
import platform
from importlib.metadata import version
from pathlib import Path

from benchmarks.data_folder import RESULTS
from benchmarks.documents.case import Case
from benchmarks.documents.made import all_cases
from benchmarks.documents.measure import Measured, ReaderProcess
from benchmarks.documents.ours import our_reader
from benchmarks.documents.peers import peers
from benchmarks.documents.reading import DocumentReader, Reading
from benchmarks.documents.report import report
from benchmarks.documents.scores import Score, score

Results = dict[str, dict[str, tuple[Score, Measured]]]


def main() -> None:
    """Measure, print a table in total and one for each file, and write results/documents.{json,md}."""
    options = _options()
    cases = [case for case in all_cases() if not options.only or options.only in case.name]
    if options.save:
        for case in cases:
            Path(options.save, f"{case.name}{case.suffix}").write_bytes(case.content)
    readers = [our_reader(), *peers()] if not options.ours else [our_reader()]
    if options.readers:
        readers = [reader for reader in readers if reader.name in options.readers.split(",")]
    results: Results = {reader.name: {} for reader in readers}
    for reader in readers:
        own = [case for case in cases if case.suffix in reader.suffixes]
        if own:
            with ReaderProcess(reader, own[0]) as process:
                results[reader.name] = {case.name: _outcome(reader, process, case) for case in own}
    page = report(cases, results, _machine())
    print(page)
    if not (options.only or options.ours or options.readers):
        (RESULTS / "documents.md").write_text(page, encoding="utf-8")
        (RESULTS / "documents.json").write_text(
            json.dumps(_plain(results), indent=1) + "\n", encoding="utf-8"
        )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.documents", description=__doc__)
    parser.add_argument("--only", default="", help="files whose name has this in it; nothing is written then")
    parser.add_argument("--ours", action="store_true", help="no other reader; nothing is written then")
    parser.add_argument(
        "--save", default="", metavar="FOLDER", help="keep the files that are made in this folder"
    )
    parser.add_argument(
        "--readers", default="", help="these alone, parted by commas; nothing is written then"
    )
    return parser.parse_args()


def _outcome(reader: DocumentReader, process: ReaderProcess, case: Case) -> tuple[Score, Measured]:
    measured = process.measure(case)
    reading = measured.reading or Reading(())
    return score(case.expected, reading, knows_pages=reader.knows_pages), measured


def _machine() -> str:
    names = ("pypdfium2", "pdf-oxide", "opendataloader-pdf", "pdfplumber", "markitdown", "kreuzberg")
    versions = []
    for name in names:
        try:
            versions.append(f"{name} {version(name)}")
        except ModuleNotFoundError:
            continue
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; {', '.join(versions)}"


def _plain(results: Results) -> dict[str, dict[str, dict[str, object]]]:
    return {
        reader: {
            name: {
                **vars(one),
                "cpu_s": round(cost.cpu_s, 3),
                "memory_mb": round(cost.memory_mb, 1),
                "failure": cost.failure,
            }
            for name, (one, cost) in found.items()
        }
        for reader, found in results.items()
    }


if __name__ == "__main__":
    main()
