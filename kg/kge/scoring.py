"""The scores of the eight models from their arrays, without PyKEEN or torch: a test holds each to PyKEEN's own.

Every one of them brings head and relation into one vector, the tail (and the relation) into another, and says how close
the two are. The functions below are named after PyKEEN's interactions, which name the papers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from kg.kge.training_settings import ModelName, image_height

Array = NDArray[np.float32]
Arrays = Mapping[str, Array]
"""The arrays of a model by name: `entity_0` (a row for each entity), `relation_0` and so on, and those of its interaction.

Entities and relations of RotatE and ComplEx are complex64, which only `_turned` and `_as_real` see.
"""
Numbers = NDArray[np.int64]
"""Shape (n,): numbers of entities or relations."""
Scores = NDArray[np.float32]

_ROWS_AT_ONCE = 10_000
_NORM_EPSILON = 1e-5
"""That of torch's batch normalisation."""
_LEAST_NORM = 1e-12

_Ends = Callable[[Arrays, Numbers, Numbers], Array]


@dataclass(frozen=True)
class Interaction:
    """How a model scores: `left` of heads and relations, `right` of tails and relations, `closeness` of their rows."""

    left: _Ends
    right: _Ends
    closeness: Callable[[Array, Array], Scores]


def score_triples(model: ModelName, arrays: Arrays, triples: Numbers) -> Scores:
    """One score for each row of `triples`, which has shape (n, 3), columns head, relation, tail; higher is likelier."""
    interaction, parts = INTERACTIONS[model], []
    for start in range(0, len(triples), _ROWS_AT_ONCE):
        heads, relations, tails = triples[start : start + _ROWS_AT_ONCE].T
        left, right = interaction.left(arrays, heads, relations), interaction.right(arrays, tails, relations)
        parts.append(interaction.closeness(left, right))
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)


def score_tails(model: ModelName, arrays: Arrays, head: int, relation: int, tails: Numbers) -> Scores:
    """The score of each of `tails` as the tail of one head and relation, shape (n,)."""
    interaction, of = INTERACTIONS[model], np.array([relation])
    left = interaction.left(arrays, np.array([head]), of)
    parts = [
        interaction.closeness(left, interaction.right(arrays, tails[start : start + _ROWS_AT_ONCE], of))
        for start in range(0, len(tails), _ROWS_AT_ONCE)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)


def _dot(left: Array, right: Array) -> Scores:
    scores: Scores = np.einsum("...d,...d->...", left, right)
    return scores


def _minus_sum(left: Array, right: Array) -> Scores:
    scores: Scores = -np.abs(left - right).sum(axis=-1)
    return scores


def _minus_length(left: Array, right: Array) -> Scores:
    scores: Scores = -np.linalg.norm(left - right, axis=-1)
    return scores


def _entity(arrays: Arrays, ends: Numbers, _: Numbers) -> Array:
    return arrays["entity_0"][ends].astype(np.float32)


def _complex_entity(arrays: Arrays, ends: Numbers, _: Numbers) -> Array:
    return _as_real(arrays["entity_0"][ends])


def _as_real(vectors: NDArray[np.float32]) -> Array:
    return np.concatenate([vectors.real, vectors.imag], axis=-1).astype(np.float32)


def _shifted(arrays: Arrays, heads: Numbers, relations: Numbers) -> Array:
    vectors: Array = arrays["entity_0"][heads] + arrays["relation_0"][relations]
    return vectors


def _scaled(arrays: Arrays, heads: Numbers, relations: Numbers) -> Array:
    vectors: Array = arrays["entity_0"][heads] * arrays["relation_0"][relations]
    return vectors


def _turned(arrays: Arrays, heads: Numbers, relations: Numbers) -> Array:
    # Of complex vectors, the real part of the product with a conjugate is the dot product of real and imaginary parts,
    # and the length of a difference is that of both parts together.
    return _as_real(arrays["entity_0"][heads] * arrays["relation_0"][relations])


