"""One request on its way through the engine. Owns its tokens; doesn't know its slot."""

from __future__ import annotations

from llm.engine.choice import Choice
from llm.engine.draws import CANDIDATES, uniform
from llm.engine.request import Completion, FinishReason, GenerateRequest


class Sequence:
    """`finish_reason` and `error` are both None as long as it waits or runs. `choices` are what its
    tokens were drawn from, as far as the decoder tells."""

    __slots__ = ("_limit", "choices", "error", "finish_reason", "nll", "request", "tokens")

    def __init__(self, request: GenerateRequest, max_len: int) -> None:
        self.request = request
        self.tokens: list[int] = []
        self.nll: list[float] = []
        self.choices: list[Choice] = []
        self.finish_reason: FinishReason | None = None
        self.error: BaseException | None = None
        self._limit = min(request.max_new_tokens, max_len - len(request.prompt_tokens))

    @property
    def done(self) -> bool:
        return self.finish_reason is not None or self.error is not None

    @property
    def last_token(self) -> int:
        return self.tokens[-1]

    @property
    def position(self) -> int:
        """Where the last token stands, counted from 0."""
        return len(self.request.prompt_tokens) + len(self.tokens) - 1

    @property
    def draws(self) -> bool:
        return self.request.temperature > 0

    @property
    def uniform(self) -> float:
        """The random number of its next draw."""
        return uniform(self.request.seed, len(self.nll)) if self.draws else 0.0

    def row(self) -> tuple[float, ...]:
        """What the next step needs to know of it, in the order of `rows.Rows`."""
        asked, last = self.request, self.tokens[-1] if self.tokens else 0
        if not self.draws:
            return (last, self.position, 0.0, 1.0, CANDIDATES, 0.0)
        top_k = asked.top_k or CANDIDATES
        return (last, self.position, asked.temperature, asked.top_p, top_k, self.uniform)

    def append(self, token: int, nll: float) -> None:
        self.nll.append(nll)
        if token == self.request.stop_token:
            self.finish_reason = FinishReason.STOP
            return
        self.tokens.append(token)
        if len(self.tokens) >= self._limit:
            self.finish_reason = FinishReason.LENGTH

    def start_again(self) -> None:
        """Nothing of it is said."""
        self.tokens.clear()
        self.nll.clear()

    def completion(self) -> Completion:
        """Raises the error that ended the sequence, or `ValueError` while it isn't done."""
        if self.error is not None:
            raise self.error
        if self.finish_reason is None:
            raise ValueError("the sequence is still running")
        return Completion(tuple(self.tokens), tuple(self.nll), self.finish_reason)
