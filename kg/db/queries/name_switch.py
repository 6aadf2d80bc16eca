"""Queries that write other names of relations and types beside the old ones, put them in force and clear up.

Beside a fact's `support` stands `next_support`, beside an entity's `type` `next_type`. A piece of evidence is
`moved_in: true` where it counts only when the new names are in force, `false` where it counts until then.
"""

from kg.db.queries.derivation import facts_as_stated

BEGIN = """
MATCH (s:CiteGraph {id: 'settings'}) SET s.switch = $switch
"""

PENDING = """
MATCH (s:CiteGraph {id: 'settings'}) WHERE s.switch IS NOT NULL
RETURN s.switch AS switch, coalesce(s.renamed, false) AS renamed
"""

PUT_IN_FORCE = """
MATCH (s:CiteGraph {id: 'settings'}) SET s.renamed = true
"""

END = """
MATCH (s:CiteGraph {id: 'settings'}) REMOVE s.switch, s.renamed
"""

FACTS_TO_MOVE = """
MATCH (f:Fact) WHERE f.type IN $relations AND EXISTS { (f)-[v:FROM_CHUNK]->() WHERE v.moved_in IS NULL }
RETURN f.id AS id ORDER BY id
"""

ENTITIES_TO_MOVE = """
MATCH (e:__Entity__)-[m:FROM_CHUNK]->() WHERE m.type IN $types AND e.next_type IS NULL
RETURN DISTINCT e.id AS id ORDER BY id
"""

UNMOVED_FACTS = """
UNWIND $ids AS wanted
MATCH (f:Fact {id: wanted}) USING INDEX SEEK f:Fact(id)
MATCH (f)-[:HEAD]->(h) MATCH (f)-[:TAIL]->(t)
WHERE f.type IN $relations AND EXISTS { (f)-[v:FROM_CHUNK]->() WHERE v.moved_in IS NULL }
RETURN f.id AS id, f.type AS relation, h.id AS head, t.id AS tail,
       coalesce(f.qualifiers, []) AS qualifiers, coalesce(f.wordings, []) AS wordings
"""

NAME_NEXT_FACTS = """
UNWIND $rows AS row
MATCH (f:Fact {id: row.id}) USING INDEX SEEK f:Fact(id)
MATCH (g:Fact {id: row.to}) USING INDEX SEEK g:Fact(id)
SET f.next_id = row.to
WITH f, g WHERE EXISTS { (f)<-[:ABOUT]-(x {kind: 'reject'}) WHERE x.undone_at IS NULL }
SET g.next_rejected = true
"""

STATEMENTS_STAND_UNTIL_THEN = """
UNWIND $ids AS id
MATCH (f:Fact {id: id}) USING INDEX SEEK f:Fact(id)
MATCH (f)-[v:FROM_CHUNK]->() WHERE v.moved_in IS NULL
SET v.moved_in = false
"""

NEXT_FACTS = facts_as_stated("coalesce(v.moved_in, true)")

NEXT_REJECTED = """
UNWIND $ids AS id
MATCH (f:Fact {id: id}) USING INDEX SEEK f:Fact(id)
WHERE f.next_rejected OR f.next_id IS NULL
  AND EXISTS { (f)<-[:ABOUT]-(x {kind: 'reject'}) WHERE x.undone_at IS NULL }
RETURN f.id AS id
"""

SET_NEXT_SUPPORT = """
UNWIND $rows AS row
MATCH (f:Fact {id: row.id}) USING INDEX SEEK f:Fact(id)
SET f.next_support = row.support
"""

SET_NEXT_TYPES = """
UNWIND $rows AS row
MATCH (e:__Entity__ {id: row.id}) USING INDEX SEEK e:__Entity__(id)
SET e.next_type = row.type
"""

REJECT_NEXT_FACTS = """
MATCH (x:Decision {kind: 'reject'})-[about:ABOUT]->(f:Fact) WHERE f.next_id IS NOT NULL
MATCH (g:Fact {id: f.next_id}) USING INDEX SEEK g:Fact(id)
DELETE about
CREATE (x)-[:ABOUT]->(g)
"""

REJECTED_ENDS = """
MATCH (x:Decision) WHERE x.relation IN $relations
UNWIND [x.source_origin, x.target_origin] AS id
RETURN DISTINCT id
"""

MOVED_FACTS = """
MATCH (f:Fact) WHERE f.next_support IS NOT NULL RETURN f.id AS id ORDER BY id
"""

MOVED_ENTITIES = """
MATCH (e:__Entity__) WHERE e.next_type IS NOT NULL RETURN e.id AS id ORDER BY id
"""

KEEP_STATEMENTS = """
UNWIND $ids AS id
MATCH (f:Fact {id: id}) USING INDEX SEEK f:Fact(id)
REMOVE f.next_support, f.next_id, f.next_rejected
WITH f
MATCH (f)-[v:FROM_CHUNK]->() WHERE v.moved_in IS NOT NULL
FOREACH (_ IN CASE WHEN v.moved_in = $kept THEN [1] ELSE [] END | REMOVE v.moved_in)
WITH v WHERE v.moved_in IS NOT NULL
DELETE v
"""

FORGET_NEXT_TYPES = """
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) USING INDEX SEEK e:__Entity__(id)
REMOVE e.next_type
"""

MOVE_TYPES_OF = """
UNWIND $rows AS row
UNWIND $ids AS id
MATCH (e:__Entity__ {id: id}) USING INDEX SEEK e:__Entity__(id)
MATCH (e)-[m:FROM_CHUNK]->() WHERE m.type = row.before
SET m.type = row.after, m.family = row.family
"""
