"""Of whom or what a sentence says something, and with which words."""

import pytest

from tests.unit.test_english_extraction import extract, said

pytestmark = pytest.mark.slow

Said = tuple[str, str, str]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Halden Bank was founded by Ann Lodge in 1852.", {("Ann Lodge", "FOUND", "Halden Bank"), ("Halden Bank", "FOUND_IN", "1852")}),
        ("Ann Lodge founded Halden Bank in 1852.", {("Ann Lodge", "FOUND", "Halden Bank"), ("Halden Bank", "FOUND_IN", "1852")}),
        ("Halden Bank was sued by Ann Lodge in 2001.", {("Ann Lodge", "SUE", "Halden Bank")}),
        ("Halden Bank sued Ann Lodge in 2001.", {("Halden Bank", "SUE", "Ann Lodge")}),
        ("Ann Lodge retired in 1999.", {("Ann Lodge", "RETIRE_IN", "1999")}),
        ("Ann Lodge married Paul Brown in 1999.", {("Ann Lodge", "MARRY", "Paul Brown")}),
    ],
)  # fmt: skip
def test_a_date_and_a_place_belong_to_what_came_about(text: str, facts: set[Said]) -> None:
    assert said(text) == facts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Silver Rain is a song written and recorded by Ann Lodge.", {("Ann Lodge", "WRITE", "Silver Rain"), ("Ann Lodge", "RECORD", "Silver Rain")}),
        ("Ann Lodge wrote and directed Avatar.", {("Ann Lodge", "WRITE", "Avatar"), ("Ann Lodge", "DIRECT", "Avatar")}),
        ("Avatar is a 2009 film.", {("Avatar", "RELEASE_IN", "2009")}),
        ("Ann Lodge (born 3 May 1961 in Vienna, Austria) is a painter.", {("Ann Lodge", "BORN_ON", "3 May 1961"), ("Ann Lodge", "BORN_IN", "Vienna"), ("Vienna", "LOCATE_IN", "Austria")}),
        ("Ann Lodge (painter) and Paul Brown (sculptor) live in Paris.", {("Ann Lodge", "IS_A", "painter")}),
        ("Calcutta (now Kolkata) was the capital of India.", {("Calcutta", "KNOW_AS", "Kolkata")}),
        ("Ann Lodge served as mayor of Paris.", {("Ann Lodge", "MAYOR_OF", "Paris")}),
        ("Ann Lodge lived in Travis County, Texas, United States.", {("Travis County", "LOCATE_IN", "Texas"), ("Texas", "LOCATE_IN", "United States")}),
        ("Mary Lake is a body of water in Texas.", {("Mary Lake", "IS_A", "body of water")}),
    ],
)  # fmt: skip
def test_every_member_of_a_row_and_every_bracket_counts(text: str, expected: set[Said]) -> None:
    assert expected <= said(text)


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("Ann Lodge is a retired Ghanaian athlete.", "", ("Ann Lodge", "CITIZEN_OF", "Ghanaian")),
        ("Ann Lodge was the first editor of the Halden Times.", "", ("Ann Lodge", "IS_A", "first editor")),
        ("Silver Rain is a novel. The first edition of Silver Rain was published in 1901.", "", ("Silver Rain", "PUBLISH_IN", "1901")),
        ("Mary Lake is a body of water located in Texas.", "", ("Mary Lake", "LOCATE_IN", "Texas")),
        ("The river flows into Lake Ontario.", "Halden River", ("Halden River", "FLOW_INTO", "Lake Ontario")),
        ("Paul Brown moved to the Greater Rochester region.", "", ("Paul Brown", "MOVE_TO", "Greater Rochester region")),
        ("Ann Lodge was a Keeper of the Ashmolean Museum.", "", ("Ann Lodge", "IS_A", "Keeper")),
        ("Jane Lodge is the sister of Jane.", "", ("Jane Lodge", "SISTER_OF", "Jane")),
        ("The Halden team is composed of Ann Lodge, Paul Brown, and Mary Hill.", "", ("Halden", "COMPOSE_OF", "Mary Hill")),
        ("Ann Lodge has a degree in mechanical engineering.", "", ("Ann Lodge", "HAVE_DEGREE_IN", "mechanical engineering")),
        ("Eagle Mountain had a population of 21,415 in 2010.", "", ("Eagle Mountain", "HAVE_POPULATION_OF", "21,415")),
        ("Prime Minister Ann Lodge met Paul Brown.", "", ("Ann Lodge", "IS_A", "Prime Minister")),
        ('Ann Lodge directed the drama film "Live Like You Were Dying" in 2004.', "", ("Ann Lodge", "DIRECT", "Live Like You Were Dying")),
        ("Blue Rain is a folk band from Copenhagen.", "", ("Blue Rain", "FROM", "Copenhagen")),
        ("Blue Rain is a Texas-based folk band.", "", ("Blue Rain", "BASE_IN", "Texas")),
        ("Halden Airways is an airline with headquarters in Oslo.", "", ("Halden Airways", "HEADQUARTER_IN", "Oslo")),
        ("Guest stars in Silver Rain included Ann Lodge and Paul Brown.", "", ("Paul Brown", "STAR_IN", "Silver Rain")),
        ("At the 1928 Winter Olympics, Ann Lodge earned a silver medal.", "", ("Ann Lodge", "PARTICIPATE_IN", "1928 Winter Olympics")),
        ("Ann Lodge sold Halden Bank to Paul Brown.", "", ("Halden Bank", "SELL_TO", "Paul Brown")),
        ("Halden is a rock formation in the state of Saxony-Anhalt.", "", ("Halden", "LOCATE_IN", "Saxony-Anhalt")),
        ("Silver Rain is a piece of music by Ann Lodge.", "", ("Silver Rain", "IS_A", "piece of music")),
        ("Silver Rain is a novella by American author Ann Lodge.", "", ("Silver Rain", "BOOK_BY", "Ann Lodge")),
        ("Silver Rain is a sonata for violin and piano by Ann Lodge.", "", ("Silver Rain", "WORK_BY", "Ann Lodge")),
        ("We Move is the third album by Ann Lodge.", "We Move", ("We Move", "ALBUM_BY", "Ann Lodge")),
        ("The airline was founded by Ann Lodge in 1946.", "Halden Airways", ("Ann Lodge", "FOUND", "Halden Airways")),
        ("The Pell Prize was named after John Pell.", "", ("Pell Prize", "NAME_AFTER", "John Pell")),
        ("Silver Rain was recorded by Ann Lodge, mixed by Paul Brown, and produced by Mary Hill.", "", ("Paul Brown", "MIX", "Silver Rain")),
        ("Kalandula Falls are waterfalls in the municipality of Kalandula.", "", ("Kalandula Falls", "LOCATE_IN", "Kalandula")),
        ("Ann Lodge won the bronze medal in 1999.", "", ("Ann Lodge", "WIN", "bronze medal")),
        ("Silver Rain is a film directed by Paul Brown starring Ann Lodge.", "", ("Silver Rain", "STAR", "Ann Lodge")),
        ("Halden Wind Farm is a wind farm in Texas.", "Halden Wind Farm", ("Halden Wind Farm", "IS_A", "wind farm")),
        ("Nerike is a town in Wisconsin. The population was 7,115 at the 2010 census.", "Nerike, Wisconsin", ("Nerike", "POPULATION_OF", "7,115")),
        ("Ann Lodge is a painter from Canada.", "", ("Ann Lodge", "FROM", "Canada")),
        ("Nerike is a village in Wisconsin.", "Nerike, Wisconsin", ("Nerike", "VILLAGE_IN", "Wisconsin")),
        ("Silver Rain is a novel. Its first edition appeared in 1901.", "Silver Rain", ("Silver Rain", "APPEAR_IN", "1901")),
    ],
)  # fmt: skip
def test_nouns_tell_what_things_are_and_what_is_meant(text: str, title: str, expected: Said) -> None:
    assert expected in said(text, title)


