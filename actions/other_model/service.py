"""Words a plan through another model. Owns the wait and the fallback: whatever that server does,
the caller gets a reply over the same facts before the deadline."""

from __future__ import annotations

from actions.other_model.budget import Budget
from actions.other_model.client import ChatClient, NoAnswer
from llm.other_models import OtherWriter
from llm.plan import Plan
from llm.reply import Reply


class OtherModel:
    def __init__(self, writer: OtherWriter, client: ChatClient, budget: Budget) -> None:
        self._writer = writer
        self._client = client
        self._budget = budget

    async def reply(self, plan: Plan, *, seed: int, deadline: float) -> Reply:
        """`deadline` is on `time.monotonic`'s clock. Never raises for what the server does."""
        steps = self._writer.steps(plan, seed)
        try:
            request = next(steps)
            while True:
                if not self._budget.take():
                    return self._writer.template(plan, seed, "the hour's budget is spent")
                request = steps.send(await self._client.ask(request, deadline=deadline))
        except StopIteration as finished:
            reply: Reply = finished.value
            return reply
        except NoAnswer as error:
            return self._writer.template(plan, seed, f"the other model: {error}")
