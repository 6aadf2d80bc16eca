"""Which passages of a corpus hold what proves an answer."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from evaluation.data import EvalPassage, EvalQuestion, GoldSpan
from schemas.errors import InputError

Units = tuple[frozenset[str], ...]
"""What an answer needs: for each piece the ids of the passages that hold it, one of which is enough."""
_MOST_CHARS = 60
_HELD_SHARE = 0.5


@dataclass
class DocumentText:
    """The text of a document, put together from its passages."""

    text: str = ""
    passages: list[EvalPassage] = field(default_factory=list)

    def add(self, passage: EvalPassage) -> None:
        """Put the next passage where it belongs; what no passage holds is white space between paragraphs."""
        self.passages.append(passage)
        _, start = passage.place
        self.text = self.text[:start].ljust(start, "\n") + passage.whole

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the text stands, white space apart."""
        pattern = r"\s+".join(map(re.escape, text.split()))
        return [match.span() for match in re.finditer(pattern, self.text)]

    def holders(self, text: str) -> frozenset[str]:
        """The passages that hold at least half of the text, wherever it stands."""
        return frozenset(
            passage.id
            for span in self.spans(text)
            for passage in self.passages
            if _overlap(span, passage) >= _HELD_SHARE * (span[1] - span[0])
        )


class GoldFinder:
    """Finds the passages of each piece that a question's answer needs."""

    def __init__(self, passages: Sequence[EvalPassage]) -> None:
        """Take the passages of each document in the document's order."""
        self._ids = {passage.id for passage in passages}
        self._documents: defaultdict[str, DocumentText] = defaultdict(DocumentText)
        for passage in passages:
            self._documents[passage.place[0]].add(passage)

    def units(self, question: EvalQuestion) -> Units:
        """The pieces that the answer needs.

        Raises:
            InputError: the question names a passage, a document or a text that the corpus does not have.
        """
        if missing := set(question.supporting_ids) - self._ids:
            raise refused(
                question, f"names passages that the corpus does not have: {', '.join(sorted(missing))}"
            )
        steps: defaultdict[int | str, set[str]] = defaultdict(set)
        for place, span in enumerate(question.gold):
            steps[f"span {place}" if span.step is None else span.step] |= self._holders(question, span)
        alone = tuple(frozenset({one}) for one in dict.fromkeys(question.supporting_ids))
        return (*alone, *map(frozenset, steps.values()))

    def _holders(self, question: EvalQuestion, span: GoldSpan) -> frozenset[str]:
        source = find_source(self._documents, question, span.document)
        if source is None:
            raise refused(question, f"names a document that the corpus does not have: {span.document}")
        found = self._documents[source].holders(span.text)
        if not found:
            raise refused(
                question, f"has a gold text that {span.document} does not: “{span.text[:_MOST_CHARS]}”"
            )
        return found


def find_source(sources: Collection[str], question: EvalQuestion, document: str) -> str | None:
    """The source that is named, or whose path ends so; None where there is none.

    Raises:
        InputError: several end so.
    """
    if document in sources:
        return document
    ends = [source for source in sources if source.endswith(f"/{document.lstrip('./')}")]
    if len(ends) > 1:
        raise refused(question, f"names several documents: {document}")
    return ends[0] if ends else None


def refused(question: EvalQuestion, problem: str) -> InputError:
    """The error that says what is wrong with the question."""
    return InputError(
        f"question {question.id} {problem}",
        remedy="Give the questions that belong to this corpus, as it is now.",
    )


def _overlap(span: tuple[int, int], passage: EvalPassage) -> int:
    _, start = passage.place
    return min(span[1], start + len(passage.whole)) - max(span[0], start)
