"""An answer made of the documents' own sentences, for when there is no chat model."""

import asyncio
from collections.abc import Mapping, Sequence

from kg.text.language import detect_language
from retrieval.answer.citable import CitablePassages, CitableSentence
from retrieval.answer.sentence_scores import CandidateSentence, SentenceScore, names_held, score_sentences
from retrieval.answer.word_overlap import covered, words_of
from retrieval.question.name_spans import name_spans
from retrieval.settings import AnswerSettings
from schemas.ports import Embedder
from schemas.retrieval import Analysis
from schemas.value import Value

_SHARE = 0.75
_BRIDGED_SHARE = 0.4


class ExtractedAnswer(Value):
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

    A sentence that shares a name with one already chosen, which the question does not have, may be much weaker: it
    goes on where that one ended ("… in Mainz." "Mainz lies on the Rhine.").
    """
    order = sorted(range(len(sentences)), key=lambda place: (-scores[place].total, place))
    open_words = set(analysis.keywords)
    chosen: list[int] = []
    bridges: frozenset[str] = frozenset()
    for place in order:
        bag = words_of(f"{sentences[place].title} {sentences[place].text}", analysis.language)
        new = covered(open_words, bag)
        share = _BRIDGED_SHARE if bridges & bag else _SHARE
        if not chosen or (new and scores[place].total >= share * scores[chosen[0]].total):
            chosen.append(place)
            open_words -= new
            bridges |= _new_names(sentences[place].text, analysis)
        if len(chosen) == most:
            break
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
