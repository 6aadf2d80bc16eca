"""What is said where no record can be recommended, or not all of the wish is met."""

from collections.abc import Sequence

from schemas.document import Language
from schemas.recommendation import FacetCondition

_NAMED = 6


def no_records(language: Language) -> str:
    """That there is nothing to recommend."""
    if language == "ko":
        return "추천할 기록이 없습니다. JSON, XML, JSON Lines의 레코드나 열 이름을 지정한 표의 행을 문서로 넣으면 추천할 수 있습니다."
    return (
        "There are no records to recommend. Records of JSON, XML and JSON Lines are, and rows of tables where the column of their text, "
        "title or id is named."
    )


def none_meets_all(
    conditions: Sequence[FacetCondition], emptied_by: Sequence[str], records: int, language: Language
) -> str:
    """Which conditions leave nothing, and without which there would be something."""
    unmet = [one.said for one in conditions if not one.records]
    if language == "ko":
        counted = ", ".join(f"“{one.said}” {one.records}건" for one in conditions)
        told = f"기록 {records}건 가운데 조건을 모두 만족하는 것이 없습니다: {counted}."
        helps = f" {_quoted(emptied_by)} 없이 찾으면 추천할 것이 있습니다." if emptied_by else ""
        return f"{told}{helps}"
    counted = ", ".join(f"“{one.said}” {one.records}" for one in conditions)
    told = f"Of {_number(records)} none meets all that is asked ({counted})."
    if unmet:
        told = (
            f"No record states {_quoted(unmet)}. {told}"
            if len(conditions) > 1
            else f"None of {_number(records)} states {_quoted(unmet)}."
        )
    helps = f" Without {_quoted(emptied_by)} there would be some." if emptied_by else ""
    return f"{told}{helps}"


def none_is_near(names: Sequence[str], records: int, language: Language) -> str:
    """That nothing is near to the wish, and by what else it can be chosen."""
    fields = ", ".join(names[:_NAMED])
    if language == "ko":
        return f"기록 {records}건 가운데 바라는 것에 충분히 가까운 것이 없습니다. 다른 말로 묻거나 기록에 적힌 항목으로 골라 보세요: {fields}."
    return f"None of {_number(records)} is near enough to the wish. Say it in other words, or choose by what the records state: {fields}."


def left_unsaid(words: Sequence[str], language: Language) -> str:
    """Which words of the wish stand in none of the records that are recommended; empty for none."""
    if not words:
        return ""
    if language == "ko":
        return f"추천한 기록에 없는 말: {_quoted(words)}."
    return f"None of these says {_quoted(words)}."


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _number(records: int) -> str:
    return f"{records} record" if records == 1 else f"{records} records"
