"""A reply told sentence by sentence, each when it is known to be true. Owns what may be said before
the reply is whole and how it goes on when a later sentence fails; runs nothing.

A sentence is let out only if some lawful reply begins with all that was said and it: the law
judges that whole reply, so nothing that was said can turn out wrong, and there is always a way to
end. A wrong fact cannot be unsent."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from llm.corpus.compose import Composer
from llm.engine.engine import Engine
from llm.engine.request import Completion, GenerateRequest
from llm.grounding.fill import fill, slots_in
from llm.grounding.templates import plan_seed
from llm.grounding.verifier import pieces
from llm.model.bundle import Generator
from llm.plan import Length, Plan
from llm.reply import Reply, Wording

Tokens = tuple[int, ...]
Ask = Callable[[Generator, Tokens, int], GenerateRequest]  # model, prompt, attempt


class Telling:
    """`said` grows; `request` is what the engine is to run next, None once `reply` is there. After
    any of its steps call `listen`, and once it is done `end`."""

    def __init__(
        self,
        plan: Plan,
        model: Generator | None,
        composer: Composer | None,
        judge: Callable[[str], str | None],
        ask: Ask,
        template: Callable[[str | None], Reply],
        tries: int,
    ) -> None:
        """`plan` is spoken: each of its facts has its text. `composer` ends a reply in the clauses
        that `model` was taught. `judge` says what is wrong with a whole
        reply, its slots unfilled; `template` is told the first fault. Without a model it is the
        template."""
        self.said: list[str] = []
        self.reply: Reply | None = None
        self.request: GenerateRequest | None = None
        self._plan, self._ask, self._template, self._tries = plan, ask, template, tries
        self._judge = judge
        self._fault: str | None = None
        self._attempt = 0
        self._text = ""  # what was said, slots unfilled
        self._kept: Tokens = ()  # and its tokens
        self._seen = 0
        if model is None or composer is None or not model.tokenizer.knows(plan):
            self._tell_template()
            return
        self._model = model
        self._composer = composer
        self._prompt: Tokens = model.tokenizer.prompt(plan)
        self._forced: Tokens = ()
        self.request = ask(model, self._prompt, 0)

    @property
    def whole(self) -> Reply:
        """The reply. Raises `ValueError` while it isn't there."""
        if self.reply is None:
            raise ValueError("the reply isn't told to its end")
        return self.reply

    def listen(self, tokens: Sequence[int], nll: Sequence[float]) -> None:
        """Lets out what the `tokens` that `request` has given so far make sure."""
        text = self._model.tokenizer.decode(self._forced + tuple(tokens))
        begun = pieces(text)
        if len(begun) <= max(self._seen, 1):
            return
        self._seen = len(begun)
        whole = text[: text.rindex(begun[-1])].rstrip()
        count = self._count_of(whole, tokens)
        if count is None or not self._model.gate.likely(nll[:count]):
            return
        if self._ending(whole) is not None:
            self._say(whole)
            self._kept = self._forced + tuple(tokens[:count])

    def end(self, completion: Completion) -> None:
        """`request` is done: the rest of the reply, another `request`, or a lawful ending."""
        tokens = self._forced + completion.tokens
        text = self._model.tokenizer.decode(tokens)
        fault = self._model.gate.fault(completion) or self._judge(text)
        if fault is None and not text.startswith(self._text):
            fault = "it takes back what was said"
        if fault is None:
            self._say(text)
            self._finish("model", Wording(self._prompt, tokens))
            return
        self._fault = self._fault or fault
        self._attempt += 1
        if self._attempt >= self._tries:
            self.give_up()
            return
        self._forced, self._seen = self._kept, len(pieces(self._text))
        self.request = self._ask(self._model, self._prompt + self._kept, self._attempt)

    def give_up(self, fault: str | None = None) -> None:
        """Without the model from here on: what was said is ended lawfully, in clauses that people
        wrote; where nothing was said yet the template is."""
        self._fault = self._fault or fault
        if self.said:
            self._say(_joined(self._text, self._ending(self._text) or ""))
            self._finish("template", None)
        else:
            self._tell_template()

    def _count_of(self, whole: str, tokens: Sequence[int]) -> int | None:
        """How many of `tokens` say `whole`, no more and no less."""
        for count in range(len(tokens), 0, -1):
            text = self._model.tokenizer.decode(self._forced + tuple(tokens[:count]))
            if len(text) <= len(whole):
                return count if text == whole else None
        return None

    def _ending(self, text: str) -> str | None:
        """What would lawfully end a reply that begins with `text`; None if nothing would."""
        plan = self._plan
        left = plan.slots[len(slots_in(text)) :]
        rng = random.Random(plan_seed(plan))
        composed = self._composer.compose(replace(plan.form, length=Length.SHORT), left, rng)
        for ending in ("", composed):
            if ending is not None and self._judge(_joined(text, ending)) is None:
                return ending
        return None

    def _say(self, text: str) -> None:
        fresh = pieces(text[len(self._text) :])
        self.said += [fill(piece, self._plan) for piece in fresh]
        self._text = text

    def _tell_template(self) -> None:
        reply = self._template(self._fault)
        self.said += pieces(reply.text)
        self.reply, self.request = reply, None

    def _finish(self, source: Literal["model", "template"], wording: Wording | None) -> None:
        evidence = tuple(fact.evidence() for fact in self._plan.facts)
        text = " ".join(self.said)
        fault = None if source == "model" else self._fault
        self.reply = Reply(text, evidence, source, wording, fault)
        self.request = None


def tell(engine: Engine | None, telling: Telling) -> Iterator[str]:
    """Runs it to its end, here and now: each sentence as soon as it is sure."""
    told = 0
    while engine is not None and telling.request is not None:
        sequence = engine.add(telling.request)
        while not sequence.done:
            engine.step()
            if not sequence.done:
                telling.listen(sequence.tokens, sequence.nll)
                yield from telling.said[told:]
                told = len(telling.said)
        telling.end(sequence.completion())
    yield from telling.said[told:]


def _joined(text: str, ending: str) -> str:
    return f"{text} {ending}".strip()
