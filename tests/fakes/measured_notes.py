"""A folder of two notes, and questions of which it is known what a right answer is."""

import json
from pathlib import Path

_NOTES = {
    "mill.md": "# Cloth Hall\n\nMira Holt founded Cloth Hall in 1871.\n\nCloth Hall stands in Leeds.\n",
    "press/house.txt": "The lamp house\n\nOtto Berg built Lamp House in York.\n",
}
_QUESTIONS: tuple[dict[str, object], ...] = (
    {
        "id": "founder",
        "question": "Who founded Cloth Hall?",
        "answers": ["Mira Holt"],
        "gold": [{"document": "mill.md", "text": "Mira Holt founded  Cloth Hall in 1871."}],
        "kind": "fact",
    },
    {
        "id": "builder",
        "question": "Who built Lamp House?",
        "answers": ["Otto Berg"],
        "gold": [{"document": "house.txt", "text": "Otto Berg built Lamp House in York."}],
        "kind": "fact",
    },
    {"id": "none", "question": "Who painted Cloth Hall?", "answerable": False, "kind": "unanswerable"},
)


def write_notes(folder: Path) -> Path:
    """The folder with the notes in it."""
    for name, text in _NOTES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def write_questions(folder: Path) -> Path:
    """A file of the questions in this folder."""
    file = folder / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, _QUESTIONS)), encoding="utf-8")
    return file
