"""Runs the server and Rasa beside each other: checks before, restarts during, ends both after."""
