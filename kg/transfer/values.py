"""Nodes and relationships of Neo4j as values of JSON, and back, without loss."""

import base64
from collections.abc import Mapping
from datetime import datetime
from typing import TypeAlias

import numpy as np
from neo4j.time import DateTime

Json: TypeAlias = "Mapping[str, Json] | list[Json] | str | int | float | bool | None"
_VECTOR = "embedding"
_TIME = "time"


def packed_properties(properties: Mapping[str, object]) -> dict[str, object]:
    """Properties for JSON: times by their ISO form, the vector as its 32-bit numbers in Base64."""
    return {name: _packed(name, value) for name, value in properties.items()}


def unpacked_properties(properties: Mapping[str, Json]) -> tuple[dict[str, object], list[float] | None]:
    """The properties as Neo4j has them but for the vector, and the vector, if there is one."""
    vector = properties.get(_VECTOR)
    others = {name: _unpacked(value) for name, value in properties.items() if name != _VECTOR}
    if not isinstance(vector, str):
        return others, None
    return others, np.frombuffer(base64.b64decode(vector), dtype="<f4").astype(float).tolist()


def _packed(name: str, value: object) -> object:
    if name == _VECTOR:
        return base64.b64encode(np.asarray(value, dtype="<f4").tobytes()).decode()
    if isinstance(value, DateTime):
        return {_TIME: value.iso_format()}
    return value


def _unpacked(value: Json) -> object:
    return datetime.fromisoformat(str(value[_TIME])) if isinstance(value, Mapping) else value
