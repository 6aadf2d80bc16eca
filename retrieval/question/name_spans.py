"""Names in a question, found without a model."""

import re
from collections.abc import Iterator

from kg.text.hangul import has_hangul
from kg.text.word_bounds import with_particle
from schemas.document import Language

Span = tuple[int, int]

_QUOTED = re.compile(r"[\"“”«»「」『』《》〈〉]([^\"“”«»「」『』《》〈〉]{2,120})[\"“”«»「」『』《》〈〉]")
_WORD = re.compile(r"[^\W_][\w.&'’!+#/-]*[\w!+#]|[^\W_]")
_POSSESSIVE = re.compile(r"['’]s$|['’]$")
_INITIAL = re.compile(r"[A-Z]|(?:[A-Z]\.)+[A-Z]|Mr|Mrs|Ms|Dr|St|Jr|Sr")
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")

_CONNECTOR_WORDS = "of the de la le du da dos del della di van der den von und y"
_CONNECTORS = frozenset(_CONNECTOR_WORDS.split())
_AFTER_COMMA = re.compile(r"\d{4}$|[A-Z]{2}$|(?:Inc|Ltd|LLC|Jr|Sr)\b")
_DAY = re.compile(r"\d{1,2}")
_PLAIN_WORDS = (
    "who whom whose what which when where why how is are was were be been am do does did has have had can could "
    "will would shall should may might must in on at of from to by with for about between after before during "
    "under over into since until within among the a an this that these those it its he she they we you i his "
    "her their our your my and or but if both are name list tell give show find describe explain say please "
    "according besides other than as there"
)
_SENTENCE_WORDS = frozenset(_PLAIN_WORDS.split())
_MID_SENTENCE_NAMES = frozenset({"A", "An", "The", "WHO", "IT"})
_HANGUL_WORD = re.compile(r"[\w·]*[가-힣]")
_SHORTEST_KOREAN_NAME = 2
_KOREAN_NAMES = frozenset({"NNP", "SL", "SH"})
_KOREAN_NOUNS = frozenset({"NNP", "SL", "SH", "NNG", "SN", "NNB", "NR", "XSN", "XPN", "SO"})


def name_spans(question: str, language: Language) -> list[str]:
    """Names as the question writes them, in its order, without repeats.

    Quoted strings and runs of words with a capital or in Hangul ("Bay of Pigs", "K. Subash"); in Korean, unbroken
    runs of nouns with a proper noun among them, without their particles.
    """
    found = [(match.start(1), match[1].strip()) for match in _QUOTED.finditer(question)]
    rest = _QUOTED.sub(lambda match: " " * len(match[0]), question)
    found += _korean_names(rest) if language == "ko" else _capitalised(rest)
    return list(dict.fromkeys(name for _, name in sorted(found) if name))


def phrase_spans(question: str, language: Language, *, max_words: int) -> list[tuple[int, int]]:
    """Every stretch of the question that could be a name, as (start, end) in characters, longest first.

    Stretches of 1 to `max_words` words; in Korean, of neighbouring nouns, so that no particle is left at the end, and
    each word without what may be its particles, since the analyser takes apart names that it does not know.
    """
    runs = _korean_noun_runs(question) if language == "ko" else [_words(question)]
    whole = _without_particles(question) if language == "ko" else ()
    spans = {
        *whole,
        *(
            (run[first][0], run[last][1])
            for run in runs
            for first in range(len(run))
            for last in range(first, min(first + max_words, len(run)))
        ),
    }
    return sorted(spans, key=lambda span: (span[0] - span[1], span[0]))


def word_spans(text: str) -> list[Span]:
    """Where the words stand, a possessive without its ending."""
    return [(start, end) for start, end, _ in _words(text)]


def capitalised_spans(text: str) -> list[tuple[int, int]]:
    """Where runs of words with a capital stand (start, end), in order; a sentence's first word may be one by its place."""
    return [(start, start + len(name)) for start, name in _capitalised(text)]


