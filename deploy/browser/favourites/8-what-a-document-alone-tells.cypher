// What a document alone tells, and would be lost with it; before: :param source => 'notes/ada.md'
MATCH (d:Document {source: $source})<-[:FROM_DOCUMENT]-(c:Chunk)<-[:FROM_CHUNK]-(f:Fact) WHERE d.ready_at IS NOT NULL AND f.support > 0
WITH DISTINCT d, f
WHERE NOT EXISTS { MATCH (f)-[:FROM_CHUNK]->(:Chunk)-[:FROM_DOCUMENT]->(other:Document) WHERE other <> d AND other.ready_at IS NOT NULL }
MATCH (h:__Entity__)<-[:HEAD]-(f)-[:TAIL]->(t:__Entity__)
RETURN h.name AS head, f.type AS relation, t.name AS tail, f.qualifiers AS qualifiers
ORDER BY head, relation, tail LIMIT 200
