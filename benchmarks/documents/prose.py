"""Invented prose: sentences that are all different, so that each has one place."""

import random

_FIRST = ("Amalia", "Corvin", "Dagny", "Edmund", "Fenja", "Gerrit", "Henrike", "Ivar", "Josefa", "Klaas", "Lorenz", "Mirella", "Nils", "Ottilie", "Pavel", "Rosamund")  # fmt: skip
_LAST = ("Abrahamsen", "Brandvold", "Castellano", "Delacroix", "Eichendorf", "Fairweather", "Grimaldi", "Hollingsworth", "Indridason", "Kowalczyk", "Lindenberg", "Marchetti", "Oppenheim", "Rasmussen", "Silverstein", "Wintergreen")  # fmt: skip
_TOWNS = ("Altenmark", "Brackwater", "Cresterfield", "Dunmoor", "Eastbridge", "Fallowmere", "Greystoke", "Hammerdale", "Inverloch", "Juniperhill", "Kestrelford", "Larkspur")  # fmt: skip
_THINGS = ("observatory", "lighthouse", "printing works", "botanical garden", "harbour railway", "glass foundry", "public library", "waterworks", "opera house", "paper manufactory", "weather station", "cartographic institute")  # fmt: skip
_DEEDS = (
    "The {thing} of {town} was founded by {person} in {year}",
    "In {year} the well-known engineer {person} completed the {thing} near {town}",
    "{person} administered the {thing} of {town} until {year} and wrote its history",
    "The long-term restoration of the {thing} in {town} was commissioned by {person} in {year}",
    "After the conflagration of {year} the municipality of {town} entrusted the {thing} to {person}",
    "A price-determining agreement between {person} and the {thing} of {town} was signed in {year}",
    "{person} inherited the {thing} of {town} in {year} and established an apprenticeship there",
    "The north-western extension of the {thing} in {town} was inaugurated by {person} in {year}",
    "Considerable improvements of the {thing} were proposed in {town} by {person} during {year}",
    "The self-taught mathematician {person} surveyed the {thing} of {town} in {year}",
)
_KOREAN_NAMES = ("김서준", "이하윤", "박도현", "최지우", "정민서", "강예준", "윤채원", "임건우")
_KOREAN_TOWNS = ("한빛시", "새솔읍", "가람군", "노을면", "다온시", "미르읍")
_KOREAN_THINGS = ("천문대", "도서관", "인쇄소", "식물원", "등대", "제지 공장")
_KOREAN_DEEDS = (
    "{name}은 {year}년에 {town}의 {thing}을 세웠다",
    "{town}의 {thing}은 {year}년에 {name}이 다시 고쳐 지었다",
    "{year}년부터 {name}은 {town}에 있는 {thing}의 책임자로 일하였다",
    "{name}은 {town} {thing}의 오랜 역사를 {year}년에 책으로 펴냈다",
)
_KOREAN_LETTERS = "가나다라마바사아자차카타파하"


class Prose:
    """An unending source of sentences; the same seed gives the same ones."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)
        self._year = 1700

    def person(self) -> str:
        return f"{self._random.choice(_FIRST)} {self._random.choice(_LAST)}"

    def town(self) -> str:
        return self._random.choice(_TOWNS)

    def year(self) -> int:
        """A later one each time: so no two sentences are the same."""
        self._year += self._random.randint(1, 3)
        return self._year

    def sentence(self) -> str:
        deed = self._random.choice(_DEEDS)
        thing = self._random.choice(_THINGS)
        return deed.format(thing=thing, town=self.town(), person=self.person(), year=self.year()) + "."

    def sentences(self, count: int) -> list[str]:
        return [self.sentence() for _ in range(count)]

    def korean(self) -> str:
        choose = self._random.choice
        return choose(_KOREAN_DEEDS).format(
            name=choose(_KOREAN_NAMES), town=choose(_KOREAN_TOWNS), thing=choose(_KOREAN_THINGS), year=self.year()
        ) + "."  # fmt: skip

    def register(self, rows: int, *, empty: int = 0) -> list[tuple[str, ...]]:
        """The rows of a table with a head: thing, town, year, person; some `empty` cells, none in the first column."""
        things = self._random.sample(_THINGS, rows)
        table = [[thing.capitalize(), self.town(), str(self.year()), self.person()] for thing in things]
        for number in range(empty):
            table[(number * 2 + 1) % rows][1 + number % 3] = ""
        return [("Building", "Place", "Opened", "Founder"), *map(tuple, table)]
