"""A small corpus of statements, as a graph would give it, for making questions."""

from evaluation.dataset.corpus import CorpusDocument, QuestionCorpus, Statement
from kg.text.hangul import has_hangul
from schemas.document import Block, Language
from schemas.graph import Entity, Fact

Row = tuple[str, str, str, str, str, str]
"""Sentence, head, its type, relation, tail, its type."""


def corpus_of(
    *rows: Row, more: str = "", blocks: tuple[Block, ...] = (), title: str = "Notes"
) -> QuestionCorpus:
    """One document of these sentences, each a paragraph, and `more` behind them."""
    text = "\n\n".join([*dict.fromkeys(row[0] for row in rows), more])
    language: Language = "ko" if has_hangul(text) else "en"
    document = CorpusDocument("notes.md", title, language, text, blocks)
    entities = {
        name: Entity(id=name, name=name, type=kind, key=name.lower(), aliases=(name,), mentions=1)
        for row in rows
        for name, kind in ((row[1], row[2]), (row[4], row[5]))
    }
    statements = []
    for number, (sentence, head, _, relation, tail, _) in enumerate(rows):
        fact = Fact(
            id=f"f{number}",
            head=head,
            head_name=head,
            type=relation,
            tail=tail,
            tail_name=tail,
            text=f"{head} {relation} {tail}",
            support=1,
        )
        start = text.index(sentence)
        statements.append(
            Statement(fact, entities[head], entities[tail], document, start, start + len(sentence), language)
        )
    return QuestionCorpus(
        {document.source: document},
        entities,
        tuple(statement.fact for statement in statements),
        tuple(statements),
    )
