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
        ("세종의 이름은 이도이다.", "세종", "이도"),
        ("김구는 호가 백범이며 주석이었다.", "김구", "백범"),
        ("금성사는 1959년에 라디오를 만들었고 1995년에 엘지전자로 이름을 바꾸었다.", "금성사", "엘지전자"),
    ],
)
def test_what_the_text_says_to_be_one_thing_is_proposed(text: str, name: str, alias: str) -> None:
    (pair,) = _proposed(text, name, alias)
    assert pair == (alias.lower().removeprefix("the "), name.lower())


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
        ("A firm of Milan, Zell, formerly Skypp, sells it.", ("Milan", "Zell", "Skypp")),
        ("허난설헌은 허균의 누나이며 시인이다.", ("허난설헌", "허균")),
        ("수원에는 정조가 쌓은 화성이 있다.", ("수원", "화성")),
    ],
)
def test_other_words_between_two_names_propose_nothing(text: str, names: tuple[str, ...]) -> None:
    assert not _proposed(text, *names)
