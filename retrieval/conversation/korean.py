"""Korean questions that lean on what was said: 그녀, 그 회사, "설립자는?", "어디에서 태어났나?"."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from kg.lexicon.relation_words import relations_of
from kg.lexicon.type_families import type_named, types_related_by
from kg.text.dates import iso_date
from kg.text.hangul import HANGUL_SYLLABLE
from kg.text.korean import KoreanMorpheme, morphemes
from retrieval.conversation.antecedents import (
    Fits,
    find_antecedent,
    fits_any,
    fits_noun,
    fits_one_of,
    fits_person,
    fits_place,
    fits_thing,
    fits_untyped,
)
from retrieval.conversation.references import Reference, bind_references
from retrieval.conversation.repetition import ask_of_another, asked_again, find_date
from retrieval.conversation.substitution import Bound, Substitution
from retrieval.question.name_spans import name_spans
from schemas.conversation import Turn

_PRONOUNS: dict[str, Fits] = {
    **dict.fromkeys(("그", "그녀", "이분", "그분", "저분", "걔", "그이"), fits_person),
    **dict.fromkeys(("그것", "이것", "저것", "그거", "이거"), fits_thing),
    **dict.fromkeys(("거기", "그곳", "이곳", "저기", "여기"), fits_place),
    **dict.fromkeys(("그들", "이들"), fits_any),
}
_POINTING = frozenset({"그", "이", "저", "해당", "같은"})
_ASKING = frozenset(
    {"누구", "무엇", "어디", "뭐", "언제", "몇", "왜", "어떻", "얼마", "어느", "무슨", "어떤"}
)
_CLAUSES = frozenset({"VV", "VA", "VCP", "VX", "XSV", "XSA"})
_PAIRS = {"은": "는", "는": "은", "이": "가", "가": "이", "을": "를", "를": "을", "과": "와", "와": "과"}
_WHEN = re.compile(
    r"\s*(?:(?:그럼|그러면|그리고|또)\s*,?\s*)?(?P<date>\d.*?)\s*(?:에|엔|에는|에도|은|는|도)?(?:요|이요)?\s*[?？]?\s*"
)
_FRAGMENT = re.compile(
    r"\s*(?:(?:그럼|그러면|그리고|또)\s*,?\s*)?(?P<name>\S.*?)(?:은|는|이|가|도)?(?:요|이요)?\s*[?？]?\s*"
)
_SAID_POLITELY = re.compile(r"(?:(?<=은)요|(?<=는)요)?[\s?.!？]*$")
_NOUNS = frozenset({"NNG", "NNP", "NNB", "XPN", "XSN", "SL", "SH"})
_KIND = 2
"""Syllables at the end by which things of one kind are called: 무지개다리, 돌다리."""
_AFTER_CONSONANT = frozenset("은이을과")


def bind_korean(question: str, history: Sequence[Turn]) -> Bound:
    """The question with its pronouns and what it leaves out tied to what was said before."""
    found = morphemes(question)
    names = name_spans(question, "ko") or [one.form for one in found if one.is_guess]
    bound = bind_references(question, _references(question, found, names, history), history)
    if bound.notes:
        return bound
    if (when := _WHEN.fullmatch(question)) and iso_date(when["date"]):
        return _ask_for_another_time(question, when["date"], history)
    if other := _ask_of_another(question, names, history):
        return other
    return Bound(question) if names else _bind_left_out(question, found, history)


def _references(
    question: str, found: Sequence[KoreanMorpheme], names: Sequence[str], history: Sequence[Turn]
) -> Iterator[Reference]:
    first_name = min((question.find(name) for name in names), default=len(question))
    for place, morpheme in enumerate(found):
        referring = _referring(question, found, place, history) if morpheme.start <= first_name else None
        if referring is not None:
            fits, last = referring
            yield Reference(
                question[morpheme.start : found[last].end], fits, partial(_put, found, place, last)
            )


def _referring(
    question: str, found: Sequence[KoreanMorpheme], place: int, history: Sequence[Turn]
) -> tuple[Fits, int] | None:
    """What the word there may mean, and its last morpheme; None where it speaks of nothing that was said."""
    morpheme = found[place]
    if morpheme.tag == "NP" and morpheme.form in _PRONOUNS:
        return _PRONOUNS[morpheme.form], place
    if morpheme.tag != "MM" or morpheme.form not in _POINTING:
        return None
    last = _end_of_noun(found, place + 1) - 1
    if last == place:
        return None
    noun = question[found[place + 1].start : found[last].end]
    fits = fits_noun(noun)
    return (fits, last) if type_named(noun) or find_antecedent(history, fits) else None


def _end_of_noun(found: Sequence[KoreanMorpheme], place: int) -> int:
    """Where the unbroken nouns that begin at this place end; the place itself where none does."""
    end = place
    while (
        end < len(found)
        and found[end].tag in _NOUNS
        and (end == place or found[end].start == found[end - 1].end)
    ):
        end += 1
    return end


def _put(found: Sequence[KoreanMorpheme], first: int, last: int, name: str) -> list[Substitution]:
    """The name for the words, with the particle behind them in the form that it needs after the name."""
    changes = [Substitution(found[first].start, found[last].end, name)]
    after = found[last + 1] if last + 1 < len(found) else None
    if after and after.tag[0] == "J" and after.start == found[last].end and after.form in _PAIRS:
        changes.append(Substitution(after.start, after.end, _particle(name, after.form)))
    return changes


def _particle(name: str, particle: str) -> str:
    """The particle in the form that follows the name's last sound; as it is after other letters than Korean ones."""
    if not HANGUL_SYLLABLE.match(name[-1]):
        return particle
    has_final = (ord(name[-1]) - ord("가")) % 28 != 0
    return particle if (particle in _AFTER_CONSONANT) == has_final else _PAIRS[particle]


