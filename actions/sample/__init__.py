"""The sample shop: a seeded generator of its records, and its pictures."""
