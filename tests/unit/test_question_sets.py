"""Questions made from statements and from how documents are built; nothing is asked of a model."""

import json

import pytest

from evaluation.data import EvalQuestion, GoldSpan
from evaluation.dataset.export import as_lines
from evaluation.dataset.facts import fact_questions, one_hops, two_hop_questions
from evaluation.dataset.selection import select
from evaluation.dataset.structure import structure_questions
from evaluation.dataset.unanswerable import unanswerable_questions
from schemas.document import Block
from tests.fakes.question_corpus import Row, corpus_of

FOUNDED: Row = (
    "Mira Holt founded the Lamp Works in Leeds in 1871.", "Lamp Works", "Company", "FOUNDED_BY", "Mira Holt", "Person",
)  # fmt: skip
FOUNDED_ON: Row = (FOUNDED[0], "Lamp Works", "Company", "ESTABLISHED_ON", "1871", "Date")
BORN: Row = ("Mira Holt was born in Bath in 1840.", "Mira Holt", "Person", "BORN_ON", "1840", "Date")


def asked(*rows: Row) -> dict[str, tuple[str, ...]]:
    return {one.question: one.answers for one in fact_questions(one_hops(corpus_of(*rows)))}


@pytest.mark.parametrize(
    ("row", "question", "answers"),
    [
        (FOUNDED, "Who founded the Lamp Works?", ("Mira Holt",)),
        (FOUNDED_ON, "When was the Lamp Works founded?", ("1871",)),
        (BORN, "When was Mira Holt born?", ("1840",)),
        (
            ("The Lamp Works was founded in 1871 by Mira Holt.", "Lamp Works", "Company", "FOUNDED_BY", "Mira Holt", "Person"),
            "By whom was the Lamp Works founded?",
            ("Mira Holt",),
        ),
        (
            ("Otto Berg was the first editor of the Leeds Post.", "Leeds Post", "Periodical", "EDITED_BY", "Otto Berg", "Person"),
            "Who was the first editor of the Leeds Post?",
            ("Otto Berg",),
        ),
        (
            ("Otto Berg, a German printer, moved to Leeds.", "Otto Berg", "Person", "IS_A", "German printer", "Concept"),
            "Who was Otto Berg?",
            ("German printer",),
        ),
        (
            ("한서린은 1921년에 은율학회를 세웠다.", "은율학회", "Organization", "FOUNDED_BY", "한서린", "Person"),
            "은율학회를 세운 것은 누구입니까?",
            ("한서린",),
        ),
        (
            ("한서린은 1921년에 은율학회를 세웠다.", "은율학회", "Organization", "ESTABLISHED_ON", "1921년", "Date"),
            "은율학회를 세운 때는 언제입니까?",
            ("1921년", "1921"),
        ),
    ],
)  # fmt: skip
def test_a_question_is_read_off_the_sentence(row: Row, question: str, answers: tuple[str, ...]) -> None:
    assert asked(row)[question] == answers


@pytest.mark.parametrize(
    "row",
    [
        ("Mira Holt is said to have founded the Lamp Works.", *FOUNDED[1:]),
        ("Mira Holt wanted to buy shops and the Lamp Works.", *FOUNDED[1:]),
        ("Mira Holt founded it, and the Lamp Works of Leeds grew.", *FOUNDED[1:]),
        ("Mira Holt founded the Lamp Works Museum.", *FOUNDED[1:]),
        ("Lady Mira Holt founded the Lamp Works.", *FOUNDED[1:]),
        (
            "Otto Berg, one German printer of many, moved.",
            "Otto Berg",
            "Person",
            "IS_A",
            "German printer",
            "Concept",
        ),
    ],
)
def test_what_does_not_read_plainly_is_not_asked(row: Row) -> None:
    assert asked(row) == {}


def test_two_answers_to_a_question_for_one_are_none() -> None:
    other = (
        "Otto Berg founded the Lamp Works.",
        "Lamp Works",
        "Company",
        "FOUNDED_BY",
        "Otto Berg",
        "Person",
    )
    assert "Who founded the Lamp Works?" not in asked(FOUNDED, other)


def test_gold_is_the_sentence_at_its_place() -> None:
    corpus = corpus_of(BORN, FOUNDED)
    question = next(one for one in fact_questions(one_hops(corpus)) if one.question.startswith("Who"))
    (span,) = question.gold
    assert span.text == FOUNDED[0]
    assert corpus.documents["notes.md"].text[span.start : span.end] == FOUNDED[0]


def test_two_facts_that_hang_together() -> None:
    (question,) = two_hop_questions(one_hops(corpus_of(FOUNDED, BORN)))
    assert question.question == "When was the person who founded the Lamp Works born?"
    assert question.answers == ("1840",)
    assert [(span.text, span.step) for span in question.gold] == [(FOUNDED[0], 1), (BORN[0], 2)]


