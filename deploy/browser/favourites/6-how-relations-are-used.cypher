// How relations are used: between which types, how often
MATCH (h:__Entity__)<-[:HEAD]-(f:Fact)-[:TAIL]->(t:__Entity__) WHERE f.support > 0
RETURN h.type AS head, f.type AS relation, t.type AS tail, count(f) AS facts, sum(f.support) AS passages, collect(f.text)[..3] AS examples
ORDER BY facts DESC, relation LIMIT 100
