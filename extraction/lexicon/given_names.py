"""Given names of people, from the package `names`, which has those of a census of the United States."""

from functools import cache
from importlib.resources import files

_FILES = ("dist.female.first", "dist.male.first")


def is_given_name(word: str) -> bool:
    """Whether people are called so ("Deanne"), whatever else the word means."""
    return word.lower() in _given_names()


@cache
def _given_names() -> frozenset[str]:
    folder = files("names")
    lines = (line for file in _FILES for line in folder.joinpath(file).read_text("ascii").splitlines())
    return frozenset(line.split()[0].lower() for line in lines if line.strip())
