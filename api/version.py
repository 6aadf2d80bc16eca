"""The version of this program."""

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """Version as installed; "unknown" when run from files that were never installed."""
    try:
        return version("citegraph")
    except PackageNotFoundError:
        return "unknown"
