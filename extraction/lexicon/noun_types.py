"""Which entity type of the base vocabulary a noun tells, by what WordNet says lies above it."""

from collections.abc import Mapping
from functools import cache, lru_cache

from extraction.schema.vocabulary import base_vocabulary
from kg.lexicon.wordnet import wordnet
from kg.text.english_lemma import noun_lemma
from kg.text.word_lists import words

# Meanings, each a noun and the number of its sense; all that lies below them has the type. The nearest above decides.
_ROOTS = {
    "Person": "person.1 imaginary_being.1 spiritual_being.1",
    "Group": "ethnic_group.1 people.1 people.2 kin.2 family.1 tribe.1 tribe.2 nation.2",
    "Organization": "organization.1 diocese.1 depository.1 broadcasting_station.1 laboratory.1 research_center.1 hall_of_fame.1",
    "Company": "company.1 business.1",
    "School": "educational_institution.1 university.1 university.2 college.1 college.3 school.2",
    "Team": "team.1",
    "Band": "musical_organization.1",
    "PoliticalParty": "party.1",
    "GovernmentBody": "government.1 legislature.1 court.1 court.3 military_unit.1 military_service.1 force.4 "
    "government_department.1 council.1 agency.1",
    "Place": "location.1 land.2 land.4 geological_formation.1 celestial_body.1",
    "Country": "country.1 country.2 domain.2 principality.1 baltic_state.1",
    "Region": "region.1 region.3",
    "City": "municipality.1 municipality.2 community.1 settlement.2 village.2 town.3 residential_district.1 capital.3 "
    "neighborhood.1",
    "Water": "body_of_water.1",
    "Structure": "structure.1 facility.1 park.1 park.2 way.6 garden.1 cemetery.1 workplace.1",
    "Work": "work.2 show.3 writing.2 music.1 representation.2 recording.3 document.1 artwork.1 opera.1",
    "Film": "movie.1",
    "Album": "album.1 soundtrack.1",
    "Song": "song.1 musical_composition.1",
    "Book": "book.1 book.2 literary_composition.1 dramatic_composition.1 sacred_text.1",
    "Series": "series.2 series.3 broadcast.2 sitcom.2",
    "Periodical": "periodical.1 press.2",
    "Game": "video_game.1 board_game.1 card_game.1",
    "Artwork": "graphic_art.1 plastic_art.1 photograph.1",
    "Event": "social_event.1 election.1 killing.2 celebration.2 ceremony.2 meeting.1 misfortune.1 riot.1",
    "Competition": "contest.1",
    "Conflict": "military_action.1 war.3 conflict.1 rebellion.2 revolution.2",
    "Product": "instrumentality.3 software.1 typeface.1 plaything.1 commodity.1",
    "Award": "award.2 prize.1",
    "Occupation": "occupation.1",
    "Language": "language.1 non-standard_speech.1 orthography.1",
    "Law": "law.2 legal_document.1 written_agreement.1",
    "Species": "animal.1 plant.2 taxonomic_group.1 microorganism.1",
    "Material": "substance.1 food.1 food.2 drug.1",
}
# Nouns that texts use in another meaning than the two that WordNet has first.
_MEANT = {
    "Album": "record ep lp mixtape compilation",
    "Band": "trio quartet",
    "Book": "biography autobiography memoir anthology story_collection poetry_collection",
    "City": "capital county_seat census-designated_place cdp",
    "Company": "airline airways label railroad studio brand chain subsidiary press",
    "Competition": "match cup olympics olympiad open",
    "Country": "republic",
    "Event": "summit convention conference accident crash outbreak earthquake flood hurricane cyclone typhoon storm tornado explosion "
    "eruption massacre",
    "Film": "remake anime",
    "Game": "game",
    "GovernmentBody": "ministry",
    "Language": "script",
    "Organization": "alliance club congregation franchise institution library school_district society network fund trust foundation",
    "Periodical": "journal",
    "Person": "queen shooter star judoka",
    "Series": "show media_franchise television_soap",
    "Song": "single track",
    "Place": "peak nature_reserve ice_shelf residential_area",
    "Region": "krai oblast okrug raion voivodeship",
    "Structure": "museum venue music_venue county_courthouse field station route line plaza",
    "Team": "squad",
    "Water": "falls",
    "Work": "drama comedy musical sequel prequel",
}
# Nouns that things of any type are called.
_OPEN = words(
    "arm attraction base body branch center central collection centre champion choice contender counterpart example favorite favourite figure goal home host "
    "bomber derivative fighter leader member opponent owner part partner phrase place point portion rival seat site successor system target title "
    "trainer unit variant version winner word"
)
_SENSES = 2
_WORDS = 3
# What people are by what they do, in the same way.
_FIELDS = {
    "sport": "athlete.1 coach.1 sport.1",
    "science": "scientist.1 mathematician.1 engineer.1",
    "medicine": "doctor.1 nurse.1",
    "music": "musician.1 musician.2 singer.1 composer.1",
    "stage": "actor.1 film_director.1 comedian.1 dancer.1",
    "writing": "writer.1 poet.1",
    "art": "painter.1 sculptor.1 illustrator.1",
    "craft": "craftsman.1 craftsman.2 artificer.1 skilled_worker.1",
    "faith": "clergyman.1 religious.1 saint.1",
    "law": "lawyer.1 judge.1",
    "war": "military_officer.1 serviceman.1",
    "politics": "politician.1 politician.2 legislator.1 head_of_state.1",
}


