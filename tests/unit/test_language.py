import pytest

from kg.text.language import detect_language
from schemas.document import Language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Who wrote it?", "en"),
        ("Alan Turing", "en"),
        ("La La Land", "en"),
        ("Seoul (서울) is the capital of the Republic of Korea.", "en"),
        ("튜링은 영국의 mathematician이다.", "ko"),
        ("노벨상", "ko"),
        ("Der Mann wurde in Berlin geboren und ist mit der Frau verheiratet.", "other"),
        ("El hombre vive en la casa con su perro.", "other"),
        ("東京は首都です。", "other"),
        ("12345", "other"),
        ("", "other"),
    ],
)
def test_language_is_told_by_script_and_common_words(text: str, language: Language) -> None:
    assert detect_language(text) == language
