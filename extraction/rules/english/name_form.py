"""What spellings of a name share, where a founder and a company of one name are two."""

from typing import NamedTuple

from kg.text.name_key import has_legal_form, name_key


class NameForm(NamedTuple):
    """The key of a name, and whether the name has a legal form, which tells a company from its founder."""

    key: str
    legal: bool


def name_form(name: str) -> NameForm:
    """What spellings of the name share, with or without a legal form."""
    return NameForm(name_key(name), has_legal_form(name))
