"""Questions with the Cypher that answers them, shown to the model that has to write some."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import yaml
from pydantic import Field, TypeAdapter, ValidationError

from kg.guard.checks import MAX_CHARACTERS, check_cypher
from kg.guard.grammar import parse
from kg.guard.names import plain_name
from kg.guard.vocabulary import CypherVocabulary
from kg.text.yaml_files import load_yaml
from schemas.errors import ConfigError, QueryRejectedError
from schemas.ports import Embedder, Vectors
from schemas.value import Value

_OURS = Path(__file__).with_name("examples.yaml")
_MOST = 200
_SHOWN_CHARACTERS = 1_800


class Example(Value):
    """A question and the query that finds its answer."""

    question: str = Field(min_length=1, max_length=500)
    cypher: str = Field(min_length=1, max_length=MAX_CHARACTERS)


_FILE = TypeAdapter(list[Example])


def load_examples(file: Path | None) -> tuple[Example, ...]:
    """The examples of this YAML file, each with a query that the guard lets through, or those that come with CiteGraph.

    Ours are held to the same rules by our tests, not at each start, where reading them takes most of a second.

    Raises:
        ConfigError: it cannot be read, is no list of questions with their queries, or a query would be refused.
    """
    path = file or _OURS
    try:
        found = _FILE.validate_python(load_yaml(path.read_text(encoding="utf-8")) or [])
    except OSError as error:
        raise _unusable(path, str(error.strerror or error)) from error
    except UnicodeDecodeError as error:
        raise _unusable(path, "it is not UTF-8") from error
    except yaml.YAMLError as error:
        raise _unusable(path, f"it is not YAML: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise _unusable(path, f"{_place(first['loc'])}: {first['msg']}") from error
    if len(found) > _MOST:
        raise _unusable(path, f"it has {len(found)} examples, more than {_MOST}")
    for number, example in enumerate(found if file else (), start=1):
        try:
            check_example(example)
        except QueryRejectedError as error:
            raise _unusable(path, f"the query of example {number} would be refused: {error}") from error
    return tuple(found)


def check_example(example: Example) -> None:
    """Return if the query keeps every rule for generated Cypher but that on the names of one graph.

    Raises:
        QueryRejectedError: it breaks one.
    """
    tree = parse(example.cypher)
    names = frozenset(plain_name(node) for node in tree.walk() if node.rule == "LabelName")
    check_cypher(example.cypher, CypherVocabulary(labels=names, relation_types=names))


class NearestExamples:
    """Those of the examples that a question is most like; each is embedded once."""

    def __init__(self, examples: Sequence[Example], embedder: Embedder, *, most: int) -> None:
        self._examples = tuple(examples)
        self._embedder = embedder
        self._most = most
        self._vectors: Vectors | None = None

    async def nearest(self, vector: Sequence[float]) -> list[Example]:
        """The nearest ones, the nearest last, where a model heeds it most; `vector` has shape (dimensions,)."""
        if not self._examples or not self._most:
            return []
        if self._vectors is None:
            questions = [example.question for example in self._examples]
            self._vectors = await asyncio.to_thread(self._embedder.embed, questions)
        scores = self._vectors @ np.asarray(vector, dtype=np.float32)
        best = [self._examples[place] for place in np.argsort(-scores, kind="stable")[: self._most]]
        shown: list[Example] = []
        room = _SHOWN_CHARACTERS
        for example in best:
            room -= len(example.question) + len(example.cypher)
            if room < 0:
                break
            shown.append(example)
        return shown[::-1]


def _place(location: Sequence[str | int]) -> str:
    if not location:
        return "the file"
    number, *field = location
    return f"example {int(number) + 1}" + (f", {field[0]}" if field else "")


def _unusable(path: Path, why: str) -> ConfigError:
    return ConfigError(
        f"the examples in {path} cannot be used: {why}",
        remedy="Correct the file, or unset CITEGRAPH_RETRIEVAL__CYPHER__EXAMPLES; docs/retrieval.md says how it looks.",
    )
