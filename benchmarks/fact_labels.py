"""Passages whose facts were written down by careful reading, and how an extracted statement compares with them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from extraction.schema.canonical import Canonicaliser
from extraction.schema.vocabulary import Vocabulary
from kg.text.lemma import relation_lemma
from kg.text.name_key import name_key
from schemas.document import Language
from schemas.extraction import Triple
from schemas.value import Value

LABELS = Path(__file__).resolve().parent / "labels"
Verdict = Literal["correct", "wrong type", "wrong relation", "wrong"]
_OTHER = "OTHER:"


class LabelledEntity(Value):
    """A thing of the passage: its whole name, its narrowest type in the vocabulary, and other acceptable names."""

    name: str
    type: str
    aliases: tuple[str, ...] = ()

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of its names."""
        return frozenset(map(name_key, (self.name, *self.aliases)))


class LabelledFact(Value):
    """A stated fact; `also` are other readings that a careful judge accepts as the same fact.

    A `relation` that the vocabulary lacks is "OTHER:" and the words of the text.
    """

    head: str
    relation: str
    tail: str
    important: bool
    qualifiers: dict[str, str] = Field(default_factory=dict)
    also: tuple[tuple[str, str, str], ...] = ()

    @property
    def readings(self) -> tuple[tuple[str, str, str], ...]:
        """The fact and its other readings."""
        return ((self.head, self.relation, self.tail), *self.also)


class LabelledPassage(Value):
    """All facts that a passage states. The text is ours, or found in the benchmark's data by its id and hash."""

    passage: str = ""
    sha256: str = ""
    document: str = ""
    text: str = ""
    title: str = ""
    half: Literal["dev", "test"]
    entities: tuple[LabelledEntity, ...]
    facts: tuple[LabelledFact, ...]

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, row: object) -> object:
        return (
            {key: value for key, value in row.items() if value is not None} if isinstance(row, dict) else row
        )

    @property
    def id(self) -> str:
        """A name for the passage that no other has."""
        return self.passage or sha256(self.text.encode()).hexdigest()[:12]

    def is_of(self, text: str) -> bool:
        """Whether the labels were made of this text."""
        return sha256(text.encode()).hexdigest() == self.sha256


def read_labels(name: str) -> list[LabelledPassage]:
    """The labelled passages of `labels/facts.NAME.jsonl`."""
    lines = (LABELS / f"facts.{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [LabelledPassage.model_validate(json.loads(line)) for line in lines]


@dataclass
class PassageScores:
    """How the statements and entities of one passage compare with its labels."""

    verdicts: list[tuple[Triple, Verdict]]
    important: int
    found: int
    found_but_types: int
    whole_names: int = 0
    right_types: int = 0
    names: int = 0
    missed: list[LabelledFact] = field(default_factory=list)


class FactJudge:
    """Compares statements with labels; types and relations are those of the vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._canonical = Canonicaliser(vocabulary)

    def score(
        self,
        passage: LabelledPassage,
        triples: Sequence[Triple],
        entities: Iterable[tuple[str, str]],
        language: Language,
    ) -> PassageScores:
        """The passage's scores; `entities` are pairs of name and type."""
        by_key = {key: entity for entity in passage.entities for key in entity.keys}
        verdicts: list[tuple[Triple, Verdict]] = []
        found: set[int] = set()
        found_but_types: set[int] = set()
        for triple in triples:
            verdict, index = self._judge(triple, passage, by_key, language)
            verdicts.append((triple, verdict))
            if index is not None:
                found_but_types.add(index)
                if verdict == "correct":
                    found.add(index)
        important = [index for index, fact in enumerate(passage.facts) if fact.important]
        scores = PassageScores(
            verdicts=verdicts,
            important=len(important),
            found=len(found.intersection(important)),
            found_but_types=len(found_but_types.intersection(important)),
            missed=[passage.facts[index] for index in important if index not in found],
        )
        for name, kind in dict.fromkeys(entities):
            scores.names += 1
            if (known := by_key.get(name_key(name))) is not None:
                scores.whole_names += 1
                scores.right_types += self._is_type(kind, known.type)
        return scores

    def _judge(
        self,
        triple: Triple,
        passage: LabelledPassage,
        by_key: dict[str, LabelledEntity],
        language: Language,
    ) -> tuple[Verdict, int | None]:
        """The verdict, and which fact was stated, whatever the types."""
        if self._is_alias(triple, by_key, language):
            return "correct", None
        best: Verdict = "wrong"
        for index, fact in enumerate(passage.facts):
            for head, relation, tail in fact.readings:
                straight = self._is_name(triple.head, head, by_key) and self._is_name(
                    triple.tail, tail, by_key
                )
                turned = self._is_name(triple.tail, head, by_key) and self._is_name(triple.head, tail, by_key)
                if not straight and not turned:
                    continue
                best = "wrong relation"
                if not self._is_relation(triple, relation, language, turned=turned and not straight):
                    continue
                ends = (head, tail) if straight else (tail, head)
                given = (triple.head_type, triple.tail_type)
                right = all(
                    name_key(end) not in by_key or self._is_type(kind, by_key[name_key(end)].type)
                    for end, kind in zip(ends, given, strict=True)
                )
                return ("correct" if right else "wrong type"), index
        return best, None

    def _is_alias(self, triple: Triple, by_key: dict[str, LabelledEntity], language: Language) -> bool:
        """Whether the statement says of two names of one labelled thing that they are."""
        known = by_key.get(name_key(triple.head))
        found = self._canonical.relation(
            triple.head_type, relation_lemma(triple.relation, language), triple.tail_type
        )
        is_alias = found is not None and self._vocabulary.relation_types[found.name].alias
        return (
            is_alias
            and known is not None
            and name_key(triple.tail) in known.keys
            and self._is_type(triple.head_type, known.type)
        )

    @staticmethod
    def _is_name(name: str, labelled: str, by_key: dict[str, LabelledEntity]) -> bool:
        key = name_key(labelled)
        return name_key(name) in (by_key[key].keys if key in by_key else {key})

    def _is_relation(self, triple: Triple, labelled: str, language: Language, *, turned: bool) -> bool:
        lemma = relation_lemma(triple.relation, language)
        if labelled.startswith(_OTHER):
            expected = relation_lemma(labelled.removeprefix(_OTHER), language)
            return lemma.name == expected.name and (lemma.inverted != expected.inverted) == turned
        if triple.relation == labelled:
            name, inverted = labelled, False
        else:
            found = self._canonical.relation(triple.head_type, lemma, triple.tail_type)
            if found is None:
                return False
            name, inverted = found.name, found.inverted
        return name == labelled and (self._vocabulary.relation_types[name].symmetric or inverted == turned)

    def _is_type(self, given: str, labelled: str) -> bool:
        kind = self._canonical.entity_type(given) or given
        return kind in self._vocabulary.lineage(labelled) or labelled in self._vocabulary.lineage(kind)
