"""From a model's reply to an extraction in which every name is checked and every loss is counted."""

from extraction.llm.answer import RawGraph, RawTriple
from extraction.llm.properties import as_qualifiers
from extraction.llm.settings import LlmExtractionSettings
from extraction.mentions.names import (
    as_written,
    clean_name,
    clean_relation,
    clean_type,
    is_pronoun,
    whole_letters,
)
from kg.text.name_location import ground_all
from schemas.chunk import Chunk
from schemas.extraction import MALFORMED, ChunkExtraction, Dropped, ExtractedEntity, Triple, Usage

_BAD_NAME = "bad name"
_PRONOUN = "unresolved pronoun"
_NOT_IN_TEXT = "not in the text"


def clean_graph(
    raw: RawGraph, chunk: Chunk, settings: LlmExtractionSettings, usage: Usage
) -> ChunkExtraction:
    """The extraction of this chunk: names in the letters of its text, each thing once, the rest in `dropped`."""
    cleaning = _Cleaning(chunk.text, settings)
    for row in raw.unreadable:
        cleaning.drop(MALFORMED, row)
    for node in raw.nodes:
        cleaning.add_node(node.name, node.type)
    for triple in raw.triples:
        cleaning.add_triple(triple, ends_are_listed=raw.lists_nodes)
    return ChunkExtraction(
        chunk_id=chunk.id,
        entities=tuple(cleaning.entities),
        triples=cleaning.told_once(),
        dropped=tuple(cleaning.dropped),
        usage=usage,
    )


class _Cleaning:
    """The state of cleaning one reply; the dicts are ordered sets."""

    def __init__(self, text: str, settings: LlmExtractionSettings) -> None:
        self._text = text
        self._settings = settings
        self._surfaces: dict[str, str] = {}
        self.entities: dict[ExtractedEntity, None] = {}
        self.triples: dict[Triple, None] = {}
        self.dropped: list[Dropped] = []

    def drop(self, reason: str, example: str) -> None:
        beginning = example[: self._settings.max_name_chars * 3]
        self.dropped.append(Dropped(reason=reason, example=whole_letters(beginning)))

    def add_node(self, name: object, type_name: object) -> None:
        entity = self._entity(name, type_name)
        if entity is None:
            self.drop(_BAD_NAME, _show(name, type_name))
        elif is_pronoun(entity.name):
            self.drop(_PRONOUN, _show(name, type_name))
        elif not self._keep(entity):
            self.drop("too many", entity.name)

    def add_triple(self, raw: RawTriple, *, ends_are_listed: bool) -> None:
        head = self._entity(raw.head, raw.head_type)
        tail = self._entity(raw.tail, raw.tail_type)
        relation = clean_relation(raw.relation)
        shown = _show(raw.head, raw.relation, raw.tail)
        if head is None or tail is None or relation is None:
            self.drop(_BAD_NAME, shown)
            return
        qualifiers, missing = as_qualifiers(raw.properties, self._text, (head.name, tail.name))
        for one in missing:
            self.drop(_NOT_IN_TEXT, f"{shown} | {one}")
        triple = Triple(
            head=head.name,
            head_type=head.type,
            relation=relation,
            tail=tail.name,
            tail_type=tail.type,
            qualifiers=qualifiers,
        )
        dangling = ends_are_listed and not (self._is_known(head) and self._is_known(tail))
        reason = _fault(triple) or ("dangling end" if dangling else self._surplus(triple))
        if reason is None and not self._keep_both(head, tail):
            reason = "too many"
        if reason is None:
            self.triples[triple] = None
        else:
            self.drop(reason, shown)

    def told_once(self) -> tuple[Triple, ...]:
        """The triples but those that another one states with its circumstances; these count as duplicates."""
        bare = {one.model_copy(update={"qualifiers": ()}) for one in self.triples if one.qualifiers}
        for triple in self.triples:
            if triple in bare:
                self.drop("duplicate", _show(triple.head, triple.relation, triple.tail))
        return tuple(triple for triple in self.triples if triple not in bare)

    def _surplus(self, triple: Triple) -> str | None:
        if triple in self.triples:
            return "duplicate"
        return "too many" if len(self.triples) >= self._settings.max_triples else None

    def _entity(self, name: object, type_name: object) -> ExtractedEntity | None:
        clean = clean_name(name, self._settings.max_name_chars)
        if clean is None:
            return None
        if clean not in self._surfaces:
            self._surfaces[clean] = as_written(clean, self._text)
        return ExtractedEntity(name=self._surfaces[clean], type=clean_type(type_name))

    def _is_known(self, entity: ExtractedEntity) -> bool:
        """Whether the end is among the nodes, or at least in the text: many models do not list every node."""
        named = entity.name.casefold()
        listed = any(known.name.casefold() == named for known in self.entities)
        return listed or bool(ground_all(entity.name, self._text))

    def _keep_both(self, head: ExtractedEntity, tail: ExtractedEntity) -> bool:
        """Keep each end for which there is room, even where there is none for the other."""
        kept = [self._keep(head), self._keep(tail)]
        return all(kept)

    def _keep(self, entity: ExtractedEntity) -> bool:
        if entity in self.entities or len(self.entities) < self._settings.max_entities:
            self.entities[entity] = None
            return True
        return False


def _fault(triple: Triple) -> str | None:
    """Why the triple says nothing, whatever the rest of the reply holds."""
    if is_pronoun(triple.head) or is_pronoun(triple.tail):
        return _PRONOUN
    return "self loop" if triple.head.casefold() == triple.tail.casefold() else None


def _show(*parts: object) -> str:
    return " | ".join(str(part) for part in parts)
