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


def test_one_korean_name_leaves_english_words_and_numbers_whole() -> None:
    assert content_words("The editor's people of Rivers hired 40 in 1901. 도서관은 million") == [
        "editor",
        "people",
        "rivers",
        "hired",
        "40",
        "1901",
        "도서관",
        "million",
    ]


def test_a_given_name_is_one_word_on_either_side() -> None:
    names = ["윤서진", "Bay of Pigs"]
    assert content_words("윤서진은 어디에서 태어났는가?", "ko", names) == ["윤서진", "태어나다"]
    assert content_words("화가 윤서진이 왔다.", "ko", names) == ["화가", "윤서진", "오다"]
    assert content_words("Who lost at the Bay of Pigs?", "en", names) == ["lost", "bay of pigs"]
