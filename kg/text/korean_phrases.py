"""Korean text in pieces between spaces: what each is, without its particles."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kg.text.korean import KoreanMorpheme, morphemes

_NOUNS = frozenset({"NNG", "NNP", "NNB", "NR", "SN", "SL", "SH", "XR", "XSN", "XPN", "NP"})
_VERBS = frozenset({"VV", "VA"})
_BRACKETS = frozenset({"SSO", "SSC"})
_MARKS = frozenset({"SF", "SP", "SE", "SO", "SW", "SSO", "SSC"})
_MIN_NAME_PARTS = 2


@dataclass(frozen=True)
class KoreanPiece:
    """A noun, or nouns written together, with the particle behind it, or a verb or adjective in dictionary form.

    `word` is the noun as written or the verb's lemma; `is_name` where it is no word of the dictionary. `nouns` are
    the parts of a noun; `modifies` says that a verb stands before what it describes (설립한 사람).
    """

    word: str
    kind: Literal["noun", "verb", "other"]
    start: int
    end: int
    particle: str = ""
    is_name: bool = False
    nouns: tuple[str, ...] = ()
    modifies: bool = False
    is_copula: bool = False


def korean_pieces(text: str) -> list[KoreanPiece]:
    """The pieces in order; a noun with 이다 is a noun with `is_copula`."""
    runs = _runs(text, morphemes(text))
    before = [None, *runs]
    return [
        piece
        for run, other in zip(runs, before, strict=False)
        for piece in _pieces(text, _with_main_verb(run, other))
    ]


def _with_main_verb(
    run: Sequence[KoreanMorpheme], before: Sequence[KoreanMorpheme] | None
) -> Sequence[KoreanMorpheme]:
    """The run, its auxiliary taken for a verb where a noun and not a verb stands before it (전기를 만든다)."""
    if run[0].tag == "VX" and before is not None and before[-1].tag[0] == "J":
        return [replace(run[0], tag="VV"), *run[1:]]
    return run


def _runs(text: str, found: Sequence[KoreanMorpheme]) -> list[list[KoreanMorpheme]]:
    """Morphemes without white space or a mark between."""
    runs: list[list[KoreanMorpheme]] = []
    end = -1
    for morpheme in found:
        if morpheme.tag in _MARKS:
            end = -1
            continue
        if end >= 0 and not text[end : morpheme.start].strip() and morpheme.start <= end:
            runs[-1].append(morpheme)
        else:
            runs.append([morpheme])
        end = morpheme.end
    return runs


def _pieces(text: str, run: Sequence[KoreanMorpheme]) -> list[KoreanPiece]:
    last_noun = max((at for at, part in enumerate(run) if part.tag in _NOUNS), default=-1)
    verbs = [at for at, part in enumerate(run) if part.tag in _VERBS]
    pieces = []
    ending = [part.tag for part in run[last_noun + 1 :]]
    if last_noun >= 0 and not any(
        tag in {"EP", "ETM", "EF"} for tag in (part.tag for part in run[:last_noun])
    ):
        start, end = run[0].start, run[last_noun].end
        nouns = run[: last_noun + 1]
        pieces.append(
            KoreanPiece(
                word=text[start:end],
                kind="noun",
                start=start,
                end=end,
                particle="".join(part.form for part in run[last_noun + 1 :] if part.tag[0] == "J"),
                is_name=_is_name(nouns),
                nouns=tuple(part.form for part in nouns),
                is_copula="VCP" in ending or "VCN" in ending,
            )
        )
        verbs = [at for at in verbs if at > last_noun]
    pieces.extend(
        KoreanPiece(
            word=run[at].lemma,
            kind="verb",
            start=run[at].start,
            end=run[-1].end,
            modifies=any(part.tag == "ETM" for part in run[at + 1 :]),
        )
        for at in verbs
    )
    return pieces or [KoreanPiece(text[run[0].start : run[-1].end], "other", run[0].start, run[-1].end)]


def _is_name(nouns: Sequence[KoreanMorpheme]) -> bool:
    """Whether it is a proper noun, or pieced together of what makes no sense, as an unknown name is (은+여울+다리)."""
    if any(part.tag in {"NNP", "SL", "SH"} or part.is_guess for part in nouns):
        return True
    if any(part.tag not in _NOUNS for part in nouns):
        return True
    plain = [part for part in nouns if part.tag in {"NNG", "NNB", "XR"}]
    return len(plain) >= _MIN_NAME_PARTS and any(len(part.form) == 1 for part in plain)
