"""The languages of Tesseract; `python -m extraction.load.ocr.tesseract_data` fetches those that are pinned.

They are the models that Tesseract's authors trained, as the npm packages @tesseract.js-data carry them: no package of
PyPI has Korean.
"""

import gzip
import hashlib
import io
import os
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

from schemas.errors import BackendError

# Beside the packages, so that an environment has all that it needs.
FOLDER = Path(sys.prefix) / "share" / "citegraph" / "tessdata"
_SYSTEM_FOLDERS = ("/usr/share/tesseract-ocr", "/usr/share/tessdata", "/usr/local/share/tessdata", "/opt/homebrew/share/tessdata")  # fmt: skip
_SUFFIX = ".traineddata"
_PINNED = {
    "eng": "45b4cb346724ac1774f1c36f42f182b887bcdb28ebe63e6fff90ac41f3fcff91",
    "kor": "78c21276ab14c9bb734d83be1055d9fe5469a4e7e977c51ad385be5737e61126",
    "osd": "be028ddaac8b03402b92cbf526075c068ec39a9f1dbbcd7536dddb9b22209934",
}
"""The sha256 of the packed data in each package."""
_VERSION = "1.0.0"
_INSIDE = "4.0.0_best_int"
_CONNECT = "Connect to the network and run `make setup` again."


def find_data(language: str) -> Path | None:
    """The folder with the data of a language ("eng"), ours first; None where there is none."""
    return next((folder for folder in _folders() if (folder / f"{language}{_SUFFIX}").is_file()), None)


def fetch() -> None:
    """Fetch the pinned languages that are not there.

    Raises:
        BackendError: one could not be fetched, or what came is not what is pinned.
    """
    for language in _PINNED:
        if not (FOLDER / f"{language}{_SUFFIX}").is_file():
            _fetch(language)


def _folders() -> Iterator[Path]:
    yield FOLDER
    if stated := os.environ.get("TESSDATA_PREFIX"):
        yield Path(stated)
    for folder in map(Path, _SYSTEM_FOLDERS):
        yield folder
        yield from sorted(folder.glob("*/tessdata"), reverse=True)


def _fetch(language: str) -> None:
    from dukpy.install import JSPackageInstallError, install_jspackage

    package, name = f"@tesseract.js-data/{language}", f"{language}{_SUFFIX}"
    with TemporaryDirectory() as modules:
        try:
            with redirect_stdout(io.StringIO()):  # a dot for each kilobyte
                install_jspackage(package, _VERSION, modules)
            packed = Path(modules, package, _INSIDE, f"{name}.gz").read_bytes()
        except (JSPackageInstallError, OSError) as error:
            raise BackendError(
                f"Tesseract's data of {language!r} could not be fetched: {error}", remedy=_CONNECT
            ) from error
    if hashlib.sha256(packed).hexdigest() != _PINNED[language]:
        raise BackendError(
            f"The data fetched for Tesseract's language {language!r} is not what is pinned.",
            remedy="Try again; if it stays so, the source serves another file: do not use it.",
        )
    FOLDER.mkdir(parents=True, exist_ok=True)
    incoming = FOLDER / f"{language}.incoming"
    incoming.write_bytes(gzip.decompress(packed))
    incoming.replace(FOLDER / name)


if __name__ == "__main__":
    fetch()
