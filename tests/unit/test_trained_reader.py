"""The network of the trained reader, and the way from its scores back to names."""

import pytest
import torch
from transformers import BertConfig, BertModel

from benchmarks.reader.decoding import read_passage
from benchmarks.reader.network import LowRank, Mentions, Network, Sizes, as_mentions
from benchmarks.reader.tokens import ReaderTokens

_IDS = [0, 5, 6, 7, 5, 6, 2]


@pytest.fixture
def network() -> Network:
    torch.manual_seed(1)
    encoder = BertModel(
        BertConfig(
            vocab_size=32,
            hidden_size=48,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=64,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        ),
        add_pooling_layer=False,
    )
    network = Network(encoder, Sizes(types=3, relations=4, qualifiers=2, rank=4))
    network.train(mode=False)
    return network


@torch.inference_mode()
def test_merged_changes_give_the_same_vectors(network: Network) -> None:
    for module in network.modules():
        if isinstance(module, LowRank):
            module.up.copy_(torch.randn_like(module.up))
    ids, mask = torch.tensor([_IDS]), torch.ones(1, len(_IDS), dtype=torch.long)
    before = network.tokens(ids, mask)
    network.merge()
    assert not any(isinstance(module, LowRank) for module in network.modules())
    assert torch.allclose(network.tokens(ids, mask), before, atol=1e-4)


@torch.inference_mode()
def test_the_padding_of_mentions_changes_no_entity(network: Network) -> None:
    tokens = torch.randn(len(_IDS), 48)
    device = torch.device("cpu")
    both = network.entities(tokens, as_mentions([[(1, 3), (4, 6)], [(3, 4)]], device))
    alone = network.entities(tokens, as_mentions([[(3, 4)]], device))
    assert torch.allclose(both[1], alone[0], atol=1e-6)
    assert isinstance(as_mentions([[(1, 3)]], device), Mentions)


@torch.inference_mode()
def test_the_same_tokens_are_one_entity(network: Network) -> None:
    ids, mask = torch.tensor([_IDS]), torch.ones(1, len(_IDS), dtype=torch.long)
    network.mentions.bias.bias.fill_(50.0)  # every span is a mention
    reading = read_passage(network, network.tokens(ids, mask)[0], mask, _IDS, least=0.0)
    owners = [
        number
        for number, entity in enumerate(reading.entities)
        for mention in entity.mentions
        if mention in {(1, 3), (4, 6)}
    ]
    assert len(owners) == 2
    assert len(set(owners)) == 1
    assert reading.facts
    assert all(fact.head != fact.tail and sum(fact.looks) == pytest.approx(1) for fact in reading.facts)


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        ("Enter Sandman", "It is a song by Metallica (born 1991).", "Metallica"),
        ("한국의 시인", "윤동주(尹東柱)는 1917년에 태어났다.", "윤동주"),
        ("", "Ａ full-width name: Łódź.", "Łódź"),
    ],
)
def test_a_name_is_found_again_in_its_tokens(title: str, text: str, name: str) -> None:
    for asked in ("", "Who?"):
        read = ReaderTokens().pair(asked, title, text) if asked else ReaderTokens().passage(title, text)
        start = read.text.index(name)
        tokens = read.tokens(start, start + len(name))
        assert tokens is not None
        first, end = read.words(*tokens)
        assert name in read.text[first:end]
        assert len(read.text[first:end]) <= len(name) + 1
