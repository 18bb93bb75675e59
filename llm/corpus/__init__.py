"""The project's own reply corpus: clauses, their recombination, and the examples made of them."""
