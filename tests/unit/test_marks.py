import pytest

from retrieval.answer.reply import read_marks, without_marks


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("So [2].", [2]),
        ("So [1, 3][1].", [1, 3]),
        ("So [1; 2] and [4-6].", [1, 2, 4, 5, 6]),
        ("So [3-1].", [3]),
        ("So 【1】 [passage 2] [Passages 4].", [1, 2, 4]),
        ("So [12345].", [12345]),
        ("So [sic] (1) [a1].", []),
    ],
)
def test_marks_are_read_in_every_form(text: str, numbers: list[int]) -> None:
    assert read_marks(text) == numbers
    assert without_marks(text).startswith("So")
    assert read_marks(without_marks(text)) == []


def test_a_range_is_no_way_to_fill_the_memory() -> None:
    assert len(read_marks("[1-99999999999]")) < 100


def test_footnotes_of_a_document_go() -> None:
    assert without_marks("Curie was born in 1867.[3] She died in 1934.[4]") == (
        "Curie was born in 1867. She died in 1934."
    )
