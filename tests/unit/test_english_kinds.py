"""Kinds of names and statements that fresh passages showed to be misread or missed."""

import pytest

from tests.unit.test_english_extraction import extract, said

pytestmark = pytest.mark.slow

Said = tuple[str, str, str]


def types(text: str, title: str = "") -> dict[str, str]:
    return {entity.name: entity.type for entity in extract(text, title=title).entities}


@pytest.mark.parametrize(
    ("text", "title", "name", "type_name"),
    [
        ("The railway of Trinidad and Tobago was closed.", "", "Trinidad and Tobago", "Country"),
        ("It was built for the Tolmin and Vrba Railroad.", "", "Tolmin and Vrba Railroad", "Organization"),
        ("Where's Ann? is a 1969 film by Paul Brown.", "Where's Ann?", "Where's Ann?", "Film"),
        ("Paul Brown studied at the Oslo Academy under Ann Lodge.", "", "Oslo Academy", "School"),
        ("He coached at Sam Houston State University in 1990.", "", "Sam Houston State University", "School"),
        ("The 1946 AFL season was the second one.", "1946 AFL season", "1946 AFL season", "Competition"),
        ("The Orvik KD 9 flew in 1925. It was a biplane.", "Orvik KD 9", "Orvik KD 9", "Product"),
        ("Ann Lodge won the Nobel Prize in Physics in 1962.", "", "Nobel Prize in Physics", "Award"),
        ("Tolmin is a census-designated place in Texas.", "Tolmin", "Tolmin", "City"),
        ("Its county seat is Kell. Tolmin County is in Texas.", "Tolmin County", "Tolmin County", "Region"),
        ("Ann Lodge speaks English, Italian and French.", "", "French", "Language"),
        ("Dream On Me is a comedy directed by Ann Lodge.", "Dream On Me", "Dream On Me", "Work"),
        ("It was sold by Paul Ferran Distribution.", "", "Paul Ferran Distribution", "Company"),
        ("Bartholomew Quince printed in London.", "", "Bartholomew Quince", "Person"),
    ],
)  # fmt: skip
def test_names_are_whole_and_have_their_type(text: str, title: str, name: str, type_name: str) -> None:
    found = types(text, title)
    assert name in found
    assert type_name in {found[name], "Organization" if found[name] == "Company" else ""}


@pytest.mark.parametrize(
    ("text", "title", "fact"),
    [
        ("Tolmin is a town with a population of 8,532.", "Tolmin", ("Tolmin", "POPULATION_OF", "8,532")),
        ("Ann Lodge is the founder and president of Halden Bank.", "", ("Ann Lodge", "FOUNDER_OF", "Halden Bank")),
        ("Ann Lodge graduated with honors from Halden University.", "", ("Ann Lodge", "GRADUATE_FROM", "Halden University")),
        ("Ann Lodge earned a degree from Halden University.", "", ("Ann Lodge", "DEGREE_FROM", "Halden University")),
        ("Silver Rain is based on a novel by Ann Lodge.", "Silver Rain", ("Silver Rain", "BASE_ON", "Ann Lodge")),
        ('Silver Rain is based on the novel "The Long Road" by Ann Lodge.', "", ("The Long Road", "BOOK_BY", "Ann Lodge")),
        ("Ann Lodge is best known for her role as Eve Brown in the film Silver Rain.", "", ("Ann Lodge", "ROLE_IN", "Silver Rain")),
        ("The film was shot in Prague.", "Night Train", ("Night Train", "SHOOT_IN", "Prague")),
        ("In 1962 Ann Lodge was awarded the Halden Medal by the Royal Society.", "", ("Royal Society", "AWARD", "Halden Medal")),
        ("Tolmin County is a county in the U.S. state of Texas.", "Tolmin County", ("Tolmin County", "COUNTY_IN", "Texas")),
        ("Night Show is an American television series.", "Night Show", ("Night Show", "IS_A", "American television series")),
        ("Ann Lodge is a painter from Halden, who founded Halden Bank.", "", ("Ann Lodge", "FOUND", "Halden Bank")),
        ("Silver Rain is a film. The music was written by Ann Lodge.", "Silver Rain", ("Ann Lodge", "WRITE", "Silver Rain")),
        ("Silver Rain is a film. The supporting cast includes Ann Lodge.", "Silver Rain", ("Silver Rain", "INCLUDE", "Ann Lodge")),
        ("Ann Lodge worked with artists such as Paul Brown and Eve Reed.", "", ("Ann Lodge", "WORK_WITH", "Eve Reed")),
        ("Night Show is a program originally broadcast on the BBC.", "Night Show", ("Night Show", "BROADCAST_ON", "BBC")),
        ("Night Show is a series that ran from 1952 to 1953.", "Night Show", ("Night Show", "RUN_FROM", "1952")),
        ("It is the seat of the Halden Council, also known as HC Union.", "Halden Hall", ("Halden Council", "KNOW_AS", "HC Union")),
        ("Silver Rain stars Ann Lodge as Eve Reed, Paul Brown as Tom Hart, and Mary Bell as Jane Dow.", "Silver Rain", ("Silver Rain", "STAR", "Paul Brown")),
        ("Ann Lodge is a composer, organist, bandmaster and conductor.", "", ("Ann Lodge", "IS_A", "conductor")),
        ("The film Silver Rain (1985) made her famous.", "", ("Silver Rain", "RELEASE_IN", "1985")),
    ],
)  # fmt: skip
def test_statements_of_these_kinds_are_found(text: str, title: str, fact: Said) -> None:
    assert fact in said(text, title)


@pytest.mark.parametrize(
    ("text", "title", "wrong"),
    [
        ("Ann Lodge is a native of Vienna.", "", ("Ann Lodge", "IS_A", "native")),
        ("Silver Rain is based on a novel by Ann Lodge.", "Silver Rain", ("Silver Rain", "NOVEL_BY", "Ann Lodge")),
        ("Ann Lodge is known for her role as Eve Brown.", "", ("Ann Lodge", "KNOW_AS", "Eve Brown")),
        ("Tolmin Airport (IATA: TLM) is in Texas.", "", ("Tolmin Airport", "KNOW_AS", "TLM")),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_statement_is_none(text: str, title: str, wrong: Said) -> None:
    assert wrong not in said(text, title)
