"""What documents state, as it is written and deleted; must not know how entities and facts follow from it."""
