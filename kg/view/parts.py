"""Giving each mention of a split name, and each statement about it, the part of the name that it belongs to."""

from collections.abc import Collection, Mapping, Sequence

from kg.db.database import Transaction, execute, fetch
from kg.db.queries import derivation as queries
from kg.view.decided import Decided
from kg.view.split import Splits, Spot, part_at
from kg.view.told_apart import ToldApart
from kg.view.touched import in_slices
from schemas.ids import mention_id
from schemas.value import Value


class _Mention(Value):
    id: str
    origin: str
    part: str | None
    document: str
    source: str
    chunk_id: str
    chunk_start: int
    text: str
    start: int
    end: int


class _Evidence(Value):
    id: str
    head: str
    tail: str
    head_origin: str
    tail_origin: str
    head_part: str | None
    tail_part: str | None
    document: str
    source: str
    chunk_id: str
    start: int
    end: int


async def assign_parts(
    tx: Transaction, entities: Collection[str], decided: Decided, told: ToldApart
) -> frozenset[str]:
    """The entities at the ends of statements that are about another part now.

    `entities` are all that may hold mentions of the names that the decisions are about, or that are told apart.
    """
    splits = [one for one in decided.rulings if one.kind == "split"]
    if not splits and not told.origins:
        return frozenset()
    origins = told.origins.union(*(one.origins for one in splits))
    sources = told.sources.union(*((*one.sources, *one.mention_sources) for one in splits))
    mentions: list[_Mention] = []
    evidence: dict[str, _Evidence] = {}
    for some in in_slices(sorted(entities)):
        asked = {"ids": some, "origins": sorted(origins), "sources": sorted(sources)}
        mentions += await fetch(tx, _Mention, queries.MENTIONS_TO_PART, **asked)
        evidence |= {one.id: one for one in await fetch(tx, _Evidence, queries.EVIDENCE_TO_PART, **asked)}
    parts = {one.id: _part_of(one, decided.splits, told) for one in mentions}
    rows = [{"id": one.id, "part": parts[one.id]} for one in mentions if parts[one.id] != one.part]
    await execute(tx, queries.SET_MENTION_PARTS, rows=rows)
    return await _part_evidence(tx, list(evidence.values()), _spots(mentions, parts))


def _part_of(mention: _Mention, splits: Splits, told: ToldApart) -> str | None:
    """None for the whole name itself, as it is stored."""
    itself = mention_id(mention.source, mention.text, mention.start, mention.end)
    thing = told.thing(mention.origin, mention.document)
    part = splits.part_of(mention.origin, mention.source, itself, thing)
    return None if part == mention.origin else part


def _spots(
    mentions: Sequence[_Mention], parts: Mapping[str, str | None]
) -> dict[tuple[str, str], list[Spot]]:
    """The mentions of each name in each document, both by id."""
    spots: dict[tuple[str, str], list[Spot]] = {}
    for one in mentions:
        spot = Spot(parts[one.id] or one.origin, one.chunk_id, one.chunk_start + one.start)
        spots.setdefault((one.document, one.origin), []).append(spot)
    return spots


async def _part_evidence(
    tx: Transaction,
    evidence: Sequence[_Evidence],
    spots: Mapping[tuple[str, str], Sequence[Spot]],
) -> frozenset[str]:
    def part_of(piece: _Evidence, origin: str, stored: str | None) -> str | None:
        part = part_at(spots.get((piece.document, origin), ()), piece.chunk_id, piece.start, piece.end)
        # No mention: the name was not split, or the document is written in part.
        return stored if part is None else None if part == origin else part

    parts = [
        (one, part_of(one, one.head_origin, one.head_part), part_of(one, one.tail_origin, one.tail_part))
        for one in evidence
    ]
    changed = [
        (one, head, tail) for one, head, tail in parts if (head, tail) != (one.head_part, one.tail_part)
    ]
    rows = [{"id": one.id, "head_part": head, "tail_part": tail} for one, head, tail in changed]
    await execute(tx, queries.SET_EVIDENCE_PARTS, rows=rows)
    return frozenset(end for one, _, _ in changed for end in (one.head, one.tail))
