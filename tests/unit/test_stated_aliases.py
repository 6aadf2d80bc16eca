"""Names that a text says to be one thing's become proposals."""

import pytest

from extraction.mentions.normalisation import normalise
from schemas.document import Language
from schemas.extraction import ChunkExtraction, ExtractedEntity
from tests.fakes.values import chunk, document


def _proposed(text: str, *names: str, type_name: str = "Person") -> set[tuple[str, str]]:
    """The keys of the pairs (alias, name) that are proposed."""
    found = ChunkExtraction(
        chunk_id="c0", entities=tuple(ExtractedEntity(name=name, type=type_name) for name in names)
    )
    language: Language = "en" if text.isascii() else "ko"
    graph = normalise(
        document(), [chunk(text, language=language)], [found], schema=None, extractor="test"
    ).graph
    keys = {mention.origin: mention.key for mention in graph.mentions}
    return {(keys[merge.source_origin], keys[merge.target_origin]) for merge in graph.merges}


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        ("Silas Breck, also known as the Ferryman, fought.", "Silas Breck", "the Ferryman"),
        ("Gordon Sumner, better known as Zing, was a teacher.", "Gordon Sumner", "Zing"),
        ("Lowland Tramways was renamed Forth Transit in 1968.", "Lowland Tramways", "Forth Transit"),
        ("Edith Holm (born Edith Markham) wrote it.", "Edith Holm", "Edith Markham"),
        ("Halden Bank, formerly Oster Bank, closed.", "Halden Bank", "Oster Bank"),
        ("Maria Holm, later Marie Berg, was born in Zell.", "Maria Holm", "Marie Berg"),
        ("Jon Holm, better known by his stage name Zing, sang.", "Jon Holm", "Zing"),
        ("Jon Holm, whose real name was Peter Berg, sang.", "Jon Holm", "Peter Berg"),
        ("Jon Holm (nicknamed the Bear) sang.", "Jon Holm", "the Bear"),
        ("Ternmount is the local name of Mount Zell.", "Ternmount", "Mount Zell"),
        ("Ternby, as Oldport was called then, burnt.", "Ternby", "Oldport"),
        ("Zing, in full Jon Peter Holm, sang.", "Zing", "Jon Peter Holm"),
        ("Der Turm (English: The Tower) sold badly.", "Der Turm", "The Tower"),
        ("Zven, spelled Z7 on the poster, sold badly.", "Zven", "Z7"),
        ("Ella Holm records under the name Zing.", "Ella Holm", "Zing"),
        ("Jon Holm took the pen name Peter Berg in 1933.", "Jon Holm", "Peter Berg"),
        ("Jon Holm, since 2013 Abbot Zell, came.", "Jon Holm", "Abbot Zell"),
        ("Jon Holm, who became Zing Berg, was born in Zell.", "Jon Holm", "Zing Berg"),
        ("Ann Holm spoke for her class and later became Ann Berg.", "Ann Holm", "Ann Berg"),
        ("카이원으로 불리는 한국과기원에는 연못이 있다.", "카이원", "한국과기원"),
        ("백범은 김구의 호이다.", "백범", "김구"),
        ("옛 신문은 모란도를 화란도라고 적었다.", "모란도", "화란도"),
        ("한빛은행(약칭 한은)은 문을 닫았다.", "한빛은행", "한은"),
        ("세종의 이름은 이도이다.", "세종", "이도"),
        ("김구는 호가 백범이며 주석이었다.", "김구", "백범"),
        ("금성사는 1959년에 라디오를 만들었고 1995년에 엘지전자로 이름을 바꾸었다.", "금성사", "엘지전자"),
    ],
)
def test_what_the_text_says_to_be_one_thing_is_proposed(text: str, name: str, alias: str) -> None:
    (pair,) = _proposed(text, name, alias)
    assert pair == (alias.lower().removeprefix("the "), name.lower())


@pytest.mark.parametrize(("what", "found"), [("Nako in 1971.", True), ("Nako's partner.", False)])
def test_a_firm_that_became_another_is_one(what: str, found: bool) -> None:
    names = _proposed(
        f"Ternby Sports, a shop, became {what}", "Ternby Sports", "Nako", type_name="Organization"
    )
    assert bool(names) is found


def test_a_name_in_the_other_script_in_brackets_is_found_and_proposed() -> None:
    text = "대표적 인물로 로저 펜로즈(Roger Penrose)가 있다."
    assert _proposed(text, "로저 펜로즈") == {("roger penrose", "로저펜로즈")}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Holm knew Eve Berg, also a teacher, as Zing said.", ("Ann Holm", "Eve Berg", "Zing")),
        ("Ann Holm was born in Zell.", ("Ann Holm", "Zell")),
        ("The Bishop of Rome, also known as the Pope, came.", ("Rome", "the Pope")),
        ("The botanical garden, called Jardin, closed.", ("botanical garden", "Jardin")),
        ("Ann Holm (born 3 May 1951) sang.", ("Ann Holm", "3 May 1951")),
        ("Ann Holm (née Berg) sang.", ("Ann Holm", "Berg")),
        ("Ann Holm called Eve Berg.", ("Ann Holm", "Eve Berg")),
        ("Ann Holm published Letters of Zell.", ("Ann Holm", "Letters of Zell")),
        ("He left Oldport, later Zell.", ("Oldport", "Zell")),
        ("Ann Holm, now Berg's wife, came.", ("Ann Holm", "Berg")),
        ("Ann Holm, whose name Jon Holm forgot, came.", ("Ann Holm", "Jon Holm")),
        ("Ann Holm spoke for her class and later became Eve Berg.", ("Ann Holm", "Eve Berg")),
        ("이순신을 원균의 장군이라고 부른다.", ("이순신", "원균")),
        ("A firm of Milan, Zell, formerly Skypp, sells it.", ("Milan", "Zell", "Skypp")),
        ("허난설헌은 허균의 누나이며 시인이다.", ("허난설헌", "허균")),
        ("수원에는 정조가 쌓은 화성이 있다.", ("수원", "화성")),
    ],
)
def test_other_words_between_two_names_propose_nothing(text: str, names: tuple[str, ...]) -> None:
    assert not _proposed(text, *names)
