"""Words a plan through the served generator. Owns the wait and the fallback: whatever happens in
the device's queues, the caller gets a reply over the same facts before the turn's deadline."""

from __future__ import annotations

import asyncio
import time
import zlib
from collections.abc import Callable
from dataclasses import replace

from actions.lately import Lately
from actions.metrics import Metrics
from actions.other_model import OtherModel
from actions.recent_replies import RecentReplies
from actions.serving import DeviceOwner, Priority, ServingError
from actions.wording.copy_plans import COPY_TASKS
from llm.explain import Explanation
from llm.plan import Length, Plan
from llm.planning import AskWords
from llm.reply import Reply
from llm.writer import Writer

# What is left of a turn for Rasa and the gateway to carry the words back.
RESERVE_S = 0.4
KEEP = 100


class ReplyService:
    """`recent` holds the last `keep` replies, for `explain`; `length` is the shop's own, `other`
    another model that words them by the shop's choice."""

    def __init__(
        self,
        writer: Writer,
        owner: DeviceOwner,
        metrics: Metrics,
        keep: int = KEEP,
        length: Length = Length.MEDIUM,
        other: OtherModel | None = None,
    ) -> None:
        self._writer = writer
        self._owner = owner
        self._metrics = metrics
        self._length = length
        self._other = other
        self._lately = Lately()
        self.recent = RecentReplies(keep)

    def asks(self, language: str) -> AskWords:
        """How customers ask about a product in that language."""
        return self._writer.asks(language)

    def fault(self, plan: Plan, reply: Reply) -> str | None:
        """What the verifier of final texts has against `reply`, a template's too."""
        return self._writer.fault(plan, reply.text)

    async def reply(
        self,
        plan: Plan,
        *,
        seed: str,
        deadline: float,
        to: str = "",
        priority: Priority = Priority.CHAT,
    ) -> Reply:
        """`deadline` is on `time.monotonic`'s clock. `seed` makes a turn's wording repeatable. `to`
        is the sender: how their last replies were worded is avoided."""
        deadline -= RESERVE_S
        plan = self._long(plan)
        try:
            reply = await self._generate(plan, seed, deadline, to, priority)
        except ServingError as error:
            self._metrics.fallback(plan.task, type(error).__name__)
            reply = self._writer.template(plan, zlib.crc32(seed.encode()), type(error).__name__)
        self._metrics.reply(plan.task, reply.source)
        self.recent.add(plan, reply)
        if to and reply.wording:
            self._lately.add(to, reply.wording.completion_tokens)
        return reply

    async def replies(
        self,
        plans: list[Plan],
        *,
        seed: str,
        deadline: float,
        to: str = "",
        priority: Priority = Priority.CHAT,
    ) -> list[Reply]:
        """All at once: the engine runs them as one batch."""
        waiting = (
            self.reply(plan, seed=f"{seed}/{number}", deadline=deadline, to=to, priority=priority)
            for number, plan in enumerate(plans)
        )
        return list(await asyncio.gather(*waiting))

    async def tell(
        self,
        plan: Plan,
        say: Callable[[str], None],
        *,
        seed: str,
        deadline: float,
        priority: Priority = Priority.CHAT,
    ) -> Reply:
        """Like `reply`; `say` hears each sentence as soon as it is sure. What fails or comes late
        after a sentence was said is ended without the model, never taken back."""
        plan = self._long(plan)
        telling = self._writer.telling(plan, seed=zlib.crc32(seed.encode()))
        told = 0

        def let_out() -> None:
            nonlocal told
            fresh, told = telling.said[told:], len(telling.said)
            for sentence in fresh:
                say(sentence)

        def listen(tokens: tuple[int, ...], nll: tuple[float, ...]) -> None:
            telling.listen(tokens, nll)
            let_out()

        try:
            while telling.request is not None:
                completion = await self._owner.generate(
                    telling.request, priority=priority, deadline=deadline - RESERVE_S, listen=listen
                )
                telling.end(completion)
        except ServingError as error:
            self._metrics.fallback(plan.task, type(error).__name__)
            telling.give_up(type(error).__name__)
        let_out()
        reply = telling.whole
        self._metrics.reply(plan.task, reply.source)
        self.recent.add(plan, reply)
        return reply

    async def explain(self, reply_id: str, *, deadline: float) -> Explanation:
        """What the model looked at when it worded one of `recent`. Raises `NotFound` or a
        `ServingError`."""
        said = self.recent.get(reply_id)
        if said.reply.wording is None:
            return self._writer.explain(said.plan, said.reply)
        attention = await self._owner.attention(said.reply.wording.tokens, deadline=deadline)
        return await asyncio.to_thread(self._writer.explain, said.plan, said.reply, attention)

    def _long(self, plan: Plan) -> Plan:
        """The shop's own length where the plan has none; copy has what its planner gave it."""
        if plan.length is not Length.MEDIUM or plan.task in COPY_TASKS:
            return plan
        return replace(plan, length=self._length)

    async def _generate(
        self, plan: Plan, seed: str, deadline: float, to: str, priority: Priority
    ) -> Reply:
        number = zlib.crc32(seed.encode())
        if time.monotonic() >= deadline:
            return self._writer.template(plan, number, "there was no time left")
        if self._other is not None:
            return await self._other.reply(plan, seed=number, deadline=deadline)
        steps = self._writer.steps(plan, seed=number, lately=self._lately.of(to))
        try:
            request = next(steps)
            while True:
                completion = await self._owner.generate(
                    request, priority=priority, deadline=deadline
                )
                request = steps.send(completion)
        except StopIteration as finished:
            reply: Reply = finished.value
            return reply
