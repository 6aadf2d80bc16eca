"""A noun phrase of a Korean sentence and the role that its particle gives it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kg.text.korean import KoreanMorpheme
from kg.text.word_lists import words as word_set

Kind = Literal["name", "date", "quantity", "concept", "pronoun"]
Role = Literal[
    "topic",
    "subject",
    "object",
    "genitive",
    "place",
    "receiver",
    "role",
    "partner",
    "agent",
    "also",
    "since",
    "complement",
    "copula",
    "named",
    "bare",
    "apart",
]

CONCEPT = "Concept"
PERSON = "Person"
_ROLES: dict[str, Role] = {
    "은": "topic",
    "는": "topic",
    "이": "subject",
    "가": "subject",
    "께서": "subject",
    "을": "object",
    "를": "object",
    "의": "genitive",
    "에서": "place",
    "에": "place",
    "에게": "receiver",
    "에게서": "receiver",
    "한테": "receiver",
    "께": "receiver",
    "로": "role",
    "으로": "role",
    "로서": "role",
    "으로서": "role",
    "로써": "role",
    "으로써": "role",
    "와": "partner",
    "과": "partner",
    "도": "also",
    "부터": "since",
}
_COPULAS = frozenset({"VCP", "VCN"})
CALLS = word_set(
    "부르다 불리다 일컫다 칭하다 불리우다 지칭하다 명명하다 명명되다 칭해지다 일컬어지다 개칭하다 개칭되다 개명하다 개명되다"
)
"""Verbs that give a name."""
_AGENT_VERB = "의하다"


@dataclass(frozen=True, slots=True)
class KoreanPhrase:
    """A noun phrase: its text, its first and last morpheme, what kind it is, its type and its role.

    `type` is "Thing" for a name that shows none. `owner` is whose or where it is ("조선의 임금", "미국 시애틀"), `link` the
    noun that says how it is its owner's ("서울 출신 배우"), `called` the noun that stands before or behind a name ("가수 아이유"), `co_owners` those joined to its owner ("A와 B의 아들").
    """

    text: str
    first: int
    last: int
    kind: Kind
    type: str
    role: Role
    owner: "KoreanPhrase | None" = None
    called: "KoreanPhrase | None" = None
    link: str = ""
    co_owners: tuple["KoreanPhrase", ...] = ()

    @property
    def is_name(self) -> bool:
        """Whether it names one thing."""
        return self.kind == "name"

    @property
    def noun(self) -> str:
        """Its last word, which says what it is."""
        return self.text.split()[-1]


def role_of(found: Sequence[KoreanMorpheme], last: int) -> Role:
    """The role of a phrase that ends with the morpheme at `last`; "apart" where its particle gives it none here."""
    behind = found[last + 1 : last + 5]
    if behind and (behind[0].form, behind[0].tag) == ("등", "NNB"):
        behind = behind[1:]
    tags = [morpheme.tag for morpheme in behind]
    if tags[:1] and tags[0] in _COPULAS:
        return _of_copula(
            [morpheme.form for morpheme in behind[1:]], behind[2].lemma if len(behind) > 2 else ""
        )
    if tags[:1] == ["JKC"]:
        return "complement"
    if [morpheme.lemma for morpheme in behind[1:2]] == [_AGENT_VERB]:
        return "agent"
    if not tags or not tags[0].startswith("J"):
        return "bare"
    return "apart" if tags[:2] == ["JKB", "JKG"] else _ROLES.get(behind[0].form, "apart")


def _of_copula(endings: Sequence[str], verb: str) -> Role:
    """What X라고 quotes is a name, and so is X in "X라 불리다"; X라는 tells of another noun."""
    ending = endings[0] if endings else ""
    if ending.endswith("라고") or (ending.endswith("라") and verb in CALLS):
        return "named"
    return "apart" if ending.endswith("라는") else "copula"
