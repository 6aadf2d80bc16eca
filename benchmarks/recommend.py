"""`make bench-recommend`: labelled wishes over the books of `examples/books`, beside the three nearest in meaning.

The wishes of `benchmarks/labels/recommend/` were written before anything was tuned; settings are chosen on `dev`, `test` is only
reported. A wish tells what each record has to state (`states`, `years`, `without`), which titles hit it, or that nothing can meet
it. Books, wishes and program have one author, so that the figures say how the parts work together, not how well strangers are served.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from statistics import fmean

import numpy as np
from pydantic import Field

from api.bootstrap import GraphServices, build_retriever
from benchmarks.data_folder import RESULTS
from benchmarks.private_graph import ask_documents
from kg.read.documents import FacetValue
from kg.reader import GraphReader
from kg.text.hangul import has_hangul
from retrieval.channels.channel import RetrievalParts
from retrieval.question.analysis import check_question
from retrieval.recommendation.diversity import likeness_of
from retrieval.recommendation.recommender import Recommender
from schemas.chunk import Chunk
from schemas.document import Document, Facets
from schemas.ports import Embedder
from schemas.recommendation import RecommendationOptions
from schemas.retrieval import Citation
from schemas.value import Value

_HERE = Path(__file__).resolve().parent
_LABELS = _HERE / "labels" / "recommend"
_BOOKS = _HERE.parent / "examples" / "books"
_HALVES = ("dev", "test")
_YEARS, _AUTHORS = ("year", "연도"), ("author", "저자")
_N = 3
_SEVERAL = 2 * _N


class LabelledWish(Value):
    """A wish with the caller's `facets`; what each record must state and must not, and the titles that hit it."""

    id: str
    language: str
    wish: str
    possible: bool
    facets: Facets = Field(default_factory=dict)
    states: Facets = Field(default_factory=dict)
    without: Facets = Field(default_factory=dict)
    years: tuple[int | None, int | None] | None = None
    expected: tuple[str, ...] = ()

    @property
    def is_exact(self) -> bool:
        """Whether it asks for anything that records state."""
        return bool(self.facets or self.states or self.without or self.years)

    def respected_by(self, document: Document) -> bool:
        """Whether the record states what it must."""
        wanted = [(name, values) for one in (self.facets, self.states) for name, values in one.items()]
        states = all(_states(document, name, values) for name, values in wanted)
        denied = any(_states(document, name, values) for name, values in self.without.items())
        return states and not denied and self._in_time(document)

    def _in_time(self, document: Document) -> bool:
        if self.years is None:
            return True
        first, last = self.years
        stated = [int(year) for name in _YEARS for year in document.facets.get(name, ())]
        return any((first or 0) <= year <= (last or 9999) for year in stated)


class Recommended(Value):
    """What came of a wish: the records, whether each reason is the record's, and how alike they are, 0..1."""

    wish: LabelledWish
    documents: tuple[Document, ...]
    verbatim: tuple[bool, ...] = ()
    likeness: float | None = None

    @property
    def has_own_authors(self) -> bool:
        """Whether no two are by one author."""
        authors = [
            name for book in self.documents for field in _AUTHORS for name in book.facets.get(field, ())
        ]
        return len(authors) == len(set(authors))

    @property
    def is_hit(self) -> bool:
        """Whether an expected title is among them."""
        return any(document.title in self.wish.expected for document in self.documents)

    @property
    def is_right(self) -> bool:
        """Whether all is as labelled."""
        if not self.wish.possible:
            return not self.documents
        kept = all(map(self.wish.respected_by, self.documents))
        return bool(self.documents) and kept and (self.is_hit or not self.wish.expected)


Found = dict[tuple[str, str], list[Recommended]]
"""By half and way."""


