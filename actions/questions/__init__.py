"""Questions the assistant had no answer to, for the merchant: counted, never whose."""

from actions.questions.log import QuestionLog
from actions.questions.question import Asking, Kind
from actions.questions.wording import Wording

__all__ = ["Asking", "Kind", "QuestionLog", "Wording"]
