"""The prompts of extraction: LLMGraphTransformer's own, with our rules for names before them."""

import warnings
from collections.abc import Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING

from extraction.llm.near_patterns import PatternKey, shown
from extraction.llm.settings import LlmMode

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.prompts import ChatPromptTemplate
    from langchain_neo4j import LLMGraphTransformer

# Counted up whenever the rules change, so that no cached answer to the old ones is taken.
_RULES_VERSION = 1
STRICT_VERSION = 3
"""Counted up whenever the prompt of the strict pass alone changes."""
_RULES = (
    'The text below is a part of the document "{title}". Copy every name word for word from the text, in its own '
    "language and spelling, and use the full name where the text has a pronoun or a short form. Write types and "
    "relations in English. State nothing that the text does not state. {patterns}{found}{instructions}\n\n"
)


def prompt_version() -> str:
    """Version of our rules and of the library whose prompts they precede."""
    return f"{_RULES_VERSION}/{version('langchain-neo4j')}"


def build_transformer(
    model: "BaseChatModel",
    mode: LlmMode,
    patterns: Sequence[PatternKey] | None,
    properties: Sequence[str] = (),
) -> "LLMGraphTransformer":
    """The transformer of a request: without patterns free and `strict_mode` off, else bound to them.

    `properties` are those that its relationships may have.

    Its `chain` takes the variables `input`, `title`, `found` and `instructions`; being variables, they may hold braces.
    The chain is called by itself, since what the transformer makes of the answer loses the case of names and the
    difference between an empty answer and an unreadable one; `read_answer` and `apply_schema` do that part.
    """
    from langchain_neo4j import LLMGraphTransformer

    if mode == "tool" and not _has_structured_output(model):
        mode = "prompt"
    names = patterns if mode == "tool" and patterns else ()
    with warnings.catch_warnings():
        # The transformer declares its choices in a way that Pydantic 3 will no longer take.
        warnings.simplefilter("ignore", DeprecationWarning)
        return LLMGraphTransformer(
            llm=model,
            allowed_nodes=sorted({end for head, _, tail in names for end in (head, tail)}),
            allowed_relationships=sorted({relation for _, relation, _ in names}),
            prompt=_with_rules(
                _prompt(mode), _patterns_sentence(patterns or ()) + _properties_sentence(properties)
            ),
            relationship_properties=list(properties) if mode == "tool" and properties else False,
            strict_mode=patterns is not None,
            ignore_tool_usage=mode == "prompt",
        )


def _has_structured_output(model: "BaseChatModel") -> bool:
    try:
        model.with_structured_output({"title": "probe", "type": "object", "properties": {}})
    except NotImplementedError:
        return False
    return True


def _prompt(mode: LlmMode) -> "ChatPromptTemplate":
    from langchain_neo4j.graph_transformers.llm import create_unstructured_prompt, get_default_prompt

    # What is allowed stands in our rules, once: the transformer's own prompt would say it three times.
    return get_default_prompt() if mode == "tool" else create_unstructured_prompt([], [], None)


def _with_rules(prompt: "ChatPromptTemplate", allowed: str) -> "ChatPromptTemplate":
    """The prompt with our rules at the head of its last message.

    The patterns are named there too: in tool mode the transformer puts them into the schema of the reply only,
    which not every endpoint shows to its model, and the direction of a relation is lost.
    """
    from langchain_core.prompts import ChatPromptTemplate, HumanMessagePromptTemplate, PromptTemplate

    *before, last = prompt.messages
    if not isinstance(last, HumanMessagePromptTemplate) or not isinstance(last.prompt, PromptTemplate):
        raise TypeError(f"LLMGraphTransformer's prompt ends in {type(last).__name__}, not in a question")
    question = PromptTemplate(
        template=_RULES + last.prompt.template,
        input_variables=["input", "title", "found", "instructions"],
        partial_variables={**last.prompt.partial_variables, "patterns": allowed},
    )
    return ChatPromptTemplate.from_messages([*before, HumanMessagePromptTemplate(prompt=question)])


def _patterns_sentence(patterns: Sequence[PatternKey]) -> str:
    if not patterns:
        return ""
    forms = ", ".join(map(shown, patterns))
    return f"Only these forms of statement are allowed, each as (head type, relation, tail type): {forms}. "


def _properties_sentence(properties: Sequence[str]) -> str:
    if not properties:
        return ""
    return (
        "Where the text says when, where, as what or how much a statement holds, add that to the relationship under "
        f'"properties", a list of {{"key", "value"}} in the words of the text, with the keys {", ".join(properties)}. '
    )


def found_sentence(found: str) -> str:
    """What an earlier reading found, as the prompt says it; nothing where it found nothing."""
    return f"An earlier reading found, in its own words and not all of it true: {found}. " if found else ""
