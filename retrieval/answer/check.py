"""A chat model's answer held against the passages it cites."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.text.language import detect_language
from kg.text.sentences import sentence_spans
from retrieval.answer.citable import CitablePassages, CitableSentence
from retrieval.answer.marks import read_marks, without_marks
from retrieval.answer.reply import ReadReply
from retrieval.answer.spoken_names import SpokenNames
from retrieval.answer.word_overlap import coverage, words_of
from schemas.document import Language

_MOST_SENTENCES = 2
_QUOTED_SUPPORT = 1 / 3
_LIST_MARK = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•])\s+")
_AGREEMENT = frozenset({"yes", "no", "true", "false", "correct", "예", "네", "아니오", "아니요"})
_DENIAL = re.compile(r"\b(?:not|never|no|nor|neither|none|nobody|without|cannot)\b|n['’]t\b|않|못|없|아니")
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
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

    A mark is true when the passage has all the statement's numbers and names (or what `aliases` calls them), and its
    quote is in it and has a third of the statement's words, or a sentence of it has `min_support` of them and
    denies where the statement denies. A wrong mark is set right where another passage has such a sentence, else it
    goes. A statement left without a mark is called unproven.
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
        self._min_support = min_support
        self._texts = [f"{one.title} {one.heading} {one.text}" for one in passages.passages]
        self._names = [SpokenNames(text, aliases) for text in self._texts]
        self.cited: list[CitableSentence] = []
        self.notes: list[str] = []

    def statement(self, text: str) -> str:
        """The statement with true marks only."""
        plain = without_marks(text).strip()
        if not any(character.isalnum() for character in plain):
            return without_marks(text)
        claim = _LIST_MARK.sub("", plain)
        marks = read_marks(text)
        proofs = [proof for number in marks for proof in self._proof(number, claim)]
        proofs = proofs or self._elsewhere(claim)
        self._note(marks, [proof.number for proof in proofs])
        self.cited += proofs
        if not proofs:
            return f"{plain} {_UNPROVEN[detect_language(plain)]}"
        return (
            plain + " " + "".join(f"[{number}]" for number in dict.fromkeys(proof.number for proof in proofs))
        )

    def _proof(self, number: int, statement: str) -> list[CitableSentence]:
        """The sentences of passage `number` that prove the statement: the one quoted, else one or two by their words."""
        if not 1 <= number <= len(self._texts):
            return []
        found = (self._passages.quoted(number, quote) for of, quote in self._quotes if of == number)
        quoted = [sentence for sentence in found if sentence and self._bears_on(statement, sentence)]
        if quoted and self._has_numbers_and_names(number, statement):
            return [max(quoted, key=lambda sentence: _support(statement, sentence.text))]
        return self._by_words(number, statement)

    def _elsewhere(self, statement: str) -> list[CitableSentence]:
        proofs = [self._by_words(number, statement) for number in range(1, len(self._texts) + 1)]
        whole = [
            (_support(statement, " ".join(one.text for one in proof)), proof) for proof in proofs if proof
        ]
        return max(whole, key=lambda pair: pair[0])[1] if whole else []

    def _bears_on(self, statement: str, sentence: CitableSentence) -> bool:
        """Whether a quoted sentence is about what the statement says; between languages that cannot be judged."""
        title = self._passages.passages[sentence.number - 1].title
        if (detect_language(statement) == "ko") != (detect_language(sentence.text) == "ko"):
            return True
        if words_of(statement, detect_language(statement)) <= _AGREEMENT:
            return True
        return _support(statement, f"{title} {sentence.text}") >= _QUOTED_SUPPORT

    def _by_words(self, number: int, statement: str) -> list[CitableSentence]:
        if not self._has_numbers_and_names(number, statement):
            return []
        sentences = self._passages.of(number)
        proof: list[CitableSentence] = []
        for _ in range(_MOST_SENTENCES):
            texts = [one.text for one in proof]
            rest = [one for one in sentences if one not in proof]
            best = max(rest, key=lambda one: _support(statement, " ".join([*texts, one.text])), default=None)
            if best is None:
                break
            proof.append(best)
            whole = " ".join([*texts, best.text])
            if _support(statement, whole) >= self._min_support:
                denied = _DENIAL.search(statement) and not _DENIAL.search(whole)
                return [] if denied else sorted(proof, key=lambda one: one.start)
        return []

    def _has_numbers_and_names(self, number: int, statement: str) -> bool:
        """Whether the passage has all of the statement's: a wrong one is the likeliest invention."""
        has_numbers = _numbers(statement) <= _numbers(self._texts[number - 1])
        return has_numbers and self._names[number - 1].has_all_of(statement)

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
