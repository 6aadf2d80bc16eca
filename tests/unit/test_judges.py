"""The file of judges, and a panel at scripted endpoints over a real socket."""

from pathlib import Path

import pytest

from api.judges import open_panel, read_judges
from evaluation.data import EvalQuestion
from evaluation.panel import Judged
from schemas.errors import ConfigError
from tests.fakes.openai_server import ChatRequest, Reply, ScriptedOpenAI, fail, say

THREE = "\n".join(
    f"- {{model: judge-{number}, base_url: '{{url}}', input_price: 2, output_price: 4}}"
    for number in (1, 2, 3)
)


def written(folder: Path, text: str) -> Path:
    file = folder / "judges.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def reply(name: str, text: str = "Ada") -> Judged:
    return Judged(question=EvalQuestion(id=name, question=f"{name}?", answers=("Ada",)), text=text)


def letter(request: ChatRequest, *, right: bool) -> str:
    first_is_right = "A) The reply says what" in request.prompt
    return "A" if first_is_right == right else "B"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            "- {model: a, base_url: 'http://x/v1'}\n- {model: b, base_url: 'http://x/v1'}",
            "2 judges, who can be divided",
        ),
        ("- {model: a}", "is no list of judges"),
        ("just words: [", "is no list of judges"),
        ("- {model: a, base_url: 'ftp://x'}", "is no list of judges"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint):
        read_judges(written(tmp_path, text))


async def test_a_key_that_is_not_set_is_named(tmp_path: Path) -> None:
    judges = read_judges(
        written(tmp_path, "- {model: a, base_url: 'http://127.0.0.1:1/v1', key_variable: NO_SUCH_KEY_HERE}")
    )
    with pytest.raises(ConfigError, match="NO_SUCH_KEY_HERE"):
        async with open_panel(judges):
            pass


@pytest.mark.slow
async def test_the_majority_decides_and_each_judge_is_counted(tmp_path: Path) -> None:
    def script(request: ChatRequest) -> Reply:
        if request.model == "judge-3":
            return say("hard to tell")
        wrong = request.model == "judge-2" and "two?" in request.prompt
        return say(f"({letter(request, right=not wrong)})")

    with ScriptedOpenAI(script) as server:
        async with open_panel(
            read_judges(written(tmp_path, THREE.replace("{url}", server.base_url)))
        ) as panel:
            verdicts, found = await panel.vote([reply("one"), reply("two"), reply("three")], lambda *_: None)
        orders = {"A) The reply says what" in request.prompt for request in server.requests}
    assert verdicts == [True, None, True]
    assert orders == {True, False}
    assert (found.replies, found.undecided, found.unanimous) == (3, 1, round(2 / 3, 4))
    assert found.kappa is None  # the third judge never voted
    assert [judge.unread for judge in found.judges] == [0, 0, 3]
    assert found.judges[0].price == round(3 * (2 * 11 + 4 * 7) / 1_000_000, 6)


@pytest.mark.slow
async def test_a_judge_that_refuses_a_request_has_no_vote(tmp_path: Path) -> None:
    def script(request: ChatRequest) -> Reply:
        return fail(400, "no") if request.model == "judge-1" else say(letter(request, right=False))

    with ScriptedOpenAI(script) as server:
        async with open_panel(
            read_judges(written(tmp_path, THREE.replace("{url}", server.base_url)))
        ) as panel:
            verdicts, found = await panel.vote([reply("one")], lambda *_: None)
    assert verdicts == [False]
    assert found.judges[0].unread == 1
