"""Answers put together from the documents' own sentences."""

import pytest

from retrieval.answer.extractive import extract_answer, with_whole_names
from retrieval.question.analysis import analyse_by_rules
from retrieval.settings import AnswerSettings
from schemas.ports import AnswerReader
from schemas.retrieval import Link
from tests.fakes.answer_reader import Opinion
from tests.fakes.passages import citable_passages, passages_of_file

pytestmark = pytest.mark.slow

SETTINGS = AnswerSettings()
SEJONG = "Sejong was the fourth king of Joseon. He created the Korean alphabet in 1443. He died in 1450."
PRESS = "Johannes Gutenberg built a printing press in Mainz. The Bible was printed there."
MAINZ = "Mainz lies on the river Rhine. Its cathedral is a thousand years old."
FERRIES = b"""# Ferries of Norvik

## Fleet

| Ferry | Captain | Built |
|-------|---------|-------|
| Auk | Hilde Dahl | 1998 |
| Tern | Olav Brekke | 2011 |
| Skua | Hilde Dahl | 2004 |

## Crossings

- **Slack tide**: the hour in which the water stands still.
"""


async def answer(
    question: str,
    *texts: str,
    titles: tuple[str, ...] = (),
    links: tuple[Link, ...] = (),
    trained: AnswerReader | None = None,
) -> list[str]:
    passages = citable_passages(texts, titles=titles)
    found = await extract_answer(analyse_by_rules(question), links, passages, SETTINGS, trained=trained)
    return [sentence.text for sentence in found.sentences]


async def answer_from_file(question: str, content: bytes) -> list[str]:
    passages = passages_of_file("file.md", content)
    found = await extract_answer(analyse_by_rules(question), (), passages, SETTINGS)
    return [sentence.text for sentence in found.sentences]


async def test_the_sentence_that_says_it_is_the_answer() -> None:
    found = await answer("When was the Korean alphabet created?", PRESS, SEJONG, MAINZ)
    assert found == ["He created the Korean alphabet in 1443."]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who founded Halden Bank?", "Halden Bank was established in 1901 by Oskar Ruud."),
        ("Who\0founded \x1b Halden\x07 Bank?", "Halden Bank was founded in 1901 by Oskar Ruud."),
        ("Who was the founder of Halden Bank?", "Oskar Ruud founded Halden Bank in 1901."),
        ("How many people work for Halden Bank?", "Halden Bank employs 340 people."),
        ("When was Halden Bank bought?", "Halden Bank was acquired by Norvik Trust in 1987."),
        ("How high is the Tarn Dam?", "The Tarn Dam has a height of 104 metres."),
        ("Why was the Tarn Dam closed?", "The Tarn Dam was closed because its wall had cracked."),
        ("Is the Tarn Dam open to visitors?", "The Tarn Dam is not open to visitors."),
        ("What was the cause of the fire at Norvik?", "The fire at Norvik was perhaps caused by lightning."),
        (
            "Who was Sunniva Holt's teacher?",
            "The picture was long attributed to Holt's teacher, Piers Amory.",
        ),
        ("How often is the strainer cleaned?", "The strainer is cleaned every month."),
        ("When was Ilse Roe born?", "Ilse Roe (2 May 1921 – 19 October 1994) was an architect."),
        ("Where was the poet Edda Corrigan born?", "The poet Edda Corrigan was born in Kelmouth."),
        ("Which ferry is faster, the Tern or the Auk?", "The Tern is faster than the Auk."),
        ("Who is in charge of the Norvik Museum?", "Ada Lunde is the director of the Norvik Museum."),
        ("존 케네디를 암살한 사람은 누구인가?", "케네디는 오스월드에게 암살되었다."),
        ("강도윤의 사망일은 언제인가?", "강도윤(1869년 3월 23일 ~ 1964년 2월 6일)은 정치인이다."),
        ("강도윤은 어떤 상을 받았는가?", "강도윤은 1960년에 달빛문학상을 받았다."),
        ("When was Dvorak in Prague?", "Antonín Dvořák died in Prague in 1904."),
        ("Where was Maria Sklodowska born?", "Maria Skłodowska was born in Warsaw."),
        ("Who wrote Les Misérables?", "Victor Hugo wrote Les Miserables in 1862."),
        ("담재식품을 설립한 사람은 누구인가?", "담재식품은 1972년에 마윤조가 세웠다."),
        ("윤서진은 어디에서 태어났는가?", "도예가 윤서진은 1951년 남원에서 태어났다."),
        ("새빛선은 언제 개통되었나요?", "새빛선은 2016년에 개통되었다."),
        ("은솔호에는 선원이 몇 명 있었나요?", "은솔호에는 선원 열두 명이 있었다."),
        ("공장은 왜 문을 닫았는가?", "공장은 홍수 때문에 문을 닫았다."),
        ("Who desinged the Tarn Dam?", "Ilse Roe designed the Tarn Dam."),
    ],
)
async def test_other_wordings_of_what_is_asked_answer(question: str, text: str) -> None:
    assert await answer(question, "It rained.", text) == [text]


