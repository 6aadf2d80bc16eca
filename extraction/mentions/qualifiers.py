"""Which circumstances of a statement tell its fact from others, in one form whatever the words."""

from extraction.schema.vocabulary import Vocabulary
from kg.text.dates import iso_date
from kg.text.name_key import name_key
from kg.text.quantity import normal_quantity
from schemas.extraction import Dropped, Triple
from schemas.qualifier import Qualifier

_TIMES = frozenset({"time", "start", "end"})
_MAX_CHARS = 200


def kept_qualifiers(
    triple: Triple, relation: str, vocabulary: Vocabulary | None
) -> tuple[tuple[Qualifier, ...], list[Dropped]]:
    """Those that the vocabulary allows of the relation, each with its normal form, once, sorted; and those it does not.

    Of a relation that the vocabulary lacks all are kept. What is left out stays in the words of the evidence.
    """
    known = vocabulary.relation_types.get(relation) if vocabulary is not None else None
    kept: dict[str, Qualifier] = {}
    dropped: list[Dropped] = []
    for one in triple.qualifiers:
        value = " ".join(one.value.split())
        if not value or len(value) > _MAX_CHARS or (known is not None and one.name not in known.qualifiers):
            dropped.append(
                Dropped(reason="qualifier not in vocabulary", example=f"{relation} | {one.wording}")
            )
            continue
        made = Qualifier(name=one.name, value=value, normal=_normal(one.name, value))
        kept.setdefault(made.identity, made)
    return tuple(kept[identity] for identity in sorted(kept)), dropped


def _normal(name: str, value: str) -> str:
    date = iso_date(value) if name in _TIMES else None
    return date or normal_quantity(value) or name_key(value) or value.casefold()
