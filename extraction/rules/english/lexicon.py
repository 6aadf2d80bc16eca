"""Nouns that the grammar treats apart."""

_LIGHT_NOUNS_TEXT = (
    "one ones part number lot way time year day month week thing people kind type variety series group "
    "set result fact example order addition case end beginning name majority rest both all some many "
    "most none other others several place use member half piece couple pair list term century decade "
    "east west north south basis average level today side area amount"
)
LIGHT_NOUNS = frozenset(_LIGHT_NOUNS_TEXT.split())
"""Nouns that say nothing about what a thing is."""

_ROLES_TEXT = (
    "CEO CFO CTO COO President King Queen Emperor Prime Minister Director Chairman Professor Governor "
    "Senator Mayor Prince Princess Duke Bishop Pope General Sir Deputy Chancellor Secretary Commander "
    "Chief Chair Member Speaker Vice Head"
)
ROLES = frozenset(_ROLES_TEXT.split())
"""Offices, which are written like names but say what somebody is."""

_TITLES_TEXT = (
    "Captain Colonel Major Lieutenant Sergeant Admiral Dr. Dr Mr. Mrs. Ms. Lord Jr. Sr. Jr Sr II III "
    "Lady St. Saint Rev. Father Judge Justice"
)
TITLES = frozenset(_TITLES_TEXT.split())
"""What stands before or behind a person's name without being part of it."""
