"""A customer's message to an answer: limits, the sender's queue, Rasa, and the join.

Owns the turn. Speaks neither HTTP nor WebSocket (`http.py`, `socket.py` do), and decides nothing
about what is said: when Rasa can't speak, the server's own sentence does."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass

from actions import log
from actions.gateway.cleaning import clean
from actions.gateway.errors import TooMany, Unauthorized
from actions.gateway.exchanges import Answer, Exchange, Exchanges
from actions.gateway.joining import join
from actions.gateway.limits import RateLimiter
from actions.gateway.names import Names
from actions.gateway.queues import SenderQueues
from actions.gateway.rasa import RasaClient, RasaError
from actions.gateway.sentences import Sentences
from actions.gateway.tokens import Session
from actions.gateway.transcript import answer_lines, messages_of
from actions.handoff.service import Handoffs
from actions.metrics import Metrics
from actions.personal.visitor import Visitor
from actions.settings import LimitSettings
from actions.turns import Turns

# What an action leaves of the turn's time, for Rasa and us to carry its words back.
RESERVE_S = 1.0

logger = log.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a customer, cleaned. `message_id` is the client's own, or made up here."""

    session: Session
    text: str
    message_id: str
    trace_id: str
    channel: str
    visitor: Visitor | None = None


class Gateway:
    def __init__(
        self,
        rasa: RasaClient,
        turns: Turns,
        sentences: Sentences,
        limits: LimitSettings,
        metrics: Metrics,
        handoffs: Handoffs | None = None,
        names: Names | None = None,
    ) -> None:
        self._metrics, self.handoffs, self._names = metrics, handoffs, names
        self._rasa, self._turns, self._sentences, self._limits = rasa, turns, sentences, limits
        self.queues = SenderQueues(limits.waiting_messages, limits.open_turns)
        self.exchanges = Exchanges()
        self._by_session = RateLimiter(limits.session_rate, limits.session_burst)
        self._by_address = RateLimiter(limits.chat_rate, limits.chat_burst)
        self._running: set[asyncio.Task[Answer]] = set()

    def submit(
        self,
        session: Session,
        text: str,
        *,
        address: str,
        trace_id: str,
        channel: str,
        message_id: str = "",
        visitor: Visitor | None = None,
    ) -> Exchange:
        """Take a message; its answer is the exchange's task. The same id again is the same task.

        The task runs on when nobody waits for it: the answer is kept for a client that comes back.
        Raises `Unauthorized`, `BadInput`, `TooLarge` or `TooMany`; the task, `TooMany` alone.
        """
        sender_id = session.sender_id
        if session.expires <= time.time():
            raise Unauthorized("this session has expired", "token_expired")
        if message_id and (known := self.exchanges.find(sender_id, message_id)):
            return known
        self._by_address.take(address)
        self._by_session.take(session.session_id)
        words = clean(text, self._limits.message_chars)
        number = message_id or secrets.token_hex(8)
        said = Said(session, words, number, trace_id, channel, visitor)
        task = asyncio.create_task(self._answer(said), name=f"turn-{said.message_id}")
        self._running.add(task)
        task.add_done_callback(self._finished)
        return self.exchanges.add(sender_id, said.message_id, task)

    async def drain(self, timeout_s: float) -> None:
        """Let the turns under way end; those that don't within `timeout_s` are cancelled."""
        if not self._running:
            return
        _, late = await asyncio.wait(self._running, timeout=timeout_s)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _answer(self, said: Said) -> Answer:
        log.bind(trace_id=said.trace_id)
        async with self.queues.turn(said.session.sender_id):
            if self.handoffs is None:
                return await self._turn(said)
            held = await self._held(said, self.handoffs)
            if held is not None:
                return held
            answer = await self._turn(said)
            await self.handoffs.record(
                said.session.sender_id, said.message_id, said.text, answer_lines(answer)
            )
            return answer

    async def _held(self, said: Said, handoffs: Handoffs) -> Answer | None:
        """Where a colleague has the conversation the message is theirs, and Rasa never hears it."""
        started = time.monotonic()
        sender_id = said.session.sender_id
        lines = await handoffs.hold(sender_id, said.message_id, said.text)
        if lines is None:
            return None
        self._metrics.turn(said.channel, "held", time.monotonic() - started)
        logger.info("held_for_a_colleague", sender_id=sender_id, chars=len(said.text))
        return Answer(secrets.token_hex(8), messages_of(lines))

    async def _turn(self, said: Said) -> Answer:
        turn_id, sender_id = secrets.token_hex(8), said.session.sender_id
        log.bind(turn_id=turn_id)
        budget_s = self._limits.turn_deadline_s
        started = time.monotonic()
        customer_id, left_s = said.session.customer_id, budget_s - RESERVE_S
        self._turns.begin(turn_id, sender_id, left_s, customer_id, said.visitor)
        metadata = {"turn_id": turn_id, "trace_id": said.trace_id}
        if self._names is not None:
            metadata["names"] = self._names.within(said.text)
        texts, fallback = [], "silent"
        try:
            texts = await self._rasa.say(sender_id, said.text, metadata, budget_s)
        except RasaError as error:
            fallback = error.sentence
            logger.warning("rasa_error", error=str(error), sentence=fallback)
        finally:
            parts = self._turns.end(turn_id)
        messages = join(texts, parts)
        took_s = time.monotonic() - started
        end = "answered" if messages else "late" if fallback == "slow" else "failed"
        self._metrics.turn(said.channel, end, took_s)
        logger.info(
            "turn", sender_id=sender_id, chars=len(said.text), messages=len(messages), end=end,
            took_ms=round(took_s * 1000),
        )  # fmt: skip
        messages = messages or [{"text": self._sentences.said[fallback]}]
        return Answer(turn_id, messages)

    def _finished(self, task: asyncio.Task[Answer]) -> None:
        self._running.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None and not isinstance(error, TooMany):
            logger.error("turn_failed", exc_info=error)
