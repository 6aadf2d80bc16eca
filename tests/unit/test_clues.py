"""What a text says of a name by which two things of that name are told apart."""

import pytest

from extraction.mentions.clues import clues_of
from extraction.mentions.location import ChunkNames
from kg.text.language import detect_language
from schemas.chunk import Chunk


def _clues(text: str, name: str, type_name: str) -> set[str]:
    chunk = Chunk(
        id="c", document_id="d", index=0, text=text, start=0, end=len(text), language=detect_language(text)
    )
    at = text.index(name)
    return set(clues_of(ChunkNames(chunk), at, at + len(name), type_name))


@pytest.mark.parametrize(
    ("text", "name", "type_name", "expected"),
    [
        ("Harrow is a 1987 British crime film directed by Tom Vane.", "Harrow", "Film", "is:Work.Film"),
        ("Harrow is a 1987 British crime film directed by Tom Vane.", "Harrow", "Film", "year:1987"),
        ("Harrow, a novel by Ada Finch, begins at sea.", "Harrow", "Work", "as:Work.Book"),
        ("The story was taken from the novel Harrow.", "Harrow", "Work", "as:Work.Book"),
        ("Ida Brandt (born 3 May 1871) was a painter.", "Ida Brandt", "Person", "born:1871"),
        ("Ida Brandt (1871–1930) was a painter.", "Ida Brandt", "Person", "died:1930"),
        ("Ida Brandt drew the first map of the fjord in 1899.", "Ida Brandt", "Person", "lived:1899"),
        ("Ida Brandt, a statistician, moved to Oslo.", "Ida Brandt", "Person", "works:science"),
        ("Harrow Mills was founded by two brothers in 1908.", "Harrow Mills", "Company", "began:1908"),
        ("Harrow is a musical of 1988.", "Harrow", "Work", "is:Work.Stage"),
        ("Harrow is a musical of 1988.", "Harrow", "Work", "year:1988"),
        ("Harrow is a British series with Tom Vane.", "Harrow", "Series", "from:GB"),
        ("Harrow, released in 1933, was made with models.", "Harrow", "Film", "year:1933"),
        ("Harrow (1995 film) was directed by Tom Vane.", "Harrow (1995 film)", "Film", "is:Work.Film"),
        ("Harrow, directed by Tom Vane, sold badly.", "Harrow", "Film", "by:Tom Vane"),
        ("The physicist Ida Brandt came.", "Ida Brandt", "Person", "works:science"),
        ("The Mill Party of Norway was founded by two brothers.", "Mill Party", "Organization", "in:NO"),
        ("Harrow, an Australian state, has mines.", "Harrow", "Place", "in:AU"),
        ("The mill stands in Florence, Alabama.", "Florence", "City", "in:US.AL"),
        ("The Peace of Ostrow of 1763 ended the war.", "Peace of Ostrow", "Event", "year:1763"),
        ("경기도 광주에는 백자 가마터가 있다.", "광주", "City", "in:KR.13"),
        ("《물새》는 한나의 소설이다.", "물새", "Work", "is:Work.Book"),
        ("김하늘(1992년생)은 투수이다.", "김하늘", "Person", "born:1992"),
        ("김하늘은 조선의 화가이다.", "김하늘", "Person", "era:1392/1910"),
        ("물골은 강원도의 마을이다.", "물골", "Place", "in:KR.06"),
        ("가수 김하늘은 1973년에 데뷔하였다.", "김하늘", "Person", "lived:1973"),
    ],
)
def test_kinds_years_and_regions_are_read(text: str, name: str, type_name: str, expected: str) -> None:
    assert expected in _clues(text, name, type_name)


@pytest.mark.parametrize(
    ("text", "name", "type_name"),
    [
        # Of another name, of another place in a row, of the noun behind it.
        ("In Oslo, a man was seen.", "Oslo", "Person"),
        ("They played in Toulon, Germany, Spain and Italy.", "Toulon", "Organization"),
        ("The 1988 Telugu film was lost.", "Telugu", "Work"),
        ("She lives in contemporary Harrow.", "Harrow", "Person"),
        ("도널드 커(공화당)는 떠났다.", "도널드 커", "Person"),
        ("스위스, 오스트리아, 베른은 멀다.", "베른", "Organization"),
    ],
)
def test_what_is_said_of_something_else_is_no_clue(text: str, name: str, type_name: str) -> None:
    assert not {clue for clue in _clues(text, name, type_name) if not clue.startswith("known:")}
