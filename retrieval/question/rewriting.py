"""A question without what a passage covers of it, to be asked on from what the passage tells.

Of "Where was the founder of Brannoch Optics born?" a passage that says that Mara Lind founded Brannoch Optics covers "founder of
Brannoch Optics": what is left, with "Mara Lind" in its place, is near to the passage on Mara Lind.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.text.english_forms import dictionary_forms, plain_word
from kg.text.hangul import HANGUL, has_hangul
from kg.text.words import content_words
from schemas.document import Language

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SPACES = re.compile(r"\s+")
GAP = "…"
"""Where in the rest of a question a name belongs."""

Forms = frozenset[str]
Span = tuple[int, int]


@dataclass(frozen=True)
class QuestionWord:
    """A word of the question with its place, and its forms; a function word has none."""

    start: int
    end: int
    forms: Forms


class Rewriter:
    """One question, and what is left of it beside a passage."""

    def __init__(self, question: str, language: Language) -> None:
        self._question = question
        self._language = language
        self._has_hangul = has_hangul(question)
        self._words = [
            QuestionWord(match.start(), match.end(), word_forms(match[0], language))
            for match in _WORD.finditer(question)
        ]
        self._forms = frozenset[str]().union(*(word.forms for word in self._words))

    def shared(self, text: str) -> int:
        """How many of the question's words the text has."""
        return len(self._covered(self._forms_of(text)))

    def is_new(self, name: str) -> bool:
        """Whether the name is written like one and says something that the question does not."""
        if not self._has_hangul and has_hangul(name):
            return True
        return not name.islower() and not self._forms_of(name) <= self._forms

    def rest(self, passage: str) -> str:
        """The question without what the passage covers, a `GAP` where the longest stretch of that was.

        Empty where the passage has none of the question's words.
        """
        runs = self._runs(self._covered(self._forms_of(passage)))
        longest = max(runs, key=lambda run: run[1] - run[0], default=None)
        parts, last = [], 0
        for start, end in runs:
            parts += [self._question[last:start], GAP if (start, end) == longest else " "]
            last = end
        return _SPACES.sub(" ", "".join([*parts, self._question[last:]])).strip() if runs else ""

    def _forms_of(self, text: str) -> Forms:
        # A question without Hangul shares no word in it: the analyser need not be loaded for some Korean names.
        return word_forms(text if self._has_hangul else HANGUL.sub(" ", text), self._language)

    def _covered(self, forms: Forms) -> list[QuestionWord]:
        return [word for word in self._words if word.forms & forms]

    def _runs(self, covered: Sequence[QuestionWord]) -> list[Span]:
        """Stretches of the question with covered words and function words between them."""
        runs: list[Span] = []
        goes_on = False
        for word in self._words:
            if word in covered:
                runs = [*runs[:-1], (runs[-1][0], word.end)] if goes_on else [*runs, (word.start, word.end)]
                goes_on = True
            elif word.forms:
                goes_on = False
        return runs


def word_forms(text: str, language: Language) -> Forms:
    """The text's content words in every form that they may be a form of."""
    forms: set[str] = set()
    for word in content_words(text, language):
        forms |= {word} if has_hangul(word) else dictionary_forms(plain_word(word))
    return frozenset(forms)
