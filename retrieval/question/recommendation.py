"""Questions for a recommendation, told from those about what somebody recommended."""

import re

from schemas.document import Language

REQUEST = r"(?:please\s+|(?:can|could|would|will)\s+you\s+(?:please\s+)?)*(?:recommend|suggest)\b"
"""How a request in English begins, as a pattern."""
_ENGLISH = re.compile(
    rf"^{REQUEST}"
    r"|\b(?:what|which)\b.*\b(?:do|would|can|could|should)\s+(?:you|we|i)\s+(?:recommend|suggest)\b"
    r"|\b(?:what|which(?:\s+\w+){1,3})\s+(?:should|could|can)\s+(?:i|we)\s+read\b"
    r"|\b(?:what|which(?:\s+\w+){1,3})\s+should\s+(?:i|we)\s+(?:watch|hear|play|cook|try|visit|choose|listen)\b"
    r"|^(?:do\s+you\s+have\s+|have\s+you\s+(?:got\s+)?|give\s+me\s+|i(?:'d|\s+would)\s+like\s+|i\s+(?:need|want)\s+)?"
    r"(?:(?:an?|any|some|your)\s+(?:\w+\s+){0,2})?(?:recommendation|suggestion)s?(?:\s+(?:for|on|about|please)\b|$)",
    re.IGNORECASE,
)
_PLEASE_KOREAN = (
    r"(?:해|하여)?\s*(?:줘|주[가-힣]*|줄[가-힣]*|줬으면[가-힣]*|달라[가-힣]*|드려[가-힣]*|봐[가-힣]*)"
    r"(?:\s*(?:요|좋겠[가-힣]*))?"
)
_KOREAN = re.compile(
    rf"추천(?:을|를)?\s*(?:좀\s*)?(?:{_PLEASE_KOREAN}|부탁[가-힣]*(?:\s*[가-힣]+)?|바라[가-힣]*|바랍니다|해요?|요|좀|받고\s*싶[가-힣]*)?$"
    r"|추천할\s*(?:만한|수\s*있는)"
    r"|(?:읽을|볼|들을|가\s*볼)\s*만한.*(?:있|뭐|무엇|알려|골라)"
    r"|(?:읽으면|보면|들으면)\s*좋을까[가-힣]*$"
)


def asks_recommendation(question: str, language: Language) -> bool:
    """Whether the question asks to recommend something, not what was recommended by whom."""
    plain = " ".join(question.split()).rstrip("?.!？~ ")
    return (_KOREAN if language == "ko" else _ENGLISH).search(plain) is not None
