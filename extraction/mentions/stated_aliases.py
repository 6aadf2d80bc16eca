"""Where a text says that two names are one thing's: "A, also known as B", "A (born B)", "A(B)" in two scripts, "A의 본명은 B"."""

import re
from collections.abc import Iterator, Sequence

from kg.text.entity_type import FALLBACK_TYPES
from kg.text.hangul import has_hangul
from schemas.chunk import Chunk
from schemas.document_graph import Mention

_NEAR = 4
_FAR_CHARS = 80
_OPENING = "(?:the )?[\"'“‘《『]?$"
_KIND = (
    r"(?:(?:birth|maiden|pen|stage|ring|real|original|former|old|full|official|religious|regnal|code|screen|trading|local|common|popular|native|[A-Z]\w+) )?"
    r"(?:name|pseudonym|nickname|alias|acronym|abbreviation)"
)
_HOW = (
    r"(?:(?:also|better|best|formerly|previously|originally|once|first|popularly|commonly|professionally|widely|sometimes|later|"
    r"now|today|often|simply|or|variously) )*"
)
_LANGUAGE = (
    r"(?:English|Korean|German|French|Spanish|Italian|Portuguese|Latin|Greek|Russian|Japanese|Chinese|Arabic)"
)
_KNOWN = re.compile(
    rf"^,? ?\(?(?:who |which |that )?(?:is |was |are |were )?{_HOW}"
    r"(?:(?:known|printed|published|released|billed|referred to|credited|styled|abbreviated)(?: \w+ly)?"
    rf"(?: in {_LANGUAGE})?(?: as|(?: by| under) (?:\w+ ){{1,3}}(?:name|pseudonym)(?: of)?)|a\.?k\.?a\.?|alias|formerly) {_OPENING}"
)
# Who called Eve is not Eve: "was called", ", called", "(called".
_CALLED = re.compile(
    r"^(?:,? ?\(?(?:who |which |that )?(?:is|was|are|were) |,? \(|, )"
    rf"{_HOW}(?:called|nicknamed|dubbed) {_OPENING}"
)
_NAMED = re.compile(
    rf"^(?:'s|,? ?\(?(?:whose|with)) {_KIND} (?:is|was|were|being) {_OPENING}|^,? ?\(?{_KIND}:? {_OPENING}"
)
_IS_NAME_OF = re.compile(
    rf"^ (?:is|was) (?:the|an|another) (?:[\w-]+ )?{_KIND} (?:of|for) (?:the )?[\"'“‘]?$"
)
_LATER = re.compile(r"^,? ?\(?later (?:the )?[\"'“‘]?$")
_NOW = re.compile(r"^(?:,| \() ?(?:now|today|now called) (?:the )?[\"'“‘]?$")
_ALONE = re.compile(r"^[\"'”’]?[,.;)]")
_CALLED_THEN = re.compile(r"^, as (?:the )?$")
_WAS_CALLED = re.compile(r"^ (?:was|is) (?:then |now |once |later )?(?:called|known|named)")
_BECAME = re.compile(r"^,?(?: [^.;:()]*,)? became (?:the )?$")
_SINCE = re.compile(r"^ in \d{4}\b|^[.;]")
_IN_LANGUAGE = re.compile(rf"^,? ?\(?(?:in (?:full|short|{_LANGUAGE})|{_LANGUAGE}:),? {_OPENING}")
_SPELLED = re.compile(
    rf"^,? ?\(?(?:also |often |sometimes )?(?:spelled|spelt|transliterated|romani[sz]ed)(?: as)? {_OPENING}"
)
_UNDER_NAME = re.compile(
    r"^,? ?(?:who )?(?:writes|wrote|records|recorded|performs|performed|publishes|published|acts|acted|works|worked) "
    rf"(?:under|by) (?:the|his|her) {_KIND} (?:of )?{_OPENING}"
)
_TOOK_NAME = re.compile(
    rf"^,? ?(?:who )?(?:took|adopted|used|chose) (?:the|his|her) {_KIND} (?:of )?{_OPENING}"
)
_SINCE_YEAR = re.compile(r"^, (?:since|from) \d{4},? (?:the )?$")
_BECAME_PERSON = re.compile(r"^,? (?:who )?(?:later |then |afterwards )?became $")
_LATER_BECAME = re.compile(r"^ [^.;:()]{0,60}\blater became $")
_RENAMED = re.compile(
    rf"^,? ?(?:which )?(?:is|was|were) (?:later |then )?(?:renamed|rechristened|retitled)(?: as)? {_OPENING}"
)
_BORN = re.compile(rf"^,? ?\(?(?:née|nee|born|born as) {_OPENING}")
_KOREAN_KIND = (
    "(?:본명|이름|호|아호|별호|자|법명|법호|시호|묘호|별명|별칭|필명|예명|아명|약칭|약자|줄임말|애칭|가명|통칭|정식 명칭|옛 명칭|"
    "영문 이름|영어 이름|영문명|세례명|(?:옛|본래|원래|다른|또 다른|공식) 이름)"
)
_KOREAN_NAMED = re.compile(rf"^(?:의 |(?:은|는) ){_KOREAN_KIND}(?:은|는|이|가) [《『\"'“‘]?$")
_KOREAN_OR = re.compile(
    rf"^,? ?\(?(?:또는|혹은|일명|이른바|속칭|(?:영어|한국어|독일어|프랑스어|일본어|중국어):|{_KOREAN_KIND}:?) [《『\"'“‘]?$"
)
_KOREAN_OBJECT = re.compile(r"^(?:을|를) [《『\"'“‘]?$")
_KOREAN_CALLED = re.compile(
    r"^[》』\"'”’]?(?:이?라고도?|이?라|으?로도?) (?:적|쓰|썼|쓴|부르|부른|불렀|불리|불렸|불린|일컫|일컬|칭하|칭했|칭한|알려)"
)
_KOREAN_IS_NAME_OF = re.compile(rf"^의 {_KOREAN_KIND}(?:이다|이며|이고|이었|였|이라|이자)")
_KOREAN_NEAR_TOPIC = re.compile(r"^(?:은|는) [^.!?]{0,20}$")
_KOREAN_TOPIC = re.compile(r"^(?:은|는) [^.!?]*$")
_KOREAN_IS = re.compile(r"^[》』\"'”’]?(?:이다|다\b|이며|며\b|이고|고\b|이었|였|이라|라\b|이자|,|\()")
_KOREAN_RENAMED = re.compile(r"^[》』\"'”’]?(?:으로|로) (?:이름을 (?:바꾸|바꿨|변경)|개칭|개명)")
_BRACKET = re.compile(r"\(([A-Z][^\W\d_]+(?:[ '’.-]+[^\W\d_]+){0,5}\.?|[가-힣]{2,}(?: [가-힣]+){0,3})\)")
_LAST_WORDS = re.compile(r"(?:[\w'’.-]+ ){0,4}[\w'’.-]+ ?$")
_KOREAN_CALLED_SO = re.compile(
    r"^[》』\"'”’]?(?:으로|로|이?라고)(?: 줄여)? (?:불리는|알려진|부르는|일컫는) $"
)
_KOREAN_THAT_IS = re.compile(r"^, (?:곧|즉) $")
_WORDINGS = (
    _KNOWN,
    _CALLED,
    _NAMED,
    _IS_NAME_OF,
    _IN_LANGUAGE,
    _SPELLED,
    _UNDER_NAME,
    _TOOK_NAME,
    _RENAMED,
    _KOREAN_OR,
    _KOREAN_CALLED_SO,
    _KOREAN_THAT_IS,
)
_PERSON = "Person"
_ORGANISATION = "Organization"
_MEASURES = frozenset({"Date", "Quantity"})
_DATE = re.compile(r"(?:\d{1,2} )?(?:[A-Z][a-z]+ )?(?:\d{1,2}, )?\d{1,4}[년월일]?")
# What stands behind these is only the end of what has the other name: "the Bishop of Rome, also known as the Pope".
_INSIDE = re.compile(r"(?:\b(?:of|in|at|from|to|on|for|near|and|or)(?: the)?|\b[A-Z]\w+,) $")


