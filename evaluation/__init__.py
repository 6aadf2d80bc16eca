"""Measuring retrieval on questions whose answers are known; must not know HTTP, jobs or the command line."""
