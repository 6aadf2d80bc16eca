"""What the Chinese characters behind a Korean name say it is: 明美堂 is a building, 共和黨 a party."""

import re

_HANJA = re.compile(r"[\u4e00-\u9fff]{2,8}")
_BY_END = {
    "Person": "王祖帝后妃公侯",
    "Place": "山島嶺峰岳嶽谷",
    "Water": "江河川湖海灣",
    "Region": "州道縣郡省",
    "City": "市邑里村",
    "Country": "國",
    "Structure": "寺宮殿閣樓堂塔門橋城廟陵驛亭庵",
    "Book": "書記經錄集傳抄",
    "Conflict": "戰亂役",
    "Language": "語",
    "PoliticalParty": "黨",
    "GovernmentBody": "軍府部廳曹",
    "Award": "賞",
    "Law": "法",
    "Song": "歌曲",
}
_TYPE_OF_END = {character: kind for kind, characters in _BY_END.items() for character in characters}
_SURNAMES = frozenset("金李朴崔鄭姜趙尹張林韓吳徐申權黃安宋柳洪高文孫梁裵白許南沈盧丁成郭車朱禹具閔")
_SYLLABLES = range(2, 4)


def is_hanja(text: str) -> bool:
    """Whether the text is of Chinese characters alone."""
    return _HANJA.fullmatch(text) is not None


def type_of_hanja(text: str) -> str | None:
    """The type that the last character tells, else a person where the first is a surname; None for other text."""
    if not is_hanja(text):
        return None
    kind = _TYPE_OF_END.get(text[-1])
    if kind is not None:
        return kind
    return "Person" if len(text) in _SYLLABLES and text[0] in _SURNAMES else None
