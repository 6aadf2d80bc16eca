"""Texts in the markup of authors: LaTeX, reStructuredText, AsciiDoc."""
