"""What an entity and a fact are, by what stands in the record."""

import pytest

from kg.view.entities import NameCount, entity_view
from kg.view.facts import FactView, StoredFact, fact_view


def _name(
    surface: str,
    times: int = 1,
    *,
    visible: bool = True,
    surface_key: str | None = None,
    origin: str = "o",
    type_name: str = "Thing",
) -> NameCount:
    return NameCount(origin, type_name, type_name, surface, "k", surface_key, visible, times)


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        ([_name("IBM", 3), _name("International Business Machines", 2)], "IBM"),
        ([_name("IBM"), _name("I.B.M.")], "I.B.M."),
        ([_name("ABC"), _name("ABB")], "ABB"),
        ([_name("IBM", 1), _name("I.B.M.", 9, visible=False)], "IBM"),
        ([_name("IBM", 1, visible=False)], "IBM"),
    ],
)
def test_the_name_is_the_most_frequent_then_longest_then_smallest(
    names: list[NameCount], wanted: str
) -> None:
    assert entity_view(names).name == wanted


def test_the_entity_that_a_person_kept_gives_the_name() -> None:
    kept, merged = _name("Ada Lovelace", origin="kept"), _name("Countess of Lovelace", 9, origin="merged")
    assert entity_view([merged, kept], {"merged"}).name == "Ada Lovelace"
    assert entity_view([merged, kept], {"merged"}).aliases == ("Ada Lovelace", "Countess of Lovelace")
    gone = _name("Ada Lovelace", visible=False, origin="kept")
    assert entity_view([merged, gone], {"merged"}).name == "Countess of Lovelace"


def test_the_type_is_voted_by_visible_mentions_of_the_entity_that_gives_the_name() -> None:
    votes = [_name("Acme", 5, type_name="Thing"), _name("ACME", type_name="Company")]
    assert entity_view(votes).type == "Company"
    assert entity_view([*votes, _name("Acme", 9, visible=False, type_name="Place")]).type == "Company"
    assert (
        entity_view([*votes, _name("A.", 9, type_name="Place", origin="merged")], {"merged"}).type
        == "Company"
    )


def test_only_visible_documents_count() -> None:
    view = entity_view([_name("Acme", 2), _name("ACME", 5, visible=False)])
    assert (view.aliases, view.mentions) == (("Acme",), 2)
    assert view.keys == {("k", "Acme")}


def test_a_surface_form_with_a_key_of_its_own_is_found_by_both() -> None:
    assert entity_view([_name("Acme Inc", surface_key="acme")]).keys == {
        ("k", "Acme Inc"),
        ("acme", "Acme Inc"),
    }


def _fact(head: str, tail: str, worded: tuple[tuple[tuple[str, ...], bool], ...] = ()) -> StoredFact:
    return StoredFact(
        id="f",
        type="WAS_BORN_IN",
        text="",
        support=0,
        head=head,
        head_name="Ann",
        tail=tail,
        tail_name="Rome",
        evidence=3,
        stated=2,
        found=(("transitive",), ("kind", "transitive")),
        traits=(),
        worded=worded,
    )


def test_a_fact_reads_as_words_and_counts_chunks() -> None:
    assert fact_view(_fact("a", "r")) == FactView("Ann was born in Rome", 2, ("kind", "transitive"))


def test_a_fact_tells_its_circumstances_in_words_of_what_is_visible() -> None:
    worded = ((("start: 1999",), False), (("start: the year 1999", "role: king"), True))
    assert fact_view(_fact("a", "r", worded)).text == "Ann was born in Rome (from the year 1999, as king)"


def test_a_fact_about_one_thing_alone_has_no_support() -> None:
    assert fact_view(_fact("a", "a")).support == 0
