"""Words for the people of a country or region ("Ghanaian", "Welsh")."""

from functools import lru_cache

from kg.lexicon.wordnet import wordnet

_PEOPLES = ("inhabitant.1", "nation.2", "people.1", "ethnic_group.1", "natural_language.1")
_ENDINGS = ("ian", "ean", "ese", "ish")


_NATIONS = {
    "AR": "Argentine Argentinian",
    "AT": "Austrian",
    "AU": "Australian",
    "BE": "Belgian",
    "BR": "Brazilian",
    "CA": "Canadian",
    "CH": "Swiss",
    "CL": "Chilean",
    "CN": "Chinese",
    "CO": "Colombian",
    "CZ": "Czech",
    "DE": "German",
    "DK": "Danish",
    "EG": "Egyptian",
    "ES": "Spanish",
    "FI": "Finnish",
    "FR": "French",
    "GB": "British English Scottish Welsh",
    "GR": "Greek",
    "HU": "Hungarian",
    "IE": "Irish",
    "IN": "Indian",
    "IR": "Iranian",
    "IS": "Icelandic",
    "IL": "Israeli",
    "IT": "Italian",
    "JP": "Japanese",
    "KE": "Kenyan",
    "KR": "Korean",
    "MX": "Mexican",
    "NG": "Nigerian",
    "NL": "Dutch",
    "NO": "Norwegian",
    "PE": "Peruvian",
    "PH": "Filipino Philippine",
    "PK": "Pakistani",
    "PL": "Polish",
    "PT": "Portuguese",
    "RO": "Romanian",
    "RU": "Russian",
    "SE": "Swedish",
    "TH": "Thai",
    "TR": "Turkish",
    "UA": "Ukrainian",
    "US": "American",
    "VN": "Vietnamese",
}
_CODES = {word: code for code, each in _NATIONS.items() for word in each.split()}


def nation_code(word: str) -> str | None:
    """The code of the one country whose people and things are called so ("Welsh": GB); None for any other word."""
    return _CODES.get(word)


@lru_cache(maxsize=5_000)
def is_nationality(word: str) -> bool:
    """Whether the people of a place are called so; believers and party members ("Catholic") are not.

    Raises:
        BackendError: WordNet is not there and could not be fetched.
    """
    senses = wordnet().senses(word.lower())
    if not senses:
        return word.lower().endswith(_ENDINGS)
    peoples = {_sense(noun) for noun in _PEOPLES}
    return any(one in peoples for one in wordnet().upwards(senses[0]))


def _sense(noun: str) -> int:
    word, number = noun.rsplit(".", 1)
    return wordnet().senses(word)[int(number) - 1]
