"""Queries that show facts once: which typed relationships are left out, and what is kept as attributes instead.

Each begins with a seek by a unique id, for the reason that `derivation` gives. Of the two ends of a step, that with few
facts is gone through first: a large place has few places around it and many within.
"""

NEIGHBOURS_OF_STEPS = """
UNWIND $rows AS row
MATCH (h:__Entity__ {id: row.head}) USING INDEX SEEK h:__Entity__(id)
MATCH (t:__Entity__ {id: row.tail}) USING INDEX SEEK t:__Entity__(id)
CALL (row, h, t) {
  MATCH (t)<-[:HEAD]-(g:Fact)-[:TAIL]->(beyond) WHERE g.type = row.type
  WITH row, h, collect(DISTINCT beyond) AS ends
  MATCH (h)<-[:HEAD]-(f:Fact)-[:TAIL]->(end) WHERE f.type = row.type AND end IN ends
  RETURN f.id AS id
  UNION
  MATCH (h)<-[:TAIL]-(g:Fact)-[:HEAD]->(within) WHERE g.type = row.type
  MATCH (within)<-[:HEAD]-(f:Fact)-[:TAIL]->(end) WHERE f.type = row.type AND end = t
  RETURN f.id AS id
  UNION
  MATCH (t)<-[:HEAD]-(f:Fact)-[:TAIL]->(end) WHERE f.type = row.type AND end = h
  RETURN f.id AS id
}
RETURN DISTINCT id
"""

KIND_USES = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) USING INDEX SEEK e:__Entity__(id)
WHERE e.as_kind IS NOT NULL OR id IN $kinds
WITH e, EXISTS { MATCH (e)<-[:TAIL]-(k:Fact) WHERE k.support > 0 AND 'kind' IN k.traits } AS kind,
     EXISTS { MATCH (e)<-[:HEAD]-(f:Fact) WHERE f.support > 0 }
     OR EXISTS { MATCH (e)<-[:TAIL]-(f:Fact) WHERE f.support > 0 AND NOT 'kind' IN coalesce(f.traits, []) } AS spoken
RETURN e.id AS id, e.type AS type, e.mentions AS mentions, e.as_kind AS was,
       CASE WHEN kind AND spoken THEN 'also' WHEN kind THEN 'only' END AS now
"""

SET_KIND_USES = """
UNWIND $rows AS row
MATCH (e:__Entity__ {id: row.id})
SET e.as_kind = row.now
"""

LABEL_ENTITIES = """
UNWIND $rows AS row
MATCH (e:__Entity__ {id: row.id})
SET e:$(row.label)
"""

KIND_FACTS_OF = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) USING INDEX SEEK e:__Entity__(id)
MATCH (e)<-[:TAIL]-(f:Fact) WHERE 'kind' IN f.traits
RETURN DISTINCT f.id AS id
"""

SET_KINDS = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) USING INDEX SEEK e:__Entity__(id)
CALL (e) {
  MATCH (e)<-[:HEAD]-(f:Fact)-[:TAIL]->(t) WHERE f.support > 0 AND 'kind' IN f.traits
  WITH DISTINCT t.name AS name ORDER BY name
  RETURN collect(name) AS kinds
}
SET e.kinds = CASE WHEN size(kinds) > 0 THEN kinds END
"""

DELETE_STATED_ALIASES = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) USING INDEX SEEK e:__Entity__(id)
MATCH (e)<-[:ALIAS_OF]-(a) WHERE a.source = 'stated'
DETACH DELETE a
"""

CREATE_STATED_ALIASES = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) USING INDEX SEEK e:__Entity__(id)
MATCH (e)<-[:HEAD|TAIL]-(f:Fact) WHERE f.support > 0 AND 'alias' IN f.traits
MATCH (f)-[:HEAD|TAIL]->(other) WHERE other <> e
WITH DISTINCT e, other
CREATE (:Alias {key: other.key, surface: other.name, source: 'stated'})-[:ALIAS_OF]->(e)
"""

REDUCIBLE_FACTS = """
UNWIND $ids AS id
MATCH (f:Fact {id: id}) USING INDEX SEEK f:Fact(id) WHERE f.support > 0
MATCH (f)-[:HEAD]->(h) MATCH (f)-[:TAIL]->(t)
WITH f, h, t, coalesce(f.traits, []) AS traits
RETURN f.id AS id, f.type AS type, h.id AS head, t.id AS tail, f.support AS support,
       coalesce(f.reduced, false) AS was,
       'alias' IN traits OR 'kind' IN traits AND coalesce(t.as_kind, '') = 'only' OR 'transitive' IN traits AND EXISTS {
         MATCH (h)<-[:HEAD]-(g:Fact)-[:TAIL]->(between)
         WHERE g.type = f.type AND g.support > 0 AND 'transitive' IN g.traits AND between <> h AND between <> t
           AND NOT EXISTS { MATCH (between)<-[:HEAD]-(x:Fact)-[:TAIL]->(h)
                            WHERE x.type = f.type AND x.support > 0 AND 'transitive' IN x.traits }
         MATCH (between)<-[:HEAD]-(k:Fact)-[:TAIL]->(t)
         WHERE k.type = f.type AND k.support > 0 AND 'transitive' IN k.traits
           AND NOT EXISTS { MATCH (t)<-[:HEAD]-(y:Fact)-[:TAIL]->(between)
                            WHERE y.type = f.type AND y.support > 0 AND 'transitive' IN y.traits }
       } AS now
"""

REDUCE_FACTS = """
UNWIND $rows AS row
MATCH (f:Fact {id: row.id})
SET f.reduced = true
WITH row
MATCH (h:__Entity__ {id: row.head}) USING INDEX SEEK h:__Entity__(id)
MATCH (t:__Entity__ {id: row.tail}) USING INDEX SEEK t:__Entity__(id)
MATCH (h)-[r]->(t) WHERE r.fact_id = row.id
DELETE r
"""

RESTORE_FACTS = """
UNWIND $rows AS row
MATCH (f:Fact {id: row.id}) MATCH (h:__Entity__ {id: row.head}) MATCH (t:__Entity__ {id: row.tail})
REMOVE f.reduced
CREATE (h)-[:$(row.type) {fact_id: row.id, support: row.support}]->(t)
"""
