// Facts that one passage alone states, the least sure first
MATCH (f:Fact {support: 1})-[said:FROM_CHUNK]->(c:Chunk)-[:FROM_DOCUMENT]->(d:Document) WHERE d.ready_at IS NOT NULL
RETURN f.text AS fact, said.phrase AS phrase, said.confidence AS confidence, d.source AS document, f.id AS id
ORDER BY confidence, fact LIMIT 100
