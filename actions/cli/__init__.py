"""The `storeclerk` command."""

from actions.cli.root import main

__all__ = ["main"]
