"""`make bench-ocr`: the character error rate of each installed engine on twelve scans whose text is known."""

import argparse
import json
import os
import platform
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from api.parts import FORMATS
from benchmarks.data_folder import RESULTS
from benchmarks.ocr.scans import Scan, all_scans
from extraction.load.loader import Loader
from extraction.load.ocr.engine import OcrEngine
from extraction.load.ocr.engines import LOCAL, build_engine
from extraction.load.ocr.error_rate import character_error_rate
from extraction.load.ocr.recogniser import Recogniser
from extraction.load.ocr.settings import OcrSettings
from schemas.errors import DocumentRejectedError

_MAX_BYTES = 50_000_000


@dataclass(frozen=True)
class Outcome:
    """How an engine read a scan: error rate (None: it refused), its own confidence, and seconds of computing."""

    engine: str
    scan: str
    error_rate: float | None
    confidence: float | None
    cpu_s: float
    aim: float | None


def main() -> None:
    """Read all scans, print a table, and write results/ocr.{json,md} when all engines and scans were asked for."""
    options = _options()
    scans = [scan for scan in all_scans() if options.only in scan.name]
    if options.save:
        for scan in scans:
            Path(options.save, f"{scan.name}{scan.suffix}").write_bytes(scan.content)
            Path(options.save, f"{scan.name}.txt").write_text(scan.truth, encoding="utf-8")
    wanted = options.engines.split(",") if options.engines else list(LOCAL)
    engines = [engine for name in wanted if (engine := build_engine(OcrSettings(engine=name))).lack() is None]
    outcomes = [_outcome(engine, scan) for engine in engines for scan in scans]
    page = _page(outcomes)
    print(page)
    if not (options.only or options.engines):
        (RESULTS / "ocr.md").write_text(page, encoding="utf-8")
        found = {"machine": _machine(), "outcomes": [asdict(outcome) for outcome in outcomes]}
        (RESULTS / "ocr.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.ocr", description=__doc__)
    parser.add_argument("--only", default="", help="scans whose name has this in it; nothing is written then")
    parser.add_argument(
        "--engines", default="", help="these alone, parted by commas; nothing is written then"
    )
    parser.add_argument("--save", default="", metavar="FOLDER", help="keep the scans and their texts here")
    return parser.parse_args()


def _outcome(engine: OcrEngine, scan: Scan) -> Outcome:
    loader = Loader(FORMATS, _MAX_BYTES, recogniser=Recogniser(engine))
    cpu = time.process_time()
    rate, confidence = None, None
    try:
        (document,) = loader.load_bytes(f"{scan.name}{scan.suffix}", scan.content)
    except DocumentRejectedError:
        pass
    else:
        rate = character_error_rate(scan.truth, document.text)
        sure = [(block.confidence, block.end - block.start) for block in document.blocks if block.confidence]
        confidence = sum(value * size for value, size in sure) / max(1, sum(size for _, size in sure))
    return Outcome(
        engine=engine.name,
        scan=scan.name,
        error_rate=None if rate is None else round(rate, 4),
        confidence=None if confidence is None else round(confidence, 3),
        cpu_s=round(time.process_time() - cpu, 2),
        aim=scan.aim,
    )


def _page(outcomes: Sequence[Outcome]) -> str:
    lines = [
        "# Scans",
        "",
        f"{_machine()}. Twelve pages of A4 with two fonts, made by `benchmarks/ocr/scans.py`; noisy: 150 dpi, JPEG 40, 2° aslant, grain.",
        "The aims are those of Tesseract. The scans were made beside the reader: real ones are dirtier.",
        "",
        "| engine | scan | character error rate % | aim % | confidence | CPU s |",
        "|---|---|---|---|---|---|",
    ]
    for one in outcomes:
        rate = "refused" if one.error_rate is None else f"{100 * one.error_rate:.2f}"
        aim = f"≤ {100 * one.aim:.0f}" if one.aim and one.engine == "tesseract" else ""
        sure = "" if one.confidence is None else f"{one.confidence:.2f}"
        lines.append(f"| {one.engine} | {one.scan} | {rate} | {aim} | {sure} | {one.cpu_s:.2f} |")
    return "\n".join(lines) + "\n"


def _machine() -> str:
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
