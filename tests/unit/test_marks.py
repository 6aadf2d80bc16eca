import pytest

from retrieval.answer.marks import read_marks, without_marks


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
        ("So (1). And so (2, 3)", [1, 2, 3]),
        ("So (1)(2).", [1, 2]),
        ("So [^1], then [^2].", [1, 2]),
        ("So [doc 1] and [Source 2; source 3] and [문서 4].", [1, 2, 3, 4]),
        ("So [1, p. 3] and [2, pp. 4-6, 5] and [7, 12쪽].", [1, 2, 5, 7]),
        ("So [1 and 2], [3, 4 and 5], [6 & 7], [8와 9].", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("So 【3†source】.", [3]),
        ("So (1) the first, (2) the second; in May (2019).", []),
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
