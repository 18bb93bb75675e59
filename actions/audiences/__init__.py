"""Audiences of a shop's own customers: who agreed, chosen, kept, exported, and written to."""
