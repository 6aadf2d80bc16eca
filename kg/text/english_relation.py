"""The words of an English relation name."""

import re

from kg.text.english_lemma import is_past_participle, is_plain_verb, noun_lemma, verb_lemma
from kg.text.word_lists import words

_TOKEN = re.compile(r"[^\W_]+")
_NO_LONGER = re.compile(r"\bno[ _]longer\b", re.IGNORECASE)
_CONTRACTED_NOT = re.compile(r"n't\b|(?<=can)not\b")
_POSSESSIVE = re.compile(r"(?<=\w)'s\b")
_CO_PREFIX = re.compile(r"\b(co|re)-(?=\w)")
_MIN_PLURAL_CHARS = 5
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

_BE = frozenset({"be", "am", "is", "are", "was", "were", "been", "being"})
_HAVE = frozenset({"has", "have", "had", "having"})
_GET = frozenset({"get", "gets", "got", "gotten", "getting"})
_MODALS = words("will would shall should can could may might must")
_DO = frozenset({"do", "does", "did"})
_ORDER = frozenset({"first", "last", "next"})
_NEGATIONS = frozenset({"not", "never", "cannot"})
HEDGES = frozenset(
    {"allegedly", "almost", "barely", "hardly", "nearly", "possibly", "scarcely", "supposedly"}
)
"""Adverbs that take a statement half back."""
_ARTICLES = words("a an the its his her their our my your")
_ADVERBS = words(
    "again afterwards already also always best better currently even ever eventually here just "
    "later mostly much now often once quite rather soon sometimes somewhat still then there thus today "
    "together too usually very well widely yet both however therefore otherwise"
)
_LY_ADJECTIVES = words("early daily weekly monthly elderly friendly holy")
PREPOSITIONS = words(
    "of in on at to for from with by as into onto over under through between among against about after "
    "before during near within without along across around behind beside beyond toward towards until "
    "since upon via than above below like off out up down away back"
)
_PARTICLES = words("up down out off over away back on in to upon into")
# Verbs that have no passive: "by" after them says how or until when, not who.
_INTRANSITIVE = words(
    "abide arrive come die differ drop go grow happen live pass sit stand rise fall swear travel vary "
    "walk increase decrease become appear emerge"
)


def english_relation(phrase: str) -> tuple[list[str], bool]:
    """Words of the relation's name in lower case, and whether the phrase runs from tail to head (agentive passive).

    "was first acquired by" gives (["acquire"], True), "is the capital of" (["capital", "of"], False). In a name
    in UPPER_SNAKE a word that is a dictionary form already stays as it is ("FOUND"). A denial and words that take the
    statement half back come first ("not", "almost").
    """
    named = phrase.isupper()
    words = _without_adverbs([word for word in _words(phrase) if word not in _NEGATIONS | HEDGES])
    hedges = [word for word in _words(phrase) if word in HEDGES]
    denied = ["not", *hedges] if _is_negated(phrase) else hedges
    core, copula = _without_auxiliaries(words, named=named)
    if not core or core in (["the"], ["a"], ["an"]):
        rest = ["is", "a"] if copula and core in (["a"], ["an"]) else ["is"] if copula else words
        return [*denied, *rest], False
    verbal = _is_verbal(core, copula=copula, named=named)
    agent = verbal and _has_agent(core)
    lemmas = _lemmas(core[:-1] if agent else core, verbal=verbal, named=named)
    return [*denied, *lemmas], agent


def _words(phrase: str) -> list[str]:
    plain = phrase if phrase.isupper() else _CAMEL.sub(" ", phrase)
    plain = _NO_LONGER.sub(" ", plain).casefold().replace("’", "'")
    plain = _CO_PREFIX.sub(r"\1", _POSSESSIVE.sub("", plain.replace("won't", "will not")))
    return [match[0] for match in _TOKEN.finditer(_CONTRACTED_NOT.sub(" ", plain))]


def _is_negated(phrase: str) -> bool:
    plain = phrase.casefold().replace("’", "'")
    if _NO_LONGER.search(plain) or _CONTRACTED_NOT.search(plain):
        return True
    return any(match[0] in _NEGATIONS for match in _TOKEN.finditer(plain))


def _without_adverbs(words: list[str]) -> list[str]:
    following = [*words, ""][1:]
    return [
        word
        for word, after in zip(words, following, strict=True)
        if not (_is_adverb(word) or (word in _ORDER and is_past_participle(after)))
    ]


def _is_adverb(word: str) -> bool:
    if word in _ADVERBS:
        return True
    is_ly = word.endswith("ly") and len(word) > 4 and word not in _LY_ADJECTIVES
    return is_ly and verb_lemma(word) is None and noun_lemma(word) is None


def _without_auxiliaries(words: list[str], *, named: bool) -> tuple[list[str], bool]:
    """The words after the auxiliaries they begin with, and whether the last of these was a form of "be"."""
    copula = False
    while words and (helping := _helping_words(words, named=named)):
        copula = words[0] in _BE
        words = words[helping:]
    if not copula and words[:2] == ["used", "to"] and len(words) > 2 and is_plain_verb(words[2]):
        words = words[2:]
    return words, copula


def _helping_words(words: list[str], *, named: bool) -> int:
    """How many of the first words only make a tense or a mood: "has won", but "has member" and "did so"."""
    first, after = words[0], words[1] if len(words) > 1 else ""
    if first in _BE or first in _MODALS:
        return 1
    if first in _DO:
        return int(not after or is_plain_verb(after) or after in _BE)
    if first in _HAVE | _GET:
        # In a name that is a lemma already, HAVE is the verb itself.
        is_tense = is_past_participle(after) and after != verb_lemma(after)
        return int(after in _BE or (is_tense and not (named and first == "have")))
    return 0


def _is_verbal(core: list[str], *, copula: bool, named: bool) -> bool:
    """Whether the first word is the verb, as in "located in" and "(is) playing for"; not in "(is) capital of"."""
    first = core[0]
    if first in _ARTICLES or first in PREPOSITIONS or verb_lemma(first) is None:
        return False
    if copula:
        return is_past_participle(first) or first.endswith("ing")
    return not (named and first.endswith("ing") and noun_lemma(first) == first)


def _has_agent(core: list[str]) -> bool:
    """Whether the words end like "acquired by", "taken over by", "written and directed by"."""
    if len(core) < 2 or core[-1] != "by":
        return False
    at = len(core) - 2
    while at > 0 and core[at] in _PARTICLES:
        at -= 1
    if not is_past_participle(core[at]) or verb_lemma(core[at]) in _INTRANSITIVE:
        return False
    return at == 0 or core[at - 1] == "and"


def _lemmas(core: list[str], *, verbal: bool, named: bool) -> list[str]:
    lemmas: list[str] = []
    for index, word in enumerate(core):
        if word in _ARTICLES:
            continue
        is_verb = verbal and (index == 0 or (core[index - 1] in {"and", "to"} and word not in PREPOSITIONS))
        if is_verb and (lemma := _verb(word, named=named)):
            lemmas.append(lemma)
        else:
            lemmas.append(word if word in PREPOSITIONS else _noun(word))
    return lemmas


def _verb(word: str, *, named: bool) -> str | None:
    # "Born" stays: BEAR_IN would be read by nobody as a birth.
    if word == "born" or (named and is_plain_verb(word)):
        return word
    return verb_lemma(word)


def _noun(word: str) -> str:
    return word if len(word) < _MIN_PLURAL_CHARS else noun_lemma(word) or word
