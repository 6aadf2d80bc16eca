from kg.text.words import content_words


def test_function_words_and_question_words_are_left_out() -> None:
    assert content_words("Who founded the company that acquired Beyoncé's label in 1999?") == [
        "founded",
        "company",
        "acquired",
        "beyoncé",
        "label",
        "1999",
    ]


def test_korean_words_lose_particles_and_endings() -> None:
    assert content_words("세종대왕은 무엇을 만들었는가? NASA의 아폴로 11호", "ko") == [
        "세종",
        "대왕",
        "만들다",
        "nasa",
        "아폴로",
        "11",
    ]


def test_a_text_of_function_words_has_none() -> None:
    assert content_words("What is it about?") == []
