"""Frozen values, ports and the error tree; imports nothing of ours."""
