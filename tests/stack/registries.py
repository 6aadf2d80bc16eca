"""How this machine reaches its package registries, for a build elsewhere: never part of an image."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

_REACHING = re.compile(r"(PIP|UV)_(EXTRA_)?(DEFAULT_)?INDEX(_URL)?|(?i:https?|no)_proxy")
_CERTIFICATES = "/run/secrets/certificates"


def registry_secrets(folder: Path) -> list[str]:
    """What `docker build --secret` is given, of files written into the folder."""
    variables = {name: value for name, value in os.environ.items() if _REACHING.fullmatch(name)}
    if index := variables.get("PIP_INDEX_URL") or _configured_index():
        variables = {"PIP_INDEX_URL": index, "UV_DEFAULT_INDEX": index} | variables
    secrets = []
    if trusted := os.environ.get("SSL_CERT_FILE"):
        shutil.copy(trusted, folder / "certificates")
        secrets.append(f"id=certificates,src={folder}/certificates")
        variables |= dict.fromkeys(("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE"), _CERTIFICATES)
    lines = [f"export {name}={shlex.quote(value)}\n" for name, value in variables.items()]
    (folder / "registries").write_text("".join(lines), encoding="utf-8")
    return [*secrets, f"id=registries,src={folder}/registries"]


def _configured_index() -> str:
    """The index of pip's configuration files, if they name one."""
    command = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
