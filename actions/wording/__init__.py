"""Replies for files of requests: the rows' shape, their plans, and realistic rows to try."""
