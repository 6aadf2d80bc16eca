"""Which short names of a document stand for full ones."""

import pytest

from extraction.mentions.short_names import full_person_names

_BISHOP = {"이사벨라버드비숍": "이사벨라 버드 비숍", "비숍": "비숍"}
_KANG = {"강수진": "강수진", "강씨": "강 씨"}


def _full(surfaces: dict[str, str]) -> dict[str, str]:
    return full_person_names(dict.fromkeys(surfaces, "Person"), surfaces)


@pytest.mark.parametrize(
    ("surfaces", "full"),
    [
        (_BISHOP, {"비숍": "이사벨라버드비숍"}),
        (_KANG, {"강씨": "강수진"}),
        (_KANG | {"강하나": "강하나"}, {}),
        ({"mrs holm": "Mrs Holm", "edith holm": "Edith Holm"}, {"mrs holm": "edith holm"}),
        ({"mrs sule": "Mrs Sule", "ibrahim sule": "Ibrahim Sule"}, {}),
    ],
)
def test_a_short_name_stands_for_the_only_person_that_it_fits(
    surfaces: dict[str, str], full: dict[str, str]
) -> None:
    assert _full(surfaces) == full
