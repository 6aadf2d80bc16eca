import gzip
import json
from pathlib import Path

import pytest

from evaluation.recorded import RecordedExtraction, Recording, load_hand_made, load_recorded
from schemas.errors import DocumentRejectedError
from schemas.extraction import ExtractedEntity, Triple


def extraction(text: str, *triples: tuple[str, str, str]) -> RecordedExtraction:
    return RecordedExtraction(
        text=text,
        entities=tuple(
            ExtractedEntity(name=name, type="Thing") for triple in triples for name in triple[::2]
        ),
        triples=tuple(
            Triple(head=head, head_type="Thing", relation=relation, tail=tail, tail_type="Thing")
            for head, relation, tail in triples
        ),
    )


ADA = extraction("Ada was born in London.", ("Ada", "born in", "London"))
BOB = extraction("Bob lives in Paris. Bob has a dog.", ("Bob", "lives in", "Paris"), ("Bob", "has", "dog"))
RECORDING = Recording([ADA, BOB])


def test_the_very_text_is_found() -> None:
    assert RECORDING.find(ADA.text) == ADA
    assert RECORDING.find(f"\n{ADA.text} ") == ADA
    assert RECORDING.find("Never seen.") is None
    assert RECORDING.find("") is None


def test_a_text_with_several_recorded_ones_has_all_of_theirs() -> None:
    found = RECORDING.find(f"{ADA.text}\n\n{BOB.text}\n\nMore.")
    assert found is not None
    assert found.triples == ADA.triples + BOB.triples


def test_a_part_of_a_recorded_text_has_what_stands_in_it() -> None:
    found = RECORDING.find("Bob lives in Paris.")
    assert found is not None
    assert found.triples == BOB.triples[:1]
    assert {entity.name for entity in found.entities} == {"Bob", "Paris"}


def test_the_text_is_found_in_a_prompt_even_where_it_holds_the_marker() -> None:
    tricky = extraction("He wrote:\nText: Ada was born in London.", ("He", "wrote", "Text"))
    recording = Recording([ADA, tricky])
    assert recording.find_in_prompt(f"Examples\nText: {ADA.text}", ("\nText: ",)) == ADA
    assert recording.find_in_prompt(f"Examples\nText: {tricky.text}", ("\nText: ",)) == tricky
    assert recording.find_in_prompt(f"Examples {ADA.text}", ("\nText: ",)) is None


def test_recorded_open_extraction_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "openie.jsonl.gz"
    row = {
        "passage_id": "p",
        "entities": ["Ada", "1815"],
        "triples": [["Ada", "born in", "London"]],
        "malformed": [["x"]],
    }
    file.write_bytes(gzip.compress(json.dumps(row).encode()))
    (loaded,) = load_recorded(file, {"p": ADA.text})
    assert loaded.triples == ADA.triples
    assert [entity.name for entity in loaded.entities] == ["Ada", "1815", "London"]
    assert {entity.type for entity in loaded.entities} == {"Thing"}
    with pytest.raises(DocumentRejectedError, match="passage p"):
        load_recorded(file, {})


def test_hand_made_extraction_keeps_its_types(tmp_path: Path) -> None:
    file = tmp_path / "triples.jsonl"
    row = {
        "document": "ada.md",
        "paragraph": ADA.text,
        "entities": [{"name": "Ada", "type": "Person"}],
        "triples": [["Ada", "Person", "BORN_IN", "London", "City"]],
    }
    file.write_text(f"{json.dumps(row)}\n\n", encoding="utf-8")
    (loaded,) = load_hand_made(file)
    assert loaded.entities == (ExtractedEntity(name="Ada", type="Person"),)
    assert (loaded.triples[0].head_type, loaded.triples[0].tail_type) == ("Person", "City")


@pytest.mark.parametrize("content", [b"{}", b"not json", b"\xff\xfe", b'{"document": 1}'])
def test_another_format_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "triples.jsonl"
    file.write_bytes(content)
    with pytest.raises(DocumentRejectedError) as caught:
        load_hand_made(file)
    assert caught.value.remedy


def test_a_missing_or_broken_file_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "openie.jsonl.gz"
    broken.write_bytes(b"no gzip")
    for file in (broken, tmp_path / "absent.jsonl.gz"):
        with pytest.raises(DocumentRejectedError):
            load_recorded(file, {})
