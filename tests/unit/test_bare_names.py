import pytest

from extraction.mentions.bare_names import bare_name


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Moby-Dick; or, The Whale", "Moby-Dick"),
        ("Dr. Strangelove or: How I Learned to Stop Worrying", "Dr. Strangelove"),
        ("Kind of Blue (album)", "Kind of Blue"),
        ("Heat (1995 film)", "Heat"),
        ("안중근(安重根)", "안중근"),
        ("한국전력공사(KEPCO)", "한국전력공사"),
        ("Marilyn Monroe (born Norma Jeane Mortenson)", "Marilyn Monroe"),
    ],
)
def test_what_explains_a_name_is_no_part_of_it(name: str, bare: str) -> None:
    assert bare_name(name) == bare


@pytest.mark.parametrize("name", ["Mercury (planet)", "Portland (Oregon)", "Trick or Treat", "(album)"])
def test_what_tells_it_from_others_stays(name: str) -> None:
    assert bare_name(name) == name
