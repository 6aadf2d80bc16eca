// What is told of a thing, drawn, with its passages; before: :param name => 'Ada Lovelace'
MATCH (e:__Entity__ {name: $name})<-[:HEAD|TAIL]-(f:Fact)-[:FROM_CHUNK]->(c:Chunk)-[:FROM_DOCUMENT]->(d:Document)
WHERE f.support > 0 AND d.ready_at IS NOT NULL
MATCH path = (:__Entity__)<-[:HEAD]-(f)-[:TAIL]->(:__Entity__)
RETURN path, c, d LIMIT 100
