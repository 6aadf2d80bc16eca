"""A whole record as files for Neo4j's importer, with the entities and facts that it makes where nothing was decided."""

from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from kg.bulk.accounts import FactAccount, NameAccount
from kg.bulk.columns import (
    CHUNK,
    DOCUMENT,
    EVIDENCE,
    MENTION,
    NODES,
    PROPOSAL,
    RELATIONSHIPS,
    SUPPORT,
    open_tables,
)
from kg.bulk.tables import SEPARATOR, vector_text
from kg.db.labels import UNEMBEDDED, checked_name, label_of
from kg.db.migrations import LATEST
from kg.record.batches import whole
from kg.record.checks import check_graph
from kg.record.plan import plan_record
from kg.record.rows import chunk_row, document_row, proposal_rows
from kg.server.importer import ImportFiles
from kg.text.fact_text import circumstances, relation_words
from kg.view.decided import Decided
from kg.view.new_nodes import NewFact
from schemas.document_graph import DocumentGraph
from schemas.errors import ConflictError
from schemas.value import Value

BULK = "bulk"
"""What stands in the mark of an unended import that is one of these."""
_NOTHING_DECIDED = Decided()


class RecordCounts(Value):
    """How much was written."""

    documents: int
    chunks: int
    mentions: int
    evidence: int
    entities: int
    facts: int


class PreparedImport(Value):
    """The files, and what has still to be derived when they are in the database.

    `entities` and `facts` are ids, `new_facts` those facts that may make others needless.
    """

    files: ImportFiles
    entities: tuple[str, ...]
    facts: tuple[str, ...]
    new_facts: tuple[NewFact, ...]
    counts: RecordCounts


