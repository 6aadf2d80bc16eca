"""What a question or a cited sentence names, also where the reading of the documents has missed it."""

import asyncio
from collections.abc import Sequence
from itertools import pairwise

from kg.lexicon.relation_words import relations_of
from kg.lexicon.type_families import type_named
from kg.reader import GraphReader
from kg.text.english_lemma import noun_lemma
from kg.text.hangul import has_hangul
from kg.text.korean import KoreanMorpheme, morphemes
from kg.text.name_key import name_key
from retrieval.question.name_spans import Span, capitalised_spans, phrase_spans
from schemas.conversation import Referent
from schemas.document import Language
from schemas.graph import Entity

_WORDS = 5
_NOUNS = frozenset({"NNG", "NNP", "SL", "SH", "SN", "XPN", "XSN", "NR"})
_SHORTEST = 2
_QUOTES = "「」『』《》〈〉“”‘’\"'"


async def known_names(text: str, language: Language, reader: GraphReader) -> list[Referent]:
    """The entities that parts of the text are names of, in its order; of several with one name the most mentioned.

    Raises:
        GraphStoreError: Neo4j cannot be reached.
    """
    spans = await asyncio.to_thread(phrase_spans, text, language, max_words=_WORDS)
    key_of = {(start, end): name_key(text[start:end]) for start, end in spans}
    entities: dict[str, Entity] = {}
    for key, entity in await reader.entities.by_key(list(key_of.values())):
        if key not in entities or entity.mentions > entities[key].mentions:
            entities[key] = entity
    chosen: list[Span] = []
    for span, key in key_of.items():  # the longest first
        if key in entities and not any(span[0] < end and start < span[1] for start, end in chosen):
            chosen.append(span)
    return [
        Referent(entity_id=one.id, name=one.name, type=one.type, surface=text[start:end])
        for start, end in sorted(chosen)
        for one in (entities[key_of[start, end]],)
    ]


def asked_about(question: str, language: Language) -> Referent | None:
    """What the question is about by its form, where it is no known entity: its only name, or in Korean its topic."""
    name = _topic(morphemes(question), question) if language == "ko" else _only_name(question)
    return Referent(entity_id="", name=name, type=_type_by_noun(name), surface=name) if name else None


def _only_name(question: str) -> str:
    names = [
        question[start:end] for start, end in capitalised_spans(question) if not question[start:end].isdigit()
    ]
    return names[0] if len(names) == 1 else ""


def _topic(found: Sequence[KoreanMorpheme], question: str) -> str:
    """The word before the first 의, else before the first 은 or 는; none that only tells a part or role of something."""
    for forms in (("의",), ("은", "는")):
        for noun, particle in pairwise(found):
            if particle.form not in forms or particle.tag not in {"JKG", "JX"} or noun.tag not in _NOUNS:
                continue
            # A name that the analyser takes apart is a word all the same.
            name = question[question.rfind(" ", 0, particle.start) + 1 : particle.start].strip(_QUOTES)
            is_role = bool(relations_of(name)) or type_named(name) is not None
            return "" if is_role or len(name) < _SHORTEST else name
    return ""


def _type_by_noun(name: str) -> str:
    """The type that the last noun of the name says: "Hallow Bridge", 무지개다리; empty where it says none."""
    last = name.rsplit(maxsplit=1)[-1].casefold()
    by_noun = type_named(noun_lemma(last) or last) if last != name.casefold() else None
    by_ending = (type_named(name[start:]) for start in range(1, len(name) - 1) if has_hangul(name))
    return by_noun or next(filter(None, by_ending), "")
