"""What readers see of what is written beside the old names: `$renamed` says whether the new ones are in force.

See `kg.record.name_switch`. Without a change of names under way, each is the plain property, and all evidence.
"""


def support(fact: str) -> str:
    """The support of a fact."""
    return f"CASE WHEN $renamed THEN coalesce({fact}.next_support, {fact}.support) ELSE {fact}.support END"


def type_of(entity: str) -> str:
    """The type of an entity."""
    return f"CASE WHEN $renamed THEN coalesce({entity}.next_type, {entity}.type) ELSE {entity}.type END"


def stated(evidence: str) -> str:
    """Whether a piece of evidence counts."""
    return f"coalesce({evidence}.moved_in, $renamed) = $renamed"
