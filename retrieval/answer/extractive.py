"""An answer made of the documents' own sentences, for when there is no chat model."""

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from kg.reader import GraphReader
from retrieval.answer.choice import MOST_LISTED, choose
from retrieval.answer.citable import CitablePassages, CitableSentence
from retrieval.answer.compare_two import compare, speaks_of_both
from retrieval.answer.compare_two import told as comparison_told
from retrieval.answer.described_answer import answer_described
from retrieval.answer.judgement import Judge, Judgement
from retrieval.answer.linked_address import asks_for_page, linked_address
from retrieval.answer.listed_facts import passages_of_facts
from retrieval.answer.relevance import most_relevant
from retrieval.answer.slips import read_over_slips
from retrieval.answer.spoken_names import linked_names
from retrieval.answer.statement import statements_of
from retrieval.answer.table_answers import compute, how, told
from retrieval.answer.tables import tables_of
from retrieval.answer.two_steps import find_two_steps
from retrieval.answer.whole_tables import with_whole_tables
from retrieval.question.asked import Asked, Wanted
from retrieval.question.asked_english import read_english
from retrieval.question.asked_korean import read_korean
from retrieval.question.comparison import Comparison, comparison_of
from retrieval.question.computation import Computation, computation_of
from retrieval.settings import AnswerSettings
from schemas.ports import AnswerReader
from schemas.retrieval import Analysis, Link, Passage

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True)
class ExtractedAnswer:
    """The sentences that answer, best first; none when the passages do not. `evidence` of the best is 0..1.

    `judged` are all that were looked at, the best first; `notes` say what was read otherwise than it is written. What was computed has
    a `text` and the sentences prove it; a `remark` comes behind them. `passages` are those that the sentences are of.
    """

    asked: Asked
    sentences: tuple[CitableSentence, ...]
    evidence: float
    judged: tuple[Judgement, ...] = ()
    notes: tuple[str, ...] = ()
    text: str = ""
    remark: str = ""
    passages: CitablePassages | None = None


async def extract_answer(  # noqa: PLR0913  what it can do more with is given by keyword
    analysis: Analysis,
    links: Sequence[Link],
    passages: CitablePassages,
    settings: AnswerSettings,
    *,
    reader: GraphReader | None = None,
    document_ids: Sequence[str] | None = None,
    trained: AnswerReader | None = None,
) -> ExtractedAnswer:
    """The sentences that say what is asked, and nothing when none does.

    A sentence answers when it says the asked predicate in whatever wording, of the things that are named, at the time that is
    asked about, with who does what to whom as in the question, and has something of the kind asked for
    (`settings.min_evidence`). The most or the least of something and a number of things are computed from all rows of a table where no
    sentence tells them; with a `reader` a table that the passages cut is read to its ends, and what is to be listed is looked for
    where facts of the graph state it, too, in the documents of `document_ids` or in all. A page on the web is told by the links of the
    passages. `trained` reads the best sentences, too.

    Raises:
        ConfigError: the English model is not installed.
        BackendError: WordNet is not there and could not be fetched, or Neo4j cannot be reached.
    """
    found = await asyncio.to_thread(answer_by_sentences, analysis, links, passages, settings, trained)
    if asks_for_page(analysis.question, is_answered=bool(found.sentences)):
        linked = linked_address(with_whole_names(analysis, links).names, passages)
        if linked is not None:
            return replace(found, sentences=(linked.sentence,), evidence=1.0, text=linked.address)
    if found.asked.many and reader is not None:
        more = await passages_of_facts(links, passages.passages, reader, document_ids)
        if len(more) > len(passages.passages):
            as_many = settings.model_copy(update={"max_sentences": MOST_LISTED})
            answer = partial(answer_by_sentences, analysis, links, settings=as_many, trained=trained)
            found = await asyncio.to_thread(_listed, found, more, answer)
    comparison = comparison_of(found.asked)
    if comparison is not None:
        return await asyncio.to_thread(_compared, found, comparison, links, passages, settings)
    wanted = computation_of(found.asked)
    if wanted is None or (found.sentences and is_told(found)):
        return found
    whole = await with_whole_tables(passages.passages, reader) if reader else passages.passages
    return await asyncio.to_thread(_computed, found, wanted, whole)


