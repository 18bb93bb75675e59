"""What can go wrong with the encoder."""

from __future__ import annotations

from retrieval.errors import RetrievalError


class EncoderMissing(RetrievalError):
    """No weights, or no whole and current export of them."""
