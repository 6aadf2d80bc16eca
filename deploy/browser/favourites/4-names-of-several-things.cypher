// Names that lead to several things: merge them, or leave them apart
MATCH (a:Alias)-[:ALIAS_OF]->(e:__Entity__) WHERE e.mentions > 0
WITH a.key AS key, collect(DISTINCT e) AS things WHERE size(things) > 1
RETURN key, [e IN things | e.name + ' (' + e.type + coalesce(', ' + e.told_by, '') + ')'] AS things, [e IN things | e.id] AS ids
ORDER BY size(things) DESC, key LIMIT 100
