"""The prompts of extraction: LLMGraphTransformer's own, with our rules for names before them."""

import warnings
from importlib.metadata import version
from typing import TYPE_CHECKING

from extraction.llm.settings import LlmMode
from schemas.graph_schema import GraphSchema

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.prompts import ChatPromptTemplate
    from langchain_neo4j import LLMGraphTransformer

# Counted up whenever the rules change, so that no cached answer to the old ones is taken.
_RULES_VERSION = 1
_RULES = (
    'The text below is a part of the document "{title}". Copy every name word for word from the text, in its own '
    "language and spelling, and use the full name where the text has a pronoun or a short form. Write types and "
    "relations in English. State nothing that the text does not state. {patterns}{instructions}\n\n"
)

NamePatterns = list[tuple[str, str, str]]


def prompt_version() -> str:
    """Version of our rules and of the library whose prompts they precede."""
    return f"{_RULES_VERSION}/{version('langchain-neo4j')}"


def build_transformer(
    model: "BaseChatModel", mode: LlmMode, schema: GraphSchema | None
) -> "LLMGraphTransformer":
    """The transformer of a pass: without a schema free and `strict_mode` off, with one bound to its patterns.

    Its `chain` takes the variables `input`, `title` and `instructions`; being variables, they may hold braces. The
    chain is called by itself, since what the transformer makes of the answer loses the case of names and the
    difference between an empty answer and an unreadable one; `read_answer` and `apply_schema` do that part.
    """
    from langchain_neo4j import LLMGraphTransformer

    if mode == "tool" and not _has_structured_output(model):
        mode = "prompt"
    nodes, patterns = _allowed(schema)
    with warnings.catch_warnings():
        # The transformer declares its choices in a way that Pydantic 3 will no longer take.
        warnings.simplefilter("ignore", DeprecationWarning)
        return LLMGraphTransformer(
            llm=model,
            allowed_nodes=nodes,
            allowed_relationships=patterns,
            prompt=_with_rules(_prompt(mode, nodes, patterns), patterns),
            strict_mode=schema is not None,
            ignore_tool_usage=mode == "prompt",
        )


def _has_structured_output(model: "BaseChatModel") -> bool:
    try:
        model.with_structured_output({"title": "probe", "type": "object", "properties": {}})
    except NotImplementedError:
        return False
    return True


def _allowed(schema: GraphSchema | None) -> tuple[list[str], NamePatterns]:
    if schema is None:
        return [], []
    patterns = [pattern.key for pattern in schema.patterns]
    nodes = {known.name for known in schema.entity_types}
    return sorted(nodes.union(*((head, tail) for head, _, tail in patterns))), patterns


def _prompt(mode: LlmMode, nodes: list[str], patterns: NamePatterns) -> "ChatPromptTemplate":
    from langchain_neo4j.graph_transformers.llm import create_unstructured_prompt, get_default_prompt

    if mode == "tool":
        return get_default_prompt()
    return create_unstructured_prompt(nodes, patterns, "tuple" if patterns else None)


def _with_rules(prompt: "ChatPromptTemplate", patterns: NamePatterns) -> "ChatPromptTemplate":
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
        input_variables=["input", "title", "instructions"],
        partial_variables={**last.prompt.partial_variables, "patterns": _patterns_sentence(patterns)},
    )
    return ChatPromptTemplate.from_messages([*before, HumanMessagePromptTemplate(prompt=question)])


def _patterns_sentence(patterns: NamePatterns) -> str:
    if not patterns:
        return ""
    forms = ", ".join(f"({head}, {relation}, {tail})" for head, relation, tail in patterns)
    return f"Only these forms of statement are allowed, each as (head type, relation, tail type): {forms}. "
