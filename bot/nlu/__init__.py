"""Understanding a message's kind: sentence vectors, intent, order number."""
