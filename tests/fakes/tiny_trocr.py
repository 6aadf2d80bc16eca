"""A TrOCR model of a few thousand weights, which were never trained: it loads and runs as a real one."""

import string
from pathlib import Path


def make_model(folder: Path) -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import (
        PreTrainedTokenizerFast,
        TrOCRConfig,
        TrOCRProcessor,
        VisionEncoderDecoderConfig,
        VisionEncoderDecoderModel,
        ViTConfig,
        ViTImageProcessorPil,
    )

    words = ["<pad>", "<s>", "</s>", "<unk>", *string.ascii_lowercase]
    spoken = Tokenizer(
        models.WordLevel({word: number for number, word in enumerate(words)}, unk_token="<unk>")
    )
    spoken.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]  # of transformers
        tokenizer_object=spoken, pad_token="<pad>", bos_token="<s>", eos_token="</s>", unk_token="<unk>"
    )
    sees = ViTConfig(hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, image_size=32, patch_size=16)  # fmt: skip
    says = TrOCRConfig(vocab_size=len(words), d_model=16, decoder_layers=1, decoder_attention_heads=2, decoder_ffn_dim=16, max_position_embeddings=256, cross_attention_hidden_size=16)  # fmt: skip
    config = VisionEncoderDecoderConfig.from_encoder_decoder_configs(sees, says)
    model = VisionEncoderDecoderModel(config=config)
    for name, token in (("decoder_start_token_id", 1), ("pad_token_id", 0), ("eos_token_id", 2)):
        setattr(model.config, name, token)
        setattr(model.generation_config, name, token)
    model.save_pretrained(folder)
    pictures = ViTImageProcessorPil(size={"height": 32, "width": 32})
    processor = TrOCRProcessor(image_processor=pictures, tokenizer=tokenizer)  # type: ignore[no-untyped-call]
    processor.save_pretrained(folder)
