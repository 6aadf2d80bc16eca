"""Whether and how text in pictures is recognised."""

from pydantic import Field, SecretStr

from schemas.awaited import OcrMode
from schemas.value import Value


class CloudOcrSettings(Value):
    """A service that recognises text: its address and its key."""

    url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    key: SecretStr | None = None
    timeout_s: float = Field(default=60.0, gt=0, le=600)


class OcrSettings(Value):
    """Whether and how text in pictures is recognised.

    `mode` is `auto` (pages without text of their own, or with a broken one), `always` (every page) or `never`. `engine` is `tesseract`,
    `rapidocr`, `trocr`, `google`, `azure` or `mistral`; the last three send pages to the service of `cloud`. `languages` are those
    of Tesseract, the likeliest first; `model` is that of `trocr` (a folder, or a name of the hub) or `mistral`. Of a file, with all files in it, `max_pages` are recognised at the most, and what is on average less
    sure than `warn_below` comes with a warning.
    """

    mode: OcrMode = "auto"
    engine: str = "tesseract"
    languages: str = Field(default="kor+eng", pattern=r"^[A-Za-z_]+(\+[A-Za-z_]+)*$")
    model: str = ""
    max_pages: int = Field(default=200, ge=1, le=10_000)
    warn_below: float = Field(default=0.8, ge=0, le=1)
    cloud: CloudOcrSettings = CloudOcrSettings()
