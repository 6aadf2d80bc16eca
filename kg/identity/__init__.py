"""Which names of different documents are one thing's, by what they sound like and where they stand; must not know how names were found."""
