"""The name of a relation: what different wordings of one statement have in common."""

import re
import unicodedata
from functools import lru_cache
from typing import TypeVar

from kg.text.english_relation import english_relation
from kg.text.hangul import has_hangul
from kg.text.korean_relation import korean_relation
from schemas.document import Language
from schemas.value import Value

End = TypeVar("End")

MAX_NAME_CHARS = 64
_NO_NAME = "RELATE_TO"
_MAX_LAYERS = 5
_NOT_WORD = re.compile(r"\W+")


class RelationLemma(Value):
    """Name of a relation type, and whether the phrase said it from tail to head ("was acquired by")."""

    name: str
    inverted: bool = False

    def ends(self, head: End, tail: End) -> tuple[End, End]:
        """What the words call head and tail as the relation has them: exchanged where it is inverted."""
        return (tail, head) if self.inverted else (head, tail)


@lru_cache(maxsize=50_000)
def relation_lemma(phrase: str, language: Language = "en") -> RelationLemma:
    """The relation that `phrase` states: lemma in UPPER_SNAKE with its prepositions, a passive turned to active.

    "was acquired by" is ACQUIRE inverted, "is the capital of" CAPITAL_OF, "was born in" BORN_IN, "WORKS_FOR"
    WORK_FOR, "did not win" NOT_WIN, "nearly won" NEARLY_WIN, "노벨상을 받았다" 받다. Tense, auxiliaries,
    articles and other adverbs are dropped.
    Hangul is read as Korean in whatever `language`; a language that is neither English nor Korean keeps its words.
    The name is always a valid relation type: a letter or underscore, then letters, digits and underscores, 64
    characters at most. The lemma of a name that it gave is that name.
    """
    first = lemma = _lemma(phrase, language)
    # A rare wording leaves another layer to take off ("the devoted" → DEVOTED → DEVOTE).
    for _ in range(_MAX_LAYERS):
        again = _lemma(lemma.name, language)
        if again.name == lemma.name:
            return lemma
        lemma = RelationLemma(name=again.name, inverted=lemma.inverted != again.inverted)
    return first


def _lemma(phrase: str, language: Language) -> RelationLemma:
    text = unicodedata.normalize("NFKC", phrase).strip()
    if has_hangul(text):
        words, inverted = korean_relation(text)
    elif language == "other" and not text.isupper():
        words, inverted = _NOT_WORD.sub(" ", text).split(), False
    else:
        words, inverted = english_relation(text)
    return RelationLemma(name=_type_name(words), inverted=inverted)


def _type_name(words: list[str]) -> str:
    """UPPER_SNAKE of the words, cut at a word, never empty, never beginning with a digit."""
    upper = unicodedata.normalize("NFC", "_".join(words).upper())
    name = re.sub(r"_+", "_", _NOT_WORD.sub("_", upper)).strip("_")
    if not name:
        return _NO_NAME
    if not (name[0].isalpha() or name[0] == "_"):
        name = f"_{name}"
    if len(name) <= MAX_NAME_CHARS:
        return name
    return name[: MAX_NAME_CHARS + 1].rpartition("_")[0] or name[:MAX_NAME_CHARS]
