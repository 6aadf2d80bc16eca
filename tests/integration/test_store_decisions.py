"""Merging entities, by persons and by rules, and undoing it."""

import pytest
from neo4j import AsyncDriver

from kg.store import Neo4jGraphStore
from kg.text.name_key import name_key
from kg.view.decision_entry import Why
from schemas.document_graph import DocumentGraph
from schemas.errors import ConflictError, InputError, NotFoundError
from schemas.graph import MentionPlace
from schemas.qualifier import Qualifier
from tests.fakes.document_graphs import document_graph, origin
from tests.fakes.graph_dump import count, graph_dump

_LONG = document_graph("long", [[("Big Blue Corp", "OWNS", "Bolt"), ("Ann", "FOUNDED", "Big Blue Corp")]])
_SHORT = document_graph("short", [[("BBC", "OWNS", "Bolt")]])
_RULE = document_graph(
    "rule", [[("BBC", "OWNS", "Cog"), ("Ann", "LEADS", "Big Blue Corp")]], merges=[("BBC", "Big Blue Corp")]
)


async def _add(store: Neo4jGraphStore, *graphs: DocumentGraph) -> None:
    await store.documents.write(graphs)
    await store.documents.publish([graph.document.id for graph in graphs])


async def test_a_merge_makes_one_entity_with_all_names_facts_and_mentions(store: Neo4jGraphStore) -> None:
    await _add(store, _LONG, _SHORT)
    outcome = await store.decisions.merge(
        origin("BBC"), origin("Big Blue Corp"), reason="same company", decided_by="ann"
    )
    decision = outcome.decision
    merged = await store.reader.entities.get(origin("Big Blue Corp"))
    assert outcome.entities == (merged,)
    assert (merged.name, merged.aliases, merged.mentions) == ("Big Blue Corp", ("BBC", "Big Blue Corp"), 3)
    assert await store.reader.entities.by_key(["bbc"]) == [("bbc", merged)]
    (owns,) = await store.reader.facts.of([merged.id], relation="OWNS")
    assert (owns.support, owns.text) == (2, "Big Blue Corp owns Bolt")
    with pytest.raises(NotFoundError):
        await store.reader.entities.get(origin("BBC"))
    assert await store.reader.decisions.page() == [decision]
    assert (decision.decided_by, decision.reason, decision.undone_at) == ("ann", "same company", None)
    assert await store.reader.decisions.get(decision.id) == decision