@lru_cache(maxsize=20_000)
def type_of_noun(noun_phrase: str) -> str | None:
    """The type of things that are called so ("heavy metal bands"), by its last words; None when that is open.

    Raises:
        BackendError: WordNet is not there and could not be fetched.
    """
    parts = noun_phrase.lower().split()
    if not parts:
        return None
    senses = wordnet().senses(parts[-1])
    # "Physics" is no plural.
    is_whole = any(not wordnet().is_written_with_capital(sense, parts[-1]) for sense in senses)
    singular = parts[-1] if is_whole else noun_lemma(parts[-1]) or parts[-1]
    for count in range(min(_WORDS, len(parts)), 0, -1):
        noun = " ".join((*parts[-count:-1], singular))
        if noun in _OPEN:
            return None
        if meant := _meant().get(noun) or _meant().get(" ".join(parts[-count:])):
            return meant
        senses = wordnet().senses(noun)[:_SENSES]
        if kinds := [sense for sense in senses if not _is_one_thing(sense, noun)]:
            return next(filter(None, map(type_of_sense, kinds)), None)
    return None


@lru_cache(maxsize=20_000)
def type_of_sense(sense: int) -> str | None:
    """The type of what has this meaning of WordNet; None where it is open."""
    return next((_roots()[one] for one in wordnet().upwards(sense) if one in _roots()), None)


@lru_cache(maxsize=20_000)
def field_of_noun(noun: str) -> str | None:
    """What people do who are called so ("footballer": sport); None where it is open."""
    singular = noun_lemma(noun) or noun
    senses = wordnet().senses(singular)[:_SENSES]
    above = (_fields().get(one) for sense in senses for one in wordnet().upwards(sense))
    return next(filter(None, above), None)


def family(type_name: str) -> str:
    """The widest type that the type is a kind of: a Film is a Work."""
    return base_vocabulary().lineage(type_name)[-1]


def kind_path(type_name: str) -> str:
    """The type behind the widest that it is a kind of: "Work.Film"; a widest one alone."""
    widest = family(type_name)
    return type_name if widest == type_name else f"{widest}.{type_name}"


def is_kind_of(type_name: str, wider: str) -> bool:
    """Whether the type is the other, or a kind of it."""
    return wider in base_vocabulary().lineage(type_name)


def _is_one_thing(sense: int, noun: str) -> bool:
    return wordnet().synset(sense).is_instance and wordnet().is_written_with_capital(sense, noun)


@cache
def _roots() -> Mapping[int, str]:
    return {_sense(root): type_name for type_name, roots in _ROOTS.items() for root in roots.split()}


@cache
def _fields() -> Mapping[int, str]:
    return {_sense(root): field for field, roots in _FIELDS.items() for root in roots.split()}


def _sense(root: str) -> int:
    noun, number = root.rsplit(".", 1)
    return wordnet().senses(noun)[int(number) - 1]


@cache
def _meant() -> Mapping[str, str]:
    return {noun.replace("_", " "): name for name, nouns in _MEANT.items() for noun in nouns.split()}
