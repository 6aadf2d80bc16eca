"""`make bench-cypher`: questions that a chat model puts to a graph in Cypher, beside the rows that answer them.

The graph and the questions are those of `benchmarks/labels/cypher`; the model is the one that OPENAI_BASE_URL, OPENAI_API_KEY and
CITEGRAPH_CHAT_MODEL name. An answer is right when every row has one of the expected values and each of these is in a row; for
an unanswerable question when nothing was found. It is proven when the first passages name what it found.
"""

import argparse
import asyncio
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from api.cli.output import note
from api.models import build_embedder, open_chat_model, question_client
from api.settings import Settings, load_settings
from benchmarks.cypher_graph import LABELS, fill
from benchmarks.data_folder import RESULTS
from benchmarks.server import benchmark_server
from kg.reader import GraphReader
from kg.store import Neo4jGraphStore
from llm.client import ModelClient
from retrieval.channels.channel import QuestionContext, RetrievalParts
from retrieval.channels.cypher.channel import CypherChannel
from retrieval.channels.cypher.evidence import chunks_of_rows
from retrieval.question.analysis import analyse_by_rules
from retrieval.question.linking import QuestionLinker
from schemas.errors import ModelError, ModelReplyError
from schemas.extraction import Usage
from schemas.ports import Embedder
from schemas.value import Value

_HEAP_MB = 1024
_FIRST_PASSAGES = 5


class CypherQuestion(Value):
    """A question; `rows` are the values that answer it, one in each row, `cypher` a query that finds them."""

    id: str
    language: str
    kind: str
    question: str
    rows: tuple[str, ...]
    cypher: str


class AskedQuestion(Value):
    """What came of a question: the queries, whether one ran at once or after a repair, and whether it is right and proven."""

    question: CypherQuestion
    queries: tuple[str, ...]
    refused: tuple[str, ...]
    found: tuple[str, ...]
    ran: bool
    repaired: bool
    right: bool
    proven: bool
    usage: Usage


