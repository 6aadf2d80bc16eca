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
        ("Jembatan itu dibangun seratus tahun yang lalu oleh seorang insinyur muda.", "other"),
        ("Most zbudował sto lat temu pewien młody inżynier.", "other"),
        ("A nővérem három éve dolgozik egy kis pékségben.", "other"),
        ("Kız kardeşim üç yıldır küçük bir fırında çalışıyor.", "other"),
        ("Łukasz Wiśniewski won the Tour de Pologne twice.", "en"),
        ("José Ramírez, Günther Müller, Nguyễn Văn Minh", "en"),
        ("Copper conducts heat well.", "en"),
        ("東京は首都です。", "other"),
        ("12345", "other"),
        ("", "other"),
    ],
)
def test_language_is_told_by_script_and_common_words(text: str, language: Language) -> None:
    assert detect_language(text) == language
