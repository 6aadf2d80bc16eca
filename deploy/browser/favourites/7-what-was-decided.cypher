// What persons decided, about what, and what was undone
MATCH (d:Decision {by_person: true})
OPTIONAL MATCH (d)-[:ABOUT]->(thing)
RETURN d.at AS at, d.decided_by AS who, d.kind AS kind, collect(DISTINCT coalesce(thing.name, thing.text, 'version ' + thing.version)) AS about,
  d.value AS value, d.reason AS reason, d.undone_at AS undone_at
ORDER BY at DESC LIMIT 100
