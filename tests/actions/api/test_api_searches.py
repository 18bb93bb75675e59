"""The search log over HTTP, and the merchant's pages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from actions.searchlog import SearchLog
from actions.stores.searches import SearchTable


@pytest.fixture
async def logged(make_stand: Any, services: Any) -> Any:
    log = SearchLog(SearchTable(services.store.engine), days=30)
    return await make_stand(replace(services, searches=log))


async def search(shop: Any, query: str, **more: Any) -> None:
    assert (await shop.client.post("/api/search", json={"query": query, **more})).status == 200


async def listed(shop: Any, **asked: Any) -> Any:
    answer = await shop.client.get("/api/searches", params=asked, headers=shop.admin())
    return (await answer.json())["searches"]


async def test_searches_and_clicks_are_counted(logged: Any) -> None:
    await search(logged, "rain jacket")
    await search(logged, "flying carpet xq")
    await search(logged, "rain jackets", counted=False)
    click = {"type": "click", "product_id": "jacket-1", "query": "rain jacket"}
    answer = await logged.client.post("/api/events", json=click)
    assert (answer.status, (await answer.json())["stored"]) == (202, 0)
    told = {one["query"]: one for one in await listed(logged)}
    assert told.keys() == {"rain jacket", "flying carpet xq"}
    assert (told["rain jacket"]["clicks"], told["rain jacket"]["empty"]) == (1, 0)
    assert [one["query"] for one in await listed(logged, only="empty")] == ["flying carpet xq"]
    assert await listed(logged, only="unclicked") == []


async def test_the_list_is_the_merchants_alone(logged: Any) -> None:
    for path in ("/api/searches", "/api/merchandising"):
        assert (await logged.client.get(path)).status == 401
        headers = {"Authorization": f"Bearer {logged.customer_token()}"}
        assert (await logged.client.get(path, headers=headers)).status == 403
        assert (await logged.client.get(path, headers=logged.admin())).status == 200


PAGES = [
    ("/admin", 200), ("/admin/searches", 200), ("/admin/questions", 200),
    ("/admin/explain", 200), ("/admin/replies", 200),    ("/admin/none", 404),
]  # fmt: skip


@pytest.mark.parametrize(("path", "status"), PAGES)
async def test_admin_pages_are_shells_for_anyone(shop: Any, path: str, status: int) -> None:
    folder = shop.parts.config.widget_dir
    folder.mkdir(parents=True)
    (folder / "admin.html").write_text("the shell", encoding="utf-8")
    answer = await shop.client.get(path)
    assert answer.status == status
    assert (await answer.text() == "the shell") == (status == 200)


def test_a_log_without_a_table_keeps_nothing() -> None:
    log = SearchLog()
    log.clicked("tent", "en")
    assert log.listed("", None, 10) == []
