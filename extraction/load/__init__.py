"""Files to plain text with pages and headings."""
