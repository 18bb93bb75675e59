"""Exit codes that one of our processes tells another. Those for people are 0, 1 and 2."""

from __future__ import annotations

# The server's: the index is there and can't be opened, so that `up` may make its own again.
INDEX_UNUSABLE = 3
