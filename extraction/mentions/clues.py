"""What the text around a mention says of the thing itself: the clues by which two things of one name are told apart."""

from extraction.lexicon.containing_places import usual_region
from extraction.lexicon.known_names import is_given_name, types_of_known
from extraction.lexicon.noun_types import kind_path
from extraction.mentions.bare_names import BRACKET
from extraction.mentions.english_clues import english_clues
from extraction.mentions.korean_clues import korean_clues
from extraction.mentions.location import ChunkNames
from extraction.mentions.type_votes import family_of

_OF_PLACES = "Place"
_OF_NOUNS = "Concept"


def clues_of(names: ChunkNames, start: int, end: int, type_name: str) -> tuple[str, ...]:
    """The clues of the mention at `start` to `end` of the chunk, sorted; each is an aspect and a value.

    `is` and `as` tell its kind ("is:Work.Film": stated of it; "as:Work.Film": called so in passing), `does` what kind does
    the like, `known` the kind that is best known under the name; `born`, `died` and `lived` years of a life, `works` what
    a person does, `began` when a body was founded, `year` that of a work or event; `in` the country, or state of it, that
    holds it, `usually` that of the city that is by far the largest of the name.
    """
    text = names.chunk.text
    surface = text[start:end]
    if surface.isascii() and surface.islower() and " " not in surface:
        # "A turkey is roasted": the noun is no country, whatever its type.
        return ("as:Noun",) if _known_places(surface.capitalize()) else ()
    if family_of(type_name) == _OF_NOUNS:
        return ()
    first, last = names.sentence_around(start, end)
    before, behind = text[first:start], text[end:last]
    if bracket := BRACKET.match(surface):
        surface, behind = bracket["name"], f" {bracket['bracket']}{behind}"
    if names.chunk.language == "ko":
        found = set(korean_clues(before, behind, surface, type_name))
    else:
        found = set(english_clues(before, behind, surface, type_name))
    if family_of(type_name) == _OF_PLACES:
        best = _known_places(surface)
        found |= {f"known:{kind_path(kind)}" for kind in best}
        if best == ["City"] and (region := usual_region(surface)):
            found.add(f"usually:{region}")
    return tuple(sorted(found))


def _known_places(surface: str) -> list[str]:
    """The kind of place that is best known under the name, or next to one thing: the god Mercury. Vasco da Gama is a port, too."""
    first, *more = surface.split() or ("",)
    if is_given_name(first) and (more or types_of_known(surface)[:1] == ("Person",)):
        return []
    return [kind for kind in types_of_known(surface)[: 1 if more else 2] if family_of(kind) == _OF_PLACES][:1]
