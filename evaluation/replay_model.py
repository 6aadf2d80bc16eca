"""A chat model that answers from a recording, in LLMGraphTransformer's own two formats.

This module imports langchain_core when it is imported, since the model is a subclass: import it where it is needed.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import ConfigDict
from typing_extensions import override

from evaluation.recorded import RecordedExtraction, Recording
from schemas.extraction import Triple

NOT_RECORDED = "nothing is recorded for this text"
_MARKERS = ("\nText: ", "following input: ")


class ReplayChatModel(BaseChatModel):
    """Answers an extraction prompt with what is recorded for its text, as a tool call where tools are bound, else as JSON.

    A text without a recording is answered in prose, which an extractor has to count as a failure, or with an empty
    graph when `unrecorded` is "empty". `model_name` is kept with the evidence and in cache keys: give each recording
    its own.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    recording: Recording
    model_name: str = "replay"
    unrecorded: Literal["fail", "empty"] = "fail"

    @property
    def _llm_type(self) -> str:
        return "replay"

    @override
    def bind_tools(
        self,
        tools: Sequence[dict[str, object] | type | Callable[..., object] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: object,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """The model, answering with a call of the first tool."""
        first = convert_to_openai_tool(tools[0])
        return self.bind(tool_name=first["function"]["name"])

    @override
    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: object,
    ) -> ChatResult:
        found = self.recording.find_in_prompt(messages[-1].text, _MARKERS)
        if found is None and self.unrecorded == "empty":
            found = RecordedExtraction(text="")
        message = _message(found, str(kwargs.get("tool_name") or ""))
        return ChatResult(generations=[ChatGeneration(message=message)])


def as_tool_arguments(found: RecordedExtraction) -> dict[str, list[dict[str, str]]]:
    """The extraction as LLMGraphTransformer wants it in tool mode."""
    return {
        "nodes": [{"id": entity.name, "type": entity.type} for entity in found.entities],
        "relationships": [_relationship(triple) for triple in found.triples],
    }


def as_prompt_rows(found: RecordedExtraction) -> list[dict[str, str]]:
    """The extraction as LLMGraphTransformer wants it in prompt mode, which has no place for an entity outside a triple."""
    return [
        triple.model_dump(include={"head", "head_type", "relation", "tail", "tail_type"})
        for triple in found.triples
    ]


def _message(found: RecordedExtraction | None, tool_name: str) -> AIMessage:
    if found is None:
        return AIMessage(content=NOT_RECORDED)
    if tool_name:
        return AIMessage(content="", tool_calls=[_tool_call(tool_name, as_tool_arguments(found))])
    return AIMessage(content=json.dumps(as_prompt_rows(found), ensure_ascii=False))


def _tool_call(name: str, arguments: Mapping[str, object]) -> dict[str, object]:
    return {"id": "replay", "name": name, "args": dict(arguments), "type": "tool_call"}


def _relationship(triple: Triple) -> dict[str, str]:
    return {
        "source_node_id": triple.head,
        "source_node_type": triple.head_type,
        "type": triple.relation,
        "target_node_id": triple.tail,
        "target_node_type": triple.tail_type,
    }
