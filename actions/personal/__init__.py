"""What is kept of a shopper and used for them: events, by consent, and what is made of those."""
