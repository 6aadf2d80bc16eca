#!/usr/bin/env python3
"""Stands in for Neo4j's `cypher-shell`: runs one query over Bolt and prints the rows."""

import os
import sys

sys.path.append("/opt/driver")

from neo4j import GraphDatabase

auth = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
(query,) = sys.argv[1:]
with GraphDatabase.driver("bolt://localhost:7687", auth=auth) as driver:
    for record in driver.execute_query(query).records:
        sys.stdout.write(f"{record.values()}\n")
