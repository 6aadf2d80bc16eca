"""What Korean words tell about names and statements, as korean_words.yaml lists it."""

from functools import cache, cached_property
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator

from kg.text.hangul import has_hangul
from kg.text.word_lists import words
from kg.text.yaml_files import load_yaml
from schemas.value import Value

Listed = Annotated[frozenset[str], BeforeValidator(words)]
_FILE = Path(__file__).with_name("korean_words.yaml")
UNKNOWN = "Thing"
_PERSON_SYLLABLES = 3
_GREAT = "대"
_OF_TEMPLES_AND_FIRMS = "사"
_OF_FOREIGN_PLACES = frozenset("강산섬역주해족어")
_OF_SHORT_NOUNS = frozenset(
    {"Water", "Product", "Person", "Material", "Species", "Concept", "Band", "Artwork", "Position"}
)
FOREIGN_SYLLABLES = frozenset(
    "스르트크드프브츠즈흐쿠푸루케테페게데베레네메에헤카타파라리그니티디비히피키로토코포보률"
)
"""Syllables of foreign words that no Korean given name has."""


class Idiom(Value):
    """An object and a verb that are one verb."""

    object: str
    verb: str
    lemma: str


class Lexicon(Value):
    """Lists of words; the file says what each is for."""

    kinds: dict[str, Listed]
    endings: dict[str, Listed]
    sure_endings: Listed
    weak_endings: Listed
    titles: Listed
    sure_titles: Listed
    ordinals: Listed
    generic: Listed
    adverbs: Listed
    parts: Listed
    attributes: Listed
    namings: Listed
    names_of_persons: Listed
    light_verbs: dict[str, str]
    idioms: tuple[Idiom, ...]
    of_owners: Listed
    begins: Listed
    ends: Listed
    intransitive: Listed
    passives: dict[str, str]
    vague: Listed
    cases: dict[str, Listed]
    surnames: Listed
    known: dict[str, Listed]
    called: Listed
    writings: Listed
    of_persons: Listed
    verb_types: dict[str, Listed]
    links: Listed
    credits: Listed
    kin: Listed
    bases: Listed
    describing: Listed

    @cached_property
    def _type_of_kind(self) -> dict[str, str]:
        return {noun: name for name, nouns in self.kinds.items() for noun in nouns}

    @cached_property
    def _type_of_ending(self) -> dict[str, str]:
        return {noun: name for name, nouns in self.endings.items() for noun in nouns}

    def type_by_verb(self, lemma: str) -> str | None:
        """The type of what the verb is said of, None for a verb that does not tell."""
        return next((kind for kind, verbs in self.verb_types.items() if lemma in verbs), None)

    def is_kind(self, noun: str) -> bool:
        """Whether the noun itself is listed as one for a kind of things, or with 대 before it: 대성당."""
        great = (
            noun.startswith(_GREAT)
            and len(noun) > _PERSON_SYLLABLES - 1
            and noun.removeprefix(_GREAT) in self._type_of_kind
        )
        return noun in self._type_of_kind or great

    def is_end(self, word: str) -> bool:
        """Whether the word is listed as an end of names alone (유나이티드)."""
        return len(word) > 1 and word in self._type_of_ending and word not in self._type_of_kind

    def role_of(self, noun: str) -> str:
        """What the noun says one is to another, by its end: 위원장 for 상임위원장; the noun itself where no end is listed."""
        noun = noun if noun in self.called else noun.removesuffix("들")
        ends = (noun[at:] for at in range(len(noun) - 1))
        return next((end for end in ends if end in self.called), noun)

    def is_attribute(self, noun: str) -> bool:
        """Whether things have what the noun means (인구, 본명)."""
        return noun in self.attributes or noun in self.namings

    def type_of_kind(self, noun: str) -> str | None:
        """The type of things that are called so ("장편 소설", "역사학자"), by the longest ending; None when open."""
        noun = noun.replace(" ", "")
        noun = noun if noun in self._type_of_kind else noun.removesuffix("들")
        endings = (noun[at:] for at in range(len(noun) - 1))
        by_end = next((self._type_of_kind[end] for end in endings if end in self._type_of_kind), None)
        return self._type_of_kind.get(noun) or by_end

    def type_of_name(self, name: str, last: str) -> str | None:
        """The type that the end of a name tells; `last` is its last morpheme, None when it tells none."""
        name = name.replace(" ", "")
        endings = (name[at:] for at in range(1, len(name) - 1))
        by_end = next((kind for end in endings if (kind := self._type_by_end(end, last))), None)
        long = (name[at:] for at in range(1, len(name) - 1))
        by_long = next((self._type_of_ending[end] for end in long if end in self._type_of_ending), None)
        one = self._of_last_word(name, last) if last != name else self._of_one_word(name)
        return by_long or by_end or one

    def _type_by_end(self, end: str, last: str) -> str | None:
        """The type of names that end so; inside one word some ends are a part of foreign words: 콜럼버스 is no 버스."""
        kind = self._type_of_kind.get(end)
        return None if kind in _OF_SHORT_NOUNS and len(end) < _PERSON_SYLLABLES and last != end else kind

    def _of_one_word(self, name: str) -> str | None:
        """The type by the last syllable of a name that is one morpheme, where it is no person's: 수원시, 낙동강."""
        may_be_person = len(name) == _PERSON_SYLLABLES and name[0] in self.surnames
        if len(name) < _PERSON_SYLLABLES or (may_be_person and name[-1] not in self.sure_endings):
            return None
        is_foreign = bool(FOREIGN_SYLLABLES.intersection(name)) and name[-1] not in _OF_FOREIGN_PLACES
        is_weak = len(name) > _PERSON_SYLLABLES and name[-1] in self.weak_endings
        return None if is_weak or is_foreign else self._type_of_ending.get(name[-1])

    def _of_last_word(self, name: str, last: str) -> str | None:
        """The type by a last syllable that is a word of its own: 나일 + 강, but UN + 군 is no county."""
        if last == _OF_TEMPLES_AND_FIRMS and len(name) > _PERSON_SYLLABLES:
            return "Company"
        if last in self.weak_endings and not has_hangul(name.removesuffix(last)):
            return None
        return self._type_of_ending.get(last)

    def passive_of(self, lemma: str) -> str | None:
        """The verb that has the object of `lemma` as its subject."""
        if lemma.endswith("하다") and len(lemma) > len("하다"):
            return self.passives.get(lemma, f"{lemma.removesuffix('하다')}되다")
        return self.passives.get(lemma)


@cache
def lexicon() -> Lexicon:
    """The lists that come with CiteGraph."""
    return Lexicon.model_validate(load_yaml(_FILE.read_text(encoding="utf-8")))
