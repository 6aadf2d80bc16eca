"""Korean words, as the morphological analyser sees them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiwipiepy import Kiwi

_VERBAL_SUFFIXES = frozenset({"XSV", "XSA"})
_NOUNS = frozenset({"NNG", "NNP"})
_FIRST_WORD = 61  # lower ids are of the tags, for what the dictionary lacks
_NEGATING = {"못": "못하다", "아니": "않다"}


@dataclass(frozen=True, slots=True)
class KoreanMorpheme:
    """A morpheme: its form, Sejong tag ("NNP", "JKO", "VV"), and span in characters of the analysed text.

    Regular and irregular conjugations ("VV-I") bear the same tag. `lemma` is the dictionary form of a verb or
    adjective (부르다) and the form of anything else. `is_guess` of a noun that the analyser's dictionary lacks.
    """

    form: str
    tag: str
    lemma: str
    start: int
    end: int
    is_guess: bool = False


def morphemes(text: str, names: Sequence[tuple[int, int]] = ()) -> list[KoreanMorpheme]:
    """Morphemes of the text in order; a noun with 하다 or 되다 is one verb (창제 + 하 → 창제하다).

    `names` are spans that are proper names, whatever words they hold: each is one morpheme.
    What denies a verb behind it is one auxiliary, however the analyser takes it: -지 못하다, -지 아니하다 (as 않다).
    """
    found: list[KoreanMorpheme] = []
    known = [(start, end, "NNP") for start, end in names]
    for token in _kiwi().tokenize(text, pretokenized=known or None):
        tag = str(token.tag).split("-")[0]
        morpheme = KoreanMorpheme(
            str(token.form),
            tag,
            str(token.lemma),
            int(token.start),
            int(token.start) + int(token.len),
            is_guess=tag in _NOUNS and int(token.id) < _FIRST_WORD,
        )
        if tag in _VERBAL_SUFFIXES and found and found[-1].tag in {"NNG", "NNP", "XR", "MAG"}:
            stem = found.pop()
            lemma = f"{stem.form}{token.form}다"
            morpheme = KoreanMorpheme(
                f"{stem.form}{token.form}", "VV" if tag == "XSV" else "VA", lemma, stem.start, morpheme.end
            )
        found.append(morpheme)
    return _with_whole_negations(found)


def joined(words: str, ending: str, ending_tag: str, *, tag: str = "NNP") -> str:
    """The words with a particle or an ending in the form that fits them (직지를, 흥덕사는, 만든); `tag` is that of the words."""
    return str(_kiwi().join([(words, tag), (ending, ending_tag)]))


def with_passives(found: Sequence[KoreanMorpheme]) -> list[KoreanMorpheme]:
    """The morphemes with each verb in -어지다 as one verb (세우 + 어 + 지 → 세워지다), since it turns what is said."""
    whole: list[KoreanMorpheme] = []
    for morpheme in found:
        if (morpheme.tag, morpheme.form) == ("VX", "지") and [each.tag for each in whole[-2:]] == [
            "VV",
            "EC",
        ]:
            ending, verb = whole.pop(), whole.pop()
            lemma = _passive_of(verb.form, verb.tag, ending.form)
            whole.append(KoreanMorpheme(lemma.removesuffix("다"), "VV", lemma, verb.start, morpheme.end))
        else:
            whole.append(morpheme)
    return whole


@lru_cache(maxsize=1_000)
def _passive_of(stem: str, tag: str, ending: str) -> str:
    return str(_kiwi().join([(stem, tag), (ending, "EC"), ("지", "VX"), ("다", "EF")]))


def _with_whole_negations(found: list[KoreanMorpheme]) -> list[KoreanMorpheme]:
    whole: list[KoreanMorpheme] = []
    for morpheme in found:
        before = whole[-1] if whole else None
        if morpheme.lemma == "못하다" and _ends_in_ji(whole):
            whole.append(replace(morpheme, tag="VX"))
        elif before and before.form in _NEGATING and morpheme.lemma == "하다" and _ends_in_ji(whole[:-1]):
            form, lemma = before.form + morpheme.form, _NEGATING[before.form]
            whole[-1] = KoreanMorpheme(form, "VX", lemma, before.start, morpheme.end)
        else:
            whole.append(morpheme)
    return whole


def _ends_in_ji(found: list[KoreanMorpheme]) -> bool:
    """Whether a verb in -지 is last, as before its negation; a particle may follow it (받지는)."""
    last = next((morpheme for morpheme in reversed(found) if morpheme.tag != "JX"), None)
    return last is not None and (last.tag, last.form) == ("EC", "지")


def go_on(lines: Sequence[str]) -> list[bool]:
    """Of each line but the last, whether its last word goes on in the next one."""
    if len(lines) < 2:
        return []
    _, blanks = _kiwi().glue(lines, return_space_insertions=True)
    return [not blank for blank in blanks]


@cache
def _kiwi() -> "Kiwi":
    """The analyser; it takes over a second to load, so once per process."""
    from kiwipiepy import Kiwi

    return Kiwi()
