"""`python -m benchmarks.transliteration`: learn how Korean writes foreign names, and write kg/identity/transliteration.json.

The names are those that packaged data has in both scripts: cities (GeoNames), countries, languages and scripts (Unicode's
locale data); and, where CITEGRAPH_BENCH_DATA has them, names in brackets in Korean Wikipedia (tydiqa-ko), "앨런 튜링(Alan
Turing)". Pairs that are no transliterations fit so badly that they do not count. No labelled pair is used.
"""

import gzip
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from babel import Locale

from benchmarks.data_folder import data_folder
from extraction.lexicon.known_names import cities
from kg.identity.letters import korean_letters, korean_parts, latin_letters, latin_parts
from kg.identity.transliteration import SHAPES

_FILE = Path(__file__).resolve().parent.parent / "kg" / "identity" / "transliteration.json"
_HANGUL = re.compile(r"[가-힣]+(?: [가-힣]+)*")
_TOWN = re.compile(r" ?(?:특별시|광역시|직할시|시티|시|군|읍|구)$")
_KIND = re.compile(r"(?:어|문자)$")
_ADMINISTRATIVE = re.compile(r"-(?:si|gun|gu)$")
_BRACKET = re.compile(r"([가-힣]+(?:[ ·][가-힣]+){0,3}) ?\((?:[가-힣]+어: ?)?([A-Z][A-Za-zÀ-ž.' -]+)")
_ROUNDS = 8
_LENIENT_ROUNDS = 3
_LEAST_FIT = -2.6
_LATIN, _KOREAN = range(3, 19), range(3, 25)
_RATIO = (0.45, 2.6)
_REACH = 4
_RARE = 0.3

Word = tuple[str, str]
Group = tuple[str, str]


def main() -> None:
    """Learn, print how well the names fit after each round, and write the model."""
    words = sorted(set(_words()))
    print(f"{len(words)} names in both scripts")
    groups = _learn(words)
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (latin, korean), share in sorted(groups.items()):
        found[latin][korean] = round(math.log(share), 3)
    model = {
        "groups": found,
        "latin": _followers(latin for latin, _ in words),
        "korean": _followers(korean for _, korean in words),
    }
    _FILE.write_text(json.dumps(model, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def _words() -> Iterator[Word]:
    for english, korean in [*_of_cities(), *_of_locales(), *_of_brackets()]:
        latin, hangul = latin_letters(english), korean_letters(korean)
        fits = len(latin) in _LATIN and len(hangul) in _KOREAN
        if fits and _RATIO[0] < len(latin) / len(hangul) < _RATIO[1]:
            yield latin, hangul


def _of_cities() -> Iterator[Word]:
    for city in cities():
        for name in city["alternatenames"]:
            korean = name.replace("·", " ").replace("-", " ")
            if _HANGUL.fullmatch(korean):
                yield _ADMINISTRATIVE.sub("", city["name"]), _TOWN.sub("", korean) or korean


def _of_locales() -> Iterator[Word]:
    english, korean = Locale("en"), Locale("ko")
    for kind in ("territories", "languages", "scripts"):
        names = getattr(korean, kind)
        for code, name in getattr(english, kind).items():
            if code in names and _HANGUL.fullmatch(names[code]):
                yield name, _KIND.sub("", names[code])
    for zone, names in korean.time_zones.items():
        if _HANGUL.fullmatch(names.get("city", "")):
            yield english.time_zones.get(zone, {}).get("city", zone.split("/")[-1]), names["city"]


def _of_brackets() -> Iterator[Word]:
    file = data_folder("tydiqa-ko") / "passages.jsonl.gz"
    if not file.is_file():
        return
    for line in gzip.decompress(file.read_bytes()).decode("utf-8").splitlines():
        for bracket in _BRACKET.finditer(json.loads(line)["text"]):
            korean, latin = bracket[1].replace("·", " ").split(), latin_parts(bracket[2])
            if len(latin) <= len(korean) == len(korean_parts(" ".join(korean))):
                yield from zip(latin, korean[len(korean) - len(latin) :], strict=True)


def _learn(words: Sequence[Word]) -> dict[Group, float]:
    """The probability of each group, by expectation maximisation over all alignments."""
    counts = _first_guess(words)
    for turn in range(_ROUNDS):
        least = 0.05 if turn < _LENIENT_ROUNDS - 1 else _RARE
        groups = _shares(counts, least)
        counts = Counter()
        used = 0
        fit = 0.0
        for latin, korean in words:
            expected, share = _expected(latin, korean, groups)
            own_fit = math.log(share) / (len(latin) + len(korean)) if share > 0 else -math.inf
            if own_fit > _LEAST_FIT or turn < _LENIENT_ROUNDS:
                counts.update(expected)
                used += 1
                fit += max(own_fit, -100.0)
        print(
            f"round {turn + 1}: {len(groups)} groups, {used} names, fit {fit / used:.3f} a letter", flush=True
        )
    return _shares(counts, 2 * _RARE)


def _first_guess(words: Sequence[Word]) -> Counter[Group]:
    """All groups near the diagonal."""
    counts: Counter[Group] = Counter()
    for latin, korean in words:
        for row in range(len(latin) + 1):
            middle = row * len(korean) // len(latin)
            for column in range(max(0, middle - _REACH), min(len(korean), middle + _REACH) + 1):
                for width, height in SHAPES:
                    if row + width <= len(latin) and column + height <= len(korean):
                        group = latin[row : row + width], korean[column : column + height]
                        counts[group] += 1.0 if (width, height) == (1, 1) else _RARE  # type: ignore[assignment]
    return counts


def _shares(counts: Counter[Group], least: float) -> dict[Group, float]:
    total = sum(counts.values())
    return {group: count / total for group, count in counts.items() if count > least}


def _expected(latin: str, korean: str, groups: dict[Group, float]) -> tuple[dict[Group, float], float]:
    """How often each group is expected in the pair, and the probability of the pair."""
    forward = {(0, 0): 1.0}
    steps: list[tuple[tuple[int, int], tuple[int, int], Group, float]] = []
    for row in range(len(latin) + 1):
        for column in range(len(korean) + 1):
            so_far = forward.get((row, column))
            if so_far is None:
                continue
            for width, height in SHAPES:
                to = (row + width, column + height)
                group = latin[row : to[0]], korean[column : to[1]]
                share = groups.get(group)
                if share and to[0] <= len(latin) and to[1] <= len(korean):
                    forward[to] = forward.get(to, 0.0) + so_far * share
                    steps.append(((row, column), to, group, share))
    end = (len(latin), len(korean))
    total = forward.get(end, 0.0)
    backward = {end: 1.0}
    found: defaultdict[Group, float] = defaultdict(float)
    for at, to, group, share in reversed(steps):
        rest = backward.get(to)
        if rest is not None:
            backward[at] = backward.get(at, 0.0) + share * rest
            found[group] += forward[at] * share * rest / total
    return found, total


def _followers(words: Iterable[str]) -> dict[str, dict[str, float]]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word in words:
        for before, after in pairwise(f"^{word}$"):
            counts[before][after] += 1
    return {
        before: {after: round(math.log(count / some.total()), 3) for after, count in sorted(some.items())}
        for before, some in counts.items()
    }


if __name__ == "__main__":
    main()
