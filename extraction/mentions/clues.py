"""What the text around a mention says of the thing itself: the clues by which two things of one name are told apart."""

from extraction.lexicon.containing_places import usual_region
from extraction.lexicon.known_names import is_given_name, types_of_known
from extraction.lexicon.noun_types import kind_path
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
    if family_of(type_name) == _OF_NOUNS:
        return ()
    first, last = names.sentence_around(start, end)
    text = names.chunk.text
    is_place = family_of(type_name) == _OF_PLACES
    before, behind, surface = text[first:start], text[end:last], text[start:end]
    if names.chunk.language == "ko":
        found = set(korean_clues(before, behind, surface, type_name))
    else:
        found = set(english_clues(before, behind, surface, type_name))
    if is_place and not _is_like_a_persons(surface):
        # What is best known under the name alone: Vasco da Gama is a port, too.
        best = [kind for kind in types_of_known(surface)[:1] if family_of(kind) == _OF_PLACES]
        found |= {f"known:{kind_path(kind)}" for kind in best}
        if best == ["City"] and (region := usual_region(surface)):
            found.add(f"usually:{region}")
    return tuple(sorted(found))


def _is_like_a_persons(surface: str) -> bool:
    first, *more = surface.split() or ("",)
    return bool(more) and is_given_name(first)
