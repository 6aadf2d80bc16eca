"""How whole and in order documents come out of our readers and of others."""
