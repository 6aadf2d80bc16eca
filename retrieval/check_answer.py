"""A chat model's answer held against the passages it cites."""

import re
from collections.abc import Sequence

from kg.text.language import detect_language
from kg.text.sentences import sentence_spans
from retrieval.citable import CitablePassages, CitableSentence
from retrieval.read_reply import ReadReply
from retrieval.word_overlap import coverage, words_of
from schemas.document import Language
from schemas.value import Value

_MARKS = re.compile(r"\s*\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]")
_MOST_SENTENCES = 2
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_UNPROVEN: dict[Language, str] = {
    "en": "(not proven by the documents)",
    "ko": "(문서로 확인되지 않음)",
    "other": "(not proven by the documents)",
}


class CheckedAnswer(Value):
    """The answer with marks that are true, the sentence behind each, and what had to be mended."""

    text: str
    cited: tuple[CitableSentence, ...]
    notes: tuple[str, ...]

    @property
    def found(self) -> bool:
        """Whether any statement of the answer is proven."""
        return bool(self.cited)


def check_answer(reply: ReadReply, passages: CitablePassages, *, min_support: float) -> CheckedAnswer:
    """The answer with every statement's marks checked.

    A mark is true when its quote stands in that passage, or a sentence there has the statement's words (at least
    `min_support` of their weight), and the passage has all the statement's numbers. A wrong mark is set right where
    another passage has such a sentence, else it goes. A statement left without a mark is called unproven.
    """
    checker = _Checker(reply, passages, min_support)
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
        if spans and not _MARKS.sub("", text[start:end]).strip(" .。"):
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    return spans


class _Checker:
    def __init__(self, reply: ReadReply, passages: CitablePassages, min_support: float) -> None:
        self._quotes = reply.quotes
        self._passages = passages
        self._min_support = min_support
        self.cited: list[CitableSentence] = []
        self.notes: list[str] = []

    def statement(self, text: str) -> str:
        """The statement with true marks only."""
        plain = _MARKS.sub("", text).strip()
        if not any(character.isalnum() for character in plain):
            return text
        marks = [int(number) for match in _MARKS.finditer(text) for number in match[1].split(",")]
        proofs = [proof for number in dict.fromkeys(marks) for proof in self._proof(number, plain)]
        proofs = proofs or self._elsewhere(plain)
        self._note(marks, [proof.number for proof in proofs])
        self.cited += proofs
        if not proofs:
            return f"{plain} {_UNPROVEN[detect_language(plain)]}"
        return (
            plain + " " + "".join(f"[{number}]" for number in dict.fromkeys(proof.number for proof in proofs))
        )

    def _proof(self, number: int, statement: str) -> list[CitableSentence]:
        """The sentences of passage `number` that prove the statement: the one quoted, else one or two by their words."""
        if not 1 <= number <= len(self._passages.passages) or not self._has_numbers(number, statement):
            return []
        found = (self._passages.quoted(number, quote) for of, quote in self._quotes if of == number)
        if quoted := [sentence for sentence in found if sentence]:
            return [max(quoted, key=lambda sentence: _support(statement, sentence.text))]
        return self._by_words(self._passages.of(number), statement)

    def _elsewhere(self, statement: str) -> list[CitableSentence]:
        proofs = [self._proof(number, statement) for number in range(1, len(self._passages.passages) + 1)]
        whole = [
            (_support(statement, " ".join(one.text for one in proof)), proof) for proof in proofs if proof
        ]
        return max(whole, key=lambda pair: pair[0])[1] if whole else []

    def _by_words(self, sentences: Sequence[CitableSentence], statement: str) -> list[CitableSentence]:
        proof: list[CitableSentence] = []
        for _ in range(_MOST_SENTENCES):
            texts = [one.text for one in proof]
            rest = [one for one in sentences if one not in proof]
            best = max(rest, key=lambda one: _support(statement, " ".join([*texts, one.text])), default=None)
            if best is None:
                break
            proof.append(best)
            if _support(statement, " ".join([*texts, best.text])) >= self._min_support:
                return sorted(proof, key=lambda one: one.start)
        return []

    def _has_numbers(self, number: int, statement: str) -> bool:
        """Whether the passage has every number of the statement: a wrong one is the likeliest invention."""
        passage = self._passages.passages[number - 1]
        return _numbers(statement) <= _numbers(f"{passage.title} {passage.text}")

    def _note(self, marks: Sequence[int], proven: Sequence[int]) -> None:
        wrong = [number for number in dict.fromkeys(marks) if number not in proven]
        for number in wrong:
            if proven and not set(proven) & set(marks):
                self.notes.append(f"citation [{number}] corrected to [{proven[0]}]")
            else:
                self.notes.append(f"citation [{number}] dropped: the passage does not say it")


def _support(statement: str, sentence: str) -> float:
    """Share of the statement's words that the sentence has, 0..1."""
    language = detect_language(statement)
    return coverage(dict.fromkeys(words_of(statement, language), 1.0), words_of(sentence, language))


def _numbers(text: str) -> set[str]:
    return {match.replace(",", "") for match in _NUMBER.findall(text)}
