"""How well the chunks of each strategy are found, and what the comparison says."""

from collections.abc import Iterable

import pytest

from evaluation.data import EvalQuestion, GoldSpan
from evaluation.splitting import GOLD_TEXT, WHOLE, SplitScores, locate_gold, score_strategies
from extraction.split.fixed import FixedSplitter
from extraction.split.recursive import RecursiveSplitter
from extraction.split.settings import SplitSettings
from extraction.split.spans import Span
from extraction.split.task import SplitTask, Splitter
from schemas.document import LoadedDocument
from schemas.errors import InputError
from tests.fakes.embedder import FakeEmbedder

TOWNS = [
    "Aldow", "Brint", "Corley", "Dunmar", "Elsby", "Farnow", "Grint", "Harley", "Ilmar", "Jelsby", "Karnow", "Lodden",
    "Morley", "Nunmar", "Osby", "Parnow", "Quint", "Rarley", "Selmar", "Tolsby",
]  # fmt: skip
SENTENCES = [
    f"The bridge of {town} was built by mason number {place} in a wet year."
    for place, town in enumerate(TOWNS)
]


class Letters:
    """A splitter that cuts every sentence to pieces."""

    name = "letters"

    def split(self, task: SplitTask) -> Iterable[Span]:
        return ((start, start + 5) for start in range(0, len(task.text), 5))


def document(text: str, source: str = "notes/towns.txt") -> LoadedDocument:
    return LoadedDocument(
        source=source, sha256="0", title="Towns", media_type="text/plain", language="en", text=text
    )


def question(town: str, text: str, source: str = "towns.txt") -> EvalQuestion:
    gold = (GoldSpan(document=source, text=text),)
    return EvalQuestion(id=town, question=f"Who built the bridge of {town}?", gold=gold)


DOCUMENT = document(" ".join(SENTENCES))
QUESTIONS = [question(town, text) for town, text in zip(TOWNS, SENTENCES, strict=True)]


async def scored(*splitters: Splitter, questions: list[EvalQuestion] = QUESTIONS) -> SplitScores:
    gold = locate_gold(questions, [DOCUMENT])
    sizes = SplitSettings(max_chars=75)
    return await score_strategies(splitters, [DOCUMENT], sizes, FakeEmbedder(64), gold, lambda *_: None)


async def test_a_strategy_that_cuts_what_answers_is_worse_and_not_by_chance() -> None:
    found = await scored(RecursiveSplitter(), Letters(), FixedSplitter())
    in_use, letters, fixed = found.scores
    assert (found.in_use, found.questions, found.left_out) == ("recursive", 20, 0)
    assert in_use.verdict == "in use"
    assert in_use.figures[WHOLE] == 1
    assert in_use.figures[GOLD_TEXT] > 2 * letters.figures[GOLD_TEXT]
    assert letters.verdict == "worse"
    assert letters.figures[WHOLE] == 0
    assert letters.against is not None
    assert letters.against.interval[1] < 0
    assert fixed.figures[WHOLE] < 1


async def test_the_same_chunks_under_another_name_are_no_difference() -> None:
    class Again(RecursiveSplitter):
        name = "again"

    found = await scored(RecursiveSplitter(), Again())
    assert found.scores[1].verdict == "no difference"
    assert found.scores[1].figures == found.scores[0].figures


async def test_with_the_poor_strategy_in_use_the_other_is_better() -> None:
    gold = locate_gold(QUESTIONS, [DOCUMENT])
    sizes = SplitSettings(strategy="letters", max_chars=75)
    found = await score_strategies(
        [RecursiveSplitter(), Letters()], [DOCUMENT], sizes, FakeEmbedder(64), gold, lambda *_: None
    )
    assert [score.verdict for score in found.scores] == ["better", "in use"]


def test_questions_about_other_documents_and_without_gold_are_left_out() -> None:
    others = [
        question("Ulm", "It is old.", source="others.txt"),
        EvalQuestion(id="none", question="Who?", answers=("Ada",)),
    ]
    located = locate_gold([*QUESTIONS, *others], [DOCUMENT])
    assert located.left_out == 2
    assert set(located.asked) == set(TOWNS)


@pytest.mark.parametrize(
    "wrong", [question("Ulm", "It is not said."), question("Ulm", SENTENCES[0], source="others.txt")]
)
def test_gold_that_the_documents_lack_is_refused(wrong: EvalQuestion) -> None:
    with pytest.raises(InputError) as error:
        locate_gold([wrong], [DOCUMENT])
    assert error.value.remedy


def test_pieces_of_one_step_stand_for_one_another_and_white_space_does_not_matter() -> None:
    spans = (
        GoldSpan(document="towns.txt", text=SENTENCES[0].replace(" ", "\n"), step=1),
        GoldSpan(document="towns.txt", text=SENTENCES[1], step=1),
        GoldSpan(document="towns.txt", text=SENTENCES[2]),
    )
    located = locate_gold([EvalQuestion(id="q", question="Who?", gold=spans)], [DOCUMENT])
    assert [len(piece) for piece in located.pieces["q"]] == [2, 1]
