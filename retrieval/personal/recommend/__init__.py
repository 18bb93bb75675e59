"""What a customer will want next, from what customers had before. `docs/recommendation.md`."""