@pytest.mark.parametrize(
    ("fault", "question", "text"),
    [
        ("another predicate", "Who founded Halden Bank?", "Halden Bank is based in Oslo."),
        (
            "another predicate",
            "Who is the husband of Hana Sorensen?",
            "Hana Sorensen discovered three asteroids.",
        ),
        ("another predicate", "한들유리의 설립자는 누구인가?", "한들유리의 본사는 버들읍에 있다."),
        ("another thing", "Who built the printing press of Guttenfeld?", "Gutenberg built a printing press."),
        ("another year", "How many people visited Norvik in 2019?", "In 2018, 400 people visited Norvik."),
        ("another year", "담재식품의 2019년 매출은 얼마인가?", "담재식품의 2021년 매출은 700억 원이다."),
        ("no such number", "What does code E21 mean?", "Code E20 means that the fuse has blown."),
        ("nothing of the kind", "When was Halden Bank founded?", "Halden Bank was founded by Oskar Ruud."),
        ("nothing of the kind", "How many ships does Halden Line own?", "Halden Line owns ships."),
        (
            "the other way round",
            "Which firm bought Halden Bank?",
            "In 1992 Halden Bank bought its rival Norvik Trust.",
        ),
        ("the other way round", "Whom did Ilse Roe teach?", "Ilse Roe was taught by Anselm Drury."),
        (
            "the other way round",
            "담재식품을 인수한 회사는 어디인가?",
            "2011년에 담재식품은 경쟁사 해오름수산을 인수하였다.",
        ),
        (
            "the other way round",
            "변혜교가 서라온에게 배운 것은 무엇인가?",
            "서라온은 변혜교에게 작곡을 배웠다.",
        ),
        (
            "only planned",
            "When did Halden Bank move to Bergen?",
            "In 1999 the directors planned to move Halden Bank to Bergen.",
        ),
        (
            "only planned",
            "가람포의 등대는 언제 세워졌는가?",
            "2015년에 가람포에 등대를 세우겠다고 발표하였다.",
        ),
        ("nothing is asked", "5?", "| Item | Count |\n|---|---|\n| Lamps | 5 |\n"),
        ("nothing of it", "Who won the cup final in Lisbon?", PRESS),
        ("nothing of it", "리스본의 축구 결승전은 누가 이겼나?", SEJONG),
    ],
)
async def test_what_does_not_say_it_is_no_answer(fault: str, question: str, text: str) -> None:
    assert await answer(question, text) == [], fault


async def test_a_pronoun_is_bound_to_the_sentence_before() -> None:
    text = "The workshop at Pell Sands opened in 1964. It was renovated in 1981."
    assert await answer("When was the workshop at Pell Sands renovated?", text) == [
        "It was renovated in 1981."
    ]


async def test_what_another_thing_is_or_did_is_not_bound_to_the_one_before() -> None:
    text = "The Gullpoint Museum holds a vase from Castrel Works. Halden Bank was founded in 1903."
    assert await answer("When was Castrel Works founded?", text) == []


async def test_contradicting_documents_are_shown_together() -> None:
    found = await answer(
        "How long is the Tolmar Bridge?",
        "The Tolmar Bridge is 612 metres long.",
        "The Tolmar Bridge is 598 metres long.",
    )
    assert len(found) == 2


async def test_a_name_of_two_things_is_told_for_each() -> None:
    poet, manager = (
        "The poet Edda Corrigan was born in 1886.",
        "Edda Corrigan is the chief executive of Brannoch.",
    )
    assert set(await answer("Who is Edda Corrigan?", poet, manager)) == {poet, manager}
    assert await answer("Who is Edda Corrigan?", "Many letters of Edda Corrigan are lost.") == []


async def test_what_the_trained_reader_likes_less_is_shown_beside_what_it_likes() -> None:
    long, short = "The Tolmar Bridge is 612 metres long.", "The Tolmar Bridge is 598 metres long."
    asked = "How long is the Tolmar Bridge?"
    assert await answer(asked, long, short, trained=Opinion("612")) == [long, short]
    assert await answer(asked, long, short, trained=Opinion("no such word", otherwise=-6.0)) == []
    poet, manager = "Edda Corrigan was a poet.", "Edda Corrigan is the chief executive of Brannoch."
    assert set(await answer("Who is Edda Corrigan?", poet, manager, trained=Opinion("poet"))) == {
        poet,
        manager,
    }


async def test_a_second_sentence_tells_of_what_the_first_one_finds() -> None:
    found = await answer("On which river lies the city where Gutenberg built a printing press?", PRESS, MAINZ)
    assert found == ["Mainz lies on the river Rhine.", "Johannes Gutenberg built a printing press in Mainz."]


async def test_a_row_answers_with_the_heads_of_its_columns() -> None:
    assert await answer_from_file("Who is the captain of the Tern?", FERRIES) == [
        "| Tern | Olav Brekke | 2011 |"
    ]
    assert await answer_from_file("Who is the captain of the Gull?", FERRIES) == []


