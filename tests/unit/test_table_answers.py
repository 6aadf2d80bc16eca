"""What is computed from all rows of a table or all items of a list."""

import pytest

from kg.text.hangul import has_hangul
from retrieval.answer.extractive import ExtractedAnswer, extract_answer
from retrieval.answer.tables import tables_of
from retrieval.answer.values import read_number, read_time
from retrieval.question.analysis import analyse_by_rules
from retrieval.settings import AnswerSettings
from tests.fakes.passages import passages_of_file

pytestmark = pytest.mark.slow

MILLS = """# Mills of the Orva valley

## Windmills

| Mill | Village | Built | Height (m) | Rent (marks) | Owner |
|------|---------|-------|------------|--------------|-------|
| Alba | Stenby | 1874 | 18.5 | 1,200 | Ida Holm |
| Bruna | Kallen | May 1902 | 21 | 900 | Ida Holm |
| Corva | Stenby | 1861 | 14 | unknown | Jens Roe |
| Dorna | Kallen | June 1902 | 21 | 1,150 | Jens Roe |
| Total | | | 74.5 | | |

The mill Alba is the prettiest. The millers meet each year.

## Millers

The members of the guild are:

- Ida Holm
- Jens Roe
- Tove Lind

## Grain in 2020

| Kind | Tonnes |
|------|--------|
| Rye | 40 |
| Oats | 12 t |
"""
KOREAN = """# 오르바 골짜기의 물레방아

## 물레방아 목록

| 물레방아 | 마을 | 건립 연도 | 높이(m) |
|----------|------|-----------|---------|
| 가람방아 | 솔밭 | 1908년 | 7 |
| 나래방아 | 돌담 | 1931년 | 6 |
| 다솜방아 | 솔밭 | 1899년 | 모름 |

## 회원

- 표수련
- 도한결
"""


async def ask(question: str, text: str = "") -> ExtractedAnswer:
    content = text or (KOREAN if has_hangul(question) else MILLS)
    passages = passages_of_file("file.md", content.encode())
    return await extract_answer(analyse_by_rules(question), (), passages, AnswerSettings())


@pytest.mark.parametrize(
    ("question", "begins", "rows"),
    [
        ("Which mill in the Orva valley was built first?", "Corva: Village Stenby, Built 1861", 4),
        ("What is the oldest mill of the Orva valley?", "Corva: ", 4),
        ("Which mill is the lowest?", "Corva: ", 4),
        ("Which mill of Ida Holm is the highest?", "Bruna: ", 2),
        ("Which mills are the highest?", "Bruna: Village Kallen, Built May 1902, Height (m) 21", 4),
        ("Which is the newest mill?", "Dorna: ", 4),
        ("Which mill in Stenby is the oldest?", "Corva: ", 2),
        ("오르바 골짜기에서 가장 오래된 물레방아는 무엇인가요?", "다솜방아: ", 3),
    ],
)
async def test_the_most_or_the_least_is_found_among_all_rows(question: str, begins: str, rows: int) -> None:
    found = await ask(question)
    assert found.text.startswith(begins)
    assert len(found.sentences) == rows
    assert found.passages is not None
    assert all(found.passages.cite(sentence).quote == sentence.text for sentence in found.sentences)


async def test_rows_that_are_equal_are_all_told() -> None:
    found = await ask("Which mills are the highest?")
    assert "Bruna" in found.text
    assert "Dorna" in found.text


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("How many mills are there in the Orva valley?", "4: Alba, Bruna, Corva, Dorna"),
        ("How many mills in the Orva valley were built before 1900?", "2: Alba, Corva"),
        ("How many mills were built between 1870 and 1910?", "3: Alba, Bruna, Dorna"),
        ("How many mills are higher than 18 metres?", "3: Alba, Bruna, Dorna"),
        ("How many mills does Jens Roe own?", "2: Corva, Dorna"),
        ("How many members of the guild are listed?", "3: Ida Holm, Jens Roe, Tove Lind"),
        ("1920년 이전에 건립된 물레방아는 몇 개인가요?", "2개: 가람방아, 다솜방아"),
        ("오르바 골짜기 물레방아의 회원은 몇 명인가요?", "2개: 표수련, 도한결"),
    ],
)
async def test_rows_are_counted(question: str, begins: str) -> None:
    assert (await ask(question)).text.startswith(begins)


@pytest.mark.parametrize(
    ("reason", "question"),
    [
        ("a value is missing", "Which mill has the highest rent?"),
        ("a value is missing", "오르바 골짜기에서 가장 높은 물레방아는 무엇인가요?"),
        ("values of two units", "Which kind has the most tonnes?"),
        ("no such column", "Which mill in the Orva valley is the widest?"),
        ("another verb", "How many mills were painted before 1900?"),
        ("another verb", "Which mill was sold first?"),
        ("another place", "Which mill in Tolmar is the oldest?"),
        ("other things", "How many bridges in the Orva valley were built before 1900?"),
        ("a denial", "How many mills were not built before 1900?"),
        ("not the first", "Which is the second oldest mill?"),
        ("on the bound or not", "1908년 이전에 건립된 물레방아는 몇 개인가요?"),
        ("another unit", "How many mills are higher than 18 feet?"),
    ],
)
async def test_what_is_not_certain_is_not_computed(reason: str, question: str) -> None:
    assert not (await ask(question)).sentences, reason


async def test_of_a_question_without_a_word_nothing_is_computed() -> None:
    assert not (await ask("5?")).text


async def test_a_sentence_that_tells_it_is_the_answer() -> None:
    found = await ask("Which mill is the prettiest?")
    assert [sentence.text for sentence in found.sentences] == ["The mill Alba is the prettiest."]


def test_a_table_without_its_last_row_is_none() -> None:
    whole = passages_of_file("file.md", MILLS.encode())
    assert [len(table.rows) for table in tables_of(whole)] == [4, 3, 2]


@pytest.mark.parametrize(
    ("words", "least", "unit"),
    [("1,250", 1250, ""), ("11.5 kg", 11.5, "kg"), ("14 knots", 14, "knots"), ("3.2 million", 3_200_000, "")],
)
def test_numbers_have_their_unit(words: str, least: float, unit: str) -> None:
    value = read_number(words)
    assert value is not None
    assert (float(str(value.least)), value.unit) == (least, unit)


@pytest.mark.parametrize("words", ["", "unknown", "10–12", "about 40", "n/a", "–"])
def test_what_is_no_number_has_no_value(words: str) -> None:
    assert read_number(words) is None


def test_a_month_is_later_than_a_month_and_within_its_year() -> None:
    may, june, year = read_time("May 1902"), read_time("June 1902"), read_time("1902")
    assert may is not None
    assert june is not None
    assert year is not None
    assert may.is_below(june)
    assert not may.is_below(year)
    assert read_time("c. 1902") is None
