"""Whether sentences prove a statement: what each of its clauses finds in theirs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.text.word_lists import words
from retrieval.proof.clause_match import Finding, Surroundings, Tie, compare, tie_of
from retrieval.proof.reading import Argument, Clause, Kind, Reading, Role, Word
from retrieval.proof.word_match import has, name_parts

_POINTING = words("company firm business group organisation organization team band club party")
_SAYING = words("say state give report mention name tell write")
_SOURCES = words("document passage source text report article page 문서 자료 글")
_POSSESSIVE = frozenset({"his", "her", "its", "their", "자신", "자기"})
_DEMONSTRATIVES = frozenset({"this", "that", "these", "those", "이", "그", "저"})
_ANYBODY = words(
    "person man woman one people place thing year time date 사람 이 분 인물 곳 것 장소 해 때 날 시기"
)


@dataclass(frozen=True)
class Evidence:
    """A sentence as it is read at its place, with what it may take for granted."""

    reading: Reading
    known: tuple[Word, ...] = ()


@dataclass(frozen=True)
class Judgement:
    """What the sentences say of a statement: the weakest finding of its clauses, and which sentences were used."""

    finding: Finding
    used: tuple[int, ...] = ()


def at_their_place(readings: Sequence[Reading], title: Sequence[Word] = ()) -> list[Evidence]:
    """Sentences that follow one another, their pronouns and short names bound to what went before."""
    found: list[Evidence] = []
    before: tuple[Word, ...] = tuple(title)
    names = [word for word in title if word.kind is Kind.NAME]
    for reading in readings:
        whole = _with_whole_names(reading, names)
        names += [word for word in whole.words if word.kind is Kind.NAME and word not in names]
        bound = bind(whole, before)
        known = tuple(dict.fromkeys((*title, *before, *(found[-1].reading.words if found else ()))))
        found.append(Evidence(bound, known))
        before = tuple(word for word in bound.subject if word.kind is not Kind.PRONOUN) or before
    return found


def _with_whole_names(reading: Reading, names: Sequence[Word]) -> Reading:
    """The sentence with "Crane" as the "Ottilie Crane" of whom was told before, where only one is of that name."""
    whole: dict[Word, Word] = {}
    for word in reading.words:
        parts = name_parts(word.text)
        longer = [name for name in names if parts < name_parts(name.text)]
        if word.kind is Kind.NAME and parts and len(longer) == 1 and word not in names:
            whole[word] = longer[0]
    return _exchanged(reading, whole) if whole else reading


def _exchanged(reading: Reading, words_: Mapping[Word, Word]) -> Reading:
    def each(row: Sequence[Word]) -> tuple[Word, ...]:
        return tuple(words_.get(word, word) for word in row)

    clauses = [
        replace(
            clause,
            predicate=each(clause.predicate),
            arguments=tuple(
                replace(one, heads=each(one.heads), rest=each(one.rest)) for one in clause.arguments
            ),
        )
        for clause in reading.clauses
    ]
    return replace(reading, clauses=tuple(clauses), words=each(reading.words), subject=each(reading.subject))


def bind(reading: Reading, before: Sequence[Word]) -> Reading:
    """The sentence with what its pronouns may mean: what went before, and its own subject."""
    clauses = [_bound(clause, reading, before) for clause in _as_borne(reading.clauses)]
    words_ = [word for word in reading.words if word.kind is not Kind.PRONOUN]
    if any(word.kind is Kind.PRONOUN for clause in reading.clauses for word in clause.words):
        words_ += before
    subject = [
        word for one in reading.subject for word in ((*before,) if one.kind is Kind.PRONOUN else (one,))
    ]
    return replace(
        reading, clauses=tuple(clauses), words=tuple(dict.fromkeys(words_)), subject=tuple(subject)
    )


def _bound(clause: Clause, reading: Reading, before: Sequence[Word]) -> Clause:
    own = tuple(word for word in reading.subject if word.kind is not Kind.PRONOUN)
    arguments = []
    for one in clause.arguments:
        is_own = one.heads == reading.subject
        # "her husband" may be the subject's; "saw her" is never the one that sees.
        own_too = tuple(before) if is_own or not own else (*own, *before)
        meant = own_too if one.role in {Role.SUBJECT, Role.TOPIC} else tuple(before)
        heads = _replaced(one.heads, own_too if one.heads[:1] and one.heads[0].text in _POSSESSIVE else meant)
        if one.role is not Role.ADJUNCT and is_own:
            heads = (*heads, *_pointed_at(one, before))
        arguments.append(replace(one, heads=heads, rest=_replaced(one.rest, own_too)))
    return replace(clause, arguments=tuple(arguments))


def _replaced(row: Iterable[Word], meant: Sequence[Word]) -> tuple[Word, ...]:
    found = [other for word in row for other in (meant or (word,) if word.kind is Kind.PRONOUN else (word,))]
    return tuple(dict.fromkeys(found))


def _pointed_at(one: Argument, before: Sequence[Word]) -> list[Word]:
    """What "this bridge", "the museum" or "the company" means after "the Fairlop Museum" or a name."""
    if (
        len(one.heads) != 1
        or one.heads[0].kind is not Kind.WORD
        or any(word.kind is Kind.NAME for word in one.rest)
    ):
        return []
    noun = one.heads[0].text
    if any(word.text in _DEMONSTRATIVES and word.kind is Kind.PRONOUN for word in one.rest):
        return list(before)
    return [
        word
        for word in before
        if (word.kind is Kind.NAME and (noun in _POINTING or noun in name_parts(word.text)))
        or (word.text != noun and word.text.endswith(noun))
    ]


def _as_borne(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses with who is meant by the noun in "the person who founded X is Y"."""
    bearers = {
        word: one.heads
        for clause in clauses
        if clause.is_nominal and not clause.is_denied
        for one in clause.arguments
        if one.role is Role.SUBJECT and any(head.kind is Kind.NAME for head in one.heads)
        for word in clause.predicate
    }
    made = [
        replace(
            clause,
            arguments=tuple(
                replace(one, heads=bearers[one.heads[0]])
                if len(one.heads) == 1 and one.heads[0] in bearers
                else one
                for one in clause.arguments
            ),
        )
        for clause in clauses
    ]
    described = len(made) > 1
    return [
        clause
        for clause in made
        if not (described and clause.is_nominal and all(word.text in _ANYBODY for word in clause.predicate))
    ]


