"""The panel of judges that a YAML file names."""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import yaml
from pydantic import Field, SecretStr, TypeAdapter, ValidationError

from api.models import open_model
from evaluation.panel import REMEDIES, Judge, Panel
from kg.text.yaml_files import load_yaml
from llm.client import ModelClient
from llm.settings import ModelCallSettings
from schemas.errors import ConfigError
from schemas.value import Value


class JudgeSettings(Value):
    """A judge: a chat model at an OpenAI-compatible endpoint.

    `key_variable` names the environment variable that holds its key. Prices are those of a million tokens.
    """

    model: str = Field(min_length=1)
    base_url: str = Field(pattern=r"^https?://\S+$")
    key_variable: str = ""
    temperature: float | None = 0.0
    timeout_s: float = Field(default=120.0, gt=0, le=3600)
    max_output_tokens: int = Field(default=1024, ge=1)
    input_price: float | None = Field(default=None, ge=0)
    output_price: float | None = Field(default=None, ge=0)


_FILE = TypeAdapter(list[JudgeSettings])


def read_judges(path: Path) -> list[JudgeSettings]:
    """The judges that the file lists.

    Raises:
        ConfigError: it cannot be read, is not of the form, or has an even number of them.
    """
    try:
        judges = _FILE.validate_python(load_yaml(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise ConfigError(
            f"{path} is no list of judges: {' '.join(str(error).split())[:300]}",
            remedy="List for each judge its model, base_url and key_variable; docs/evaluation.md has an example.",
        ) from error
    if len(judges) % 2 == 0:
        raise ConfigError(
            f"{path} has {len(judges)} judges, who can be divided", remedy="List an odd number of judges."
        )
    return judges


@asynccontextmanager
async def open_panel(judges: list[JudgeSettings], *, seed: int = 0) -> AsyncIterator[Panel]:
    """The panel, with connections that end with the block.

    Raises:
        ConfigError: the environment variable of a key is not set.
    """
    async with AsyncExitStack() as stack:
        opened = []
        for number, judge in enumerate(judges, start=1):
            model = await stack.enter_async_context(
                open_model(
                    judge.model,
                    base_url=judge.base_url,
                    key=_key(judge),
                    timeout_s=judge.timeout_s,
                    temperature=judge.temperature,
                    max_output_tokens=judge.max_output_tokens,
                )
            )
            client = ModelClient(model, ModelCallSettings(timeout_s=judge.timeout_s), REMEDIES)
            opened.append(Judge(f"{number}: {judge.model}", client, judge.input_price, judge.output_price))
        yield Panel(opened, seed=seed)


def _key(judge: JudgeSettings) -> SecretStr | None:
    if not judge.key_variable:
        return None
    key = os.environ.get(judge.key_variable)
    if not key:
        raise ConfigError(
            f"the environment variable {judge.key_variable}, the key of the judge {judge.model}, is not set",
            remedy=f"Set {judge.key_variable}, or take key_variable out where the endpoint wants no key.",
        )
    return SecretStr(key)