def _through_matrix(arrays: Arrays, ends: Numbers, relations: Numbers) -> Array:
    projected = np.einsum("...e,...er->...r", arrays["entity_0"][ends], arrays["relation_1"][relations])
    return _at_most_one_long(projected)


def _through_vectors(arrays: Arrays, ends: Numbers, relations: Numbers) -> Array:
    vectors = arrays["entity_0"][ends]
    along = (arrays["entity_1"][ends] * vectors).sum(axis=-1, keepdims=True)
    return _at_most_one_long(arrays["relation_1"][relations] * along + vectors)


def _at_most_one_long(vectors: Array) -> Array:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    shortened: Array = np.where(lengths < 1, vectors, vectors / np.maximum(lengths, _LEAST_NORM))
    return shortened


def _then_shifted(projected: _Ends) -> _Ends:
    def left(arrays: Arrays, heads: Numbers, relations: Numbers) -> Array:
        vectors: Array = projected(arrays, heads, relations) + arrays["relation_0"][relations]
        return vectors

    return left


def _through_core(arrays: Arrays, heads: Numbers, relations: Numbers) -> Array:
    vectors = _normalised(arrays, "head_batch_norm", arrays["entity_0"][heads])
    joined = np.einsum(
        "ni,ijk,nj->nk", vectors, arrays["core_tensor"], arrays["relation_0"][relations], optimize=True
    )
    return _normalised(arrays, "head_relation_batch_norm", joined)


def _convolved(arrays: Arrays, heads: Numbers, relations: Numbers) -> Array:
    vectors = arrays["entity_0"][heads], arrays["relation_0"][relations]
    height = image_height(vectors[0].shape[-1])
    images = np.concatenate([part.reshape(len(part), height, -1) for part in vectors], axis=1)[:, None]
    images = _normalised(arrays, "hr2d.0", images)
    kernels = arrays["hr2d.2.weight"]
    windows = sliding_window_view(images[:, 0], kernels.shape[-2:], axis=(1, 2))
    maps = np.einsum("nhwij,cij->nchw", windows, kernels[:, 0], optimize=True)
    maps = maps + arrays["hr2d.2.bias"][:, None, None]
    features = np.maximum(_normalised(arrays, "hr2d.3", maps), 0).reshape(len(maps), -1)
    joined = features @ arrays["hr1d.0.weight"].T + arrays["hr1d.0.bias"]
    joined = np.maximum(_normalised(arrays, "hr1d.2", joined), 0)
    # A one, which the tail's own number is multiplied with.
    return np.concatenate([joined, np.ones_like(joined[:, :1])], axis=1).astype(np.float32)


def _entity_and_own_number(arrays: Arrays, tails: Numbers, _: Numbers) -> Array:
    return np.concatenate([arrays["entity_0"][tails], arrays["entity_1"][tails, None]], axis=1)


def _normalised(arrays: Arrays, layer: str, values: Array) -> Array:
    """Batch normalisation over the second axis as it is after the training."""
    shape = (-1, *(1,) * (values.ndim - 2))
    mean, variance, weight, bias = (
        arrays[f"{layer}.{part}"].reshape(shape) for part in ("running_mean", "running_var", "weight", "bias")
    )
    normal: Array = (values - mean) / np.sqrt(variance + _NORM_EPSILON) * weight + bias
    return normal


INTERACTIONS: Mapping[ModelName, Interaction] = {
    "TransE": Interaction(_shifted, _entity, _minus_sum),
    "TransR": Interaction(_then_shifted(_through_matrix), _through_matrix, _minus_length),
    "TransD": Interaction(_then_shifted(_through_vectors), _through_vectors, _minus_length),
    "RotatE": Interaction(_turned, _complex_entity, _minus_length),
    "DistMult": Interaction(_scaled, _entity, _dot),
    "ComplEx": Interaction(_turned, _complex_entity, _dot),
    "TuckER": Interaction(_through_core, _entity, _dot),
    "ConvE": Interaction(_convolved, _entity_and_own_number, _dot),
}
