"""What texts feel, at the server: the model opened once, asked from anywhere; reviews and the
merchant's report of them."""

from actions.feelings.listener import Listener
from actions.feelings.opening import open_listener

__all__ = ["Listener", "open_listener"]
