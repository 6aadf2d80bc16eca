"""A chat model's answer held against the passages it cites."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.text.language import detect_language
from kg.text.sentences import sentence_spans
from retrieval.answer.citable import CitablePassages, CitableSentence
from retrieval.answer.marks import read_marks, without_marks
from retrieval.answer.reply import ReadReply
from retrieval.answer.word_overlap import words_of
from retrieval.proof.passages import PassageProofs
from schemas.document import Language

_LIST_MARK = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•])\s+")
_FRAME = re.compile(
    r"^(?:according to|as stated in|based on) (?:the |this |these )?(?:\w+ )?(?:passages?|documents?|sources?|texts?|contexts?),? "
    r"|^the (?:passages?|documents?|sources?|texts?) (?:states?|says?|mentions?|indicates?) that "
    r"|^(?:제공된 |주어진 )?(?:문서|자료|본문|구절|지문)(?:들)?에 (?:따르면|의하면),? ",
    re.IGNORECASE,
)
_AGREEMENT = frozenset({"yes", "no", "true", "false", "correct", "예", "네", "아니오", "아니요"})
_UNPROVEN: dict[Language, str] = {
    "en": "(not proven by the documents)",
    "ko": "(문서로 확인되지 않음)",
    "other": "(not proven by the documents)",
}


@dataclass(frozen=True)
class CheckedAnswer:
    """The answer with marks that are true, the sentence behind each, and what had to be corrected."""

    text: str
    cited: tuple[CitableSentence, ...]
    notes: tuple[str, ...]

    @property
    def found(self) -> bool:
        """Whether any statement of the answer is proven."""
        return bool(self.cited)


def check_answer(
    reply: ReadReply, passages: CitablePassages, *, min_support: float, aliases: Mapping[str, str]
) -> CheckedAnswer:
    """The answer with every statement's marks checked.

    A statement's marks are true when their passages together prove it: each of its clauses is said by one of theirs,
    with the same names and numbers (or what `aliases` calls them) in the same parts, and neither denied nor only
    thought. Wrong marks are set right where other passages prove the statement, else they go. A statement left without
    a mark is called unproven.
    """
    checker = _Checker(reply, passages, min_support, aliases)
    text, position = "", 0
    for start, end in _statements(reply.text):
        text += reply.text[position:start] + checker.statement(reply.text[start:end])
        position = end
    cited = {(sentence.number, sentence.start): sentence for sentence in checker.cited}
    return CheckedAnswer(
        text=(text + reply.text[position:]).strip(), cited=tuple(cited.values()), notes=tuple(checker.notes)
    )


def _statements(text: str) -> list[tuple[int, int]]:
    """Sentences of the answer, marks that follow the full stop included."""
    spans: list[tuple[int, int]] = []
    for start, end in sentence_spans(text, detect_language(text)):
        if spans and not without_marks(text[start:end]).strip(" .。"):
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    return spans


class _Checker:
    def __init__(
        self, reply: ReadReply, passages: CitablePassages, min_support: float, aliases: Mapping[str, str]
    ) -> None:
        self._quotes = reply.quotes
        self._passages = passages
        self._proofs = PassageProofs(passages, aliases, min_support=min_support)
        self.cited: list[CitableSentence] = []
        self.notes: list[str] = []

    def statement(self, text: str) -> str:
        """The statement with true marks only."""
        plain = without_marks(text).strip()
        if not any(character.isalnum() for character in plain):
            return without_marks(text)
        claim = _FRAME.sub("", _LIST_MARK.sub("", plain))
        marks = read_marks(text)
        proofs = self._proof(marks, claim) or self._elsewhere(claim, marks)
        self._note(marks, [proof.number for proof in proofs])
        self.cited += proofs
        if not proofs:
            return f"{plain} {_UNPROVEN[detect_language(plain)]}"
        return (
            plain + " " + "".join(f"[{number}]" for number in dict.fromkeys(proof.number for proof in proofs))
        )

    def _proof(self, numbers: Sequence[int], statement: str) -> Sequence[CitableSentence]:
        """The sentences of these passages that prove the statement, of those that do the quoted ones first."""
        found = (self._passages.quoted(number, quote) for number, quote in self._quotes if number in numbers)
        quoted = [sentence for sentence in found if sentence]
        if quoted and words_of(statement, detect_language(statement)) <= _AGREEMENT:
            return quoted[:1]
        return self._proofs.of(statement, numbers, quoted).sentences

    def _elsewhere(self, statement: str, marks: Sequence[int]) -> Sequence[CitableSentence]:
        """Of the passages that are not marked, the first that proves it alone."""
        others = [number for number in range(1, len(self._passages.passages) + 1) if number not in marks]
        proofs = (self._proofs.of(statement, [number], ()).sentences for number in others)
        return next((proof for proof in proofs if proof), ())

    def _note(self, marks: Sequence[int], proven: Sequence[int]) -> None:
        wrong = [number for number in dict.fromkeys(marks) if number not in proven]
        for number in wrong:
            if proven and not set(proven) & set(marks):
                self.notes.append(f"citation [{number}] corrected to [{proven[0]}]")
            else:
                self.notes.append(f"citation [{number}] dropped: the passage does not say it")
