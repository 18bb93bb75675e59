"""What can go wrong in `llm`.

LlmError
├── PlanError        records that no reply can be planned from
├── LanguageError    a language's folder that cannot be read, or says something impossible
├── CorpusError      a clause that breaks the corpus's rules
├── DataError        a file to learn from or be measured on that isn't of its form
└── ModelError       weights, tokenizer or model card missing, or not made for each other
"""


class LlmError(Exception):
    """The root: catch this to catch all of `llm`'s own errors."""


class PlanError(LlmError):
    """Records that no reply can be planned from."""


class LanguageError(LlmError):
    """A language's folder that cannot be read, or says something impossible."""


class CorpusError(LlmError):
    """A clause that breaks the corpus's rules; the message names file and clause."""


class DataError(LlmError):
    """A file to learn from or be measured on that isn't of its form; the message says where."""


class ModelError(LlmError):
    """Weights, tokenizer or model card missing, or not made for each other."""