def stated_aliases(chunk: Chunk, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Pairs (name, alias) of mentions of the chunk, in the order of the text, that its text says to be one thing."""
    by_start = sorted(mentions, key=lambda mention: (mention.start, -mention.end, mention.origin))
    ordered = [
        one for one, before in zip(by_start, [None, *by_start], strict=False) if not _is_part(one, before)
    ]
    for index, alias in enumerate(ordered):
        for name in reversed(ordered[max(0, index - _NEAR) : index]):
            if (
                name.end <= alias.start
                and name.origin != alias.origin
                and _is_stated(chunk.text, name, alias)
                and all(map(_is_proper, (name, alias)))
                and not _INSIDE.search(chunk.text[: name.start])
            ):
                yield name, alias
                break


def bracketed_names(text: str) -> Iterator[tuple[list[str], str]]:
    """What stands alone in brackets behind the other script: "로저 펜로즈(Roger Penrose)".

    With it come the names that it may be another of, the longest first: the words right before it.
    """
    for bracket in _BRACKET.finditer(text):
        before = text[max(0, bracket.start() - _FAR_CHARS) : bracket.start()]
        words = _LAST_WORDS.search(before)
        if words is not None and has_hangul(words[0].split()[-1]) != has_hangul(bracket[1]):
            starts = [word.start() for word in re.finditer(r"\S+", words[0])]
            yield [words[0][start:].strip() for start in starts], bracket[1]


def _is_part(mention: Mention, before: Mention | None) -> bool:
    return before is not None and mention.end < before.end


def _is_proper(mention: Mention) -> bool:
    """Whether it is written as a name, and is no date: "botanical garden", "American singer" and "May 1972" are not."""
    first, last = mention.surface.split()[0], mention.surface.split()[-1]
    written = not (first[0].islower() or last[0].islower()) or first.lower() == "the"
    return written and mention.type not in _MEASURES and not _DATE.fullmatch(mention.surface)


def _is_stated(text: str, name: Mention, alias: Mention) -> bool:
    between, after = text[name.end : alias.start], text[alias.end : alias.end + _FAR_CHARS]
    if len(between) > _FAR_CHARS or "\n" in between:
        return False
    if between.strip() == "(":
        return after.startswith(")") and has_hangul(name.surface) != has_hangul(alias.surface)
    if any(wording.match(between) for wording in _WORDINGS):
        return True
    return any(
        before.match(between) and behind.match(after) and are_fit(name, alias)
        for before, behind, are_fit in _WORDINGS_AROUND
    )


def _are_any(_name: Mention, _alias: Mention) -> bool:
    return True


def _are_born(name: Mention, alias: Mention) -> bool:
    """Two persons' names; a family name alone ("née Gibson") is that of others."""
    return " " in alias.surface and all(
        (one.type == _PERSON or one.type in FALLBACK_TYPES) and not any(map(str.isdigit, one.surface))
        for one in (name, alias)
    )


def _are_full_persons(name: Mention, alias: Mention) -> bool:
    """As in "Maria Holm, later Marie Berg", and not in "in Paris, later Rome"."""
    return name.type == _PERSON and " " in name.surface and " " in alias.surface


def _are_kept_by_birth(name: Mention, alias: Mention) -> bool:
    """Two full names of persons with one given name: "Jane Roe studied in Bonn and later became Jane Doe"."""
    return _are_full_persons(name, alias) and name.surface.split()[0] == alias.surface.split()[0]


def _are_alike(name: Mention, alias: Mention) -> bool:
    return name.type == alias.type


def _are_organisations(name: Mention, alias: Mention) -> bool:
    return name.family == _ORGANISATION and alias.type in {name.type, *FALLBACK_TYPES}


_ANYTHING = re.compile("")
_WORDINGS_AROUND = (
    (_BORN, _ANYTHING, _are_born),
    (_LATER, _ALONE, _are_full_persons),
    (_SINCE_YEAR, _ALONE, _are_full_persons),
    (_BECAME_PERSON, _ANYTHING, _are_full_persons),
    (_LATER_BECAME, _ANYTHING, _are_kept_by_birth),
    (_NOW, _ALONE, _are_alike),
    (_CALLED_THEN, _WAS_CALLED, _are_any),
    (_BECAME, _SINCE, _are_organisations),
    (_KOREAN_NAMED, _KOREAN_IS, _are_any),
    (_KOREAN_TOPIC, _KOREAN_RENAMED, _are_any),
    (_KOREAN_NEAR_TOPIC, _KOREAN_IS_NAME_OF, _are_any),
    (_KOREAN_OBJECT, _KOREAN_CALLED, _are_any),
)
"""What stands between two names and behind them where they are one thing's, and what must be true of the names."""
