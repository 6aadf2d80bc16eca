"""What an English sentence says of a name that tells it from another thing of the same name."""

import re
from collections.abc import Iterator
from itertools import islice

from extraction.lexicon.containing_places import is_country, region_code, region_of_city, usual_region
from extraction.lexicon.nationalities import nation_code
from extraction.lexicon.noun_types import family, field_of_noun, kind_path, type_of_noun
from kg.lexicon.wordnet import is_adjective
from kg.text.dates import YEAR_IN_TEXT
from kg.text.word_lists import words

_TODAY = 2000
_CLOSING = r"^[\"”’']*"
_BRACKET = re.compile(_CLOSING + r"\s*\(([^()]{1,120})\)")
_BORN = re.compile(rf"(?:\bborn|\bb\.)[^()]{{0,60}}?\b({YEAR_IN_TEXT})")
_LIFE = re.compile(rf"\b({YEAR_IN_TEXT})[^()–—-]{{0,40}}[–—-][^()–—-]{{0,40}}\b({YEAR_IN_TEXT})\b")
_ONE_YEAR = re.compile(rf"{YEAR_IN_TEXT}")
_WAS_BORN = re.compile(rf"^\s+was born\b[^.;]{{0,80}}?\b({YEAR_IN_TEXT})")
_DIED = re.compile(rf"^\s+(?:died|was (?:killed|executed|hanged|murdered))\b[^.;]{{0,80}}?\b({YEAR_IN_TEXT})")
_COPULA = re.compile(
    _CLOSING
    + r"(?:\s*\([^()]{0,200}\))?(?:,[^,.;]{1,80},)?\s+(?:is|was)\s+(?:\w+ly\s+)?(?:also\s+)?(?:a|an|the)\s+(?:name of an?\s+)?(.{3,120})"
)
# "Rebecca, the novel by", but "in London, the band split up".
_APPOSED = re.compile(
    _CLOSING + r"(?:\s*\([^()]{0,200}\))?,\s+(?:an?|the(?=\s+(?:[\w-]+ ){1,4}(?:by|of|from)\b))\s+(.{3,120})"
)
_ADVERBIAL = re.compile(r"^(?:In|At|On|From|After|For|With|By)\s+[\"“]?$")
_KIND_OF = re.compile(
    r"\bthe\s+(city|town|village|state|county|province|island|municipality|borough|district)\s+of\s+$"
)
_KIND_BEFORE = re.compile(r"(?<![\w'’-])((?:[A-Za-z-]+\s+)?[a-z]+)\s+[\"“‘']*(?:The\s+)?$")
_OF_YEAR = re.compile(_CLOSING + rf"\s+of\s+({YEAR_IN_TEXT})\b")
_YEAR_BEFORE = re.compile(rf"\b({YEAR_IN_TEXT})\s+[\"“‘']*$")
_PLACE_BEHIND = re.compile(
    r"^(?:,\s+|\s*\(|\s+in\s+(?:the (?:U\.S\. )?state of\s+)?)([A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2})"
)
_NEXT_IN_ROW = re.compile(r"(?:,| and| or|, and)\s+(?:the\s+)?([A-Z]\w+(?:\s[A-Z]\w+){0,2})")
_CAPITAL = re.compile(r"\bcapital\s+(?:city\s+)?(?:is|was|in|of)?\s*([A-Z][a-z]+(?:\s[A-Z][a-z]+)?)")
_IS_ADJECTIVE = re.compile(r"^[\"”’']*\s(?!is\b|was\b|are\b|were\b|by\b|and\b|in\b|of\b|for\b|at\b)[a-z]")
_GOES_ON = re.compile(r"^[\"”’']*\s?[A-Z]|^-\w|^['’]s\b")
_DID = re.compile(r"^\s+(?:\w+ly\s+)?(\w+)\b")
_PAST = words(
    "wrote drew made kept won led sang swam flew built fought taught held took became gave ran drove left went began sold spoke "
    "stood sat met came lost beat bought chose fell found hid rode rose shot struck swore threw"
)
_OF_AGENTS = re.compile(
    r"^\s+(?:\w+ly\s+|first\s+|later\s+|also\s+)?(?:wrote|recorded|sang|married|died|lived|came from|founded|joined|signed|toured|"
    r"studied|taught|fought|defeated|beat|resigned|retired|directed|painted|composed|was born|said|announced|attended|graduated)\b"
)
_OF_WORKS = re.compile(
    r"^\s+(?:was|were)\s+(?:\w+ly\s+|first\s+|later\s+)?(?:released|published|printed|premiered|directed by|written by|filmed|aired|broadcast)\b"
)
_IN_PLACE = re.compile(
    r"^[\w\s-]{0,30}?\b(?:in|of)\s+(?:the\s+)?((?:[A-Z][\w.]*\s?){1,3}(?:,\s(?:[A-Z][\w.]*\s?){1,3}){0,2})"
)
_BEGAN = re.compile(
    rf"^\s+(?:was\s+)?(?:\w+ly\s+|first\s+)?(?:founded|established|formed|set up|opened)\b[^.;]{{0,60}}?\bin\s+({YEAR_IN_TEXT})\b"
)
_APPOSITION = re.compile(r"^,[^,.;]{1,80},(?=\s)")
_IN_FIELD = {
    "sport": re.compile(
        r"\b(?:wickets?|innings|goals?|goalkeeper|Olympics?|Olympic Games|league|championships?|tournament|touchdowns?|marathon|"
        r"won \w+ titles|playoffs|World Cup|grand slam)\b"
    ),
    "music": re.compile(r"\b(?:album|orchestra|symphony|sang|soprano|tenor|guitar|piano|violin)\b"),
    "war": re.compile(r"\b(?:regiment|battalion|troops|cavalry|fleet)\b"),
    "science": re.compile(
        r"\b(?:theorem|laboratory|geolog\w+|physics|chemistry|astronomy|botany|fossils?|telescope)\b"
    ),
    "faith": re.compile(r"\b(?:bishop|abbey|monastery|parish|convent)\b"),
}
_NOW = words("works lives teaches presents coaches hosts")
_LATER = words("influenced inspired remained seemed featured appeared starred used")
_STOPS = words(
    "of in on at by for from to with that which who whose whom where when and or but as located set based situated lying "
    "about near between along within under during after before into since than made known called named used"
)
_ON_STAGE = words("musical opera operetta ballet")
_RELEASED = re.compile(
    rf"^,?[^.;]{{0,60}}?(?<![\w-])(?:released|premiered|first (?:published|performed|staged|danced|sung|aired|broadcast)|came out)\b"
    rf"[^.;,]{{0,30}}?\bin ({YEAR_IN_TEXT})\b"
)
_DIRECTED = re.compile(
    r"^,?[^.;]{0,60}?\bdirected by ([A-Z][\w’'-]+(?: (?:[A-Z][\w.’'-]+|de|van|von|del|la))*(?: and [A-Z][\w’'-]+(?: [A-Z][\w.’'-]+)*)?)"
)
_OF_COUNTRY = re.compile(r"^ of (?:the )?([A-Z]\w+(?: [A-Z]\w+)?)\b")
_PEOPLE = "Person"
_PLACES = "Place"
_BODIES = "Organization"
_DATED = words("Work Film Book Song Album Series Artwork")
_QUOTES = " \"“‘'"
_NO_THINGS = words("Concept Date Quantity")
_CALLED = words("Film Book Song Album Series Game Periodical Artwork Band Person City")
_ALSO_ADJECTIVES = words("novel single musical")
_NOT_APPOSED = words("as:Material as:Product as:Award as:Event")
_NOT_A_KIND = words("Concept Occupation Position Date Quantity Thing")


