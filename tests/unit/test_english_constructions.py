"""Constructions that encyclopaedic English states facts in, and what only looks like one."""

import pytest

from tests.unit.test_english_extraction import extract, said

pytestmark = pytest.mark.slow

Said = tuple[str, str, str]


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("Ann Lodge lived with her brothers Paul and Tom. She was a painter.", "Ann Lodge", ("Paul", "BROTHER_OF", "Ann Lodge")),
        ("Paul Brown had two sons, Tom and Henry.", "Paul Brown", ("Henry", "SON_OF", "Paul Brown")),
        ("Paul Brown was elected Mayor of Halden in 1992.", "", ("Paul Brown", "MAYOR_OF", "Halden")),
        ("Halden Church is a church built about 1858 in Vienna.", "Halden Church", ("Halden Church", "BUILD_IN", "Vienna")),
        ("Silver Rain is a novel by Ann Lodge first published in 1938.", "Silver Rain", ("Silver Rain", "PUBLISH_IN", "1938")),
        ("The Open Hands is a network of activists founded in 2013.", "The Open Hands", ("The Open Hands", "FOUND_IN", "2013")),
        ("Ann Lodge released the album Silver Rain in 1999. The album was produced by Paul Brown.", "Ann Lodge", ("Paul Brown", "PRODUCE", "Silver Rain")),
        ("Silver Rain is an EP by Ann Lodge. The EP was released in 1999.", "Silver Rain", ("Silver Rain", "RELEASE_IN", "1999")),
        ("The Halden Workers Union, or HWU, was a union in Norway.", "Halden Workers Union", ("Halden Workers Union", "KNOW_AS", "HWU")),
        ("Halden Hall, otherwise the Old Chapel, is a church in Vienna.", "Halden Hall", ("Halden Hall", "KNOW_AS", "Old Chapel")),
        ("The band consists of Ann Lodge, Paul Brown, Mary Hill, Tom West and Jane Reed.", "The Halden Five", ("The Halden Five", "CONSIST_OF", "Tom West")),
        ("Halden Air is the national airline of Norway.", "Halden Air", ("Halden Air", "IS_A", "national airline")),
        ("Halden Air is an airline. Its head office is located in Vienna.", "Halden Air", ("Halden Air", "HEADQUARTER_IN", "Vienna")),
        ("Halden Air is an airline. It is currently 40% owned by Optrel Airways.", "Halden Air", ("Optrel Airways", "OWN", "Halden Air")),
        ("Silver Rain is a series. It premiered on BBC in 1999.", "Silver Rain", ("Silver Rain", "PREMIER_ON", "BBC")),
        ('"Silver Rain" is a 1974 single by Ann Lodge.', "Silver Rain (song)", ("Silver Rain", "IS_A", "single")),
    ],
)  # fmt: skip
def test_what_a_construction_states(text: str, title: str, expected: Said) -> None:
    assert expected in said(text, title)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Greece joined the Organisation for Maritime Co-operation and Development.", "Organisation for Maritime Co-operation and Development"),
        ("Ann Lodge plays in the Norwegian Women's Handball League.", "Norwegian Women's Handball League"),
        ('Margaret Ann "Peggy" Lodge is a painter.', 'Margaret Ann "Peggy" Lodge'),
        ("The altar was painted by Paul Brown the Elder.", "Paul Brown the Elder"),
        ("Greece is a member of the Halden Monetary Fund and the Baltic Trade Organization.", "Halden Monetary Fund"),
    ],
)  # fmt: skip
def test_a_name_is_whole(text: str, name: str) -> None:
    assert name in {entity.name for entity in extract(text).entities}


def test_two_universities_are_no_name() -> None:
    names = {
        e.name
        for e in extract("Ann Lodge taught at the University of Oxford and Harvard University.").entities
    }
    assert {"University of Oxford", "Harvard University"} <= names


def test_who_the_title_names_in_short_has_its_full_name() -> None:
    text = "Paul Francis Winter (born 1 May 1960) is a Norwegian politician."
    assert ("Paul Francis Winter", "BORN_ON", "1 May 1960") in said(text, "Paul Winter (politician)")


def test_another_name_has_the_type_of_the_thing() -> None:
    text = "The 2022 Halden Marathon, officially known as the XX Harbour Games, is a race."
    assert {("XX Harbour Games", "Competition")} <= {(e.name, e.type) for e in extract(text).entities}


def test_a_country_is_a_producer_and_no_person() -> None:
    text = "Norway is the largest exporter of salmon."
    assert {(e.name, e.type) for e in extract(text).entities} >= {("Norway", "Country")}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Year Title Role Notes " + "2006 Silver Rain Ann Lodge TV Movie 2007 Grey Sky Tom West TV Movie " * 4, "Tom West"),
        ("Tom West is an actor. His was the only photograph.", "Tom West"),
        ("President Tom West appointed Ann Lodge.", "Tom West"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_fact(text: str, title: str) -> None:
    assert said(text, title) <= {("Tom West", "IS_A", "actor"), ("Tom West", "IS_A", "President")}


@pytest.mark.parametrize(
    ("text", "title", "wrong"),
    [
        ("Halden is a town. It is known as the second city of Norway.", "Halden", "Norway"),
        ("Ann Lodge is the author of dramas, radio plays, poetry and prose.", "Ann Lodge", "poetry"),
        ("The R20 is a road that consists of two disjoint segments.", "R20", "disjoint segments"),
    ],
)  # fmt: skip
def test_what_is_no_tail(text: str, title: str, wrong: str) -> None:
    assert wrong not in {tail for _, _, tail in said(text, title)}


def test_a_common_noun_is_no_head() -> None:
    assert not said("Ann Lodge performed sad lyrics.")