def _bind_left_out(question: str, found: Sequence[KoreanMorpheme], history: Sequence[Turn]) -> Bound:
    """A question without any name: of whom it asks, where it has no subject or one that is somebody's or something's."""
    nouns = [one for one in found if one.tag in {"NNG", "NNP"} and one.form not in _ASKING]
    subject = next((noun for noun in nouns if _is_subject(found, noun)), None)
    verb = next((one for one in found if one.tag in _CLAUSES), None)
    if subject is not None:
        is_first = subject is nouns[0] and relations_of(subject.lemma)
        return (
            _bind_owner(question, subject, history, whole=verb is not None) if is_first else Bound(question)
        )
    if verb is None:
        return Bound(question)
    kinds = _types_of_relations(verb.lemma)
    antecedent = find_antecedent(history, fits_one_of(kinds) if kinds else fits_any)
    antecedent = antecedent or find_antecedent(history, fits_untyped)
    if antecedent is None:
        return Bound(question)
    name = antecedent.referent.name
    return Bound(f"{name}{_particle(name, '는')} {question}", (antecedent.note(f"… {question}"),))


def _is_subject(found: Sequence[KoreanMorpheme], noun: KoreanMorpheme) -> bool:
    """Whether 은, 는, 이, 가 follow the noun, or nothing at all, as in 설립자?"""
    after = next((one for one in found if one.start >= noun.end), None)
    return after is None or after.tag in {"JKS", "JX", "SF", "VCP"}


def _bind_owner(question: str, noun: KoreanMorpheme, history: Sequence[Turn], *, whole: bool) -> Bound:
    """The question with what its subject ("본사는 …?") belongs to; a subject alone becomes a `whole` question."""
    kinds, own = _types_of_relations(noun.lemma), type_named(noun.form)
    # A noun without a type of its own, such as 대표, tells the part that a person has.
    others = kinds - {own or "person"}
    antecedent = find_antecedent(history, fits_one_of(others) if others else fits_any)
    antecedent = antecedent or find_antecedent(history, fits_untyped)
    if antecedent is None:
        return Bound(question)
    read = f"{question[: noun.start]}{antecedent.referent.name}의 {question[noun.start :]}"
    if not whole:
        asked = "누구" if "person" in kinds and own in {"person", None} else "무엇"
        read = f"{_SAID_POLITELY.sub('', read)} {asked}인가?"
    return Bound(read, (antecedent.note(f"{noun.form} (누구의, 무엇의)"),))


def _ask_of_another(question: str, names: Sequence[str], history: Sequence[Turn]) -> Bound | None:
    """The question before ("그럼 한빛전자는?", 돌다리는요?), with this name for the only one that it named."""
    fragment = _FRAGMENT.fullmatch(question)
    if fragment is None:
        return None
    name, before = fragment["name"], history[-1].named
    of_one_kind = len(before) == 1 and name[-_KIND:] == before[0].name[-_KIND:]
    return ask_of_another(question, name, history, _replaced) if name in names or of_one_kind else None


def _replaced(text: str, name: str, other: str) -> str:
    """The text with the other name for this one, and the particles behind it in the form that they need."""
    pattern = rf"{re.escape(name)}([{''.join(_PAIRS)}](?!\w))?"
    return re.sub(pattern, lambda match: other + (_particle(other, match[1]) if match[1] else ""), text)


def _ask_for_another_time(question: str, date: str, history: Sequence[Turn]) -> Bound:
    """The question before ("2019년에는?"), with this date for its own or before it."""
    before = history[-1].read_as
    own = find_date(before)
    if own is None:
        return asked_again(question, f"{date}에 {before}")
    start, end = own
    return asked_again(question, f"{before[:start]}{date}{before[end:]}")


def _types_of_relations(word: str) -> frozenset[str]:
    return frozenset(kind for relation in relations_of(word) for kind in types_related_by(relation))