class RecordFiles:
    """Writes documents as files that Neo4j's importer reads; they are visible then, and nothing else is in the graph.

    What becomes of a name or a fact depends on all documents: their accounts are kept in memory, about half a kilobyte each.
    """

    def __init__(self, folder: Path, *, model: str, dimensions: int) -> None:
        self._tables = open_tables(folder)
        self._at = datetime.now(UTC)
        self._sources: set[str] = set()
        self._names: dict[str, NameAccount] = {}
        self._facts: dict[str, FactAccount] = {}
        self._decisions: dict[str, tuple[str, str]] = {}
        self._telling: Counter[str] = Counter()
        self._tables.settings.write("settings", "CiteGraph", LATEST, model, dimensions, 0)
        self._tables.marks.write("import", "GraphImport", BULK, 0)

    def add(self, graph: DocumentGraph) -> None:
        """Write the document; each source once.

        Raises:
            SchemaViolationError: its graph does not fit together.
            ConflictError: a document of this source was written.
        """
        check_graph(graph)
        if graph.document.source in self._sources:
            raise ConflictError(
                f"two documents are called {graph.document.source!r}",
                remedy="Give the newer one only: it takes the place of the other.",
            )
        self._sources.add(graph.document.source)
        document, tables = document_row(graph), self._tables
        values = [document[name] for name in DOCUMENT]
        tables.documents.write(document["id"], "Document", *values, self._at, self._at)
        self._add_chunks(graph)
        self._add_record(graph)
        keys = {one.origin: one.key for one in graph.mentions}
        proposals = {str(row["id"]): row for row in reversed(proposal_rows(graph, keys))}
        for one, row in proposals.items():
            self._add_proposal(one, row)

    def finish(self) -> PreparedImport:
        """What the importer is to be given; nothing can be added afterwards."""
        several = {one.statement for one in self._facts.values() if one.qualifiers}
        names: dict[str, str] = {}
        for entity, account in self._names.items():
            names[entity] = self._add_entity(entity, account)
        hidden: list[str] = []
        new: list[NewFact] = []
        for identifier, one in self._facts.items():
            shown = not (one.qualifiers or one.head == one.tail or identifier in several)
            fact = one.fact(identifier, shown=shown)
            self._add_fact(fact, names)
            if not shown:
                hidden.append(identifier)
            elif fact.traits:
                new.append(fact)
        for table in self._tables:
            table.close()
        telling = {one for one, documents in self._telling.items() if documents > 1}
        touched = telling.union(*self._decisions.values())
        return PreparedImport(
            files=self._files(),
            entities=tuple(sorted(touched)),
            facts=tuple(sorted(hidden)),
            new_facts=tuple(new),
            counts=self._counts(),
        )

    def _add_chunks(self, graph: DocumentGraph) -> None:
        for chunk in graph.chunks:
            row = chunk_row(chunk)
            values = [row[name] for name in CHUNK]
            self._tables.chunks.write(chunk.id, "Chunk", *values, vector_text(chunk.embedding))
            self._tables.in_documents.write(chunk.id, graph.document.id)
        for before, after in pairwise(graph.chunks):
            self._tables.following.write(before.id, after.id)

    def _add_record(self, graph: DocumentGraph) -> None:
        plan = plan_record([whole(graph)], _NOTHING_DECIDED, shown=True)
        for entity, names in plan.names.items():
            self._names.setdefault(entity, NameAccount()).add(names)
        self._telling.update({one.origin for one in graph.mentions if one.clues})
        for row in plan.mentions:
            values = [row[name] for name in MENTION]
            self._tables.mentions.write(row["entity"], row["chunk_id"], *values)
        for row in plan.evidence:
            values = [row[name] for name in EVIDENCE]
            self._tables.evidence.write(row["fact"], row["chunk_id"], *values)
        for identifier, fact in plan.facts.items():
            account = self._facts.get(identifier)
            if account is None:
                account = self._facts[identifier] = FactAccount(fact)
            # What this document alone leaves to the derivation has neither: then all documents do, too.
            account.support += fact.support
            account.traits |= frozenset(fact.traits)

    def _add_proposal(self, identifier: str, row: dict[str, object]) -> None:
        if identifier not in self._decisions:
            ends = str(row["source_origin"]), str(row["target_origin"])
            self._decisions[identifier] = ends
            values = [row[name] for name in PROPOSAL]
            self._tables.decisions.write(identifier, "Decision", "merge", False, *values)
        support = [row[name] for name in SUPPORT]
        self._tables.supports.write(identifier, row["document_id"], *support)

    def _add_entity(self, entity: str, account: NameAccount) -> str:
        view = account.view(entity)
        labels = ["__Entity__", UNEMBEDDED, label_of(view.type)]
        self._tables.entities.write(
            entity, labels, view.name, view.type, account.key, view.aliases, view.mentions
        )
        for alias in view.keys:
            self._tables.aliases.write(number := self._tables.aliases.rows, alias.key, alias.surface, "text")
            self._tables.aliases_of.write(number, entity)
        return view.name

    def _add_fact(self, fact: NewFact, names: dict[str, str]) -> None:
        tables = self._tables
        relation = checked_name(fact.type)
        text = (
            f"{names[fact.head]} {relation_words(relation)} {names[fact.tail]}{circumstances(fact.wordings)}"
        )
        tables.facts.write(
            fact.id,
            ["Fact", UNEMBEDDED],
            fact.type,
            fact.support,
            fact.traits,
            fact.statement if fact.qualifiers else None,
            fact.qualifiers,
            fact.wordings,
            text,
        )
        tables.heads.write(fact.id, fact.head)
        tables.tails.write(fact.id, fact.tail)
        if fact.support:
            tables.typed.write(fact.head, fact.tail, relation, fact.id, fact.support)

    def _files(self) -> ImportFiles:
        tables = self._tables._asdict()
        nodes = [("", tables[name].path) for name in NODES]
        nodes.append(("Alias", tables["aliases"].path))
        relationships = [(kind, tables[name].path) for name, kind in RELATIONSHIPS.items()]
        return ImportFiles(
            nodes=tuple(nodes),
            relationships=tuple(relationships),
            separator=SEPARATOR,
            longest_row=max(table.longest for table in self._tables),
        )

    def _counts(self) -> RecordCounts:
        return RecordCounts(**{name: getattr(self._tables, name).rows for name in RecordCounts.model_fields})
