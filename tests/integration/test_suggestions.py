"""Facts that may be missing, on a stored graph: suggested, judged by a person, and no facts all the same."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.curation.suggestions import SuggestionCurator
from kg.curation.training import train_on_graph
from kg.kge.training_settings import default_settings
from kg.store import Neo4jGraphStore
from kg.view.decision_entry import Why
from schemas.errors import ConflictError, InputError, NotFoundError
from tests.fakes.company_facts import Facts, company_facts
from tests.fakes.document_graphs import document_graph
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.stated_facts import origin, stated_facts

_ALL = company_facts(150)
_PERSON, _, _CITY = _HIDDEN = next(fact for fact in _ALL if fact[1] == "LIVE_IN")
_STATEMENT = _PERSON, "LIVE_IN", _CITY
_WHY = Why(reason="", decided_by="ann")


async def _add(store: Neo4jGraphStore, source: str, facts: Sequence[tuple[str, str, str]]) -> str:
    document = stated_facts(source, [(head, "Thing", kind, tail, "Thing") for head, kind, tail in facts])
    await store.documents.write([document])
    await store.documents.publish([document.document.id])
    return document.document.id


def _known() -> Facts:
    return [fact for fact in _ALL if fact != _HIDDEN]


@pytest.fixture
async def curator(store: Neo4jGraphStore, embedder: FakeEmbedder, tmp_path: Path) -> SuggestionCurator:
    """On a graph that lacks one fact, with a predictor that learnt the others."""
    await _add(store, "companies.txt", _known())
    record = await train_on_graph(store, tmp_path, default_settings("RotatE", epochs=60))
    assert record.metrics["sure_gain"] > 0
    return SuggestionCurator(store, embedder)


async def test_without_a_predictor_worth_asking_it_says_why(
    store: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    await _add(store, "companies.txt", _known())
    found = await SuggestionCurator(store, embedder).suggest()
    assert found.items == ()
    assert "kge train" in found.note


async def test_a_missing_fact_is_suggested_judged_and_never_a_fact(
    curator: SuggestionCurator, store: Neo4jGraphStore
) -> None:
    facts = (await store.reader.counts()).facts
    (best, *_) = (await curator.suggest(_PERSON, "LIVE_IN")).items
    assert (best.head_name, best.relation, best.tail_name) == _STATEMENT
    assert best.text == f"{_PERSON} live in {_CITY}"
    assert 0 < best.score <= 1
    assert [one.names for one in best.evidence] == ["head", "tail"]
    assert _PERSON in best.evidence[0].words
    assert _CITY in best.evidence[1].words

    would = await curator.judge(_STATEMENT, _WHY, accepted=True, dry_run=True)
    assert would.dry_run
    assert await curator.judged(accepted=True) == []
    outcome = await curator.judge(_STATEMENT, _WHY, accepted=True)
    assert outcome.decision.kind == "accept suggestion"
    assert {entity.name for entity in outcome.entities} == {_PERSON, _CITY}
    (accepted,) = await curator.judged(_CITY, accepted=True)
    assert (accepted.text, accepted.support, accepted.decided_by) == (best.text, 0, "ann")
    assert await curator.judged(accepted=False) == []
    assert best.text not in [one.text for one in (await curator.suggest(_PERSON)).items]
    assert (await store.reader.counts()).facts == facts
    assert await store.reader.facts.of([origin(_PERSON)], "LIVE_IN") == []

    await store.decisions.undo(outcome.decision.id)
    assert await curator.judged(accepted=True) == []
    assert (await curator.suggest(_PERSON, "LIVE_IN")).items[0].text == best.text


async def test_what_was_rejected_is_not_suggested_again_and_hides_no_document(
    curator: SuggestionCurator, store: Neo4jGraphStore
) -> None:
    await curator.judge(_STATEMENT, _WHY, accepted=False)
    assert _CITY not in [one.tail_name for one in (await curator.suggest(_PERSON, "LIVE_IN")).items]
    with pytest.raises(ConflictError, match="already"):
        await curator.judge(_STATEMENT, _WHY, accepted=True)

    document = await _add(store, "later.txt", [_HIDDEN])
    (fact,) = await store.reader.facts.of([origin(_PERSON)], "LIVE_IN")
    assert fact.tail_name == _CITY
    (rejected,) = await curator.judged(accepted=False)
    assert rejected.support == 1
    await store.documents.delete(document)
    assert await store.reader.facts.of([origin(_PERSON)], "LIVE_IN") == []
    (rejected,) = await curator.judged(accepted=False)
    assert rejected.support == 0


async def test_a_judged_statement_follows_its_entities_and_a_passage_with_both_is_shown(
    curator: SuggestionCurator, store: Neo4jGraphStore
) -> None:
    both = document_graph("both", [[(_PERSON, "VISIT", _CITY), ("Nick", "VISIT", "Rome")]])
    await store.documents.write([both], publish=True)
    (best, *_) = (await curator.suggest(_PERSON, "LIVE_IN")).items
    assert [one.names for one in best.evidence] == ["both"]
    await curator.judge(_STATEMENT, _WHY, accepted=True)
    merge = await store.decisions.merge(origin(_PERSON), origin("Nick"), reason="", decided_by="ann")
    (accepted,) = await curator.judged("Nick", accepted=True)
    assert (accepted.head, accepted.tail) == (origin("Nick"), origin(_CITY))
    await store.decisions.undo(merge.decision.id)
    (accepted,) = await curator.judged(accepted=True)
    assert accepted.head == origin(_PERSON)


async def test_what_cannot_be_judged_is_said(curator: SuggestionCurator) -> None:
    stated = next(fact for fact in _known() if fact[1] == "LIVE_IN")
    with pytest.raises(ConflictError, match="document states"):
        await curator.judge(stated, _WHY, accepted=False)
    with pytest.raises(InputError, match="ADMIRE"):
        await curator.judge((_PERSON, "ADMIRE", _CITY), _WHY, accepted=True)
    with pytest.raises(NotFoundError, match="nobody"):
        await curator.judge(("nobody", "LIVE_IN", _CITY), _WHY, accepted=True)
    with pytest.raises(ConflictError, match="itself"):
        await curator.judge((_CITY, "LIVE_IN", _CITY), _WHY, accepted=True)
