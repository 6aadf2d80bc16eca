from collections import Counter

import pytest

from extraction.mentions.type_votes import voted


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        ({"Person": 2, "Place": 1}, "Person"),
        ({"Organization": 3, "Company": 1}, "Company"),
        ({"Place": 2, "Organization": 1, "Company": 1, "Band": 1}, "Band"),
        ({"City": 2, "Region": 1, "Place": 4}, "City"),
        ({"Thing": 5, "Film": 1}, "Film"),
        ({"Concept": 5, "Organization": 1}, "Organization"),
        ({"Thing": 1}, "Thing"),
        ({"Wizard": 1, "Dragon": 1}, "Dragon"),
    ],
)
def test_kinds_of_one_type_vote_together(votes: dict[str, int], expected: str) -> None:
    assert voted(Counter(votes)) == expected
