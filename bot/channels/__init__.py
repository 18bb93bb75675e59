"""Connectors of Rasa's side, named in `credentials.yml`."""
