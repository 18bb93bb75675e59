"""What will come of a visit, an order or a customer: learnt from the shop's own records, and asked
of a visitor by their consent alone."""
