"""Questions that a chat model writes, over a real socket: what its passage does not prove is left out."""

import json

import pytest

from evaluation.data import EvalQuestion
from evaluation.dataset.with_model import choose_passages, estimate_tokens, write_questions
from evaluation.known import find_known
from schemas.document import Block
from tests.fakes.chat_model import scripted_client
from tests.fakes.openai_server import say, say_json
from tests.fakes.question_corpus import corpus_of

TEXT = (
    "Mira Holt founded the Lamp Works in Leeds in 1871, and her brother Otto kept its books for more than thirty years. "
    "The works burned down in 1902."
)
CORPUS = corpus_of(more=TEXT, blocks=(Block("paragraph", 0, len(TEXT)),))


def test_passages_are_chosen_by_the_seed_and_bounded() -> None:
    (passage,) = choose_passages(CORPUS, most=5, seed=0)
    assert passage.text == TEXT
    assert choose_passages(CORPUS, most=0, seed=0) == []
    sent, received = estimate_tokens([passage])
    assert sent > len(TEXT) / 10
    assert received > 0


@pytest.mark.slow
async def test_only_what_the_passage_proves_is_kept() -> None:
    written = [
        {
            "question": "When did the Lamp Works burn down?",
            "answer": "1902",
            "quote": "The works burned  down in 1902.",
        },
        {"question": "Who sold it?", "answer": "Otto", "quote": "Otto sold it."},
        {
            "question": "When was it founded?",
            "answer": "1872",
            "quote": "Mira Holt founded the Lamp Works in Leeds in 1871",
        },
    ]
    passages = choose_passages(CORPUS, most=5, seed=0)
    async with scripted_client(say_json(written)) as (client, _):
        found = await write_questions(passages, client, lambda *_: None)
    (question,) = found.questions
    assert (question.question, question.answers, question.kind) == (
        written[0]["question"],
        ("1902",),
        "by model",
    )
    assert question.gold[0].text == "The works burned down in 1902."
    assert found.left_out == {"the quote is not in the passage": 1, "the answer is not in the quote": 1}
    assert found.usage.model_calls == 1


@pytest.mark.slow
async def test_a_reply_of_another_form_is_counted() -> None:
    passages = choose_passages(CORPUS, most=5, seed=0)
    async with scripted_client(say(json.dumps([{"q": "Who?"}]))) as (client, _):
        found = await write_questions(passages, client, lambda *_: None)
    assert found.questions == ()
    assert found.left_out == {"no usable reply": 1}


@pytest.mark.slow
async def test_what_the_model_knows_by_itself() -> None:
    questions = [
        EvalQuestion(id="a", question="Who founded it?", answers=("Mira Holt",)),
        EvalQuestion(id="b", question="Who kept its books?", answers=("Otto",)),
        EvalQuestion(id="c", question="Who sold it?", answerable=False),
    ]
    async with scripted_client(say("Mira Holt, I believe")) as (client, server):
        found = await find_known(questions, client, None, lambda *_: None)
        assert len(server.requests) == 2
    assert found.right == {"a": True, "b": False}
    assert found.judged_by == "exact rules"
