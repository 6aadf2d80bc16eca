"""The key under which a reply of the chat model is cached."""

from datetime import UTC, datetime

from pydantic import SecretStr

from extraction.llm.extractor import LlmExtractor
from schemas.graph_schema import EntityType
from tests.fakes.chat_model import chat_model
from tests.fakes.scripted_extractor import SCHEMA, quick, task


async def test_another_endpoint_or_temperature_is_asked_again_and_another_key_is_not() -> None:
    async with chat_model("http://127.0.0.1:1/v1") as model:
        changes: tuple[dict[str, object], ...] = (
            {},
            {"openai_api_base": "http://127.0.0.1:2/v1"},
            {"temperature": 0.7},
        )
        extractors = [LlmExtractor(model.model_copy(update=change), quick("tool")) for change in changes]
        same = LlmExtractor(
            model.model_copy(
                update={"openai_api_base": "http://127.0.0.1:1/v1/", "openai_api_key": SecretStr("another")}
            ),
            quick("tool"),
        )
    keys = [extractor.cache_key(task(), None) for extractor in extractors]
    assert len(set(keys)) == len(keys)
    assert same.cache_key(task(), None) == keys[0]


async def test_the_cache_key_follows_what_the_result_depends_on() -> None:
    async with chat_model("http://127.0.0.1:1/v1") as model:
        tool = LlmExtractor(model, quick("tool"))
        prompt = LlmExtractor(model, quick("prompt"))
        brief = LlmExtractor(model, quick("tool", instructions="Be brief."))
    renamed = SCHEMA.model_copy(update={"entity_types": (EntityType(name="Human"), EntityType(name="City"))})
    recounted = SCHEMA.model_copy(update={"version": 7, "created_at": datetime(2027, 1, 1, tzinfo=UTC)})
    keys = [
        tool.cache_key(task(), None),
        prompt.cache_key(task(), None),
        tool.cache_key(task(), SCHEMA),
        tool.cache_key(task(), renamed),
        tool.cache_key(task(text="Other."), None),
        brief.cache_key(task(), None),
    ]
    assert len(set(keys)) == len(keys)
    assert tool.cache_key(task(5), SCHEMA) == tool.cache_key(task(0), recounted)
    assert tool.name == "scripted (tool mode)"
