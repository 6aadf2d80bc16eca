"""Pictures are described by the model that the settings name, over its endpoint."""

import asyncio
import base64
import io

import pytest
from PIL import Image

from api.settings import load_settings
from api.vision import open_describer
from extraction.load.run_task import run_here
from schemas.errors import ModelReplyError
from schemas.extraction import Usage
from tests.fakes.openai_server import ChatRequest, Reply, ScriptedOpenAI, fail, say
from tests.fakes.scans import scan_of


async def test_the_picture_is_sent_and_the_reply_is_the_description() -> None:
    costs: list[Usage] = []
    with ScriptedOpenAI(lambda request: say("A mill by a river.")) as server:
        settings = load_settings(openai_base_url=server.base_url, vision={"model": "seeing-model"})
        async with open_describer(settings, run_here) as describer:
            assert describer is not None
            said = await asyncio.to_thread(describer.describe, scan_of(["x"]), costs.append)
        (request,) = server.requests
    assert said == "A mill by a river."
    assert request.model == "seeing-model"
    assert [(cost.model, cost.model_calls, cost.input_tokens > 0) for cost in costs] == [
        ("seeing-model", 1, True)
    ]
    messages = request.body["messages"]
    assert isinstance(messages, list)
    picture = messages[-1]["content"][1]["image_url"]["url"]
    assert picture.startswith("data:image/png;base64,")
    assert Image.open(io.BytesIO(base64.b64decode(picture.partition(",")[2]))).size == (1500, 1000)


@pytest.mark.parametrize("given", [{}, {"vision": {"model": "seeing-model"}}])
async def test_without_a_model_or_an_endpoint_nothing_is_described(given: dict[str, object]) -> None:
    settings = load_settings(openai_base_url=None, openai_api_key=None, **given)
    async with open_describer(settings, run_here) as describer:
        assert describer is None


async def test_a_model_that_takes_no_pictures_is_an_error_that_can_be_said() -> None:
    def script(request: ChatRequest) -> Reply:
        return fail(400, message="this model takes no images")

    costs: list[Usage] = []

    with ScriptedOpenAI(script) as server:
        settings = load_settings(openai_base_url=server.base_url, vision={"model": "blind-model"})
        async with open_describer(settings, run_here) as describer:
            assert describer is not None
            with pytest.raises(ModelReplyError, match="takes no images") as caught:
                await asyncio.to_thread(describer.describe, scan_of(["x"]), costs.append)
    assert sum(cost.model_calls for cost in costs) == 1
    assert caught.value.remedy
