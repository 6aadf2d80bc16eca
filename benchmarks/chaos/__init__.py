"""What comes of an ingest whose processes are killed at random."""
