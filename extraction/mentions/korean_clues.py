"""What a Korean sentence says of a name that tells it from another thing of the same name."""

import re
from collections.abc import Iterator

from extraction.lexicon.containing_places import is_country, region_code, region_of_city
from extraction.lexicon.korean_words import lexicon
from extraction.lexicon.noun_types import family, kind_path
from kg.text.dates import YEAR_IN_TEXT

_OPENING = re.compile(r"[《〈『「<]\s*$")
_CLOSING = r"^[》〉』」>\"”’']*"
_BRACKET = re.compile(_CLOSING + r"\s*\(([^()]{1,120})\)")
_LIFE = re.compile(rf"({YEAR_IN_TEXT})년?[^()~–—-]{{0,30}}[~–—-][^()~–—-]{{0,30}}?({YEAR_IN_TEXT})")
_BORN = re.compile(rf"({YEAR_IN_TEXT})년?[^()~–—-]{{0,30}}[~–—-]\s*$")
_BORN_IN = re.compile(rf"^({YEAR_IN_TEXT})년(?:생| 출생)")
_ERA = re.compile(r"(?:^|\s)(고구려|백제|신라|고려|조선)(?: (?:시대|초기|전기|중기|후기|말기))?의 [가-힣 ]*$")
_ERAS = {"고구려": "-37/668", "백제": "-18/660", "신라": "-57/935", "고려": "918/1392", "조선": "1392/1910"}
_PART_OF = re.compile(
    r"^(?:대한민국 )?([가-힣]+)(?: [가-힣]+[시군구읍면])*의 (?:[가-힣]+ )?(?:도시|시|군|구|읍|면|동|리|마을|섬|산|강|항구|지역)"
)
_TERM = re.compile("재위|재임|임기|재직")
_TOPIC = re.compile(_CLOSING + r"(?:\s*\([^()]{0,200}\))?\s*(?:은|는|이란)\s+(.+)")
_COPULA = re.compile(r"([가-힣A-Za-z]+)(?:이다|이었다|였다|이며|이자|입니다)(?=$|[\s.,])")
_COPULA_SHORT = re.compile(r"([가-힣]+)다(?=\.?$)")
_WAS_BORN = re.compile(rf"({YEAR_IN_TEXT})년[^.]{{0,30}}?(?:에|에서)? ?태어[나난났]")
_IN_YEAR = re.compile(rf"({YEAR_IN_TEXT})년")
_PASSIVE = re.compile(r"(?:되었다|되다|됐다|받았다)\.?$")
_OF_AGENTS = re.compile(
    r"(?:이끌었다|태어났다|불렀다|결혼하였다|결혼했다|사망하였다|사망했다|졸업하였다|졸업했다|싸웠다|가르쳤다)\.?$"
)
_OF_EVENTS = re.compile(r"(?:끝났다|일어났다|발발하였다|발발했다|시작되었다|시작됐다)\.?$")
_BEGAN = re.compile(rf"({YEAR_IN_TEXT})년에? [^.]{{0,30}}?(?:세웠|세워졌|설립|창립|창단|개교|개관|문을 열)")
_WHERE = re.compile(r"([가-힣]{2,})(?:에|에서) (?:있는|있던|있었던|위치한|자리한|세워진|세운|세웠다)")
_MADE = re.compile(rf"({YEAR_IN_TEXT})년에? (?:개봉|발매|발표|방영|방송|출판|출간|창단)")
_WORD_BEFORE = re.compile(r"(?:^|\s)([가-힣]{2,})\s?[《〈『「<\"“‘']*$")
_CAPITAL = re.compile(r"의 (?:수도|주도)(?:는|은|인)\s+([가-힣]+)")
_PERSON = "Person"
_PLACE = "Place"
_BODY = "Organization"
# Ends of nouns for what people do.
_FIELDS = {
    "sport": ("선수", "골키퍼", "투수", "타자", "센터"),
    "science": ("학자", "수학자", "물리학자", "화학자", "생물학자", "천문학자", "공학자"),
    "medicine": ("의사", "한의사", "간호사"),
    "music": ("가수", "작곡가", "연주자", "피아니스트", "래퍼", "명창"),
    "stage": ("배우", "영화감독", "코미디언"),
    "art": ("화가", "조각가"),
    "craft": ("장인", "목수", "도예가", "대장장이"),
    "faith": ("승려", "스님", "목사", "신부", "수녀"),
    "law": ("변호사", "판사", "검사"),
    "war": ("장군", "군인", "장교"),
    "politics": ("정치인", "정치가", "국회의원", "장관"),
}
_NOT_A_KIND = frozenset({"Thing", "Concept", "Occupation", "Position", "Date", "Quantity"})


