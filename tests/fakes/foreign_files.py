"""What files say that other programs wrote than those that read them; it was written first."""

from pathlib import Path

FILES = Path(__file__).resolve().parents[1] / "fixtures" / "documents"
SOURCES = {
    "korean": """은하 도서관
은하 도서관은 1962년에 박서윤이 세웠다. 지금 관장은 이도현이다.
층별 안내
1층: 어린이실
2층: 열람실
층 담당
1 김하늘
2 최보람""",
    "report": """The Alder Mill
The mill was built by Jon Brook in 1790.
It stands in Elm
People
Millers
Ann Roe, until 1850
Bo Lind
Owners
First, the wheel turns.
Then the stone turns.
Rooms
Room Floor Keeper
Kitchen 1 Cy Dorn
Attic Eva Holt
The river never slept, said Ann.
wheel = 3
acres""",
    "tour": """Elm tour
The tour was led by Eva Holt in May 1987.
Bridge
old arch
Weir
Stop Guide
Bridge Cy Dorn
End
It ended at the quay.""",
    "force": """The force of the wheel
The force of the wheel is F = m a, as Jon Brook found in 1790; see the town book.
E = m c^2
It stands in Elm.""",
    "staff": """Name Unit Since Note
Ann Roe Mill 1998 Head, of the mill
Bo Lind 2003
김하늘 열람실 2011 두 줄 메모""",
    "weir": """Gauges of the weir
The weir was built by Bo Lind.
Elm gauge
Oak gauge""",
    "lock": """느릅 수문
느릅 수문은 한서진이 1962년에 세웠다.
오가람이 수문을 지킨다.""",
    "quay": """The quay of Elm
The quay was laid by Ingrid Moss in 1855.
Per Holt keeps the crane.""",
    "gauges": """Gauge Place Metres Read
Elm 물레방아 1.25 TRUE
Oak Weir 0.5 FALSE""",
    "prices": """Item Price Day
Flour 2.5 2024-03-01
Rye 3 2024-03-02""",
}
STAFF = [
    "Name | Unit | Since | Note",
    'Ann Roe | Mill | 1998 | Head, of the "old" mill',
    "Bo Lind | | 2003 |",
    "김하늘 | 열람실 | 2011 | 두 줄 메모",
]
TEXTS = {
    "json-xml/docbook.xml": [
        "The mill was built by Jon Brook in 1790.",
        "People",
        "Ann Roe was the miller until 1850.",
        "First, the wheel turns.",
        "Then the stone turns.",
    ],
    "json-xml/tei.xml": ["은하 도서관은 1962년에 박서윤이 세웠다.", "층별 안내", "1층은 어린이실이다."],
    "sqlite/staff.csv": STAFF,
    "sqlite/rooms.tsv": ["Room keeper | Room", "Ann Roe | Mill", "김하늘 | 열람실"],
    "json-xml/locks.tsv": ["Lock | Keeper | Year", "Elm lock | Per Holt | 1911", "느릅 수문 | 오가람 | 1962"],
    "nodemailer/visit.eml": [
        "Visit of the mill",
        "Ann Roe",
        "bo@mill.example",
        "The mill was built by Jon Brook in 1790.",
        "Eva Holt leads the tour.",
    ],
    "git/patch.eml": [
        "Turn the wheel by the river",
        "Cy Dorn",
        "The wheel was cast by Ingrid Moss, and 김하늘 painted it.",
        "+wheel = 3",
    ],
    "subtitles/tour.srt": [
        "The mill was built by Jon Brook in 1790. It stands in Elm.",
        "은하 도서관은 박서윤이 세웠다.",
    ],
    "subtitles/tour.vtt": [
        "The mill was built by Jon Brook in 1790. It stands in Elm.",
        "은하 도서관은 박서윤이 세웠다.",
    ],
    "subtitles/weir.vtt": [
        "The weir was built by Bo Lind & his son.",
        "느릅 수문은 한서진이 세웠다.",
    ],
    "subtitles/weir.srt": ["The weir was built by Bo Lind & his son.", "느릅 수문은 한서진이 세웠다."],
    "subtitles/korean.vtt": ["은하 도서관은 1962년에 박서윤이 세웠다.", "지금 관장은 이도현이다."],
    "subtitles/korean.srt": ["은하 도서관은 1962년에 박서윤이 세웠다.", "지금 관장은 이도현이다."],
}
_GATES = ["The Oak lock was built by Per Holt in 1911.", "참나무 수문은 오가람이 지킨다."]
RECORDS = dict.fromkeys(("sqlite/gates.json", "json-xml/gates.jsonl", "node/gates.ndjson"), _GATES)
ARCHIVES = {
    "zip/infozip.zip": {"staff.csv", "weir.txt", "방/안내.md"},
    "zip/jar.zip": {"staff.csv", "weir.txt", "방/안내.md"},
    "git/archive.zip": {"staff.csv", "docs/elm.md"},
}
SAID = {
    "staff.csv": "Ann Roe | Mill",
    "weir.txt": "The weir was built by Bo Lind.",
    "방/안내.md": "은하 도서관은 1962년에 박서윤이 세웠다.",
    "docs/elm.md": "The elm was felled by Jon Brook.",
}
