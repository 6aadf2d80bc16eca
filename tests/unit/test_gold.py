"""Which passages hold the gold of a question."""

import pytest

from evaluation.data import ChunkPassage, EvalPassage, EvalQuestion, GoldSpan
from evaluation.gold import GoldFinder
from schemas.errors import InputError

TEXT = "Ada built the engine.\nIt ran in Leeds until 1871. Otto sold it."


def chunk(name: str, start: int, end: int, document: str = "notes/a.md") -> ChunkPassage:
    return ChunkPassage(id=name, text=TEXT[start:end], document=document, start=start)


FINDER = GoldFinder([chunk("c0", 0, 22), chunk("c1", 22, 50), chunk("c2", 50, len(TEXT))])


def question(*gold: GoldSpan) -> EvalQuestion:
    return EvalQuestion(id="q", question="Who?", gold=gold)


def span(text: str, document: str = "notes/a.md", step: int | None = None) -> GoldSpan:
    return GoldSpan(document=document, text=text, step=step)


def test_a_span_is_found_whatever_its_white_space() -> None:
    assert FINDER.units(question(span("Ada  built\nthe engine."))) == (frozenset({"c0"}),)


def test_a_span_over_two_chunks_is_held_by_the_one_with_half_of_it() -> None:
    assert FINDER.units(question(span("the engine. It ran in Leeds until 1871."))) == (frozenset({"c1"}),)


def test_spans_of_one_step_stand_for_each_other() -> None:
    units = FINDER.units(question(span("Ada built", step=1), span("Otto sold it.", step=1), span("Leeds")))
    assert units == (frozenset({"c0", "c2"}), frozenset({"c1"}))


def test_the_end_of_a_path_names_a_document() -> None:
    assert FINDER.units(question(span("Otto sold it.", "a.md"))) == (frozenset({"c2"}),)


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        (question(span("Otto bought it.")), "has a gold text that notes/a.md does not"),
        (question(span("Otto sold it.", "b.md")), "a document that the corpus does not have: b.md"),
        (
            EvalQuestion(id="q", question="Who?", supporting_ids=("c9",)),
            "passages that the corpus does not have: c9",
        ),
    ],
)
def test_what_the_corpus_lacks_is_refused(asked: EvalQuestion, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        FINDER.units(asked)


def test_a_name_of_two_documents_is_refused() -> None:
    finder = GoldFinder([chunk("c0", 0, 22, "x/a.md"), chunk("c1", 0, 22, "y/a.md")])
    with pytest.raises(InputError, match="several documents"):
        finder.units(question(span("Ada", "a.md")))


def test_passages_are_documents_of_their_own() -> None:
    finder = GoldFinder([EvalPassage(id="p1", title="Engine", text="Ada built it.")])
    assert finder.units(question(span("Ada built it.", "p1"))) == (frozenset({"p1"}),)