def english_clues(before: str, behind: str, surface: str, type_name: str) -> Iterator[str]:
    """The clues of one mention: `before` and `behind` are the rest of its sentence."""
    if family(type_name) in _NO_THINGS:
        return
    is_subject = not before.strip(_QUOTES)
    if _GOES_ON.match(behind):
        return
    if not before.rstrip().endswith(","):
        found = (*_said_of_it(before, behind, is_subject=is_subject), *_kinds_before(before))
        is_person = type_name == _PEOPLE
        yield from (
            clue
            for clue in found
            if is_person or not clue.startswith(("as:Person", "born:", "died:", "works:"))
            if not (is_person and clue.startswith("from:"))
        )
    if is_subject:
        if type_name == _PEOPLE:
            yield from (f"works:{field}" for field, told in _IN_FIELD.items() if told.search(behind))
            yield from _lifetime(_APPOSITION.sub("", behind))
        yield from _does(behind, type_name)
        if family(type_name) == _BODIES and (began := _BEGAN.match(behind)):
            yield f"began:{began[1]}"
    if type_name in _DATED:
        yield from _of_a_work(before, behind, is_subject=is_subject)
    if family(type_name) == _BODIES and (of := _OF_COUNTRY.match(behind)) and is_country(of[1]):
        yield f"in:{region_code(of[1])}"
    if type_name != _PEOPLE and not _IS_ADJECTIVE.match(behind):
        yield from _years_beside(before, behind, is_work=type_name in _DATED)
    if family(type_name) == _PLACES and not is_country(surface):
        yield from _places(behind)
    if is_subject and (capital := _CAPITAL.search(behind)) and (code := region_of_city(capital[1])):
        yield f"in:{code}"