@pytest.mark.parametrize(
    ("text", "title", "wrong"),
    [
        (
            "Ann Lodge is a Hungarian-born British archaeologist.",
            "",
            ("Ann Lodge", "CITIZEN_OF", "Hungarian"),
        ),
        ("Ann Lodge is a Catholic priest.", "", ("Ann Lodge", "CITIZEN_OF", "Catholic")),
        ("Ann Lodge represented Iran in the Chess Olympiad.", "", ("Iran", "REPRESENT_IN", "Chess Olympiad")),
        (
            "The winners were teams of Belgium, Panama, Peru and Serbia.",
            "",
            ("Belgium", "LOCATE_IN", "Panama"),
        ),
        (
            "Ann Lodge has the fewest goals: 2 Australia, Costa Rica, Egypt, Germany, Iceland, Iran.",
            "",
            ("Egypt", "LOCATE_IN", "Germany"),
        ),
        ("On the coast of India, Delhi was built.", "", ("India", "LOCATE_IN", "Delhi")),
        (
            "Pupils of Ann Lodge, among them the monk Paul Brown, wrote it.",
            "",
            ("Paul Brown", "IS_A", "Pupils"),
        ),
    ],
)
def test_what_is_near_is_not_what_is_said(text: str, title: str, wrong: Said) -> None:
    assert wrong not in said(text, title)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Ann Lodge got a good average.", "GET"),
        ("Ann Lodge served as producer alongside Paul Brown.", "SERVE_AS_PRODUCER_ALONGSIDE"),
        ("Ann Lodge attacked the possession of Paul Brown.", "ATTACK_POSSESSION_OF"),
        ("Ann Lodge sold her shares to Paul Brown in 1990.", "SELL_IN"),
    ],
)
def test_a_common_noun_makes_no_relation_that_nobody_knows(text: str, refused: str) -> None:
    assert refused not in {relation for _, relation, _ in said(text)}