async def test_all_rows_that_fit_are_listed() -> None:
    assert await answer_from_file("Which ferries does Norvik have?", FERRIES) == [
        "| Auk | Hilde Dahl | 1998 |",
        "| Tern | Olav Brekke | 2011 |",
        "| Skua | Hilde Dahl | 2004 |",
    ]


async def test_an_item_defines_its_term() -> None:
    (found,) = await answer_from_file("What is slack tide?", FERRIES)
    assert found.endswith("the hour in which the water stands still.")


async def test_a_long_table_is_searched_to_its_end() -> None:
    rows = "\n".join(f"| P{number} | part number {number} | shelf {number} |" for number in range(100, 700))
    table = f"# Parts\n\n| Code | Part | Place |\n|---|---|---|\n{rows}\n".encode()
    assert await answer_from_file("What is the place of part P651?", table) == [
        "| P651 | part number 651 | shelf 651 |"
    ]


async def test_an_alias_that_the_graph_knows_counts_as_the_name() -> None:
    link = Link(
        surface="MIT",
        kind="entity",
        target="e",
        name="Massachusetts Institute of Technology",
        how="exact alias",
        score=1,
    )
    text = "The Massachusetts Institute of Technology was founded in 1861."
    assert await answer("When was MIT founded?", text) == []
    assert await answer("When was MIT founded?", text, links=(link,)) == [text]


async def test_no_passages_give_no_answer() -> None:
    assert await answer("Who is it?") == []


async def test_a_sentence_that_stands_twice_is_said_once() -> None:
    found = await answer("Who built the printing press in Mainz?", PRESS, PRESS)
    assert len(found) == len(set(found)) == 1


async def test_a_thing_that_is_only_described_is_found_first() -> None:
    library = "Harlow Library keeps the Winter Psalter and two maps of the coast."
    hall = "Nils Orr designed the hall of Harlow Library, which opened in 1961. Its roof is of slate."
    other = "Ada Hadley designed the hall of Corvin College."
    question = "Who designed the hall of the library that keeps the Winter Psalter?"
    assert await answer(question, library, hall, other) == [
        "Nils Orr designed the hall of Harlow Library, which opened in 1961.",
        library,
    ]
    assert await answer(question, library, other) == []


async def test_what_somebody_calls_a_thing_is_asked_by_the_verb() -> None:
    named = "Ida Brandt called her engine of twelve valves the night horse."
    assert await answer("What did Ida Brandt call her engine?", named, "Ida Brandt built an engine.") == [
        named
    ]


def linked(surface: str, target: str = "e1") -> Link:
    return Link(surface=surface, kind="entity", target=target, name=surface, how="exact alias", score=1.0)


@pytest.mark.parametrize(
    ("question", "surfaces", "names"),
    [
        ("Who lives in the Orva valley?", ["Orva valley"], ("Orva valley",)),
        ("who lives in the orva valley?", ["orva valley"], ("orva valley",)),
        ("Who lives in the Orva Valley Park?", ["Orva Valley"], ("Orva Valley Park",)),
        ("Who lives in Orva?", ["Orva"], ("Orva",)),
    ],
)
def test_a_linked_name_is_one_name(question: str, surfaces: list[str], names: tuple[str, ...]) -> None:
    analysis = with_whole_names(analyse_by_rules(question), [linked(surface) for surface in surfaces])
    assert analysis.names == names


async def test_a_name_of_several_things_is_said_to_be_one() -> None:
    passages = citable_passages(["The poet Edda Corrigan was born in 1886."])
    links = (linked("Edda Corrigan", "poet"), linked("Edda Corrigan", "manager"))
    found = await extract_answer(analyse_by_rules("When was Edda Corrigan born?"), links, passages, SETTINGS)
    assert found.notes == ("'Edda Corrigan' is a name of 2 things",)


async def test_a_title_is_known_in_spite_of_a_slip() -> None:
    passages = citable_passages(["It was founded in 1903 by monks."], titles=["Castrel Abbey"])
    found = await extract_answer(analyse_by_rules("When was Castral Abbey founded?"), (), passages, SETTINGS)
    assert found.notes == ("read 'Castral Abbey' as 'Castrel Abbey'",)
    assert found.sentences


async def test_the_head_of_a_column_is_not_the_name_of_one_thing() -> None:
    table = b"# Bridges\n\n| Bridge | Opened |\n|---|---|\n| Orva Bridge | 1931 |\n| Tarn Bridge | 1958 |\n"
    assert await answer_from_file("When was the Tarn Bridge opened?", table) == ["| Tarn Bridge | 1958 |"]
    assert await answer_from_file("When was the Skerry Bridge opened?", table) == []


async def test_what_a_text_says_in_the_words_of_the_question_is_found_however_the_trained_reader_takes_it() -> (
    None
):
    said = "Ada Lovelace wrote notes on the Analytical Engine."
    asked = "Who wrote notes on the Analytical Engine?"
    assert await answer(asked, said, trained=Opinion("no such word")) == [said]
    assert await answer(asked, said, trained=Opinion("no such word", otherwise=-6.0)) == []