def main() -> None:
    """Ask, print a table and write results/cypher.json and .md; `--limit` takes some of the questions, evenly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=None, help="ask about so many questions, of all kinds")
    parser.add_argument("--show", action="store_true", help="print each question that was not answered right")
    given = parser.parse_args()
    settings = load_settings()
    if not settings.has_chat_model:
        raise SystemExit("no chat model: set OPENAI_BASE_URL, or OPENAI_API_KEY")
    asked = asyncio.run(_measure(settings, some_of(read_questions(), given.limit)))
    if given.show:
        for one in asked:
            if not one.right:
                print(
                    f"{one.question.id} {one.question.question}\n  {one.queries[-1:]}\n  {one.refused} {one.found}"
                )
    page = page_of(asked, settings.chat_model)
    print(page)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "cypher.md").write_text(page, encoding="utf-8")
    rows = [one.model_dump(mode="json", exclude={"question": {"cypher"}}) for one in asked]
    text = json.dumps({"model": settings.chat_model, "asked": rows}, ensure_ascii=False, indent=1)
    (RESULTS / "cypher.json").write_text(text + "\n", encoding="utf-8")


def read_questions() -> list[CypherQuestion]:
    """All questions, as they are labelled."""
    rows = yaml.safe_load((LABELS / "questions.yaml").read_text(encoding="utf-8"))
    return TypeAdapter(list[CypherQuestion]).validate_python(rows)


def some_of(questions: Sequence[CypherQuestion], limit: int | None) -> list[CypherQuestion]:
    """About `limit` of the questions, evenly over the list, which is in the order of the kinds."""
    step = max(1, round(len(questions) / limit)) if limit else 1
    return list(questions[::step])


async def ask_all(
    store: Neo4jGraphStore, embedder: Embedder, model: ModelClient, questions: Sequence[CypherQuestion]
) -> list[AskedQuestion]:
    """The questions put to the graph in the store, one after another, with a line on standard error for each."""
    asker = _Asker(RetrievalParts(store.reader, embedder, model), model)
    asked: list[AskedQuestion] = []
    for question in questions:
        asked.append(await asker.ask(question))
        note(f"{question.id} ({question.kind}): {'right' if asked[-1].right else 'not right'}")
    return asked


class _Asker:
    def __init__(self, parts: RetrievalParts, model: ModelClient) -> None:
        self._parts = parts
        self._model = model
        self._channel = CypherChannel(parts)
        self._linker = QuestionLinker(parts.reader, parts.embedder, parts.settings.link)

    async def ask(self, question: CypherQuestion) -> AskedQuestion:
        """What came of the question."""
        reader = self._parts.reader
        context = await self._context(question.question)
        try:
            outcome = await self._channel.query(self._model, context)
        except (ModelError, ModelReplyError) as error:
            return _failed(question, str(error))
        values = await _values(reader, outcome.rows, context.entity_ids)
        ran = any(trace.ran for trace in outcome.traces)
        right = ran and is_right(values, question.rows)
        return AskedQuestion(
            question=question,
            queries=tuple(trace.text for trace in outcome.traces),
            refused=tuple(trace.refused for trace in outcome.traces if trace.refused),
            found=tuple(", ".join(sorted(row)) for row in values),
            ran=ran,
            repaired=ran and len(outcome.traces) > 1,
            right=right,
            proven=right and await self._is_proven(question, outcome.rows, context),
            usage=outcome.usage,
        )

    async def _context(self, text: str) -> QuestionContext:
        reader, embedder = self._parts.reader, self._parts.embedder
        analysis = await asyncio.to_thread(analyse_by_rules, text)
        version = await reader.version()
        linked = await self._linker.link(analysis, version)
        vector = (await asyncio.to_thread(embedder.embed, [text]))[0]
        return QuestionContext(reader, linked.analysis, linked.links, tuple(vector.tolist()), version)

    async def _is_proven(
        self, question: CypherQuestion, rows: Sequence[Mapping[str, object]], context: QuestionContext
    ) -> bool:
        ranked = await chunks_of_rows(self._parts.reader, rows, asked=context.entity_ids, document_ids=None)
        first = [one.chunk_id for one in ranked[:_FIRST_PASSAGES]]
        text = " ".join(chunk.text for chunk in await self._parts.reader.chunks.by_id(first))
        if all(row.isdigit() for row in question.rows):
            return bool(text) == bool(question.rows)
        return all(row in text for row in question.rows)


def is_right(values: Sequence[frozenset[str]], expected: Sequence[str]) -> bool:
    """Whether each row has an expected value and each of these is in a row; `values` are those of the rows that say something."""
    wanted = set(expected)
    return all(row & wanted for row in values) and wanted <= set().union(*values)


async def _values(
    reader: GraphReader, rows: Sequence[Mapping[str, object]], asked: Sequence[str]
) -> list[frozenset[str]]:
    """What each row says: names, numbers and texts, ids as the names they stand for; empty rows and zeros are left out."""
    plain = [list(_plain(list(row.values()))) for row in rows]
    ids = [value for row in plain for value in row]
    names = {one.id: one.name for one in await reader.entities.by_id(ids)}
    facts = {one.id: one for one in await reader.facts.by_id(ids)}
    found: list[frozenset[str]] = []
    for row in plain:
        said = frozenset(names.get(value, value) for value in row if value not in facts and value != "0")
        ends = [
            (fact.head, fact.head_name, fact.tail, fact.tail_name)
            for value in row
            if (fact := facts.get(value))
        ]
        if not said and not any(value == "0" for value in row):
            said = frozenset(
                name
                for head, head_name, tail, tail_name in ends
                for end, name in ((head, head_name), (tail, tail_name))
                if end not in asked
            )
        if said:
            found.append(said)
    return found


def _plain(value: object) -> Iterator[str]:
    """The texts and numbers in a value of a row; of a node its id."""
    if isinstance(value, Mapping):
        properties = value.get("properties")
        inner = (
            [properties["id"]]
            if isinstance(properties, Mapping) and "id" in properties
            else list(value.values())
        )
        yield from _plain(inner)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _plain(item)
    elif isinstance(value, str | int | float):
        yield str(value)


def _failed(question: CypherQuestion, why: str) -> AskedQuestion:
    return AskedQuestion(
        question=question,
        queries=(),
        refused=(why,),
        found=(),
        ran=False,
        repaired=False,
        right=False,
        proven=False,
        usage=Usage(),
    )


async def _measure(settings: Settings, questions: Sequence[CypherQuestion]) -> list[AskedQuestion]:
    with tempfile.TemporaryDirectory() as folder:
        server = benchmark_server(Path(folder))
        try:
            address = await server.start(heap_mb=_HEAP_MB)
            async with (
                await Neo4jGraphStore.open(
                    address.uri, user=address.user, password=address.password
                ) as store,
                open_chat_model(settings) as chat_model,
            ):
                embedder = build_embedder(settings)
                model = question_client(settings, chat_model)
                assert model is not None, "main has seen that there is one"
                await store.migrate(embedder.model, embedder.dimensions)
                await fill(store, embedder)
                return await ask_all(store, embedder, model, questions)
        finally:
            await server.wipe()


def page_of(asked: Sequence[AskedQuestion], model: str) -> str:
    """The table of the results, in Markdown."""
    rows = "\n".join(_rows(asked))
    usage = sum((one.usage for one in asked), start=Usage())
    return f"""# Cypher written by a chat model

Made by `make bench-cypher` with the model `{model}`: {len(asked)} of {len(read_questions())} questions, {usage.model_calls} calls,
{usage.input_tokens:,} tokens read, {usage.output_tokens:,} written.

| questions | number | a query ran | after a repair | right rows | right and proven |
|---|---|---|---|---|---|
{rows}
"""


def _rows(asked: Sequence[AskedQuestion]) -> Iterator[str]:
    groups: defaultdict[str, list[AskedQuestion]] = defaultdict(list)
    for one in asked:
        for name in ("all", one.question.language, one.question.kind):
            groups[name].append(one)
    for name, each in groups.items():
        counts = [
            sum(flags) for flags in zip(*((o.ran, o.repaired, o.right, o.proven) for o in each), strict=True)
        ]
        yield (
            f"| {name} | {len(each)} | "
            + " | ".join(f"{count} ({count / len(each):.0%})" for count in counts)
            + " |"
        )


if __name__ == "__main__":
    main()
