"""Questions from how documents are built: what stands under a heading, what a term means, how something is done."""

import re
from collections.abc import Iterator
from itertools import takewhile

from evaluation.data import EvalQuestion
from evaluation.dataset.corpus import CorpusDocument
from kg.text.hangul import has_hangul
from kg.text.korean import joined
from schemas.document import Block

_TERM = re.compile(
    r"[-*•·]?\s*\*{0,2}(?P<term>[^\W\d_][^:：*\n]{1,40}?)\*{0,2}\s*[:：]\s*\*{0,2}\s*(?P<meaning>\S.{19,})",
    re.DOTALL,
)
_HOW_TO = re.compile(r"how\s+to\s+(?P<what>.+)", re.IGNORECASE)
_KOREAN_HOW = re.compile(r"(?:.*(?:방법|절차|순서|요령))|.+(?:하기|만들기|쓰기)")
_STEP = re.compile(r"\s*(?:\d{1,2}|[a-z]|[가-하])[.)]\s")
_NUMBER = re.compile(r"^\s*(?:\d+(?:\.\d+)*\.?|[IVX]+\.)\s+")
_LEAST_CHARS, _MOST_CHARS = 40, 300
_MOST_STEPS = 8
_VAGUE = frozenset(
    [
        "note",
        "notes",
        "example",
        "examples",
        "warning",
        "tip",
        "see",
        "also",
        "introduction",
        "overview",
        "contents",
        "references",
        "source",
    ]
)


def structure_questions(document: CorpusDocument) -> Iterator[EvalQuestion]:
    """The questions of one document, without ids worth keeping: the caller numbers them."""
    for place, block in enumerate(document.blocks):
        if block.kind == "heading":
            yield from _under_heading(document, block, document.blocks[place + 1 :])
        elif block.kind == "item":
            yield from _definition(document, block)


def _under_heading(
    document: CorpusDocument, heading: Block, after: tuple[Block, ...]
) -> Iterator[EvalQuestion]:
    title = _NUMBER.sub("", " ".join(heading.title.split()))
    content = _content(heading, after)
    steps = [block for block in content if block.kind == "item"]
    if len(steps) > 1 and (asked := _how(title, document, steps)):
        yield _question(document, asked, "procedure", steps[:_MOST_STEPS])
        return
    told = _beginning(content)
    if sum(block.end - block.start for block in told) >= _LEAST_CHARS and _says_more(title, document.title):
        yield _question(document, _about(title, document), "heading", told)


def _beginning(content: list[Block]) -> list[Block]:
    """What comes first under a heading: its first paragraph, or the items or rows before any other block."""
    if not content or content[0].kind not in {"paragraph", "item", "row"}:
        return []
    kind = content[0].kind
    same = list(takewhile(lambda block: block.kind == kind, content))
    return same[:1] if kind == "paragraph" else same[:_MOST_STEPS]


def _content(heading: Block, after: tuple[Block, ...]) -> list[Block]:
    """What stands under the heading, up to the next one."""
    found = []
    for block in after:
        if block.kind == "heading":
            break
        if block.start >= heading.end:
            found.append(block)
    return found


def _how(title: str, document: CorpusDocument, steps: list[Block]) -> str | None:
    if how := _HOW_TO.fullmatch(title):
        return f"How do you {how['what'].rstrip('?.')}?"
    if _KOREAN_HOW.fullmatch(title):
        return (
            f"{joined(title, '은', 'JX')} 무엇입니까?"
            if title.endswith(("방법", "절차", "순서", "요령"))
            else f"{title}는 어떻게 합니까?"
        )
    if all(_STEP.match(document.text, step.start) for step in steps):
        if has_hangul(title):
            return f"“{title}”의 단계는 무엇입니까?"
        return f"What are the steps of “{title}”?"
    return None


def _about(title: str, document: CorpusDocument) -> str:
    if document.language == "ko":
        return f"“{document.title}”에서 “{title}” 부분은 무엇을 말합니까?"
    return f"What does “{document.title}” say about “{title}”?"


def _says_more(title: str, document_title: str) -> bool:
    """Whether the heading is of a part of the document, and a question about it means something."""
    plain, whole = title.casefold(), document_title.casefold()
    return len(plain) > 2 and plain not in whole and whole not in plain and plain not in _VAGUE


def _definition(document: CorpusDocument, item: Block) -> Iterator[EvalQuestion]:
    """A list item "term: what it means"."""
    told = _TERM.fullmatch(document.text[item.start : item.end])
    if not told or len(told["term"].split()) > 5 or told["term"].casefold() in _VAGUE:
        return
    term = " ".join(told["term"].split())
    asked = f"{joined(term, '은', 'JX')} 무엇입니까?" if has_hangul(term) else f"What is “{term}”?"
    yield _question(document, asked, "definition", [item])


def _question(document: CorpusDocument, asked: str, kind: str, blocks: list[Block]) -> EvalQuestion:
    gold = tuple(document.span(block.start, _end(document, block)) for block in blocks)
    return EvalQuestion(
        id=asked, question=asked, gold=gold, kind=kind, language="ko" if has_hangul(asked) else "en"
    )


def _end(document: CorpusDocument, block: Block) -> int:
    """The end of the block, or, of a long one, of the last sentence that ends within bounds."""
    if block.end - block.start <= _MOST_CHARS:
        return block.end
    ends = [
        end for start, end in document.sentences if start >= block.start and end <= block.start + _MOST_CHARS
    ]
    return ends[-1] if ends else block.start + _MOST_CHARS
