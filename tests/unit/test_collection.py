"""Questions about the collection itself, told from those about what its documents say."""

import pytest

from kg.text.hangul import has_hangul
from retrieval.question.collection import CollectionQuestion, asked_of_collection


def asked(question: str) -> CollectionQuestion | None:
    return asked_of_collection(question, "ko" if has_hangul(question) else "en")


@pytest.mark.parametrize(
    ("question", "kind", "about"),
    [
        ("How many documents are there?", "count", ""),
        ("How many files do you have in the collection?", "count", ""),
        ("What is the total number of documents?", "count", ""),
        ("문서가 모두 몇 개 있나요?", "count", ""),
        ("저장된 문서는 총 몇 건인가요?", "count", ""),
        ("What documents do you have?", "list", ""),
        ("List all the documents.", "list", ""),
        ("어떤 문서들이 있나요?", "list", ""),
        ("문서 목록을 보여 주세요.", "list", ""),
        ("Which documents mention Halden Bank?", "mention", "Halden Bank"),
        ("How many documents talk about the “Tern”?", "mention", "Tern"),
        ("In which documents is the Tarn Dam mentioned?", "mention", "Tarn Dam"),
        ("List all documents about Norvik.", "mention", "Norvik"),
        ("도한결이 나오는 문서는 무엇인가요?", "mention", "도한결"),
        ("도한결을 언급한 문서는 몇 개인가요?", "mention", "도한결"),
        ("어느 문서에 물안개등대가 나오나요?", "mention", "물안개등대"),
    ],
)
def test_what_is_asked_of_the_collection(question: str, kind: str, about: str) -> None:
    found = asked(question)
    assert found is not None
    assert (found.kind, found.about) == (kind, about)


@pytest.mark.parametrize(
    "question",
    [
        "How many documents did the archive receive in 1990?",
        "How many documents are in the archive of Norvik?",
        "How many documents were written in 1999?",
        "How many bridges are there?",
        "Which documents did Ilse Roe sign?",
        "박물관에 있는 문서는 몇 개인가요?",
        "1999년에 작성된 문서는 몇 개인가요?",
        "다리는 몇 개인가요?",
    ],
)
def test_what_is_asked_of_the_world_is_not(question: str) -> None:
    assert asked(question) is None
