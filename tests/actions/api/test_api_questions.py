"""The questions nobody answered, over HTTP: the merchant's alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.questions import Kind, QuestionLog
from actions.stores.questions import QuestionTable


async def test_the_list_is_the_merchants_alone_and_narrowed_by_kind(
    make_stand: Any, services: Any
) -> None:
    log = QuestionLog(QuestionTable(services.store.engine), 30)
    log.asked(Kind.POLICY, "do you rent tents", "en")
    log.asked(Kind.UNCLEAR, "flurb", "en")
    shop = await make_stand(replace(services, unanswered=log))
    assert (await shop.client.get("/api/questions")).status == 401
    headers = {"Authorization": f"Bearer {shop.customer_token()}"}
    assert (await shop.client.get("/api/questions", headers=headers)).status == 403

    async def listed(**asked: Any) -> list[str]:
        answer = await shop.client.get("/api/questions", params=asked, headers=shop.admin())
        return [one["question"] for one in (await answer.json())["questions"]]

    assert await listed() == ["do you rent tents", "flurb"]
    assert await listed(kind="unclear") == ["flurb"]
    answer = await shop.client.get("/api/questions?kind=x", headers=shop.admin())
    assert answer.status == 422
