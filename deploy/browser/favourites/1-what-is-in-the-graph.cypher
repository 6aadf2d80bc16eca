// What is in the graph: entities by type, with how many facts
MATCH (e:__Entity__) WHERE e.mentions > 0
OPTIONAL MATCH (e)<-[:HEAD|TAIL]-(f:Fact) WHERE f.support > 0
RETURN e.type AS type, count(DISTINCT e) AS entities, count(DISTINCT f) AS facts, collect(DISTINCT e.name)[..5] AS examples
ORDER BY entities DESC, type LIMIT 50
