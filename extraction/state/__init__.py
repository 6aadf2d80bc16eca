"""What an ingest keeps between its steps; must not know what the steps do."""
