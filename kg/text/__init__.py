"""What a name's key, a relation's lemma and a sentence are."""
