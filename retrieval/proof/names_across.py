"""Names in Hangul and in Latin letters."""

from functools import lru_cache

from kg.identity.compared_name import ComparedName
from kg.identity.judgement import judge
from kg.identity.letters import korean_parts, latin_parts
from kg.identity.transliteration import sound
from kg.lexicon.word_relations import related_words
from kg.text.hangul import has_hangul
from kg.text.name_key import name_key

_HEARD = 2.5
"""Evidence by which two sound alike where only the few names of a passage can be meant, far less than makes two one."""


_LEAST_PART = {True: 2, False: 4}
"""Letters of a part of a name by which it can be known, in Hangul and in Latin letters."""
_SEVERAL = 2


@lru_cache(maxsize=20_000)
def is_name_across(claim: str, evidence: str) -> bool:
    """Whether one may be what the other's script makes of the name, its common nouns translated or not.

    What the statement names may be a part of the other: 비스마르크 of Otto von Bismarck.
    """
    parts = [part for part in evidence.split() if len(part) >= _LEAST_PART[has_hangul(part)]]
    whole = len(claim.split()) > 1 or len(parts) < _SEVERAL
    return _is_across(claim, evidence) or (not whole and any(_is_across(claim, part) for part in parts))


def _is_across(claim: str, evidence: str) -> bool:
    korean, latin = (claim, evidence) if has_hangul(claim) else (evidence, claim)
    if _sounds_alike(korean, latin) or judge(_compared(korean), _compared(latin.title())) is not None:
        return True
    proper = " ".join(part for part in latin.split() if not any(related_words(part)))
    first = korean.split()[0] if korean.split() else ""
    return (
        bool(proper) and proper != latin and (_sounds_alike(korean, proper) or _sounds_alike(first, proper))
    )


def _sounds_alike(korean: str, latin: str) -> bool:
    parts = korean_parts(korean), latin_parts(latin)
    return all(parts) and sound(*parts).evidence >= _HEARD


def _compared(name: str) -> ComparedName:
    return ComparedName(origin=name, key=name_key(name), name=name, family="Thing")
