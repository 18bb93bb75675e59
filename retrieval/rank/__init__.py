"""How candidates are put in order, and what each part of a score added."""
