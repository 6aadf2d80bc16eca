"""From extracted names to mentions and evidence; must not know which extractor found them."""
