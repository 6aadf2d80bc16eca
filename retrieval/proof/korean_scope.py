"""What takes a Korean clause back or limits it: hedges, plans, amounts; and whether a reason is given."""

import re
from collections.abc import Sequence

from kg.text.korean import KoreanMorpheme
from kg.text.word_lists import words

ALL = words("모두 모든 전부 항상 늘 언제나 매 날마다 매일 전체 온 다 오직 유일 매년 해마다 누구나")
"""Words by which a clause holds for all."""
SOME = words(
    "일부 몇 대부분 많은 가끔 때때로 거의 약 정도 쯤 여러 대체로 종종 자주 이따금 드물다 몇몇 상당수 다수 소수 절반 "
    "간혹 대개 주로 보통"
)
"""Words by which it holds for some."""
HEDGES = words("아마 아마도 어쩌면 혹시 혹은 듯하다 듯싶다 싶다 보이다 모르다 만하다 뻔하다")
"""Words by which it may be so."""
PLANS = words("계획 예정 것 전망 듯 가능성 방침 생각 모양 셈 참 추측 소문 설 주장 제안")
"""Nouns behind a clause that present it as planned, possible or said."""
_THOUGHT = re.compile(
    r"(?:다고|라고|냐고|자고|다는|라는|으려고|려고|고자|을지|ᆯ지|을까|ᆯ까|다면|으면|면|거든|더라도|어도)$"
)
_REASON = re.compile(r"때문|덕분|덕에|탓|로 인[해하]|므로|으니까|니까|까닭|이유|원인|그래서|따라서|결과로")


def is_thought(ending: KoreanMorpheme, found: Sequence[KoreanMorpheme]) -> bool:
    """Whether the ending makes of its clause what somebody says, thinks, wants, or a condition."""
    if _THOUGHT.search(ending.form):
        return True
    if ending.tag != "ETM" or ending.form not in {"ᆯ", "을"}:
        return False
    after = next((one for one in found if one.start >= ending.end), None)
    return after is not None and after.form in PLANS


def gives_reason(text: str, found: Sequence[KoreanMorpheme]) -> bool:
    """Whether the sentence says why."""
    return _REASON.search(text) is not None or any(
        one.form in {"으므로", "므로", "니까", "느라"} for one in found
    )
