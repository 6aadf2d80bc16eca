"""Neo4j's own importer, which writes a whole database from files, many times faster than transactions do."""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.server.local_neo4j import LocalNeo4j
from kg.server.memory import machine_memory_mb
from schemas.errors import GraphStoreError
from schemas.value import Value

_IMPORTER = "org.neo4j.cli.AdminTool"
_HEAP_SHARE = 6
_LEAST_HEAP_MB = 512
_BUFFER_BYTES = 4 * 2**20
_TAIL_LINES = 15


class ImportFiles(Value):
    """What the importer reads: files with their label or relationship type, "" where each row names its own.

    `separator` stands between the items of a list; no row is longer than `longest_row` bytes.
    """

    nodes: tuple[tuple[str, Path], ...]
    relationships: tuple[tuple[str, Path], ...]
    separator: str = ";"
    longest_row: int = 0


async def import_files(server: LocalNeo4j, files: ImportFiles, *, heap_mb: int | None = None) -> None:
    """Write the files over the database of the server, which is stopped for it and was started before.

    What was in the database is gone. Cut off, it leaves one that only another import makes usable.

    Raises:
        GraphStoreError: the importer failed; the message ends with the last lines of its log.
        ConflictError: another call kept the server busy for too long.
    """
    home = server.status().home
    log = home / "logs" / "import.log"
    async with server.stopped() as (java, jars):
        command = [
            str(java),
            f"-Xmx{heap_mb or max(_LEAST_HEAP_MB, machine_memory_mb() // _HEAP_SHARE)}m",
            *("-cp", ":".join(map(str, jars)), _IMPORTER),
            *_arguments(files, report=home / "logs" / "import.report"),
        ]
        environment = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf"), "LC_ALL": "C.UTF-8"}
        if await _run(command, environment, log):
            lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
            # Where in Java it was says nothing here.
            telling = [line for line in lines if not line.startswith("\tat ")]
            raise GraphStoreError(
                f"Neo4j's importer failed. The last lines of {log}:\n" + "\n".join(telling[-_TAIL_LINES:]),
                remedy="Free memory or disk space where it says that it has too little, then call it again.",
            )


def _arguments(files: ImportFiles, *, report: Path) -> list[str]:
    return [
        *("database", "import", "full", "neo4j", "--overwrite-destination"),
        f"--array-delimiter=U+{ord(files.separator):04X}",
        "--multiline-fields=true",
        *("--bad-tolerance=0", "--id-type=string"),
        f"--read-buffer-size={max(_BUFFER_BYTES, 2 * files.longest_row)}",
        f"--report-file={report}",
        *(f"--nodes={_named(*one)}" for one in files.nodes),
        *(f"--relationships={_named(*one)}" for one in files.relationships),
    ]


def _named(name: str, file: Path) -> str:
    return f"{name}={file}" if name else str(file)


async def _run(command: Sequence[str], environment: Mapping[str, str], log: Path) -> int:
    """The exit status; a program that we do not wait for to its end is ended."""
    with log.open("wb") as out:
        program = await asyncio.create_subprocess_exec(
            *command, env=environment, stdout=out, stderr=asyncio.subprocess.STDOUT, start_new_session=True
        )
        try:
            return await program.wait()
        finally:
            if program.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    program.kill()
                await asyncio.shield(program.wait())
