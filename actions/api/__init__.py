"""The public HTTP surface, one file a group of routes."""
