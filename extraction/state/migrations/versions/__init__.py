"""One module a version; a landed one is never edited."""
