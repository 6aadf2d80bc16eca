"""What a question is about where the graph does not know it."""

import pytest

from retrieval.conversation.names_said import asked_about
from schemas.document import Language


@pytest.mark.parametrize(
    ("question", "language", "name", "kind"),
    [
        ("Who designed the Hallow Bridge?", "en", "Hallow Bridge", "structure"),
        ("When did Orrin open in 1987?", "en", "Orrin", ""),
        ("무지개다리는 누가 설계했나요?", "ko", "무지개다리", "structure"),
        ("무지개다리의 길이는 얼마인가요?", "ko", "무지개다리", "structure"),
        ("푸른모래는 언제 나왔나요?", "ko", "푸른모래", ""),
    ],
)
def test_it_is_named_by_the_question(question: str, language: Language, name: str, kind: str) -> None:
    about = asked_about(question, language)
    assert about is not None
    assert (about.entity_id, about.name, about.type, about.surface) == ("", name, kind, name)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Which is older, the Corran Tower or the Skelling Tower?", "en"),
        ("How long is it?", "en"),
        ("대표는 누구인가요?", "ko"),
        ("그 회사는 무엇을 만드나요?", "ko"),
        ("누가 지었나요?", "ko"),
    ],
)
def test_without_one_name_or_topic_it_is_about_nothing(question: str, language: Language) -> None:
    assert asked_about(question, language) is None
