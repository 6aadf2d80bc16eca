"""Words for the people of a country or region ("Ghanaian", "Welsh")."""

from functools import lru_cache

from kg.lexicon.wordnet import wordnet

_PEOPLES = ("inhabitant.1", "nation.2", "people.1", "ethnic_group.1", "natural_language.1")
_ENDINGS = ("ian", "ean", "ese", "ish")


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
