"""Files to plain text with pages and headings; must not know chunks or the graph."""