def test_a_row_of_places_is_no_chain() -> None:
    assert not {fact for fact in said("Ann Lodge lived in Paris, London and Rome.") if fact[1] == "LOCATE_IN"}


@pytest.mark.parametrize(
    ("text", "fact", "circumstances"),
    [
        ("Halden Bank acquired Optrel Ltd in 2015.", ("Halden Bank", "ACQUIRE", "Optrel Ltd"), {("time", "2015")}),
        ("Halden Bank was sued by Ann Lodge in 2001.", ("Ann Lodge", "SUE", "Halden Bank"), {("time", "2001")}),
        ("Ann Lodge joined Halden Bank in 1999.", ("Ann Lodge", "JOIN", "Halden Bank"), {("start", "1999")}),
        ("Ann Lodge served as mayor of Paris from 1990 to 1995.", ("Ann Lodge", "MAYOR_OF", "Paris"), {("start", "1990"), ("end", "1995")}),
        ("Ann Lodge worked for Halden Bank as an engineer.", ("Ann Lodge", "WORK_FOR", "Halden Bank"), {("role", "engineer")}),
        ("Halden Bank was founded by Ann Lodge in 1852.", ("Halden Bank", "FOUND_IN", "1852"), set()),
    ],
)  # fmt: skip
def test_when_and_as_what_are_told_of_the_fact(
    text: str, fact: Said, circumstances: set[tuple[str, str]]
) -> None:
    triples = [each for each in extract(text).triples if (each.head, each.relation, each.tail) == fact]
    assert [{(one.name, one.value) for one in each.qualifiers} for each in triples] == [circumstances]


def test_what_the_vocabulary_has_no_relation_for_is_less_sure() -> None:
    sued, founded = (
        extract("Halden Bank sued Ann Lodge.").triples,
        extract("Ann Lodge founded Halden Bank.").triples,
    )
    assert sued[0].confidence < 0.5 < founded[0].confidence
