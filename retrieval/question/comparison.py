"""Questions that compare two named things: "Which is older, the Corran Tower or the Skelling Tower?"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.text.english_forms import dictionary_forms
from kg.text.korean_phrases import korean_pieces
from kg.text.word_lists import words
from retrieval.question.asked import Asked, Need, Wanted
from retrieval.question.computation import KOREAN_TIMES, Measure, korean_measure, measure_of

_EARLIER = words("earlier sooner first before")
_LATER = words("later last after")
_BEGUN = (
    ("built", words("build construct complete erect finish")),
    ("founded", words("found establish")),
    ("opened", words("open")),
    ("born", words("born bear birth")),
    ("launched", words("launch introduce")),
)
_BEGUN_KO = tuple(
    ("", words(group))
    for group in (
        "짓다 세우다 건립하다 완공하다 준공하다",
        "설립하다 창립하다",
        "열다 개관하다 개통하다",
        "태어나다 출생하다",
    )
)
_CHOICE = re.compile(r"(?i),?\s*(?:and|or)\s+(?:the\s+)?")
_THAN = re.compile(r"(?i).*\b(?:than|before|after)\s+(?:the\s+)?")
_CHOICE_KO = re.compile(r"\s?(?:와|과|하고|이랑|랑|,)\s?")
_AMONG_KO = re.compile(r"\s*(?:중|가운데|둘 중|사이)")
_MORE_KO = words("더 먼저 일찍 늦게 나중")


@dataclass(frozen=True)
class Comparison:
    """Two names, and what is compared of them: one of the `tries`, each a verb or noun with the words that say it.

    `is_high`: the larger number or the later time is asked for; `rest` are other words that have to be said of both.
    """

    names: tuple[Need, Need]
    measure: Measure
    is_high: bool
    tries: tuple[tuple[str, frozenset[str]], ...]
    rest: tuple[Need, ...] = ()
    is_yes_no: bool = False


def comparison_of(asked: Asked) -> Comparison | None:
    """What is compared of which two; None for a question that compares nothing of the kind."""
    names = asked.of_kind("name")
    if len(names) != 2 or asked.wanted in {Wanted.NUMBER, Wanted.DATE, Wanted.REASON}:
        return None
    first, second = sorted(names, key=lambda need: asked.question.find(need.text))
    if asked.language == "ko":
        return _korean(asked, (first, second))
    return _english(asked, (first, second))


def _between(question: str, names: tuple[Need, Need]) -> tuple[str, str] | None:
    """What stands between the names, and behind them."""
    start, other = question.find(names[0].text), question.find(names[1].text)
    if start < 0 or other < start + len(names[0].text):
        return None
    return question[start + len(names[0].text) : other], question[other + len(names[1].text) :]


def _english(asked: Asked, names: tuple[Need, Need]) -> Comparison | None:
    parts = _between(asked.question, names)
    if parts is None:
        return None
    is_yes_no = asked.wanted is Wanted.YES_NO
    if not (_THAN if is_yes_no else _CHOICE).fullmatch(parts[0]):
        return None
    verbs = [need for need in asked.of_kind("predicate") if need.is_verb]
    for measure, is_high, tries, spoken in _english_measures(asked, verbs):
        rest = tuple(
            need
            for need in asked.of_kind("word")
            if need.weight >= 1 and not set(need.words) & spoken and need.text.casefold() not in spoken
        )
        return Comparison(names, measure, is_high, tries, rest, is_yes_no)
    return None


def _english_measures(
    asked: Asked, verbs: list[Need]
) -> Iterator[tuple[Measure, bool, tuple[tuple[str, frozenset[str]], ...], frozenset[str]]]:
    tokens = [match[0].casefold() for match in re.finditer(r"[^\W\d_]+", asked.question)]
    for before, word, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
        forms = dictionary_forms(word)
        if word in {"more", "fewer", "less"}:
            if found := measure_of(after, is_more=word == "more"):
                yield *found, ((after, found[0].words | {after}),), frozenset({after})
            elif after and after not in {"the", "than", "or"}:
                said = dictionary_forms(after)
                yield Measure(said), word == "more", ((after, said),), said
            elif before and (said := dictionary_forms(before)):
                yield Measure(said), word == "more", ((before, said),), said
        elif word in _EARLIER | _LATER and verbs:
            said = frozenset(verbs[-1].words)
            yield Measure(said, is_time=True), word in _LATER, ((verbs[-1].text, said),), said | {word}
        elif word.endswith("er") and (
            found := next((one for form in sorted(forms) if (one := measure_of(form))), None)
        ):
            if found[0].is_time:
                said = frozenset({verbs[-1].text}) if verbs else frozenset[str]()
                tries = (
                    ((verbs[-1].text, frozenset(verbs[-1].words)),)
                    if verbs and verbs[-1].text != word
                    else _BEGUN
                )
                yield *found, tries, forms | {word} | said
            else:
                yield *found, ((word, found[0].words | forms),), forms | {word}


def _korean(asked: Asked, names: tuple[Need, Need]) -> Comparison | None:
    parts = _between(asked.question, names)
    if parts is None or not _CHOICE_KO.fullmatch(parts[0]) or not _AMONG_KO.match(parts[1]):
        return None
    pieces = korean_pieces(asked.question)
    at = next((at for at, piece in enumerate(pieces) if piece.word in _MORE_KO), None)
    if at is None or at + 1 >= len(pieces):
        return None
    found = korean_measure(pieces, at if pieces[at].word == "더" else at - 1)
    if found is None:
        return None
    measure, is_high, spoken = found
    verbs = [need for need in asked.of_kind("predicate") if need.is_verb and need.text not in spoken]
    if measure.is_time:
        tries = ((verbs[-1].text, frozenset(verbs[-1].words)),) if verbs else _BEGUN_KO
        said = spoken | KOREAN_TIMES | {need.text for need in verbs}
    else:
        tries = ((min(measure.words), measure.words),)
        said = spoken | measure.words
    rest = tuple(need for need in asked.of_kind("word") if need.weight >= 1 and need.text not in said)
    return Comparison(names, measure, is_high, tries, rest)
