"""Statements proved by passages."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.text.language import detect_language
from kg.text.name_key import fold_accents
from retrieval.answer.citable import CitablePassages, CitableSentence
from retrieval.answer.word_overlap import coverage, words_of
from retrieval.proof.clause_match import Finding
from retrieval.proof.english_reader import read_english
from retrieval.proof.korean_reader import read_korean
from retrieval.proof.prover import Evidence, at_their_place, judge
from retrieval.proof.reading import Kind, Reading, Word
from retrieval.proof.word_match import has, name_parts

_LEAST_FIXED = 2
"""Names and numbers of a statement by which it is known again in another language."""
_QUOTED_SUPPORT = 1 / 3


@dataclass(frozen=True)
class Proof:
    """What the passages say of a statement, and by which sentences."""

    finding: Finding
    sentences: tuple[CitableSentence, ...] = ()


class PassageProofs:
    """Reads each passage once, when it is first asked for."""

    def __init__(self, passages: CitablePassages, aliases: Mapping[str, str], *, min_support: float) -> None:
        self._min_support = min_support
        self._passages = passages
        self._aliases = {fold_accents(name.casefold()): alias for name, alias in aliases.items()}
        self._read: dict[int, list[Evidence]] = {}

    def of(self, statement: str, numbers: Sequence[int], quoted: Sequence[CitableSentence] = ()) -> Proof:
        """What the passages of these numbers, taken together, say of the statement.

        Where the grammar of their sentences neither proves nor contradicts it, the words decide: those of a quoted
        sentence need a third of the statement's, any other nearly all.
        """
        known = [number for number in numbers if 1 <= number <= len(self._passages.passages)]
        sentences = [sentence for number in known for sentence in self._passages.of(number)]
        evidence = [one for number in known for one in self._evidence(number)]
        readings = read_sentences([statement])
        if not evidence or not readings:
            return Proof(Finding.NOTHING)
        renamed = self._renamed(readings[0], evidence)
        found = [judge(reading, evidence) for reading in dict.fromkeys((readings[0], renamed))]
        best = max(found, key=lambda one: one.finding)
        proof = Proof(best.finding, tuple(sentences[place] for place in best.used))
        if best.finding is Finding.PROVED and self._is_sure(readings[0], proof, quoted):
            return proof
        if Finding.OTHER in {one.finding for one in found}:
            return Proof(Finding.OTHER)
        return self._by_words(readings[0], sentences, evidence, quoted)

    def _is_sure(self, statement: Reading, proof: Proof, quoted: Sequence[CitableSentence]) -> bool:
        """Whether more speaks for a proof in another language than that nothing speaks against it."""
        foreign = [one for one in proof.sentences if _is_foreign(statement.text, one.text)]
        fixed = [word for word in statement.words if word.kind in {Kind.NAME, Kind.NUMBER, Kind.DATE}]
        return not foreign or len(fixed) >= _LEAST_FIXED or any(one in quoted for one in foreign)

    def _by_words(
        self,
        statement: Reading,
        sentences: Sequence[CitableSentence],
        evidence: Sequence[Evidence],
        quoted: Sequence[CitableSentence],
    ) -> Proof:
        for chosen in _candidates(statement.text, sentences, quoted):
            places = [
                place
                for place, sentence in enumerate(sentences)
                if any(_touch(sentence, one) for one in chosen)
            ]
            theirs = [evidence[place] for place in places]
            if theirs and holds_all(statement, theirs, self._aliases):
                text = " ".join(one.text for one in chosen)
                is_quoted = any(one in quoted for one in chosen)
                needed = _QUOTED_SUPPORT if is_quoted else self._min_support
                if _is_foreign(statement.text, text):
                    if is_quoted:
                        return Proof(Finding.PROVED, tuple(chosen))
                elif support(statement.text, text) >= needed:
                    return Proof(Finding.PROVED, tuple(chosen))
        return Proof(Finding.NOTHING)

    def _evidence(self, number: int) -> list[Evidence]:
        if number not in self._read:
            passage = self._passages.passages[number - 1]
            title = [Word(fold_accents(passage.title.casefold()), Kind.NAME)]
            readings = read_sentences([sentence.text for sentence in self._passages.of(number)])
            self._read[number] = at_their_place(readings, title)
        return self._read[number]

    def _renamed(self, reading: Reading, evidence: Sequence[Evidence]) -> Reading:
        """The statement with what its names are called by the documents."""
        theirs = {word.text for one in evidence for word in one.reading.words if word.kind is Kind.NAME}
        return replace(
            reading,
            clauses=tuple(
                replace(
                    clause,
                    arguments=tuple(
                        replace(
                            one, heads=self._called(one.heads, theirs), rest=self._called(one.rest, theirs)
                        )
                        for one in clause.arguments
                    ),
                )
                for clause in reading.clauses
            ),
        )

    def _called(self, words: Sequence[Word], theirs: Collection[str]) -> tuple[Word, ...]:
        return tuple(Word(self._called_in(word.text, theirs), word.kind) for word in words)

    def _called_in(self, name: str, theirs: Collection[str]) -> str:
        if name not in self._aliases:
            return name
        alias = fold_accents(self._aliases[name].casefold())
        parts = name_parts(alias)
        return next(
            (other for other in sorted(theirs) if name_parts(other) and name_parts(other) <= parts), alias
        )


def read_sentences(sentences: Sequence[str]) -> list[Reading]:
    """The sentences read by the grammar of the language of each."""
    korean = [detect_language(sentence) == "ko" for sentence in sentences]
    english = iter(
        read_english([one for one, is_korean in zip(sentences, korean, strict=True) if not is_korean])
    )
    others = iter(read_korean([one for one, is_korean in zip(sentences, korean, strict=True) if is_korean]))
    return [next(others if is_korean else english) for is_korean in korean]


def _candidates(
    statement: str, sentences: Sequence[CitableSentence], quoted: Sequence[CitableSentence]
) -> Iterator[list[CitableSentence]]:
    """Sentences that may prove it by their words: each quoted one, the best one, the best two."""
    for sentence in quoted:
        yield [sentence]
    best = sorted(sentences, key=lambda one: -support(statement, one.text))
    if not best:
        return
    yield best[:1]
    if len(best) > 1:
        second = max(best[1:], key=lambda one: support(statement, f"{best[0].text} {one.text}"))
        yield sorted([best[0], second], key=lambda one: (one.number, one.start))


def _touch(one: CitableSentence, other: CitableSentence) -> bool:
    return one.number == other.number and one.start < other.end and other.start < one.end


def _is_foreign(statement: str, text: str) -> bool:
    return (detect_language(statement) == "ko") != (detect_language(text) == "ko")


def support(statement: str, text: str) -> float:
    """Share of the statement's words that the text has, 0..1."""
    language = detect_language(statement)
    return coverage(dict.fromkeys(words_of(statement, language), 1.0), words_of(text, language))


def holds_all(statement: Reading, evidence: Sequence[Evidence], aliases: Mapping[str, str]) -> bool:
    """Whether the sentences have all names and numbers of the statement, deny where it denies and say why where it does."""
    theirs = [word for one in evidence for word in (*one.reading.words, *one.known)]
    for word in statement.words:
        if word.kind in {Kind.WORD, Kind.PRONOUN}:
            continue
        other = Word(fold_accents(aliases[word.text].casefold()), Kind.NAME) if word.text in aliases else word
        if not has(word, theirs) and not has(other, theirs):
            return False
    clauses = [clause for one in evidence for clause in one.reading.clauses]
    if any(clause.is_denied for clause in statement.clauses) != any(clause.is_denied for clause in clauses):
        return False
    return not statement.gives_reason or any(one.reading.gives_reason for one in evidence)
