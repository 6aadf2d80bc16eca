"""Doubles that implement the real interfaces."""