def _said_of_it(before: str, behind: str, *, is_subject: bool) -> Iterator[str]:
    if bracket := _BRACKET.match(behind):
        yield from _in_brackets(bracket[1])
    if is_subject and (copula := _COPULA.match(behind)):
        yield from _kind(copula[1], "is")
        yield from _where(copula[1])
    elif (apposed := _APPOSED.match(behind)) and not _ADVERBIAL.match(before):
        yield from (clue for clue in _kind(apposed[1], "as") if clue not in _NOT_APPOSED)
        yield from _where(apposed[1])


def _does(behind: str, type_name: str) -> Iterator[str]:
    """What only people and bodies of people do, and what only happens to works."""
    if _OF_AGENTS.match(behind):
        yield "does:Agent"
    elif type_name != _PEOPLE and _OF_WORKS.match(behind):
        yield "as:Work"


def _of_a_work(before: str, behind: str, *, is_subject: bool) -> Iterator[str]:
    """When it came out, and who directed it."""
    if is_subject and (made := _RELEASED.match(behind)):
        yield f"year:{made[1]}"
    if directed := _DIRECTED.match(behind):
        yield f"by:{directed[1]}"
    if before.endswith("directed "):
        yield "as:Work.Film"


def _in_brackets(text: str) -> Iterator[str]:
    if life := _LIFE.search(text):
        yield f"born:{life[1]}"
        yield f"died:{life[2]}"
    elif born := _BORN.search(text):
        yield f"born:{born[1]}"
    elif _ONE_YEAR.fullmatch(text):
        yield f"year:{text}"
    elif "," not in text:
        yield from (clue for clue in _kind(text, "is") if clue.rpartition(".")[2] in _CALLED)


def _kind(phrase: str, aspect: str) -> Iterator[str]:
    """The kind that a noun phrase tells by its last noun, and the year in front of it: "1995 American crime film"."""
    noun, year = _noun_phrase(phrase)
    found = tuple(_of_noun(noun, aspect))
    yield from found
    if found and year:
        yield f"year:{year}"
    elif found and (later := _OF_YEAR.match(phrase[len(noun) :])):
        yield f"year:{later[1]}"
    if any(":Work" in clue for clue in found) and (
        nation := next(filter(None, map(nation_code, noun.split()[:2])), None)
    ):
        yield f"from:{nation}"