def test_what_a_sentence_near_the_name_may_tell_is_not_unanswerable() -> None:
    kind: Row = (
        "Otto Berg, a German printer, moved to Leeds.",
        "Otto Berg",
        "Person",
        "IS_A",
        "German printer",
        "Concept",
    )
    seeds = range(12)
    free = {one.question for seed in seeds for one in unanswerable_questions(corpus_of(kind), seed=seed)}
    assert {"When was Otto Berg born?", "When did Otto Berg die?", "Who was Otto Berg married to?"} <= free
    told = corpus_of(kind, more="His wife came from Bath. He died young.")
    left = {one.question for seed in seeds for one in unanswerable_questions(told, seed=seed)}
    assert "When was Otto Berg born?" in left
    assert not {"When did Otto Berg die?", "Who was Otto Berg married to?"} & left


def test_a_name_in_the_other_script_is_the_same_name() -> None:
    kind: Row = ("박병선은 한국의 역사학자이다.", "박병선", "Person", "CITIZEN_OF", "한국", "Country")
    other: Row = ("Park Byeong-seon died in 2011.", "Park Byeong-seon", "Person", "DIED_ON", "2011", "Date")
    seeds = range(12)
    alone = {one.question for seed in seeds for one in unanswerable_questions(corpus_of(kind), seed=seed)}
    both = {
        one.question for seed in seeds for one in unanswerable_questions(corpus_of(kind, other), seed=seed)
    }
    assert "박병선은 언제 죽었습니까?" in alone
    assert "박병선은 언제 죽었습니까?" not in both


def test_headings_terms_and_steps() -> None:
    text = (
        "How to clean the lamp\n\n1. Put out the flame.\n\n2. Take off the glass.\n\nThe shutter\n\n"
        "The shutter closes the lamp by day and keeps the rain from its wick.\n\n- Wick: a band of cotton that carries oil up."
    )  # fmt: skip

    def block(kind: str, words: str, level: int | None = None) -> Block:
        start = text.index(words)
        end = text.index("\n", start) if "\n" in text[start:] else len(text)
        return Block(kind, start, end, level, words if level else "")  # type: ignore[arg-type]  # a literal

    blocks = (
        block("heading", "How to clean the lamp", 2),
        block("item", "1. Put"),
        block("item", "2. Take"),
        block("heading", "The shutter\n".strip(), 2),
        block("paragraph", "The shutter closes"),
        block("item", "- Wick"),
    )
    corpus = corpus_of(more=text, blocks=(), title="Heron 40")
    document = corpus.documents["notes.md"]
    moved = tuple(
        Block(
            one.kind,
            one.start + document.text.index(text),
            one.end + document.text.index(text),
            one.level,
            one.title,
        )
        for one in blocks
    )
    found = {
        one.question: one
        for one in structure_questions(
            corpus_of(more=text, blocks=moved, title="Heron 40").documents["notes.md"]
        )
    }
    assert {question: one.kind for question, one in found.items()} == {
        "How do you clean the lamp?": "procedure",
        "What does “Heron 40” say about “The shutter”?": "heading",
        "What is “Wick”?": "definition",
    }
    assert [span.text for span in found["How do you clean the lamp?"].gold] == [
        "1. Put out the flame.",
        "2. Take off the glass.",
    ]


def question(text: str, *answers: str, answerable: bool = True) -> EvalQuestion:
    return EvalQuestion(
        id=text, question=text, answers=answers, answerable=answerable, kind="fact" if answerable else "none", language="en"
    )  # fmt: skip


def test_bad_questions_and_repeats_are_left_out() -> None:
    found = select(
        [
            question("Who is Ada?", "Ada"),
            question("Who built it?", "Ada"),
            question("who  built it?", "Otto"),
        ],
        most=None,
        seed=0,
    )
    assert [one.question for one in found.questions] == ["Who built it?"]
    assert found.left_out == {"the answer stands in the question": 1, "twice": 1}


def test_a_set_is_even_and_the_same_for_a_seed() -> None:
    many = [question(f"Who built {number}?", "Ada") for number in range(20)]
    many += [question(f"Who sold {number}?", answerable=False) for number in range(30)]
    found = select(many, most=10, seed=3)
    assert found.kinds == {"fact (en)": 5, "none (en)": 5}
    assert found == select(reversed(many), most=10, seed=3)
    assert found.questions != select(many, most=10, seed=4).questions
    assert select(many, most=None, seed=0).left_out == {"more unanswerable than others": 10}


def test_lines_for_tuning_have_passages_and_a_cited_answer() -> None:
    corpus = corpus_of(FOUNDED, BORN)
    known = EvalQuestion(
        id="q1",
        question="Who founded it?",
        answers=("Mira Holt",),
        gold=(GoldSpan(document="notes.md", text=FOUNDED[0], start=0, end=len(FOUNDED[0])),),
    )
    unknown = EvalQuestion(id="q2", question="Who sold the Lamp Works?", answerable=False)
    one, two = (
        json.loads(line)["messages"] for line in as_lines([known, unknown], corpus.documents, "instruct")
    )
    assert [message["role"] for message in one] == ["system", "user", "assistant"]
    assert one[1]["content"] == f"[1] {FOUNDED[0]}\n\nQuestion: Who founded it?"
    assert one[2]["content"] == "Mira Holt [1]"
    assert two[2]["content"] == "not found in the documents"


def test_lines_for_eval_can_be_read_again() -> None:
    (made,) = two_hop_questions(one_hops(corpus_of(FOUNDED, BORN)))
    (line,) = as_lines([made], {}, "eval")
    assert EvalQuestion.model_validate_json(line) == made