def judge(statement: Reading, evidence: Sequence[Evidence]) -> Judgement:
    """What the sentences say of the statement."""
    own = bind(statement, ())
    used: set[int] = set()
    findings: list[Finding] = []
    for clause in own.clauses:
        finding, place = (
            _of_a_source(clause, own, evidence) if _is_of_a_source(clause) else _best(clause, evidence)
        )
        findings.append(finding)
        if place is not None:
            used.add(place)
    if not findings:
        return Judgement(Finding.NOTHING)
    if all(finding is Finding.PROVED for finding in findings):
        if statement.gives_reason and not any(evidence[place].reading.gives_reason for place in used):
            return Judgement(Finding.OTHER)
        return Judgement(Finding.PROVED, tuple(sorted(used)))
    if Finding.DENIED in findings or Finding.OTHER in findings:
        return Judgement(Finding.OTHER)
    return Judgement(Finding.NOTHING)


def _is_of_a_source(clause: Clause) -> bool:
    """Whether it says what a document says: "but another document gives 104 metres"."""
    subjects = [one for one in clause.arguments if one.role is Role.SUBJECT]
    return any(word.text in _SAYING for word in clause.predicate) and any(
        word.text in _SOURCES for one in subjects for word in one.heads
    )


def _of_a_source(
    clause: Clause, statement: Reading, evidence: Sequence[Evidence]
) -> tuple[Finding, int | None]:
    """PROVED where a sentence on the statement's subject has the words that are given."""
    given = [word for one in clause.arguments if one.role is not Role.SUBJECT for word in one.words]
    wanted = [*given, *(word for word in statement.subject if word.text not in _SOURCES)]
    for place, one in enumerate(evidence):
        if all(has(word, one.reading.words) for word in wanted):
            return Finding.PROVED, place
    return Finding.NOTHING, None


def _best(clause: Clause, evidence: Sequence[Evidence]) -> tuple[Finding, int | None]:
    best, at = Finding.NOTHING, None
    for place, one in enumerate(evidence):
        around = Surroundings(one.reading.words, one.known)
        ties = [tie_of(clause, theirs) for theirs in one.reading.clauses]
        for theirs, tie in zip(one.reading.clauses, ties, strict=True):
            # What is said of the very word goes before what is said of one that means nearly the same.
            if tie in {Tie.LIKE, Tie.LIGHT} and Tie.SAME in ties:
                continue
            finding = compare(clause, theirs, around)
            if finding > best:
                best, at = finding, place if finding is Finding.PROVED else None
    return best, at
