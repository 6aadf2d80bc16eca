"""Our encoder beside that of transformers, with the same weights."""

import subprocess
import sys

import pytest
import torch
from transformers import BertConfig, BertModel

from api.embedding.bert_encoder import BertEncoder, EncoderConfig

_CONFIG = EncoderConfig(
    hidden_size=48,
    num_hidden_layers=2,
    num_attention_heads=4,
    intermediate_size=64,
    vocab_size=32,
    max_position_embeddings=20,
    type_vocab_size=2,
    layer_norm_eps=1e-12,
)
_MASKS = {"padded": [[1, 1, 1, 1, 1, 1], [1, 1, 1, 0, 0, 0]], "full": [[1] * 6] * 2}


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("mask", _MASKS.values(), ids=_MASKS.keys())
def test_gives_the_vectors_of_the_library(dtype: torch.dtype, mask: list[list[int]]) -> None:
    torch.manual_seed(1)
    theirs: torch.nn.Module = BertModel(BertConfig(**_CONFIG._asdict()), add_pooling_layer=False)
    theirs.to(dtype)
    ours = BertEncoder(_CONFIG, torch.nn.Embedding(_CONFIG.vocab_size, _CONFIG.hidden_size)).to(dtype)
    ours.load_state_dict(theirs.state_dict())
    ids, seen = torch.randint(0, _CONFIG.vocab_size, (2, 6)), torch.tensor(mask)
    with torch.inference_mode():
        wanted = theirs.train(mode=False)(input_ids=ids, attention_mask=seen).last_hidden_state
        found = ours.train(mode=False)(ids, seen).last_hidden_state
        ours.run_as_one_soon()
        as_one = [ours(ids, seen).last_hidden_state for _ in range(40)]
    torch.testing.assert_close(found[seen.bool()], wanted[seen.bool()])
    assert not found[~seen.bool()].any()
    assert isinstance(ours.encoder, torch.jit.ScriptModule)
    assert all(torch.equal(each, found) for each in as_one)


def test_multiplies_few_different_numbers_of_rows() -> None:
    """PyTorch keeps a program for each number, so that memory would grow with every other length of the texts."""
    torch.manual_seed(1)
    encoder = BertEncoder(_CONFIG, torch.nn.Embedding(_CONFIG.vocab_size, _CONFIG.hidden_size)).train(
        mode=False
    )
    rows: set[int] = set()
    widening = encoder.get_submodule("encoder.layer.0.intermediate.dense")
    widening.register_forward_hook(lambda _, given, __: rows.add(len(given[0])))
    with torch.inference_mode():
        for short in range(1, 18):
            mask = torch.tensor([[1] * 18, [1] * short + [0] * (18 - short)])
            encoder(torch.randint(0, _CONFIG.vocab_size, (2, 18)), mask)
    assert rows == {32, 64}


@pytest.mark.slow
def test_to_load_the_packaged_model_imports_neither_transformers_nor_the_compiler_of_torch() -> None:
    code = (
        "import sys; from api.models import build_embedder; from api.settings import load_settings;"
        "build_embedder(load_settings()).embed(['Who founded the bank?']);"
        "print(sorted({'transformers', 'sentence_transformers', 'torch._dynamo', 'sympy'} & {*sys.modules}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
