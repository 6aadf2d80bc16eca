"""TrOCR: a transformer that reads one line at a time (Li and others, 2021), from a folder or a model hub."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extraction.load.ocr.engine import Lack, RecognisedWord
from extraction.load.ocr.lines import words_of_line
from extraction.load.pdf.word import Box
from schemas.errors import BackendError

if TYPE_CHECKING:
    from PIL.Image import Image

DEFAULT_MODEL = "microsoft/trocr-base-printed"
_AT_ONCE = 8
_MAX_TOKENS = 128
_CONFIGURATION = "config.json"


@dataclass(frozen=True)
class TrOcr:
    """Recognises lines with a TrOCR model: a folder, or a name of the hub whose files are already in its cache."""

    model: str = DEFAULT_MODEL
    languages: tuple[str, ...] = ("eng",)
    name = "trocr"
    finds_orientation = False
    has_places = True

    def lack(self) -> Lack | None:
        """The files of the model: none are fetched while a page is read."""
        from huggingface_hub import try_to_load_from_cache

        if Path(self.model).is_dir():
            here = Path(self.model, _CONFIGURATION).is_file()
        else:
            here = isinstance(try_to_load_from_cache(self.model, _CONFIGURATION), str)
        if here:
            return None
        remedy = f"Fetch it once (`hf download {self.model}`), or name a folder with it in CITEGRAPH_OCR__MODEL; it needs CITEGRAPH_READING_MEMORY_BYTES of 8 GB."
        return Lack(f"the model {self.model} is not on this machine", remedy)

    def recognise(self, image: "Image") -> list[RecognisedWord]:
        """The words of an upright picture, line by line.

        Raises:
            BackendError: the model cannot be loaded or run.
        """
        from extraction.load.ocr.columns import lines_of

        boxes = lines_of(image)
        words: list[RecognisedWord] = []
        try:
            reader = _loaded(self.model)
            for start in range(0, len(boxes), _AT_ONCE):
                some = boxes[start : start + _AT_ONCE]
                read = reader.read([image.convert("RGB").crop(box) for box in some])
                for box, (text, sure) in zip(some, read, strict=True):
                    words += words_of_line(text, sure, Box(*map(float, box)))
        except (OSError, RuntimeError, ValueError) as error:
            raise BackendError(f"TrOCR failed: {error}", remedy="Try another engine.") from error
        return words


class _LineReader:
    """The network with what prepares pictures for it and makes letters of its tokens."""

    def __init__(self, model: str) -> None:
        from transformers import TrOCRProcessor, VisionEncoderDecoderModel

        self._processor: Any = TrOCRProcessor.from_pretrained(model, local_files_only=True)
        self._model: Any = VisionEncoderDecoderModel.from_pretrained(model, local_files_only=True)
        self._model.train(mode=False)

    def read(self, lines: "list[Image]") -> list[tuple[str, float]]:
        """The text of each line, and the geometric mean of the probabilities of its tokens."""
        pixels = self._processor(images=lines, return_tensors="pt").pixel_values
        made = self._model.generate(
            pixels, max_new_tokens=_MAX_TOKENS, output_scores=True, return_dict_in_generate=True
        )
        scores = self._model.compute_transition_scores(
            made.sequences, made.scores, getattr(made, "beam_indices", None), normalize_logits=True
        )
        texts = self._processor.batch_decode(made.sequences, skip_special_tokens=True)
        finite = scores.isfinite()
        means = scores.where(finite, 0.0).sum(dim=1) / finite.sum(dim=1).clamp(min=1)
        return [(text, float(mean.exp())) for text, mean in zip(texts, means, strict=True)]


@cache
def _loaded(model: str) -> _LineReader:
    return _LineReader(model)
