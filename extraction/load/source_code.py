"""Programs and settings, which are plain text."""

from collections.abc import Sequence
from dataclasses import replace

from extraction.load.configured_format import ConfiguredFormat
from extraction.load.loaded_text import LoadedText
from extraction.load.plain_text import PlainText


class SourceCode(ConfiguredFormat):
    """Programs, scripts, style sheets and settings: each stretch between blank lines is a block of code."""

    name = "code"
    media_types = (
        "text/x-code",
        "text/x-python",
        "text/javascript",
        "application/javascript",
        "text/css",
        "application/sql",
        "application/x-sh",
        "application/yaml",
        "text/yaml",
        "application/toml",
    )
    suffixes = (
        ".py", ".pyi", ".js", ".mjs", ".ts", ".tsx", ".jsx", ".java", ".kt", ".c", ".h", ".cc", ".cpp", ".hpp", ".cs", ".go",
        ".rs", ".rb", ".php", ".swift", ".scala", ".sh", ".bash", ".ps1", ".bat", ".sql", ".cypher", ".r", ".jl", ".lua", ".pl",
        ".css", ".scss", ".vue", ".proto", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".conf", ".properties",
    )  # fmt: skip

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """The text word for word; its title is the file's name.

        Raises:
            DocumentRejectedError: it is not text, or in an encoding that cannot be recognised.
        """
        (loaded,) = PlainText(self.options).read(content, name, max_bytes=max_bytes)
        blocks = tuple(replace(block, kind="code") for block in loaded.blocks)
        return [replace(loaded, title=None, blocks=blocks)]
