"""Values of the way from a wish to the records that meet it."""

from typing import Annotated

from pydantic import Field, field_validator

from schemas.document import Facets
from schemas.retrieval import Citation, GivenFacets, as_value_lists
from schemas.value import Value


class RecommendationOptions(Value):
    """What the caller may choose.

    `n` is how many records are recommended at the most. `facets` ask for records that state one of the values of each, whatever the
    case of letters; with `read_facets` those that the wish names count, too, but for names that are among `facets`. With
    `document_ids` only these are looked at.
    """

    n: int = Field(default=3, strict=True, ge=1, le=10)
    facets: dict[str, tuple[str, ...]] = Field(default_factory=dict, max_length=20)
    read_facets: bool = Field(default=True, strict=True)
    document_ids: tuple[Annotated[str, Field(min_length=1)], ...] | None = None

    _one_value_is_a_list = field_validator("facets", mode="before", json_schema_input_type=GivenFacets)(
        as_value_lists
    )


class FacetCondition(Value):
    """What a record has to state, or, where it is `excluded`, must not.

    `said` are the words of the wish ("before 1950"), or name and values as the caller gave them; `facets` are the values that
    meet it, as the records write them, one of which is enough; none where no record states such a thing. `records` is how many
    meet it.
    """

    said: str
    facets: Facets = Field(default_factory=dict)
    excluded: bool = False
    given: bool = False
    records: int = 0


class RecommendedRecord(Value):
    """A record that meets the wish.

    `reason` is a sentence of the record, or a field where it has no sentences, letter by letter; the first of `citations` says where it
    stands, the others are the fields that meet the conditions. `facets` are all that the record states, `matched` those that meet a
    condition. `score` is how near the record is to the wish in meaning (0..1, higher is better).
    """

    title: str
    document_id: str
    source: str
    reason: str
    citations: tuple[Citation, ...]
    facets: Facets = Field(default_factory=dict)
    matched: Facets = Field(default_factory=dict)
    score: float


class Recommendation(Value):
    """The records that meet a wish, best first, no two alike; `found` is False where none does.

    `note` says in the language of the wish why there is none and what would help, or what of the wish stands in none of the records;
    `emptied_by` are the words of those conditions without which there would be some. `ms` are the milliseconds that it took.
    """

    wish: str
    found: bool
    items: tuple[RecommendedRecord, ...] = ()
    conditions: tuple[FacetCondition, ...] = ()
    emptied_by: tuple[str, ...] = ()
    note: str = ""
    ms: float = 0.0