def main() -> None:
    """Ask, print a table and write results/recommend.md and .json; `--show` prints what was not as labelled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--show", action="store_true", help="print each wish of dev that was not met as labelled"
    )
    given = parser.parse_args()
    found = ask_documents(_BOOKS, _measure)
    if given.show:
        for (half, way), each in found.items():
            for one in each if half == "dev" else ():
                if not one.is_right:
                    print(
                        f"{way}: {one.wish.id} {one.wish.wish}\n    {[each.title for each in one.documents]}"
                    )
    figures = {name: _figures(each) for name, each in _groups(found)}
    page = _page(figures)
    print(page)
    (RESULTS / "recommend.md").write_text(page, encoding="utf-8")
    (RESULTS / "recommend.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


async def _measure(graph: GraphServices) -> Found:
    reader, embedder, settings = graph.store.reader, graph.embedder, graph.settings.retrieval
    alike = settings.recommendation.model_copy(update={"diversity": 0.0})
    undiverse = RetrievalParts(reader, embedder, None, settings.model_copy(update={"recommendation": alike}))
    recommenders = {
        "recommend": graph.recommender,
        "recommend, not diverse": Recommender(build_retriever(undiverse)),
    }
    open_wishes = _of_one_value(await reader.documents.facet_values())
    found = {}
    for half, wishes in (*((half, _read(half)) for half in _HALVES), ("one value", open_wishes)):
        for way, recommender in recommenders.items():
            found[half, way] = [await _recommended(recommender, reader, wish) for wish in wishes]
        found[half, "dense top three"] = [await _nearest(embedder, reader, wish) for wish in wishes]
    return found


def _read(half: str) -> list[LabelledWish]:
    lines = (_LABELS / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [LabelledWish.model_validate_json(line) for line in lines]


def _of_one_value(values: Mapping[str, Sequence[FacetValue]]) -> list[LabelledWish]:
    """A wish for each value that several records state, so that it matters which of them are chosen."""
    wished = [
        (name, one.value)
        for name, each in values.items()
        if name not in _YEARS
        for one in each
        if one.documents >= _SEVERAL
    ]
    return [
        LabelledWish(
            id=value,
            language="ko" if has_hangul(value) else "en",
            wish=f"{value} 책" if has_hangul(value) else f"a {value} book",
            possible=True,
            states={name: (value,)},
        )
        for name, value in wished
    ]


async def _recommended(recommender: Recommender, reader: GraphReader, wish: LabelledWish) -> Recommended:
    asked = check_question(wish.wish, max_chars=1_000)
    found = await recommender.recommend(asked, RecommendationOptions(n=_N, facets=wish.facets))
    proofs = [citation for item in found.items for citation in item.citations]
    chunks = {one.id: one for one in await reader.chunks.by_id([proof.chunk_id for proof in proofs])}
    quoted = [_is_quoted(chunks[proof.chunk_id], proof) for proof in proofs]
    own = [item.reason == item.citations[0].quote for item in found.items]
    first = [item.citations[0].chunk_id for item in found.items]
    return await _looked_at(reader, wish, first, (*quoted, *own))


def _is_quoted(chunk: Chunk, proof: Citation) -> bool:
    return chunk.text[proof.start - chunk.start : proof.end - chunk.start] == proof.quote


async def _nearest(embedder: Embedder, reader: GraphReader, wish: LabelledWish) -> Recommended:
    """The documents of the chunks nearest in meaning, among those that state the facets of the call."""
    among = await reader.documents.with_facets(wish.facets) if wish.facets else None
    vector = embedder.embed([wish.wish])[0].tolist()
    near = await reader.chunks.nearest(vector, 4 * _N, among)
    chunks = await reader.chunks.by_id([one.chunk_id for one in near])
    first: dict[str, str] = {}
    for chunk in chunks:
        first.setdefault(chunk.document_id, chunk.id)
    return await _looked_at(reader, wish, list(first.values())[:_N])


async def _looked_at(
    reader: GraphReader, wish: LabelledWish, chunk_ids: Sequence[str], verbatim: Sequence[bool] = ()
) -> Recommended:
    """The records of these chunks, one of each."""
    if not chunk_ids:
        return Recommended(wish=wish, documents=())
    chunks = await reader.chunks.by_id(chunk_ids)
    documents = await reader.documents.by_id([chunk.document_id for chunk in chunks])
    vectors = await reader.chunks.vectors(chunk_ids)
    rows = np.array([vectors[one] for one in chunk_ids], dtype=np.float32)
    alike = likeness_of(rows, [one.facets for one in documents])
    pairs = [float(alike[pair]) for pair in combinations(range(len(documents)), 2)]
    return Recommended(
        wish=wish,
        documents=tuple(documents),
        verbatim=tuple(verbatim),
        likeness=fmean(pairs) if pairs else None,
    )


def _groups(found: Found) -> Iterator[tuple[str, list[Recommended]]]:
    for (half, way), each in found.items():
        yield f"{half}, {way}", each
        for language in ("en", "ko"):
            yield f"{half}, {way}, {language}", [one for one in each if one.wish.language == language]


def _figures(found: Sequence[Recommended]) -> dict[str, str]:
    possible = [one for one in found if one.wish.possible]
    exact = [one.wish.respected_by(book) for one in possible if one.wish.is_exact for book in one.documents]
    hits = [one.is_hit for one in possible if one.wish.expected]
    several = [one for one in possible if len(one.documents) > 1]
    likeness = [one.likeness for one in several if one.likeness is not None]
    return {
        "wishes": str(len(found)),
        "conditions kept": _share(exact),
        "hit among three": _share(hits),
        "words of the record": _share([verbatim for one in found for verbatim in one.verbatim]),
        "empty when impossible": _share([not one.documents for one in found if not one.wish.possible]),
        "not empty when possible": _share([bool(one.documents) for one in possible]),
        "no author twice": _share([one.has_own_authors for one in several]),
        "likeness": f"{fmean(likeness):.2f}" if likeness else "–",
    }


def _page(figures: Mapping[str, Mapping[str, str]]) -> str:
    heads = list(next(iter(figures.values())))
    rows = "\n".join(f"| {name} | {' | '.join(each.values())} |" for name, each in figures.items())
    return f"""# Recommendations

Made by `make bench-recommend`, without a chat model: wishes of `benchmarks/labels/recommend` over the 90 books of `examples/books`. Settings
were chosen on `dev`. Conditions kept: of the records that were recommended, those that state what the wish or the call asks for. Hit: wishes
with an expected title among the three. Words of the record: reasons and cited fields that stand in the record letter by letter. Likeness: of
the three to one another, 0 to 1, half by meaning and half by what they state; lower is more diverse.

| half, way | {" | ".join(heads)} |
|---|{"---|" * len(heads)}
{rows}
"""


def _share(held: Sequence[bool]) -> str:
    return f"{sum(held) / len(held):.0%} ({sum(held)} of {len(held)})" if held else "–"


def _states(document: Document, name: str, values: Sequence[str]) -> bool:
    return not {value.casefold() for value in document.facets.get(name, ())}.isdisjoint(
        map(str.casefold, values)
    )


if __name__ == "__main__":
    main()
