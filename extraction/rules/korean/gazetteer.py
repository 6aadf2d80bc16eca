"""Names of countries and languages in Korean, and others that the lexicon lists."""

from functools import cache

from babel import Locale

from extraction.rules.korean.lexicon import lexicon

_ISO_LETTERS = 2


def known_type(name: str) -> str | None:
    """The type of what is called so wherever it is named; None for a name that is not known."""
    return _types().get(name.replace(" ", ""))


@cache
def _types() -> dict[str, str]:
    korean = Locale("ko")
    types = {str(name).replace(" ", ""): "Language" for name in korean.languages.values()}
    for code, name in korean.territories.items():
        types[str(name).replace(" ", "")] = "Country" if len(code) == _ISO_LETTERS else "Region"
    types |= {name: kind for kind, names in lexicon().known.items() for name in names}
    return types
