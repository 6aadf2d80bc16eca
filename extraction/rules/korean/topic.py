"""What a Korean passage is about, and so what "그", "이 책" and a verb without a subject tell of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extraction.lexicon.korean_words import UNKNOWN, lexicon
from extraction.rules.korean.clauses import Group
from extraction.rules.korean.looks import is_like_person
from extraction.rules.korean.noun_phrase import CONCEPT, PERSON, KoreanPhrase
from kg.text.korean import KoreanMorpheme

_SHE = "그녀"
_DEMONSTRATIVES = frozenset({"이", "그", "해당", "본"})
_WIDE = frozenset({UNKNOWN, "Work", "Organization", "Place"})


@dataclass
class Topic:
    """What the document's title names, else the last name with 은/는; None where neither is a name."""

    title: KoreanPhrase | None = None
    last: KoreanPhrase | None = None
    _named: Group = ()

    def begin(self, nominals: Sequence[KoreanPhrase]) -> None:
        """Begin a sentence with these phrases."""
        before = (replace(each, first=-1) for each in self._named if each.first >= 0)
        self._named = (*before, *(each for each in nominals if each.is_name))

    def _named_so(self, nominal: KoreanPhrase) -> Group:
        """What "이 거리" points at: the name of this sentence or the one before that ends with the noun."""
        named = [each for each in self._named if each.first < nominal.first and each.noun == nominal.noun]
        return (named[-1],) if named and nominal.kind == "concept" else ()

    def known(self) -> Group:
        """What the passage is about, as a row of one or none."""
        known = self.title or self.last
        if known is None:
            return ()
        is_short = self.last is not None and known.text.endswith(f" {self.last.text}")
        return (self.last,) if is_short and self.last is not None else (known,)

    def _meant(self, nominal: KoreanPhrase) -> Group:
        """What the pronoun or "이 책" may mean: "그녀" the last person told of, where that is not what the passage is about."""
        known = self._named_so(nominal) or self.known()
        is_other = self.last is not None and known != (self.last,) and is_like_person(self.last.text)
        return (self.last,) if is_other and self.last is not None and nominal.text == _SHE else known

    def remember(self, found: Sequence[KoreanMorpheme], groups: Sequence[Group]) -> None:
        """Take the sentence's topic: a name is what the next tells of; after another noun the next is about neither."""
        topics = [group[0] for group in groups if group[-1].role == "topic"]
        named = [topic for topic in topics if topic.is_name]
        attributes = lexicon().attributes | lexicon().called | lexicon().namings
        if named:
            self.last = replace(named[-1], first=0)  # its place is in a sentence that is past
        elif any(is_common(found, topic) and topic.noun not in attributes for topic in topics):
            self.last = None

    def resolved(self, found: Sequence[KoreanMorpheme], group: Group) -> Group:
        """The row's names, with "그" and "이 책" as what the passage is about."""
        names: list[KoreanPhrase] = []
        for nominal in group:
            if nominal.kind == "pronoun" or is_definite(found, nominal):
                names += [_told(known, nominal) for known in self._meant(nominal) if _may_be(known, nominal)]
            elif nominal.is_name:
                names.append(nominal)
        return tuple(names)


def is_common(found: Sequence[KoreanMorpheme], nominal: KoreanPhrase) -> bool:
    """Whether it is a common noun that points at nothing, such as 수도 in "수도는 파리이다"."""
    return nominal.kind == "concept" and not is_definite(found, nominal)


def is_definite(found: Sequence[KoreanMorpheme], nominal: KoreanPhrase) -> bool:
    """Whether it points at something named before: "이 책"."""
    before = found[nominal.first - 1] if nominal.first else None
    pointing = before is not None and before.tag == "MM" and before.form in _DEMONSTRATIVES
    return nominal.kind == "concept" and pointing


def is_pointed_at(found: Sequence[KoreanMorpheme], nominal: KoreanPhrase) -> bool:
    """Whether 그 stands before it, which points at what was named just before: "신타로와 그 아내 요코"."""
    before = found[nominal.first - 1] if nominal.first else None
    return before is not None and (before.form, before.tag) == ("그", "MM")


def _told(known: KoreanPhrase, nominal: KoreanPhrase) -> KoreanPhrase:
    """What is meant, of the type that "그" or "이 책" tells where nothing else does."""
    is_person = nominal.kind == "pronoun" and is_like_person(known.text)
    kind = PERSON if is_person else lexicon().type_of_kind(nominal.text)
    return replace(known, type=kind) if known.type == UNKNOWN and kind not in {None, CONCEPT} else known


def _may_be(known: KoreanPhrase, nominal: KoreanPhrase) -> bool:
    if nominal.kind == "pronoun":
        return known.type in {PERSON, UNKNOWN}
    kind = lexicon().type_of_kind(nominal.text)
    return kind is not None and (known.type == kind or (kind != PERSON and known.type in _WIDE))