async def test_a_statement_between_two_names_of_one_thing_rests_until_the_merge_is_undone(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    await _add(store, document_graph("a", [[("BBC", "OWNS", "Big Blue Corp"), ("Ann", "FOUNDED", "BBC")]]))
    before = await graph_dump(driver)
    decision = (
        await store.decisions.merge(origin("BBC"), origin("Big Blue Corp"), reason="", decided_by="ann")
    ).decision
    assert [fact.type for fact in await store.reader.facts.of([origin("Big Blue Corp")])] == ["FOUNDED"]
    assert await store.reader.facts.types() == [("FOUNDED", 1)]
    assert await count(driver, "MATCH (n)-[r]->(n) RETURN count(r)") == 0
    await store.decisions.undo(decision.id)
    assert [line for line in await graph_dump(driver) if decision.id not in line] == before


async def test_merges_may_form_a_chain(store: Neo4jGraphStore) -> None:
    await _add(
        store,
        document_graph("a", [[("One", "OWNS", "Bolt"), ("Two", "OWNS", "Bolt"), ("Three", "OWNS", "Bolt")]]),
    )
    first = (await store.decisions.merge(origin("One"), origin("Two"), reason="", decided_by="ann")).decision
    await store.decisions.merge(origin("Two"), origin("Three"), reason="", decided_by="ann")
    assert (await store.reader.entities.get(origin("Three"))).aliases == ("One", "Three", "Two")
    await store.decisions.undo(first.id)
    assert (await store.reader.entities.get(origin("Three"))).aliases == ("Three", "Two")
    assert (await store.reader.entities.get(origin("One"))).aliases == ("One",)


async def test_what_cannot_be_merged_or_undone_is_said(store: Neo4jGraphStore) -> None:
    await _add(store, _LONG, _SHORT)
    bbc, corp, ann = origin("BBC"), origin("Big Blue Corp"), origin("Ann")
    with pytest.raises(ConflictError, match="into itself"):
        await store.decisions.merge(bbc, bbc, reason="", decided_by="ann")
    with pytest.raises(NotFoundError):
        await store.decisions.merge(bbc, "nobody", reason="", decided_by="ann")
    decision = (await store.decisions.merge(bbc, corp, reason="", decided_by="ann")).decision
    with pytest.raises(ConflictError, match="merged into"):
        await store.decisions.merge(bbc, ann, reason="", decided_by="ann")
    with pytest.raises(ConflictError, match="merged into"):
        await store.decisions.merge(corp, bbc, reason="", decided_by="ann")
    await store.decisions.undo(decision.id)
    with pytest.raises(ConflictError, match="undone already"):
        await store.decisions.undo(decision.id)
    with pytest.raises(NotFoundError):
        await store.decisions.undo("nothing")
    again = (await store.decisions.merge(bbc, corp, reason="", decided_by="ann")).decision
    assert [one.undone_at is None for one in await store.reader.decisions.page()] == [True, False]
    assert again.id != decision.id


async def test_a_rules_merge_holds_while_a_visible_document_supports_it(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    await _add(store, _LONG, _SHORT)
    apart = await graph_dump(driver)
    await store.documents.write([_RULE])
    assert await store.reader.decisions.page() == []
    assert (await store.reader.entities.get(origin("BBC"))).aliases == ("BBC",)
    await store.documents.publish([_RULE.document.id])
    (decision,) = await store.reader.decisions.page()
    assert (decision.decided_by, decision.reason) == ("acronym", "BBC is Big Blue Corp")
    assert (await store.reader.entities.get(origin("Big Blue Corp"))).aliases == ("BBC", "Big Blue Corp")
    await store.documents.delete(_RULE.document.id)
    assert await store.reader.decisions.page() == []
    assert await graph_dump(driver) == apart


async def test_a_rules_merge_that_a_person_undid_is_not_made_again(store: Neo4jGraphStore) -> None:
    await _add(store, _LONG, _RULE)
    (decision,) = await store.reader.decisions.page()
    await store.decisions.undo(decision.id)
    backwards = document_graph(
        "more",
        [[("BBC", "OWNS", "Nut"), ("Eve", "LEADS", "Big Blue Corp")]],
        merges=[("Big Blue Corp", "BBC")],
    )
    forwards = document_graph(
        "again",
        [[("BBC", "OWNS", "Nut"), ("Eve", "LEADS", "Big Blue Corp")]],
        merges=[("BBC", "Big Blue Corp")],
    )
    await _add(store, backwards, forwards)
    assert (await store.reader.entities.get(origin("BBC"))).aliases == ("BBC",)
    await store.documents.delete(_RULE.document.id)
    await store.documents.delete(forwards.document.id)
    assert decision.id in [one.id for one in await store.reader.decisions.page()]
    await _add(store, _RULE)
    assert (await store.reader.entities.get(origin("BBC"))).aliases == ("BBC",)


async def test_a_document_may_name_only_what_was_merged_away(store: Neo4jGraphStore) -> None:
    await _add(store, _LONG, _SHORT)
    await store.decisions.merge(origin("BBC"), origin("Big Blue Corp"), reason="", decided_by="ann")
    await store.documents.delete(_LONG.document.id)
    left = await store.reader.entities.get(origin("Big Blue Corp"))
    assert (left.name, left.key, left.mentions) == ("BBC", name_key("Big Blue Corp"), 1)
    await store.documents.delete(_SHORT.document.id)
    assert await store.reader.entities.search() == []
    await _add(store, _SHORT)
    assert await store.reader.entities.get(origin("Big Blue Corp")) == left


async def test_a_decision_is_linked_to_the_entities_it_is_about(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    about = "MATCH (:Decision)-[:ABOUT]->(e:__Entity__) RETURN count(e)"
    await _add(store, _LONG, _SHORT)
    decision = (
        await store.decisions.merge(origin("BBC"), origin("Big Blue Corp"), reason="", decided_by="ann")
    ).decision
    assert await count(driver, about) == 1
    await store.decisions.undo(decision.id)
    assert await count(driver, about) == 2


async def test_a_rejected_fact_is_seen_nowhere_and_comes_back_with_all_its_support(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    await _add(store, _LONG)
    founded, *_ = await store.reader.facts.of([origin("Ann")])
    outcome = await store.decisions.reject(founded.id, reason="she did not", decided_by="mina")
    assert outcome.facts == (founded,)
    assert (outcome.decision.kind, outcome.decision.relation) == ("reject", "FOUNDED")
    assert await store.reader.facts.of([origin("Ann")]) == []
    assert await count(driver, "MATCH ()-[r:FOUNDED]->() RETURN count(r)") == 0
    with pytest.raises(ConflictError, match="rejected already"):
        await store.decisions.reject(founded.id, reason="", decided_by="mina")

    again = document_graph("again", [[("Ann", "FOUNDED", "Big Blue Corp")]])
    await _add(store, again)
    assert await store.reader.facts.of([origin("Ann")]) == [], "stated again, and still not true"
    (rejected,) = await store.reader.facts.rejected()
    assert (rejected.id, rejected.support) == (founded.id, 2)

    restored = await store.decisions.restore(founded.id)
    assert restored.decision.undone_at is not None
    assert restored.facts == tuple(await store.reader.facts.of([origin("Ann")]))
    assert restored.facts[0].support == 2
    assert await store.reader.facts.rejected() == []
    with pytest.raises(NotFoundError, match="rejected"):
        await store.decisions.restore(founded.id)
    with pytest.raises(NotFoundError):
        await store.decisions.reject("nothing", reason="", decided_by="mina")


async def test_what_is_not_true_of_one_is_not_true_of_the_entity_it_is_merged_into(
    store: Neo4jGraphStore,
) -> None:
    await _add(store, _LONG, _SHORT)
    (owns,) = await store.reader.facts.of([origin("BBC")])
    await store.decisions.reject(owns.id, reason="", decided_by="mina")
    merge = await store.decisions.merge(origin("BBC"), origin("Big Blue Corp"), reason="", decided_by="ann")
    assert [fact.type for fact in await store.reader.facts.of([origin("Big Blue Corp")])] == ["FOUNDED"]
    await store.decisions.undo(merge.decision.id)
    types = {fact.type for fact in await store.reader.facts.of([origin("Big Blue Corp")])}
    assert types == {"FOUNDED", "OWNS"}
    assert await store.reader.facts.of([origin("BBC")]) == []


def _since(year: str) -> Qualifier:
    return Qualifier(name="start", value=year, normal=year)


async def test_of_two_terms_of_office_one_can_be_rejected_whatever_is_merged_and_split(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    terms = [("BBC", "LEADS", "Bolt", _since(year)) for year in ("1999", "2003")]
    await _add(store, _LONG, document_graph("terms", [terms]))
    bbc, corp = origin("BBC"), origin("Big Blue Corp")
    assert len([one for one in await store.reader.facts.for_training() if one[1] == "LEADS"]) == 1
    first = next(fact for fact in await store.reader.facts.of([bbc]) if "1999" in fact.text)
    decision = (await store.decisions.reject(first.id, reason="", decided_by="mina")).decision
    assert decision.qualifiers == ("start: 1999",)
    assert await store.reader.decisions.get(decision.id) == decision
    assert await _texts(store, bbc) == {"BBC leads Bolt (from 2003)"}
    shown = "MATCH ()-[r:LEADS]->() WHERE r.support = 1 AND r.fact_ids IS NULL RETURN count(r)"
    assert await count(driver, shown) == 1

    await store.decisions.merge(bbc, corp, reason="", decided_by="ann")
    assert "Big Blue Corp leads Bolt (from 2003)" in await _texts(store, corp)
    assert not any("1999" in text for text in await _texts(store, corp))
    why = Why(reason="", decided_by="mina")
    split = await store.decisions.split(corp, ["terms"], [], name="Other", why=why)
    other = split.decision.target_origin
    assert "Other leads Bolt (from 2003)" in await _texts(store, other)
    await store.decisions.undo(split.decision.id)
    await store.decisions.undo(decision.id)
    assert len([fact for fact in await store.reader.facts.of([corp]) if fact.type == "LEADS"]) == 2
    assert await count(driver, "MATCH ()-[r:LEADS]->() WHERE size(r.fact_ids) = 2 RETURN count(r)") == 1


async def test_a_rejection_waits_in_the_ledger_while_no_document_states_the_fact(
    store: Neo4jGraphStore,
) -> None:
    await _add(store, _SHORT)
    (owns,) = await store.reader.facts.of([origin("BBC")])
    decision = (await store.decisions.reject(owns.id, reason="", decided_by="mina")).decision
    await store.documents.delete(_SHORT.document.id)
    assert await store.reader.decisions.page() == [decision]
    await _add(store, _SHORT)
    assert await store.reader.facts.of([origin("BBC")]) == []
    await store.decisions.undo(decision.id)
    assert await store.reader.facts.of([origin("BBC")]) == [owns]


_BANKER = document_graph("weiA", [[("Li Wei", "WORKS_AT", "Halden Bank")], [("Li Wei", "KNOWS", "Ann")]])
_CAPTAIN = document_graph("weiB", [[("Li Wei", "COMMANDS", "Sandoval")], [("Li Wei", "KNOWS", "Ann")]])


async def _texts(store: Neo4jGraphStore, entity: str) -> set[str]:
    return {fact.text for fact in await store.reader.facts.of([entity])}


async def test_a_split_takes_facts_aliases_and_citations_of_its_documents_along(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    await _add(store, _BANKER, _CAPTAIN)
    before = await graph_dump(driver)
    outcome = await store.decisions.split(
        origin("Li Wei"), ["weiB"], [], name="Captain Li", why=Why(reason="two men", decided_by="mina")
    )
    captain, banker = outcome.entities
    assert (captain.name, captain.key, captain.aliases) == ("Captain Li", "li wei", ("Captain Li", "Li Wei"))
    assert (banker.id, banker.name, banker.mentions) == (origin("Li Wei"), "Li Wei", 2)
    assert await _texts(store, captain.id) == {"Captain Li commands Sandoval", "Captain Li knows Ann"}
    assert await _texts(store, banker.id) == {"Li Wei works at Halden Bank", "Li Wei knows Ann"}
    chunks = await store.reader.entities.chunks([captain.id, banker.id])
    assert set(chunks[captain.id]) == {chunk.id for chunk in _CAPTAIN.chunks}
    assert set(chunks[banker.id]) == {chunk.id for chunk in _BANKER.chunks}
    assert {entity.id for _, entity in await store.reader.entities.by_key(["li wei"])} == {
        captain.id,
        banker.id,
    }

    newer = document_graph("weiB", [[("Li Wei", "SOLD", "Sandoval")]])
    other = document_graph("weiC", [[("Li Wei", "LEFT", "Halden Bank")]])
    await _add(store, newer, other)
    assert await _texts(store, captain.id) == {"Captain Li sold Sandoval"}
    assert "Li Wei left Halden Bank" in await _texts(store, banker.id)

    await store.documents.delete(other.document.id)
    await _add(store, _CAPTAIN)
    await store.decisions.undo(outcome.decision.id)
    assert [line for line in await graph_dump(driver) if outcome.decision.id not in line] == before


async def test_a_single_mention_may_be_another_thing(store: Neo4jGraphStore) -> None:
    await _add(store, _BANKER)
    *_, last = await store.reader.entities.mentions(origin("Li Wei"))
    place = MentionPlace(chunk_id=last.chunk_id, start=last.start)
    why = Why(reason="", decided_by="mina")
    outcome = await store.decisions.split(origin("Li Wei"), [], [place], why=why)
    other, left = outcome.entities
    assert await _texts(store, other.id) == {"Li Wei knows Ann"}
    assert await _texts(store, left.id) == {"Li Wei works at Halden Bank"}
    for sources, places, words in (
        ([], [], "Nothing says"),
        (["nowhere"], [], "does not mention"),
        ([], [place], "not mentioned at"),
        (["weiA"], [], "nothing would be left"),
    ):
        with pytest.raises(InputError, match=words):
            await store.decisions.split(left.id, sources, places, why=why)


async def test_what_is_said_to_be_two_is_joined_by_no_rule_be_it_through_a_third(
    store: Neo4jGraphStore,
) -> None:
    names = ("Alpha", "Beta", "Gamma")
    await _add(store, document_graph("all", [[(name, "OWNS", "Bolt") for name in names]]))
    alpha, beta, gamma = (origin(name) for name in names)
    decision = (await store.decisions.separate(alpha, beta, reason="", decided_by="mina")).decision
    both = [(name, "OWNS", "Bolt") for name in names]
    await _add(
        store,
        document_graph("first", [both], merges=[("Alpha", "Gamma")]),
        document_graph("second", [both], merges=[("Alpha", "Gamma"), ("Beta", "Gamma")]),
    )
    assert (await store.reader.entities.get(gamma)).aliases == ("Alpha", "Gamma")
    assert (await store.reader.entities.get(beta)).aliases == ("Beta",)
    merge = (await store.decisions.merge(beta, gamma, reason="", decided_by="ann")).decision
    assert (await store.reader.entities.get(gamma)).aliases == ("Beta", "Gamma"), (
        "a person goes before a rule"
    )
    assert (await store.reader.entities.get(alpha)).aliases == ("Alpha",)
    with pytest.raises(ConflictError, match="two things"):
        await store.decisions.merge(alpha, gamma, reason="", decided_by="ann")
    await store.decisions.undo(merge.id)
    with pytest.raises(ConflictError, match="apart already"):
        await store.decisions.separate(beta, alpha, reason="", decided_by="ann")
    await store.decisions.undo(decision.id)
    assert (await store.reader.entities.get(gamma)).aliases == names
    await store.decisions.separate(alpha, gamma, reason="", decided_by="mina")
    assert (await store.reader.entities.get(alpha)).aliases == ("Alpha",), "names of one entity come apart"


async def test_type_and_name_are_what_a_person_says(store: Neo4jGraphStore, driver: AsyncDriver) -> None:
    await _add(store, _LONG)
    corp = origin("Big Blue Corp")
    typed = (await store.decisions.retype(corp, "Company", reason="", decided_by="mina")).decision
    named = (await store.decisions.rename(corp, "International BM", reason="", decided_by="mina")).decision
    await _add(store, _RULE)
    entity = await store.reader.entities.get(corp)
    assert (entity.type, entity.name) == ("Company", "International BM")
    assert await count(driver, "MATCH (e:Company) RETURN count(e)") == 1
    assert [one.id for _, one in await store.reader.entities.by_key([name_key("International BM")])] == [corp]
    assert "International BM owns Bolt" in await _texts(store, corp)
    await store.decisions.undo(typed.id)
    await store.decisions.undo(named.id)
    entity = await store.reader.entities.get(corp)
    assert (entity.type, entity.name) == ("Thing", "Big Blue Corp")
