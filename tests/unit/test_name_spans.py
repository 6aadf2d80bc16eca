"""Names in questions, found without a model."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.question.name_spans import name_spans, phrase_spans
from tests.bench_data import read_rows, require_bench_data


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who founded the company that acquired DeepMind?", ["DeepMind"]),
        ("Are K. Subash and Jason Bateman from the same country?", ["K. Subash", "Jason Bateman"]),
        ("Who is the singer of Miss Emily's Picture?", ["Miss Emily's Picture"]),
        ("When was Ada Lovelace's mother born?", ["Ada Lovelace"]),
        ("Where is a transmitter located in Topeka, KS?", ["Topeka, KS"]),
        ("What happened at the Bay of Pigs on October 23, 1961?", ["Bay of Pigs", "October 23, 1961"]),
        ('Who wrote "the old man and the sea"?', ["the old man and the sea"]),
        ("which river is longest?", []),
        ("What does ㅎㅎ mean?", ["ㅎㅎ"]),
        ("Which?", []),
    ],
)
def test_english_names(question: str, names: list[str]) -> None:
    assert name_spans(question, "en") == names


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("존 F. 케네디를 암살한 사람은 누구인가?", ["존 F. 케네디"]),
        ("마이클 조던의 고향은 어디인가?", ["마이클 조던"]),
        ("《반지의 제왕》은 누가 썼나요?", ["반지의 제왕"]),
        ("안산시의 현재 시장은 누구인가요?", ["안산시"]),
    ],
)
def test_korean_names_lose_their_particles(question: str, names: list[str]) -> None:
    assert name_spans(question, "ko") == names


def test_every_stretch_of_words_could_be_a_name_longest_first() -> None:
    question = "Who is Ada's aunt?"
    found = [question[start:end] for start, end in phrase_spans(question, "en", max_words=2)]
    assert set(found) == {"Who is", "is Ada", "Ada's aunt", "Who", "is", "Ada", "aunt"}
    assert [len(text) for text in found] == sorted((len(text) for text in found), reverse=True)


def test_korean_stretches_are_of_nouns() -> None:
    question = "에밀리오 아기날도는 언제 사망했나요?"
    found = [question[start:end] for start, end in phrase_spans(question, "ko", max_words=5)]
    assert "에밀리오 아기날도" in found
    assert not any(text.endswith("는") for text in found if " " in text)


@given(text=st.text(max_size=80))
def test_names_stand_in_the_question(text: str) -> None:
    assert all(name in text for name in name_spans(text, "en"))


@pytest.mark.bench_data
def test_most_names_of_real_questions_are_found() -> None:
    rows = read_rows(require_bench_data("hotpotqa") / "query-entities-dev.jsonl.gz")
    wanted = found = 0
    for row in rows:
        names = {_level(name) for name in name_spans(str(row["question"]), "en")}
        entities = row["entities"]
        assert isinstance(entities, list)
        gold = {_level(str(name)) for name in entities if any(letter.isupper() for letter in str(name))}
        wanted += len(gold)
        found += len(gold & names)
    assert found / wanted > 0.82


def _level(name: str) -> str:
    letters = "".join(letter if letter.isalnum() else " " for letter in name.casefold().removesuffix("'s"))
    return " ".join(letters.split()).removeprefix("the ")


@pytest.mark.parametrize("name", ["새빛선", "백하윤", "윤서진", "김나은"])
@pytest.mark.parametrize("particle", ["", "은", "의", "에서", "에게서는"])
def test_a_korean_word_without_its_particles_is_a_stretch(name: str, particle: str) -> None:
    question = f"{name}{particle} 무엇을 하였는가?"
    assert (0, len(name)) in phrase_spans(question, "ko", max_words=6)