def _words(text: str) -> list[tuple[int, int, bool]]:
    return [
        (word.start(), word.start() + len(_POSSESSIVE.sub("", word[0])), False)
        for word in _WORD.finditer(text)
    ]


def _without_particles(text: str) -> Iterator[tuple[int, int]]:
    """Each Korean word, and its beginnings that only particles follow."""
    for match in _HANGUL_WORD.finditer(text):
        for length in range(_SHORTEST_KOREAN_NAME, len(match[0]) + 1):
            if length == len(match[0]) or with_particle(match[0], match[0][:length]):
                yield match.start(), match.start() + length


def _korean_names(text: str) -> list[tuple[int, str]]:
    names: list[tuple[int, str]] = []
    for run in _korean_noun_runs(text):
        name = [run[0]]
        for noun in run[1:]:
            if noun[0] == name[-1][1] or (name[-1][2] and noun[2]):
                name.append(noun)
            else:
                names += _korean_name(text, name)
                name = [noun]
        names += _korean_name(text, name)
    return names


def _korean_name(text: str, nouns: list[tuple[int, int, bool]]) -> list[tuple[int, str]]:
    proper = any(is_name for *_, is_name in nouns)
    return [(nouns[0][0], text[nouns[0][0] : nouns[-1][1]])] if proper else []


def _korean_noun_runs(text: str) -> list[list[tuple[int, int, bool]]]:
    """Runs of nouns with nothing or one space between: start, end, and whether it is a proper noun."""
    from kg.text.korean import morphemes

    runs: list[list[tuple[int, int, bool]]] = [[]]
    for morpheme in morphemes(text):
        if morpheme.tag not in _KOREAN_NOUNS:
            runs.append([])
            continue
        if runs[-1] and text[runs[-1][-1][1] : morpheme.start] not in ("", " "):
            runs.append([])
        runs[-1].append((morpheme.start, morpheme.end, morpheme.tag in _KOREAN_NAMES))
    return [run for run in runs if run]


def _capitalised(text: str) -> list[tuple[int, str]]:
    names: list[tuple[int, str]] = []
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        if run and not (_continues_name(word[0]) and _joins(text, run[-1], word)):
            names += _name(text, run)
            run = []
        if run or _starts_name(word[0], word.start()):
            run.append(word)
    return names + _name(text, run)


def _joins(text: str, before: re.Match[str], word: re.Match[str]) -> bool:
    """Whether two words can be in one name: only white space, "Inc.", "May 1, 2019" or "Topeka, KS" between."""
    gap = text[before.end() : word.start()].strip()
    if gap == ".":
        return _INITIAL.fullmatch(before[0]) is not None
    if gap == ",":
        after = _AFTER_COMMA.match(word[0])
        return after is not None and (not word[0].isdigit() or _DAY.fullmatch(before[0]) is not None)
    if _POSSESSIVE.search(before[0]) and word[0][0].isdigit():
        return False
    return gap in ("", "&")


def _starts_name(word: str, position: int) -> bool:
    if word.isdigit():
        return _YEAR.fullmatch(word) is not None
    if not _is_marked(word):
        return False
    # "Which" is a question word at the start, "A" opens a title anywhere else.
    return word.casefold() not in _SENTENCE_WORDS or (position > 0 and word in _MID_SENTENCE_NAMES)


def _continues_name(word: str) -> bool:
    return word in _CONNECTORS or word[0].isdigit() or _is_marked(word)


def _is_marked(word: str) -> bool:
    return any(character.isupper() for character in word) or has_hangul(word)


def _name(text: str, run: list[re.Match[str]]) -> list[tuple[int, str]]:
    while run and run[-1][0] in _CONNECTORS:
        run = run[:-1]
    if not run:
        return []
    if run[-1][0] in ("The", "A", "An"):
        return []
    return [(run[0].start(), _POSSESSIVE.sub("", text[run[0].start() : run[-1].end()]))]