def _where(phrase: str) -> Iterator[str]:
    """The region of a place or body that the phrase says is there: "village in Essex County, Massachusetts"."""
    noun, _ = _noun_phrase(phrase)
    kind = type_of_noun(noun) if noun else None
    if (
        kind
        and family(kind) == _PLACES
        and (nation := next(filter(None, map(nation_code, noun.split())), None))
    ):
        yield f"in:{nation}"
    found = _IN_PLACE.match(phrase[len(noun) :]) if kind and family(kind) in {_PLACES, _BODIES} else None
    if found is None:
        return
    names = [name.strip() for name in found[1].split(",")]
    codes = [code for name in names if (code := region_code(name) or usual_region(name))]
    yield from (f"in:{code}" for code in codes[:1])


def _of_noun(noun: str, aspect: str) -> Iterator[str]:
    kind = type_of_noun(noun) if noun else None
    if noun and noun.rsplit(maxsplit=1)[-1].lower() in _ON_STAGE:
        yield f"{aspect}:Work.Stage"
    elif kind is not None and kind not in _NOT_A_KIND:
        yield f"{aspect}:{kind_path(kind)}"
    if kind == _PEOPLE and (field := field_of_noun(noun.rsplit(maxsplit=1)[-1].lower())):
        yield f"works:{field}"


def _noun_phrase(phrase: str) -> tuple[str, str | None]:
    """The words up to the end of the noun phrase that the text begins with, without a year before them."""
    year: str | None = None
    kept: list[str] = []
    for word in islice(phrase.split(), 9):
        plain = word.rstrip(",.;:)\"”’'")
        if plain.lower() in _STOPS or plain.startswith("("):
            break
        if not kept and _ONE_YEAR.fullmatch(plain):
            year = plain
            continue
        is_participle = plain.endswith(("ed", "ing")) and "-" not in plain
        if is_participle and kept and kept[-1].islower() and type_of_noun(" ".join(kept)):
            break
        kept.append(plain)
        if plain != word:
            break
    return (" ".join(kept) if kept and kept[-1][:1].islower() else "", year)


def _kinds_before(before: str) -> Iterator[str]:
    found = _KIND_OF.search(before) or _KIND_BEFORE.search(before)
    if found is None:
        return
    noun = found[1].split()[-1]
    if noun not in _ALSO_ADJECTIVES and is_adjective(noun):
        return
    if not _STOPS.intersection(found[1].lower().split()):
        yield from (
            clue
            for clue in _of_noun(found[1].lower(), "as")
            if clue.startswith("works:") or clue[3:].rpartition(".")[2] in _CALLED
        )


def _years_beside(before: str, behind: str, *, is_work: bool) -> Iterator[str]:
    # "The 1963 Games" may be the Games, but the 1940 "Rebecca" is no other.
    if found := _OF_YEAR.match(behind) or (_YEAR_BEFORE.search(before) if is_work else None):
        yield f"year:{found[1]}"


def _places(behind: str) -> Iterator[str]:
    """The state or country behind the name, but not in a row of places: "Amsterdam, Germany, London and"."""
    found = _PLACE_BEHIND.match(behind)
    if found is None or (code := _code(found[1])) is None:
        return
    following = _NEXT_IN_ROW.match(behind, found.end())
    if following is None or _code(following[1] or "") == code.partition(".")[0]:
        yield f"in:{code}"


def _code(words_behind: str) -> str | None:
    parts = words_behind.rstrip(".").split()
    return next(
        (code for end in range(len(parts), 0, -1) if (code := region_code(" ".join(parts[:end])))), None
    )


def _lifetime(behind: str) -> Iterator[str]:
    if born := _WAS_BORN.match(behind):
        yield f"born:{born[1]}"
    elif died := _DIED.match(behind):
        yield f"died:{died[1]}"
    elif (now := _DID.match(behind)) and now[1] in _NOW:
        yield f"lived:{_TODAY}"
    elif (did := _DID.match(behind)) and (did[1] in _PAST or did[1].endswith("ed")) and did[1] not in _LATER:
        years = re.findall(rf"\b{YEAR_IN_TEXT}\b", behind)
        if len(set(years)) == 1:
            yield f"lived:{years[0]}"
