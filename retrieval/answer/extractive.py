"""An answer made of the documents' own sentences, for when there is no chat model."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.answer.choice import choose
from retrieval.answer.citable import CitablePassages, CitableSentence
from retrieval.answer.judgement import Judgement, judge_statements
from retrieval.answer.relevance import most_relevant
from retrieval.answer.spoken_names import linked_names
from retrieval.answer.statement import statements_of
from retrieval.answer.two_steps import find_two_steps
from retrieval.question.asked import Asked, Wanted
from retrieval.question.asked_english import read_english
from retrieval.question.asked_korean import read_korean
from retrieval.settings import AnswerSettings
from schemas.retrieval import Analysis, Link

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True)
class ExtractedAnswer:
    """The sentences that answer, best first; none when the passages do not. `evidence` of the best is 0..1.

    `judged` are all that were looked at, the best first.
    """

    asked: Asked
    sentences: tuple[CitableSentence, ...]
    evidence: float
    judged: tuple[Judgement, ...] = ()


async def extract_answer(
    analysis: Analysis, links: Sequence[Link], passages: CitablePassages, settings: AnswerSettings
) -> ExtractedAnswer:
    """The sentences that say what is asked, and nothing when none does.

    A sentence answers when it says the asked predicate in whatever wording, of the things that are named, at the time that is
    asked about, with who does what to whom as in the question, and has something of the kind asked for
    (`settings.min_evidence`).

    Raises:
        ConfigError: the English model is not installed.
        BackendError: WordNet is not there and could not be fetched.
    """
    return await asyncio.to_thread(answer_by_sentences, analysis, links, passages, settings)


def read_question(analysis: Analysis, links: Sequence[Link] = ()) -> Asked:
    """What the question asks for, by its language.

    Raises:
        ConfigError: the English model is not installed.
        BackendError: WordNet is not there and could not be fetched.
    """
    if analysis.language == "ko":
        return read_korean(analysis, [link.surface for link in links if link.kind == "entity"])
    return read_english(analysis)


def _without_controls(analysis: Analysis) -> Analysis:
    """The analysis without control characters, which no parser takes for what they are: a blank."""
    plain = {"question": _CONTROLS.sub(" ", analysis.question)}
    names = tuple(" ".join(_CONTROLS.sub(" ", name).split()) for name in analysis.names)
    return analysis.model_copy(update={**plain, "names": names})


def answer_by_sentences(
    analysis: Analysis, links: Sequence[Link], passages: CitablePassages, settings: AnswerSettings
) -> ExtractedAnswer:
    """What `extract_answer` gives, computed here and now."""
    analysis = _without_controls(analysis)
    asked = read_question(analysis, links)
    aliases = linked_names(links)
    statements = most_relevant(asked, statements_of(passages), settings.max_candidates)
    judged = judge_statements(asked, analysis.question, analysis.names, statements, aliases)
    chosen = choose(asked, judged, least=settings.min_evidence, most=settings.max_sentences)
    evidence = judged[0].score if judged else 0.0
    if not chosen and asked.wanted is not Wanted.DEFINITION:
        steps = find_two_steps(asked, judged, aliases)
        if steps is not None and steps.score >= settings.min_evidence:
            chosen, evidence = [steps.answer, steps.bridge], steps.score
    return ExtractedAnswer(
        asked=asked,
        sentences=tuple(one.statement.sentence for one in chosen),
        evidence=evidence,
        judged=tuple(judged),
    )
