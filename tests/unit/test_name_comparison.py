"""Which names of two documents are compared, what that says, and what becomes one cluster."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.identity.blocking import Blocks, looked_for_under, stored_under
from kg.identity.clusters import candidates, merges, settled
from kg.identity.compared_name import ComparedName
from kg.identity.contexts import Place, are_alike
from kg.identity.forms import Context
from kg.identity.judgement import context_limit, judge
from kg.identity.letters import korean_parts, latin_parts
from kg.identity.respelling import respelled
from kg.identity.romanisation import is_romanised, syllables_spelt
from kg.identity.transliteration import sound
from kg.text.name_key import name_key
from tests.fakes.embedder import FakeEmbedder

_ALIKE = 0.3


class _Measured(FakeEmbedder):
    @property
    def model(self) -> str:
        return "multilingual-e5-small"


def _name(name: str, family: str = "Person") -> ComparedName:
    return ComparedName(origin=name, key=name_key(name), name=name, family=family)


def _context(one: str, other: str, family: str = "Person", other_family: str = "") -> Context | str | None:
    judgement = judge(_name(one, family), _name(other, other_family or family))
    return judgement.context or "sure" if judgement else None


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("찰스 디킨스", "Charles Dickens"),
        ("마쓰모토 가오리", "Kaori Matsumoto"),
        ("볼프강 슈바르츠", "Wolfgang Schwarz"),
        ("프리드리히 베셀", "Friedrich Bessel"),
        ("마이크로소프트", "Microsoft"),
    ],
)
def test_a_name_sounds_like_itself_in_the_other_script(korean: str, english: str) -> None:
    assert sound(korean_parts(korean), latin_parts(english)).fit > _ALIKE


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("찰스 디킨스", "Charles Darwin"),
        ("제임스 와트", "James Watson"),
        ("존 레넌", "Johann Lenné"),
        ("파리", "Oslo"),
    ],
)
def test_the_worst_part_decides_how_alike_names_sound(korean: str, english: str) -> None:
    assert sound(korean_parts(korean), latin_parts(english)).fit < _ALIKE


@pytest.mark.parametrize(
    ("korean", "latin", "person"),
    [
        ("최은희", "Choi Eun-hee", True),
        ("최은희", "Eunhee Choi", True),
        ("이승만", "Syngman Rhee", True),
        ("박병선", "Park Byeong-seon", True),
        ("해인사", "Haeinsa", False),
        ("부산", "Pusan", False),
        ("신라", "Silla", False),
    ],
)
def test_korean_names_are_known_in_their_usual_romanisations(korean: str, latin: str, person: bool) -> None:
    assert is_romanised(korean, latin, person=person)


@pytest.mark.parametrize(
    ("korean", "latin", "person"),
    [
        ("김민준", "Kim Min-jung", True),
        ("김태형", "Kim Tae-yeong", True),
        ("김일성", "Kim Jong-il", True),
        ("이하늘", "Lee Ha-neul Prize", True),
        ("청주", "Chungju", False),
        ("훈맹정음", "Hunminjeongeum", False),
    ],
)
def test_one_other_syllable_is_another_name(korean: str, latin: str, person: bool) -> None:
    assert not is_romanised(korean, latin, person=person)
    assert judge(_name(korean), _name(latin)) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Käthe Müller", "Kaethe Mueller"),
        ("Catherine Holloway", "Katherine Holloway"),
        ("도스토옙스키", "도스토예프스키"),
        ("싱가포르", "싱가폴"),
    ],
)
def test_other_spellings_share_a_respelling(one: str, other: str) -> None:
    assert respelled(one) == respelled(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maria Castell", "Marta Castell"),
        ("Joan Hollis", "John Hollis"),
        ("마이크 리", "마이클 리"),
        ("태조", "태종"),
    ],
)
def test_other_names_have_another_respelling(one: str, other: str) -> None:
    assert respelled(one) != respelled(other)


def test_what_is_sure_needs_no_sentence_and_what_is_not_does() -> None:
    assert _context("찰스 디킨스", "Charles Dickens") == "sure"
    assert _context("최은희", "Choi Eun-hee") == Context.ACROSS
    assert _context("도널드 커누스", "Donald Knuth") == Context.DOUBTFUL
    assert _context("Catherine Holloway", "Katherine Holloway") == Context.SPELLING
    assert _context("E. Markham", "Edith Markham") == Context.INITIALS
    assert _context("해인사", "Haeinsa", "Place") == "sure"


def test_other_types_need_the_sentences_too() -> None:
    assert _context("해인사", "Haeinsa", "Place", "Organization") == Context.ACROSS
    assert _context("찰스 디킨스", "Charles Dickens", "Person", "Work") == Context.ACROSS
    assert _context("Catherine Holloway", "Katherine Holloway", "Person", "Place") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("디아블로 III", "Diablo"),
        ("보잉 747", "Boeing 737"),
        ("요한 슈트라우스 1세", "Johann Strauss II"),
        ("Johan Straus I", "Johann Strauss II"),
        ("Henry Tansley the Elder", "Henri Tansley the Younger"),
    ],
)
def test_numbers_that_differ_end_every_comparison(one: str, other: str) -> None:
    assert judge(_name(one), _name(other)) is None


@pytest.mark.parametrize(
    ("korean", "english"), [("바빌로니아", "Babylonian"), ("아시리아", "Syria"), ("수메르", "Sumerian")]
)
def test_a_word_that_sounds_alike_but_for_its_beginning_or_end_is_another(korean: str, english: str) -> None:
    assert _context(korean, english, "Place") is None


def test_a_short_word_needs_sentences_that_are_more_alike() -> None:
    assert _context("직지", "Jikji", "Work") == Context.DOUBTFUL


def test_sentences_are_compared_only_by_a_model_that_was_measured() -> None:
    assert context_limit("multilingual-e5-small", Context.ACROSS) is not None
    assert context_limit("another", Context.ACROSS) is None


def test_names_that_may_be_one_share_a_block() -> None:
    names = [_name(one) for one in ("찰스 디킨스", "Charles Dickens", "최만리", "Choe Manri", "Ada Lovelace")]
    blocks = Blocks(names)
    assert [one.name for one in blocks.near(names[0])] == ["Charles Dickens"]
    assert [one.name for one in blocks.near(names[3])] == ["최만리"]


def test_a_short_korean_name_is_compared_only_with_what_can_spell_as_many_syllables() -> None:
    names = [_name(one) for one in ("로사", "Rosa Lee", "Rhys Lowe", "Rusa")]
    assert [one.name for one in Blocks(names).near(names[0])] == ["Rusa"]
    assert syllables_spelt("choieunhee") == (3, 4)
    assert syllables_spelt("marysmith") == ()


@given(
    st.sampled_from(
        ["찰스 디킨스", "Charles Dickens", "Ada Lovelace", "최은희", "Choi Eun-hee", "E. Holm", "Eva Holm"]
    )
)
def test_blocks_are_the_same_from_either_side(name: str) -> None:
    others = [
        _name(one)
        for one in ("찰스 디킨스", "Charles Dickens", "최은희", "Choi Eun-hee", "E. Holm", "Eva Holm")
    ]
    for other in others:
        found = bool(stored_under(other) & looked_for_under(_name(name)))
        assert found == bool(stored_under(_name(name)) & looked_for_under(other))


_TRIPLE = ("찰스 디킨스", "Charles Dickens", "Charles Dikkens")


def test_what_is_apart_stays_apart_also_through_a_third() -> None:
    names = [_name(one) for one in _TRIPLE]
    pairs = settled(candidates(names, list(_TRIPLE)), lambda _: True)
    assert len(list(merges(pairs, ()))) == len(names) - 1
    assert len(list(merges(pairs, [frozenset(_TRIPLE[1:])]))) == 1


def test_what_was_not_found_to_be_one_is_not_joined_through_a_third() -> None:
    names = [_name(one) for one in _TRIPLE]
    pairs = settled(candidates(names, list(_TRIPLE)), lambda _: False)
    assert frozenset(_TRIPLE[1:]) not in pairs
    assert len(list(merges(pairs, ()))) == 1


def test_the_clusters_do_not_depend_on_which_name_changed() -> None:
    names = [_name(one) for one in (*_TRIPLE, "최은희", "Choi Eun-hee", "Ada Lovelace")]
    found = [set(candidates(names, [name.origin])) for name in names]
    assert found[0] == found[1] == found[2]
    assert found[3] == found[4]
    assert not found[5]


def _place(name: str, text: str) -> Place:
    start = text.index(name)
    return Place(origin=name, text=text, language="en", start=start, end=start + len(name))


@pytest.mark.parametrize(
    ("korean", "english", "found"),
    [("최은희 ran in Zell.", "Choi Eun-hee ran in Zell.", True), ("최은희", "Choi Eun-hee", False)],
)
def test_a_sentence_that_is_the_name_alone_tells_nothing(korean: str, english: str, found: bool) -> None:
    names = ("최은희", "Choi Eun-hee")
    pairs = candidates([_name(one) for one in names], names)
    places = [_place(name, text) for name, text in zip(names, (korean, english), strict=True)]
    assert bool(are_alike(list(pairs.values()), places, _Measured())) is found
