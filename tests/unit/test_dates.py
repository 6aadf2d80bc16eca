from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.dates import iso_date


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("1 March 1999", "1999-03-01"),
        ("March 1, 1999", "1999-03-01"),
        ("on the 1st of March 1999", "1999-03-01"),
        ("Mar. 1, 1999", "1999-03-01"),
        ("1999년 3월 1일", "1999-03-01"),
        ("1999년3월1일에", "1999-03-01"),
        ("1999. 3. 1.", "1999-03-01"),
        ("1999-03-01", "1999-03-01"),
        ("March 1999", "1999-03"),
        ("in March, 1999", "1999-03"),
        ("1999년 3월", "1999-03"),
        ("in 1999", "1999"),
        ("1999년부터", "1999"),
        ("the 1980s", "1980/1989"),
        ("1980년대", "1980/1989"),
        ("the 19th century", "1801/1900"),
        ("19세기", "1801/1900"),
        ("7–10 October 1999", "1999-10-07/1999-10-10"),
        ("October 7–10, 1999", "1999-10-07/1999-10-10"),
        ("October 7 to November 2, 1999", "1999-10-07/1999-11-02"),
        ("March–May 1999", "1999-03/1999-05"),
        ("from 1999 to 2003", "1999/2003"),
        ("1999-2003", "1999/2003"),
        ("1914–18", "1914/1918"),
        ("between 1999 and 2003", "1999/2003"),
        ("1999년부터 2003년까지", "1999/2003"),
        ("1999년 3월 1일 ~ 5월 2일", "1999-03-01/1999-05-02"),
        ("44 BC", "-0043"),
        ("기원전 44년", "-0043"),
        ("circa 1850", "1850~"),
        ("1850년경", "1850~"),
    ],
)
def test_a_date_has_one_form_in_whatever_words(words: str, form: str) -> None:
    assert iso_date(words) == form


@pytest.mark.parametrize(
    "words",
    [
        "March 1",
        "3월 1일",
        "31 February 1999",
        "2003 to 1999",
        "Boeing 747",
        "1,999",
        "12",
        "May",
        "0세기",
        "the 1999 World Cup",
        "",
    ],
)
def test_what_is_no_whole_date_has_no_form(words: str) -> None:
    assert iso_date(words) is None


@given(st.dates())
def test_every_day_reads_the_same_in_both_languages(day: date) -> None:
    english = f"{day:%B} {day.day}, {day.year:04}"
    korean = f"{day.year:04}년 {day.month}월 {day.day}일"
    assert iso_date(english) == iso_date(korean) == day.isoformat()


@given(st.text(alphabet="0123456789년월일 -–~.,이후MarchtoBC'sth경", max_size=30))
def test_no_text_is_too_odd(words: str) -> None:
    found = iso_date(words)
    assert found is None or iso_date(found.removesuffix("~")) in {found.removesuffix("~"), None}
