"""Statements in English sentences, from their dependency trees."""
