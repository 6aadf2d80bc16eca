"""`python -m api.reference` writes the pages; `make docs` calls it."""

from api.reference.pages import PAGES

for path, page in PAGES.items():
    path.write_text(page(), encoding="utf-8")
