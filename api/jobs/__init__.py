"""Ingests as durable jobs: what survives the request, the crash and the restart; must not know HTTP or the command line."""
