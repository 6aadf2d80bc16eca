"""`python -m benchmarks.identity_scale [SIZES]`: how long comparing names takes with 1,000, 10,000 and 100,000 of them.

Four in five names are made of given and family names of a census, so that many share a word; of the others half are
Korean persons' names and half cities in Hangul. "all" compares every name, as the first time; "100 new" is what an ingest
of some documents adds to a graph whose names are compared already. The sentences that doubtful pairs need are not counted.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib.resources import files
from typing import TypeVar

from extraction.lexicon.known_names import cities
from extraction.lexicon.korean_words import lexicon
from kg.identity.blocking import Blocks
from kg.identity.clusters import candidates
from kg.identity.compared_name import ComparedName
from kg.text.hangul import has_hangul
from kg.text.name_key import name_key

Result = TypeVar("Result")
_SIZES = (1_000, 10_000, 100_000)
_NEW = 100
_LATIN = 0.8
_SEED = 5


def main() -> None:
    """Print a table: names, pairs that are compared, seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=_SIZES)
    sizes = parser.parse_args().sizes
    print(
        "| names | pairs near a name | largest of 1,000 | blocks, s | 100 new, s | all, s | candidates |\n|---|---|---|---|---|---|---|"
    )
    for size in sizes:
        names = _names(size)
        blocks, made = _timed(partial(Blocks, names))
        sample = random.Random(_SEED).sample(names, min(1_000, size))
        near = [len(blocks.near(name)) for name in sample]
        _, new = _timed(partial(candidates, names, [one.origin for one in sample[:_NEW]]))
        found, everything = _timed(partial(candidates, names, [one.origin for one in names]))
        cells = (
            f"{size:,}",
            f"{sum(near) / len(near):.1f}",
            max(near),
            f"{made:.1f}",
            f"{new:.1f}",
            f"{everything:.1f}",
            len(found),
        )
        print(f"| {' | '.join(map(str, cells))} |", flush=True)


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def _names(count: int) -> list[ComparedName]:
    draw = random.Random(_SEED)
    given, family = _census("dist.female.first"), _census("dist.all.last")
    places, people = list(_places()), list(_people(draw, count))
    found: dict[str, ComparedName] = {}
    while len(found) < count:
        name, kind = f"{draw.choice(given)} {draw.choice(family)}", "Person"
        if draw.random() > _LATIN:
            name, kind = draw.choice([(draw.choice(people), "Person"), (draw.choice(places), "Place")])
        found[name] = ComparedName(origin=name, key=name_key(name), name=name, family=kind)
    return list(found.values())


def _people(draw: random.Random, count: int) -> Iterator[str]:
    surnames = sorted(one for one in lexicon().surnames if len(one) == 1)
    syllables = sorted({letter for city in _places() for letter in city})
    for _ in range(count):
        yield draw.choice(surnames) + draw.choice(syllables) + draw.choice(syllables)


def _places() -> Iterator[str]:
    for city in cities():
        yield from (name for name in city["alternatenames"] if has_hangul(name) and " " not in name)


def _census(file: str) -> list[str]:
    lines = files("names").joinpath(file).read_text("ascii").splitlines()
    return [line.split()[0].title() for line in lines if line.strip()]


if __name__ == "__main__":
    main()
