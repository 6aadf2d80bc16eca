"""Two things of one name are told apart by what documents say of them, and by nothing less."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.view.homonyms import NamedIn, Thing, things_of_one_name

_CLUES = (
    "is:Work.Film",
    "is:Work.Book",
    "as:Person",
    "born:1871",
    "lived:2012",
    "year:1940",
    "in:GB",
    "in:US.AL",
    "known:Place.City",
    "usually:GB",
    "from:GB",
    "from:US",
    "by:Ada Finch",
    "by:Tom Vane and Ada Finch",
    "era:1392/1910",
)
_documents = st.lists(
    st.builds(
        lambda clues, beside: (dict.fromkeys(clues, 1), frozenset(beside)),
        st.sets(st.sampled_from(_CLUES), max_size=3),
        st.sets(st.sampled_from(("selznick", "du maurier", "king"))),
    ),
    max_size=7,
)


def _named(*clues: Sequence[str], beside: Sequence[str] = ()) -> list[NamedIn]:
    """A document for each list of clues, from "a" on; the last one names `beside`, too."""
    sources = "abcdefgh"
    last = len(clues) - 1
    return [
        NamedIn(sources[at], dict.fromkeys(some, 1), beside=frozenset(beside if at == last else ()))
        for at, some in enumerate(clues)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["is:Work.Film"], ["as:Work.Book"]),
        (["is:Work.Album"], ["known:Place.City"]),
        (["born:1871"], ["born:1902"]),
        (["born:1871"], ["lived:2012"]),
        (["died:1689"], ["lived:2000"]),
        (["year:1763"], ["year:1783"]),
        (["in:GE"], ["in:US.GA"]),
        (["in:US.AL"], ["usually:GB"]),
        (["as:Organization.Band"], ["known:Place.City"]),
        (["does:Agent"], ["is:Work.Film"]),
        (["works:sport"], ["works:science"]),
        (["began:1908"], ["began:1995"]),
        (["is:Work.Stage"], ["is:Work.Book"]),
        (["is:Work.Series", "from:GB"], ["is:Work.Series", "from:US"]),
        (["by:Ada Finch"], ["by:Tom Vane"]),
        (["era:1392/1910"], ["lived:2019"]),
    ],
)
def test_what_cannot_be_said_of_one_thing_makes_two(one: list[str], other: list[str]) -> None:
    assert [thing.sources for thing in things_of_one_name(_named(one, other))] in (
        [("a",), ("b",)],
        [("b",), ("a",)],
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["is:Person"], []),
        (["is:Work.Film", "year:1940"], ["as:Work", "year:1940"]),
        (["born:1871"], ["born:1872"]),
        (["born:1871", "died:1930"], ["lived:1900"]),
        (["in:US"], ["in:US.GA"]),
        (["is:Organization.School"], ["known:Place.City"]),
        (["usually:GB"], ["known:Place.City"]),
        (["does:Agent"], ["known:Place.City"]),
        (["works:sport", "works:politics"], ["works:science"]),
        (["began:1908"], ["began:1919"]),
        (["by:Ada Finch"], ["by:Tom Vane and Ada Finch"]),
        (["from:GB", "from:US"], ["from:US"]),
        (["era:1392/1910"], ["lived:1930"]),
    ],
)
def test_what_may_be_said_of_one_thing_leaves_it_one(one: list[str], other: list[str]) -> None:
    assert things_of_one_name(_named(one, other)) == ()


def test_a_bare_name_means_what_its_neighbours_say_else_what_most_mean() -> None:
    film, book = ["is:Work.Film"], ["is:Work.Book"]
    documents = [
        *_named(film, film, book, beside=["du maurier"]),
        NamedIn("y", beside=frozenset({"du maurier"})),
        NamedIn("z"),
    ]
    assert things_of_one_name(documents) == (Thing("Book", ("c", "y")), Thing("Film", ("a", "b", "z")))


def test_two_of_one_kind_are_told_by_their_years_or_regions() -> None:
    people = _named(["is:Person", "born:1871"], ["is:Person", "born:1902"])
    assert [thing.told_by for thing in things_of_one_name(people)] == ["born 1871", "born 1902"]
    places = _named(["known:Place.City", "in:US.AL"], ["known:Place.City", "usually:GB"])
    assert [thing.told_by for thing in things_of_one_name(places)] == ["in GB", "in US.AL"]


@given(_documents, st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter_and_each_means_one_thing(
    drawn: list[tuple[dict[str, int], frozenset[str]]], random: Random
) -> None:
    documents = [NamedIn(f"s{at}", clues, beside=beside) for at, (clues, beside) in enumerate(drawn)]
    things = things_of_one_name(documents)
    shuffled = documents[:]
    random.shuffle(shuffled)
    assert things_of_one_name(shuffled) == things
    if things:
        assert sorted(source for thing in things for source in thing.sources) == sorted(
            one.source for one in documents
        )
        assert len({thing.told_by for thing in things}) == len(things) > 1
        assert all(thing.sources for thing in things)
