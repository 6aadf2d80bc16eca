"""Korean clauses: who does what to whom, whether it is denied or only planned."""

import re
from collections.abc import Sequence

from kg.lexicon.word_groups import korean_root, korean_synonyms
from kg.text.korean_phrases import KoreanPiece, korean_pieces
from retrieval.answer.clause_fit import UNREAD, ClauseFit
from retrieval.question.asked import Asked, Need

_SUBJECT = ("은", "는", "이", "가", "께서", "에서는")
_OBJECT = ("을", "를")
_SOURCE = ("에게", "한테", "에게서", "께", "으로부터", "로부터")
_NEGATED = re.compile(
    r"지\s?(?:는|도|를|만)?\s?(?:않|못|아니)|(?:^|\s)(?:안|못)\s|없|아니[다라며었고]|적(?:이|은|도)? 없"
)
_PLANNED = re.compile(
    r"려고|려는|기로 (?:하|결)|겠다|계획|예정|목표|방침|자는 (?:안|제안|의견)|고자 (?:하|한)|(?<![았었였])을 것|[할될릴열] 것|제안|논의|검토"
)
_TIMES = frozenset({"뒤", "후", "다음", "전", "이후", "이전"})
_PLANNED_DONE = re.compile(r"예정대로|계획대로|계획에 따라")


class KoreanQuestion:
    """The clauses of a question, to be held against those of sentences."""

    def __init__(self, asked: Asked, text: str) -> None:
        self._asked = asked
        self._pieces = korean_pieces(text)
        self._verbs = [need for need in asked.of_kind("predicate") if need.text.endswith("다")]

    def fits(self, sentences: Sequence[str]) -> list[ClauseFit]:
        """How each sentence bears on the question."""
        return [self._fit(sentence) for sentence in sentences]

    def _fit(self, sentence: str) -> ClauseFit:
        pieces = korean_pieces(sentence)
        clause = self._asked_clause(sentence, pieces)
        topics = [piece for piece in pieces if piece.kind == "noun" and piece.particle in {"은", "는"}]
        return ClauseFit(
            roles=self._roles(pieces),
            denied=_NEGATED.search(clause) is not None,
            is_aside=_is_aside(self._asked, pieces),
            planned=_PLANNED.search(clause) is not None and _PLANNED_DONE.search(clause) is None,
            is_open=not any(piece.is_name for piece in topics[:1]),
        )

    def _asked_clause(self, sentence: str, pieces: Sequence[KoreanPiece]) -> str:
        """The clause with the asked predicate, up to where the next begins; nothing where it is not found."""
        for need in reversed(self._asked.of_kind("predicate")):
            root = korean_root(need.text)
            roots = {root, *map(korean_root, korean_synonyms(need.text))}
            for at, piece in enumerate(pieces):
                if piece.kind != "other" and (
                    korean_root(piece.word) in roots or (piece.kind == "noun" and root in piece.word)
                ):
                    before = [other.end for other in pieces[:at] if _ends_clause(other)]
                    after = [other.end for other in pieces[at:] if _ends_clause(other)]
                    end = next(
                        (other.start for other in pieces if after and other.start >= after[0]), len(sentence)
                    )
                    return sentence[before[-1] if before else 0 : end]
        return ""

    def _roles(self, pieces: Sequence[KoreanPiece]) -> float:
        verbs = {korean_root(need.text) for need in self._verbs}
        here = [piece for piece in pieces if piece.kind == "verb" and korean_root(piece.word) in verbs]
        if not here:
            return UNREAD.roles
        fits = [self._role(need, pieces) for need in self._asked.of_kind("name")]
        return min(fits, default=UNREAD.roles)

    def _role(self, need: Need, pieces: Sequence[KoreanPiece]) -> float:
        asked = _particle_of(need, self._pieces)
        said = _particle_of(need, pieces)
        if not asked or not said or asked == said:
            return 1.0
        if asked in _OBJECT and said in _SUBJECT:
            others = [piece for piece in pieces if piece.particle in _OBJECT and not _is(need, piece)]
            return 0.0 if others else 0.8
        if asked in _SUBJECT and said in (*_OBJECT, *_SOURCE):
            return 0.0
        if asked in _SOURCE and said in _SUBJECT:
            others = [piece for piece in pieces if piece.particle in _SOURCE and not _is(need, piece)]
            return 0.0 if others else 0.8
        return 0.9


def _is_aside(asked: Asked, pieces: Sequence[KoreanPiece]) -> bool:
    """Whether the asked verb only says after or before what something else was: 떠난 뒤, 열기 전에."""
    roots = {korean_root(need.text) for need in asked.of_kind("predicate") if need.is_verb}
    said = [
        at for at, piece in enumerate(pieces) if piece.kind == "verb" and korean_root(piece.word) in roots
    ]
    behind = [pieces[at + 1].word if at + 1 < len(pieces) else "" for at in said]
    return bool(behind) and all(word in _TIMES for word in behind)


def _ends_clause(piece: KoreanPiece) -> bool:
    return (piece.kind == "verb" and not piece.modifies) or piece.is_copula


def _particle_of(need: Need, pieces: Sequence[KoreanPiece]) -> str:
    return next((piece.particle for piece in pieces if piece.kind == "noun" and _is(need, piece)), "")


def _is(need: Need, piece: KoreanPiece) -> bool:
    return any(piece.word == word for word in need.words)
