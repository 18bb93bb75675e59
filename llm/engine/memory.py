"""What the model has said may come next, after which words of which prompt.

A prompt holds slots in place of facts, so prompts repeat, and the model says the same of the same
words. A reply all of whose choices are known is drawn from them, to its own random numbers: it is
to the bit the reply that the model would give, in int8, where company changes nothing. One choice
that isn't known, and the model runs from the start. Owns the choices and their bound; draws
nothing by itself and runs no model.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from llm.engine.choice import Choice
from llm.engine.request import GenerateRequest
from llm.engine.sequence import Sequence

_Key = tuple[tuple[int, ...], float, float, int]


@dataclass(slots=True)
class _Moment:
    """A place in replies that begin alike, and the next place after each token."""

    choice: Choice
    after: dict[int, _Moment] = field(default_factory=dict)


@dataclass(slots=True)
class _Replies:
    start: _Moment
    size: int = 1


class Memory:
    """At most `most` choices: the prompt that was asked for longest ago is forgotten first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._replies: OrderedDict[_Key, _Replies] = OrderedDict()
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def recall(self, sequence: Sequence) -> bool:
        """Ends `sequence`, which has no token yet, as the model would. False where a choice isn't
        known: then it stays as it was."""
        key = _key(sequence.request)
        if key not in self._replies:
            return False
        self._replies.move_to_end(key)
        moment: _Moment | None = self._replies[key].start
        while moment is not None and not sequence.done:
            token, nll = moment.choice.draw(sequence.uniform)
            sequence.append(token, nll)
            moment = moment.after.get(token)
        if not sequence.done:
            sequence.start_again()
        return sequence.done

    def learn(self, sequence: Sequence) -> None:
        """Of a sequence that the model ended, what it chose from."""
        first, *others = sequence.choices
        key = _key(sequence.request)
        if key not in self._replies:
            self._replies[key] = _Replies(_Moment(first))
            self._size += 1
        self._replies.move_to_end(key)
        replies = self._replies[key]
        moment, grown = replies.start, 0
        for token, choice in zip(sequence.tokens, others, strict=False):  # a stop token isn't kept
            if token not in moment.after:
                moment.after[token] = _Moment(choice)
                grown += 1
            moment = moment.after[token]
        replies.size += grown
        self._size += grown
        self._forget()

    def _forget(self) -> None:
        while self._size > self._most:
            _, oldest = self._replies.popitem(last=False)
            self._size -= oldest.size


def _key(request: GenerateRequest) -> _Key:
    return request.prompt_tokens, request.temperature, request.top_p, request.top_k