def _listed(
    found: ExtractedAnswer, passages: Sequence[Passage], answer: Callable[[CitablePassages], ExtractedAnswer]
) -> ExtractedAnswer:
    """All sentences of these passages that answer, with how many there are and in how many documents; more may be known to nobody."""
    citable = CitablePassages(passages)
    listed = answer(citable)
    documents = {citable.passages[one.number - 1].document_id for one in listed.sentences}
    if len(listed.sentences) <= len(found.sentences):
        return found
    told, of = len(listed.sentences), len(documents)
    remark = f"({told} found, in {of} documents)"
    if listed.asked.language == "ko":
        remark = f"(문서 {of}개에서 {told}개를 찾음)"
    note = f"{told} statements found in {of} documents; whether that is all is not known"
    return replace(listed, notes=(*listed.notes, note), passages=citable, remark=remark)


def _compared(
    found: ExtractedAnswer,
    wanted: Comparison,
    links: Sequence[Link],
    passages: CitablePassages,
    settings: AnswerSettings,
) -> ExtractedAnswer:
    """The sentence that compares the two, or what is told of each; one of them alone is no answer."""
    if found.sentences and speaks_of_both(wanted, found.sentences[0].text):
        return found
    statements = most_relevant(found.asked, statements_of(passages), settings.max_candidates)
    names = linked_names(links)
    compared = compare(found.asked, wanted, statements, names, least=settings.min_evidence)
    if compared is None:
        return replace(found, sentences=(), evidence=0.0)
    text = comparison_told(compared, wanted, found.asked)
    return replace(found, sentences=compared.sentences, evidence=1.0, text=text)


def is_told(found: ExtractedAnswer) -> bool:
    """Whether a sentence tells it: a single row tells neither the most of something nor how many there are."""
    kinds = {one.statement.sentence: one.statement.kind for one in found.judged}
    return kinds.get(found.sentences[0]) != "row"


def _computed(found: ExtractedAnswer, wanted: Computation, whole: Sequence[Passage]) -> ExtractedAnswer:
    """What the tables of these passages give; what one row alone would have said is no answer."""
    passages = CitablePassages(whole)
    computed = compute(found.asked, wanted, tables_of(passages))
    if computed is None and (wanted.extreme is not None or wanted.limits):
        return replace(found, sentences=(), evidence=0.0)
    if computed is None:
        return found
    used = tuple(row.sentence for row in computed.rows)
    return replace(
        found,
        sentences=used,
        evidence=1.0,
        notes=(*found.notes, how(computed)),
        text=told(computed, found.asked),
        passages=passages,
    )


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


def with_whole_names(analysis: Analysis, links: Sequence[Link]) -> Analysis:
    """The analysis with each linked name whole: "Orva valley" where the rules saw "Orva"."""
    linked = {
        link.surface for link in links if link.how == "exact alias" and link.surface in analysis.question
    }
    kept = [name for name in analysis.names if not any(name != other and name in other for other in linked)]
    longest = [
        name for name in linked if not any(name != other and name in other for other in (*kept, *linked))
    ]
    return analysis.model_copy(update={"names": tuple(dict.fromkeys((*kept, *sorted(longest))))})


def answer_by_sentences(
    analysis: Analysis,
    links: Sequence[Link],
    passages: CitablePassages,
    settings: AnswerSettings,
    trained: AnswerReader | None = None,
) -> ExtractedAnswer:
    """What `extract_answer` gives, computed here and now."""
    analysis, notes = read_over_slips(_without_controls(analysis), links, passages)
    analysis = with_whole_names(analysis, links)
    asked = read_question(analysis, links)
    aliases = linked_names(links)
    statements = most_relevant(asked, statements_of(passages), settings.max_candidates)
    judge = Judge(statements, aliases, trained)
    judged = judge.judge(asked, analysis.question, analysis.names)
    chosen = choose(asked, judged, least=settings.min_evidence, most=settings.max_sentences)
    evidence = judged[0].score if judged else 0.0
    if asked.wanted is not Wanted.DEFINITION:
        steps = answer_described(analysis, judge, least=max(settings.min_evidence, evidence))
        steps = steps or (None if chosen else find_two_steps(asked, judged, aliases))
        if steps is not None and steps.score >= settings.min_evidence:
            chosen, evidence = [steps.answer, steps.bridge], steps.score
    return ExtractedAnswer(
        asked=asked,
        sentences=tuple(one.statement.sentence for one in chosen),
        evidence=evidence,
        judged=tuple(judged),
        notes=(*notes, *_names_of_several(links)),
    )


def _names_of_several(links: Sequence[Link]) -> list[str]:
    """For each name of several things of the graph a note that says so."""
    things: dict[str, set[str]] = {}
    for link in links:
        if link.how == "exact alias":
            things.setdefault(link.surface, set()).add(link.target)
    return [f"{name!r} is a name of {len(of)} things" for name, of in things.items() if len(of) > 1]
