"""Queries for questions whose entities and relation types are known; run under the rules for generated Cypher."""

FACTS_OF_ENTITY_AND_RELATION = """
MATCH (e:__Entity__)<-[:HEAD|TAIL]-(f:Fact)
WHERE e.id IN $entities AND f.type IN $relations AND f.support > 0
RETURN f.id AS fact_id ORDER BY f.support DESC, fact_id LIMIT 50
"""

FACTS_BETWEEN = """
MATCH (a:__Entity__)<-[:HEAD|TAIL]-(f:Fact)-[:HEAD|TAIL]->(b:__Entity__)
WHERE a.id IN $some AND b.id IN $others AND f.support > 0
RETURN DISTINCT f.id AS fact_id, f.support AS support ORDER BY support DESC, fact_id LIMIT 50
"""

SHARED_NEIGHBOURS = """
MATCH (a:__Entity__)<-[:HEAD|TAIL]-(f:Fact)-[:HEAD|TAIL]->(m:__Entity__)<-[:HEAD|TAIL]-(g:Fact)-[:HEAD|TAIL]->(b:__Entity__)
WHERE a.id IN $some AND b.id IN $others AND f.support > 0 AND g.support > 0 AND NOT m.id IN $some + $others
RETURN DISTINCT m.id AS via, m.mentions AS mentions, f.id AS fact_id, g.id AS other_fact_id
ORDER BY mentions, fact_id, other_fact_id LIMIT 50
"""

FACTS_OF_RELATION_AND_TYPE = """
MATCH (e:__Entity__)<-[:HEAD|TAIL]-(f:Fact)
WHERE e.type IN $types AND f.type IN $relations AND f.support > 0
RETURN DISTINCT f.id AS fact_id, f.support AS support ORDER BY support DESC, fact_id LIMIT 20
"""
