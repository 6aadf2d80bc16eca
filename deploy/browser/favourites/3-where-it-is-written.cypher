// The words that state each fact of a thing; before: :param name => 'Ada Lovelace'
MATCH (e:__Entity__ {name: $name})<-[:HEAD|TAIL]-(f:Fact)-[said:FROM_CHUNK]->(c:Chunk)-[:FROM_DOCUMENT]->(d:Document)
WHERE f.support > 0 AND d.ready_at IS NOT NULL
RETURN f.text AS fact, substring(c.text, said.start, said.end - said.start) AS words, d.source AS document, c.page AS page,
  said.confidence AS confidence
ORDER BY fact, document LIMIT 200
