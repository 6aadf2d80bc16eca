"""Which generated Cypher may run: its text, its plan and what a run may cost. It knows no question and no model."""
