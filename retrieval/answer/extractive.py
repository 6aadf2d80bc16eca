"""An answer made of the documents' own sentences, for when there is no chat model."""

import asyncio
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.text.hangul import has_hangul
from kg.text.language import detect_language
from retrieval.answer.citable import CitablePassages, CitableSentence
from retrieval.answer.word_overlap import coverage, covered, words_of
from retrieval.question.name_spans import name_spans
from retrieval.settings import AnswerSettings
from schemas.ports import Embedder
from schemas.retrieval import Analysis

_NUMBER = re.compile(r"\d")
_DATE = re.compile(
    r"\b1\d{3}\b|\b20\d\d\b|\d+\s*[년월일]|\b(?:january|february|march|april|may|june|july|august|september|october|"
    r"november|december|century)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z,;:(] )[A-Z][\w’'-]+|[A-Z][\w’'-]+ (?:[a-z]{1,3} )?[A-Z]")
_WANTS_DATE = re.compile(
    r"\b(?:when|what year|which year|what date|what time)\b|언제|몇\s*년|연도|날짜|며칠", re.IGNORECASE
)
_WANTS_NUMBER = re.compile(r"\bhow (?:many|much|old|long|tall|far|high|large|big)\b|얼마|몇", re.IGNORECASE)
_WANTS_NAME = re.compile(r"\b(?:who|whom|whose|where)\b|누구|누가|어디", re.IGNORECASE)


@dataclass(frozen=True)
class CandidateSentence:
    """A sentence with the title above it and the score (0..1) of its passage."""

    text: str
    title: str
    passage_score: float


@dataclass(frozen=True)
class SentenceScore:
    """How well a sentence answers, 0..1 each, higher is better.

    `evidence` is what speaks for the documents holding the answer at all: it has no part that is relative to the
    other sentences. `total` orders the sentences.
    """

    total: float
    evidence: float


def score_sentences(
    analysis: Analysis,
    sentences: Sequence[CandidateSentence],
    similarities: Sequence[float],
) -> list[SentenceScore]:
    """One score for each sentence; `similarities` are the cosines of question and "title: sentence".

    A question's word counts the more the fewer of the sentences have it. Where question or sentence is written in
    Hangul, similarity is left out: `min_evidence` was chosen with an embedding model that does not know Korean.
    """
    bags = [words_of(f"{sentence.title} {sentence.text}", analysis.language) for sentence in sentences]
    weights = _weights(analysis, bags)
    scores = []
    for sentence, bag, similarity in zip(sentences, bags, similarities, strict=True):
        words = coverage(weights, bag)
        meaning = max(0.0, similarity)
        foreign = has_hangul(analysis.question) or has_hangul(sentence.text)
        evidence = words if foreign else (words + meaning) / 2
        total = (
            0.8 * evidence
            + 0.1 * _has_wanted(analysis.question, sentence.text)
            + 0.1 * sentence.passage_score
        )
        scores.append(SentenceScore(total=total, evidence=evidence))
    return scores


def names_held(analysis: Analysis, texts: Sequence[str], aliases: Mapping[str, str]) -> float:
    """Share of the words of the question's names that the texts have, 0..1; 1 for a question without names.

    What the documents never name they cannot tell anything about. A name is theirs too where they have all words of
    what `aliases` calls it.
    """
    names = words_of(" ".join(analysis.names), analysis.language)
    if not names:
        return 1.0
    theirs = words_of(" ".join(texts), analysis.language)
    for name, alias in aliases.items():
        if (words := words_of(alias, analysis.language)) == covered(words, theirs):
            theirs |= words_of(name, analysis.language)
    return coverage(dict.fromkeys(names, 1.0), theirs)


def _weights(analysis: Analysis, bags: Sequence[frozenset[str]]) -> dict[str, float]:
    """Weight of each of the question's words: its inverse document frequency among the sentences."""
    words = dict.fromkeys(analysis.keywords)
    holders = {word: sum(bool(covered([word], bag)) for bag in bags) for word in words}
    return {word: math.log(1 + (len(bags) + 1) / (count + 1)) for word, count in holders.items()}


def _has_wanted(question: str, sentence: str) -> float:
    """1.0 when the sentence has the kind of thing asked for (a date, a number, a new name), or no kind is asked for."""
    if _WANTS_DATE.search(question):
        return float(_DATE.search(sentence) is not None)
    if _WANTS_NUMBER.search(question):
        return float(_NUMBER.search(sentence) is not None)
    if _WANTS_NAME.search(question) and not has_hangul(sentence):
        return float(any(name not in question for name in _NAME.findall(sentence)))
    return 1.0


