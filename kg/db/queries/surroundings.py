"""The query for what stands around an entity: its relations, with the kinds of things at their other ends."""

from kg.db.queries.names_in_force import support, type_of

_SUPPORT = support("f")

RELATIONS_AT = f"""
UNWIND $entities AS entity
MATCH (e:__Entity__ {{id: entity}}) WHERE e.mentions > 0
CALL (e) {{
  MATCH (e)<-[near:HEAD|TAIL]-(f:Fact)-[:HEAD|TAIL]->(other)
  WITH near, f, other LIMIT $read
  WITH near, f, other WHERE {_SUPPORT} > 0
  WITH type(near) = 'HEAD' AS outgoing, f.type AS relation, f, other ORDER BY {_SUPPORT} DESC, f.id
  RETURN outgoing, relation, {type_of("other")} AS other_type, count(DISTINCT f) AS facts,
         count(CASE WHEN coalesce(f.reduced, false) THEN 1 END) AS reduced,
         collect(DISTINCT other.name)[..$examples] AS examples,
         coalesce(head(collect(head(f.qualifiers))), '') AS qualifier
}}
RETURN e.id AS entity_id, {type_of("e")} AS entity_type, outgoing, relation, other_type, facts, reduced, examples, qualifier
ORDER BY facts DESC, relation, outgoing, other_type
"""