def korean_clues(before: str, behind: str, surface: str, type_name: str) -> Iterator[str]:
    """The clues of one mention: `before` and `behind` are the rest of its sentence."""
    is_place = family(type_name) == _PLACE
    quoted = _OPENING.search(before) is not None
    if quoted:
        yield "as:Work"
    if before_it := _WORD_BEFORE.search(before):
        yield from _exact_kind(before_it[1], "as")
        if (code := region_code(before_it[1])) and is_place and not quoted and not is_country(surface):
            yield f"in:{code}"
    if bracket := _BRACKET.match(behind):
        is_person = type_name == _PERSON
        yield from (
            clue for clue in _in_brackets(bracket[1]) if is_person or not clue.startswith(("born:", "died:"))
        )
    if is_place and (capital := _CAPITAL.match(behind)) and (code := _city_code(capital[1])):
        yield f"in:{code}"
    if topic := _TOPIC.match(behind):
        yield from _said(topic[1], type_name)


def _in_brackets(text: str) -> Iterator[str]:
    if _TERM.search(text):
        return
    if life := _LIFE.search(text):
        yield f"born:{life[1]}"
        yield f"died:{life[2]}"
    elif born := _BORN.search(text) or _BORN_IN.search(text):
        yield f"born:{born[1]}"
    else:
        # A party in brackets is a person's; a film is what the name is.
        yield from (clue for clue in _exact_kind(text, "is") if clue.startswith("is:Work"))


def _said(said: str, type_name: str) -> Iterator[str]:
    if copula := _COPULA.search(said):
        yield from _kind(copula[1], "is")
    elif short := _COPULA_SHORT.search(said):
        yield from _kind(short[1], "is")
    if made := _MADE.search(said):
        yield f"year:{made[1]}"
    if _OF_AGENTS.search(said):
        yield "does:Agent"
    elif _OF_EVENTS.search(said):
        yield "does:Event"
    if family(type_name) in {_BODY, _PLACE} and (
        where := _WHERE.search(said) or (_PART_OF.match(said) if family(type_name) == _PLACE else None)
    ):
        yield from (f"in:{code}" for code in (region_code(where[1]) or _city_code(where[1]),) if code)
    if family(type_name) == _BODY and (began := _BEGAN.search(said)):
        yield f"began:{began[1]}"
    if type_name == _PERSON:
        if (copula := _COPULA.search(said)) and (era := _ERA.search(said[: copula.start()])):
            yield f"era:{_ERAS[era[1]]}"
        years = set(_IN_YEAR.findall(said))
        if born := _WAS_BORN.search(said):
            yield f"born:{born[1]}"
        elif len(years) == 1 and not _PASSIVE.search(said):
            yield f"lived:{years.pop()}"


def _kind(noun: str, aspect: str) -> Iterator[str]:
    kind = lexicon().type_of_kind(noun)
    if kind is not None and kind not in _NOT_A_KIND:
        yield f"{aspect}:{kind_path(kind)}"
    if kind == _PERSON:
        yield from (f"works:{field}" for field, ends in _FIELDS.items() if noun.endswith(ends))


def _exact_kind(noun: str, aspect: str) -> Iterator[str]:
    return _kind(noun, aspect) if lexicon().is_kind(noun) else iter(())


def _city_code(word: str) -> str | None:
    """The region of the city at the beginning of the word, behind which particles may stand."""
    return next((code for end in range(len(word), 1, -1) if (code := region_of_city(word[:end]))), None)