_SHARE = 0.75
_BRIDGED_SHARE = 0.4


@dataclass(frozen=True)
class ExtractedAnswer:
    """The sentences that answer, best first; none when the passages do not. `evidence` is 0..1."""

    sentences: tuple[CitableSentence, ...]
    evidence: float


async def extract_answer(
    analysis: Analysis,
    passages: CitablePassages,
    embedder: Embedder,
    settings: AnswerSettings,
    *,
    aliases: Mapping[str, str],
) -> ExtractedAnswer:
    """The best sentence, and others only where they cover words of the question that it does not.

    Nothing is answered when too little of the question is in any sentence, by words and by meaning, or its names (or
    what `aliases` calls them) are not in the passages (`settings.min_evidence`).
    """
    return await asyncio.to_thread(_extract, analysis, passages, embedder, settings, aliases)


def _extract(
    analysis: Analysis,
    passages: CitablePassages,
    embedder: Embedder,
    settings: AnswerSettings,
    aliases: Mapping[str, str],
) -> ExtractedAnswer:
    candidates = _candidates(passages)[: settings.max_candidates]
    if not candidates:
        return ExtractedAnswer(sentences=(), evidence=0.0)
    titled = [_titled(passages, sentence) for sentence in candidates]
    vectors = embedder.embed([analysis.question, *(f"{one.title}: {one.text}" for one in titled)])
    scores = score_sentences(analysis, titled, [float(value) for value in vectors[1:] @ vectors[0]])
    held = names_held(analysis, [f"{one.title} {one.text}" for one in passages.passages], aliases)
    evidence = held * max(score.evidence for score in scores)
    if evidence < settings.min_evidence:
        return ExtractedAnswer(sentences=(), evidence=evidence)
    chosen = choose_sentences(analysis, titled, scores, most=settings.max_sentences)
    return ExtractedAnswer(sentences=tuple(candidates[place] for place in chosen), evidence=evidence)


def choose_sentences(
    analysis: Analysis,
    sentences: Sequence[CandidateSentence],
    scores: Sequence[SentenceScore],
    *,
    most: int,
) -> list[int]:
    """Positions of the best sentence and of those that add words of the question, best first, `most` at the most.

    A sentence that shares a name with one already chosen, which the question does not have, may be much weaker, and
    goes before others as strong: it goes on where that one ended ("… in Mainz." "Mainz lies on the Rhine.").
    """
    bags = [words_of(f"{one.title} {one.text}", analysis.language) for one in sentences]
    rest = sorted(range(len(sentences)), key=lambda place: (-scores[place].total, place))
    chosen = rest[:1]
    while chosen and len(chosen) < most:
        open_words = set(analysis.keywords).difference(
            *(covered(analysis.keywords, bags[one]) for one in chosen)
        )
        bridges = frozenset[str]().union(*(_new_names(sentences[one].text, analysis) for one in chosen))
        strength = {
            place: scores[place].total / (_BRIDGED_SHARE if bridges & bags[place] else _SHARE)
            for place in rest
            if place not in chosen and covered(open_words, bags[place])
        }
        best = max(strength, key=lambda place: (strength[place], -place), default=None)
        if best is None or strength[best] < scores[chosen[0]].total:
            break
        chosen.append(best)
    return chosen


def _new_names(sentence: str, analysis: Analysis) -> frozenset[str]:
    names = " ".join(name_spans(sentence, detect_language(sentence)))
    return words_of(names, analysis.language) - set(analysis.keywords)


def _candidates(passages: CitablePassages) -> list[CitableSentence]:
    """Sentences of the passages in turn, so that a limit takes some from each, without repeats."""
    by_passage = [passages.of(number) for number in range(1, len(passages.passages) + 1)]
    longest = max((len(sentences) for sentences in by_passage), default=0)
    turns = [
        sentences[place] for place in range(longest) for sentences in by_passage if place < len(sentences)
    ]
    unique = {" ".join(sentence.text.split()): sentence for sentence in reversed(turns)}
    return [sentence for sentence in turns if unique[" ".join(sentence.text.split())] is sentence]


def _titled(passages: CitablePassages, sentence: CitableSentence) -> CandidateSentence:
    passage = passages.passages[sentence.number - 1]
    return CandidateSentence(text=sentence.text, title=passage.title, passage_score=passage.score)
