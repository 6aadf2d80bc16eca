"""Nouns that the grammar treats apart."""

from kg.text.word_lists import words

LIGHT_NOUNS = words(
    "one ones part number lot way time year day month week thing people kind type variety series group "
    "set result fact example order addition case end beginning name majority rest both all some many "
    "most none other others several place use member half piece couple pair list term century decade "
    "east west north south southeast southwest northeast northwest basis average level today side area amount"
)
"""Nouns that say nothing about what a thing is."""

ROLES = words(
    "CEO CFO CTO COO President King Queen Emperor Prime Minister Director Chairman Professor Governor "
    "Senator Mayor Prince Princess Duke Bishop Pope General Sir Deputy Chancellor Secretary Commander "
    "Chief Chair Member Speaker Vice Head"
)
"""Offices, which are written like names but say what somebody is."""

TITLES = words(
    "Captain Colonel Major Lieutenant Sergeant Admiral Dr. Dr Mr. Mrs. Ms. Lord Jr. Sr. Jr Sr II III "
    "Lady St. Saint Rev. Father Judge Justice"
)
"""What is written before or behind a person's name without being part of it."""
