"""Questions about the collection itself: how many documents there are, which there are, which of them mention something."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from schemas.document import Language

CollectionKind = Literal["count", "list", "mention"]
_KINDS: tuple[CollectionKind, ...] = ("count", "list", "mention")

_LONGEST_NAME = 80
_DOCS = r"(?:documents?|files?)"
_PLACE = (
    r"(?:\s+(?:(?:stored|kept|loaded|available|indexed)\s*)?(?:here|in\s+(?:the|this|your|our)\s+"
    r"(?:collection|library|graph|database|system|store|index|corpus|knowledge\s+(?:base|graph))))?"
)
_IN_ALL = r"(?:\s+(?:in\s+(?:all|total)|altogether|now))?"
_HAVE = (
    r"(?:are\s+(?:there|stored|available|loaded|indexed)|exist|have\s+you(?:\s+got)?|"
    r"(?:do|can|did)\s+(?:you|we|I)\s+(?:have|hold|know|store|search|see)|does\s+(?:the|this)\s+collection\s+(?:have|hold|contain))"
)
_SPEAK_OF = (
    r"(?:mentions?|names?|discuss(?:es)?|contains?|cites?|talks?\s+(?:about|of)|speaks?\s+(?:about|of)|(?:are|is)\s+about|"
    r"deals?\s+with|refers?\s+to|says?\s+something\s+(?:about|of))"
)
_SHOW = r"(?:list|show|name)\s+(?:me\s+)?(?:all\s+)?(?:the\s+)?"
_SPOKEN = r"(?:mentioned|named|discussed|found|cited|appear|occur)"
_DOCS_KO = r"(?:문서|파일)(?:들)?"
_WHERE_KO = r"(?:(?:여기|이곳|이?\s?(?:컬렉션|저장소|시스템|데이터베이스|그래프))(?:에는|에|의)?\s*)?(?:(?:저장된|등록된|보유한|가지고 있는)\s*)?"
_SPOKEN_KO = r"(?:나오는|나온|언급된|언급하는|언급한|언급되는|등장하는|다루는|다룬)"
_PARTICLE_KO = r"(?:이|가|을|를|은|는|에 대해|에 대해서|에 관해)?"
_TAIL_KO = r"(?:은|는|이|가|을|를|에는)?\s*(?:모두|전부|총)?\s*(?:무엇|어떤|어느|뭐|몇|목록|알려|나열|보여|말해|있)\S*(?:\s\S+){0,2}"
_ALL_KO = r"(?:전체\s*|모든\s*)?"
_OF_KO = r"(?:이|가|은|는|의 수는|의 개수는| 수는| 개수는)?"
_TOGETHER_KO = r"(?:모두|전부|총|다 합쳐서?)?"
_HOW_MANY_KO = r"(?:몇\s*(?:개|건|편)|얼마)(?:나|가|이나)?"
_ARE_KO = r"(?:있\S*|입니까|인가요?|이에요|예요|야|되나요|됩니까)?"
_SHOW_KO = r"(?:나열|보여|알려|열거)\S*(?:\s\S+)?"
_OCCURS_KO = r"(?:나오|나옵|나와|언급|등장)\S*"
_POLITE = re.compile(r"(?i)^(?:please|can you(?: please)?|could you(?: please)?|tell me)\s+")
_ARTICLE = re.compile(r"(?i)^(?:the|an?)\s+")
_QUOTES = "\"'“”‘’「」『』 "


@dataclass(frozen=True)
class CollectionQuestion:
    """What is asked of the collection: the number of its documents, their list, or those that mention `about`."""

    kind: CollectionKind
    about: str = ""


def _patterns(**of_kind: Sequence[str]) -> dict[CollectionKind, list[re.Pattern[str]]]:
    return {kind: [re.compile(one, re.IGNORECASE) for one in of_kind[kind]] for kind in _KINDS}


_ENGLISH = _patterns(
    count=(
        rf"how\s+many\s+{_DOCS}\s+(?:{_HAVE}|are)?{_PLACE}{_IN_ALL}",
        rf"what\s+is\s+the\s+(?:total\s+)?number\s+of\s+(?:the\s+)?{_DOCS}{_PLACE}{_IN_ALL}",
    ),
    list=(
        rf"(?:what|which)\s+{_DOCS}\s+(?:{_HAVE}|are){_PLACE}{_IN_ALL}",
        rf"(?:list|show|name)\s+(?:me\s+)?(?:all\s+)?(?:of\s+)?(?:the\s+|your\s+)?{_DOCS}{_PLACE}",
    ),
    mention=(
        rf"(?:what|which|how\s+many)\s+{_DOCS}\s+{_SPEAK_OF}\s+(?P<about>.+)",
        rf"{_SHOW}{_DOCS}\s+(?:(?:that|which)\s+{_SPEAK_OF}|about)\s+(?P<about>.+)",
        rf"in\s+(?:what|which|how\s+many)\s+{_DOCS}\s+(?:is|are|was|were|does|do)\s+(?P<about>.+?)\s+{_SPOKEN}",
        rf"(?:what|which|how\s+many)\s+{_DOCS}\s+(?:is|are)\s+(?P<about>.+?)\s+(?:mentioned|named|found)\s+in",
    ),
)
_KOREAN = _patterns(
    count=(rf"{_WHERE_KO}{_ALL_KO}{_DOCS_KO}{_OF_KO}\s*{_TOGETHER_KO}\s*{_HOW_MANY_KO}\s*{_ARE_KO}",),
    list=(
        rf"{_WHERE_KO}(?:어떤|무슨)\s*{_DOCS_KO}(?:이|가|을|를)?\s*(?:있\S*|가지고 있\S*|갖고 있\S*)",
        rf"{_WHERE_KO}{_ALL_KO}{_DOCS_KO}(?:의)?\s*(?:목록)?(?:을|를)?\s*(?:모두|전부)?\s*{_SHOW_KO}",
    ),
    mention=(
        rf"(?P<about>.+?){_PARTICLE_KO}\s*{_SPOKEN_KO}\s*{_DOCS_KO}{_TAIL_KO}",
        rf"(?:어떤|어느)\s*{_DOCS_KO}(?:에|에서)\s*(?P<about>.+?){_PARTICLE_KO}\s*{_OCCURS_KO}",
        rf"(?:어떤|어느)\s*{_DOCS_KO}(?:이|가)\s*(?P<about>.+?){_PARTICLE_KO}\s*(?:언급|다루|다룹)\S*",
        rf"(?P<about>.+?){_PARTICLE_KO}\s*(?:어떤|어느)\s*{_DOCS_KO}에서?\s*{_OCCURS_KO}",
    ),
)


def asked_of_collection(question: str, language: Language) -> CollectionQuestion | None:
    """What the question asks of the collection; None for one that asks of what its documents say."""
    plain = _POLITE.sub("", " ".join(question.split()).rstrip("?.!？ "))
    patterns = _KOREAN if language == "ko" else _ENGLISH
    matches = ((kind, found) for kind in _KINDS for one in patterns[kind] if (found := one.fullmatch(plain)))
    kind, found = next(matches, (None, None))
    if kind is None or found is None:
        return None
    about = found["about"] if kind == "mention" else ""
    about = (about if language == "ko" else _ARTICLE.sub("", about)).strip(_QUOTES)
    return CollectionQuestion(kind, about) if len(about) <= _LONGEST_NAME else None
