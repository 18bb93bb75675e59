"""Sessions of clicks alone: after each, will there be another?"""

from retrieval.personal.predict.clicks.compare import GoesOn, goes_on
from retrieval.personal.predict.clicks.session import ClickSession, read_sessions

__all__ = ["ClickSession", "GoesOn", "goes_on", "read_sessions"]
