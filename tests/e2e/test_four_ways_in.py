"""The same conversation through `/chat/messages`, Rasa's REST channel and piped into `rasa shell`:
true in each, and in words alone where nobody can draw a card. The browser's is beside this file."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from running_shop import ROOT, RunningShop, free_ports
from shop_records import orders, policy, products, variant

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(500)]
SAID = (
    "a waterproof jacket under 120, not black",
    "cheaper",
    "why the first one?",
    "is it waterproof?",
    "how do returns work?",
    "where is order 10234? marina.vidal@courier.example",
)
SHELL_WITHIN_S = 300
LINE = re.compile(r"^\d\. (?P<title>.+): €(?P<price>[\d,.]+), (in|out of) stock", re.MULTILINE)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def test_over_http_cards_and_words_are_the_records(
    running: RunningShop, http: aiohttp.ClientSession
) -> None:
    answers = await _over_http(http, running.url)
    _is_true([_text(answer) for answer in answers])
    first = answers[0][0]["custom"]
    for hit in first["hits"]:
        record = products()[hit["product_id"]]
        chosen = variant(record, hit["variant_id"])
        assert hit["price"] == {"amount": chosen["price"], "currency": "EUR"}
        assert record["attributes"]["waterproof"] is True
        assert chosen["options"]["colour"] != "black"
        assert chosen["price"] <= 120
    for explained in first["explanations"]:
        assert explained["evidence"]
    assert answers[5][0]["custom"]["order"]["state"] == orders()["10234"]["state"]


async def test_over_rasas_rest_channel_words_are_enough(
    running: RunningShop, http: aiohttp.ClientSession
) -> None:
    sender = secrets.token_hex(8)
    texts = []
    for said in SAID:
        body = {"sender": sender, "message": said}
        async with http.post(f"{running.rasa_url}/webhooks/rest/webhook", json=body) as answer:
            texts.append("\n".join(message["text"] for message in await answer.json()))
    _is_true(texts)


async def test_piped_into_rasa_shell_words_are_enough(running: RunningShop) -> None:
    (port,) = free_ports(1)
    shell = await asyncio.create_subprocess_exec(
        str(ROOT / "scripts" / "shell"), "-p", str(port), "--endpoints", str(running.endpoints),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    lines = "\n".join([*SAID, "/stop", ""]).encode()
    said, error = await asyncio.wait_for(shell.communicate(lines), SHELL_WITHIN_S)
    terminal = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", said.decode())
    assert shell.returncode == 0, terminal + error.decode()
    assert "{" not in terminal
    assert "<" not in terminal
    _is_true([terminal] * len(SAID))


async def test_hostile_words_stay_words(running: RunningShop, http: aiohttp.ClientSession) -> None:
    for said in ("<script>alert(1)</script>", "'; DROP TABLE orders; --", "/restart", "\u202eabc"):
        answer = await _say(http, running.url, said)
        assert answer["messages"][0]["text"]
        assert "<script" not in answer["messages"][0]["text"]
    async with http.get(f"{running.url}/chat/../webhook") as webhook:
        assert webhook.status == 404


async def test_an_abusive_message_gets_a_calm_answer(
    running: RunningShop, http: aiohttp.ClientSession
) -> None:
    answer = await _say(http, running.url, "you stupid useless piece of junk")
    text = answer["messages"][0]["text"].lower()
    assert "sort" in text or "sorry" in text
    assert not {"stupid", "junk", "useless"} & set(re.findall(r"\w+", text))


async def test_one_trace_id_from_the_message_to_the_action(
    running: RunningShop, http: aiohttp.ClientSession
) -> None:
    body = {"text": "where is order 10234? marina.vidal@courier.example"}
    async with http.post(f"{running.url}/chat/messages", json=body) as answer:
        trace = answer.headers["X-Trace-Id"]
    log = running.endpoints.with_name("log") / "server.log"
    events = {
        re.search(r'"event": "(\w+)"', line)[1]  # type: ignore[index]
        for line in log.read_text(encoding="utf-8").splitlines()
        if trace in line and '"event"' in line
    }
    assert {"action", "turn", "request"} <= events


async def _over_http(http: aiohttp.ClientSession, url: str) -> list[list[dict[str, Any]]]:
    session, answers = None, []
    for said in SAID:
        answer = await _say(http, url, said, session)
        session = answer["session"]
        answers.append(answer["messages"])
    return answers


async def _say(
    http: aiohttp.ClientSession, url: str, said: str, session: str | None = None
) -> dict[str, Any]:
    body = {"text": said} | ({"session": session} if session else {})
    async with http.post(f"{url}/chat/messages", json=body) as answer:
        assert answer.status == 200, await answer.text()
        found: dict[str, Any] = await answer.json()
        return found


def _text(messages: list[dict[str, Any]]) -> str:
    return "\n".join(message["text"] for message in messages)


def _is_true(texts: list[str]) -> None:
    """What each answer says in plain words, held against the shop's files."""
    found, cheaper, why, waterproof, returns, order = texts
    shown = list(LINE.finditer(found))
    assert shown
    by_title = {record["title"]: record for record in products().values()}
    for match in shown:
        record = by_title[match["title"]]
        assert record["attributes"]["waterproof"] is True
        prices = {one["price"] for one in record["variants"]}
        assert float(match["price"].replace(",", "")) in prices
    first = next(LINE.finditer(cheaper))
    assert first["title"] in why
    assert "waterproof" in waterproof
    sentences = re.findall(r"^[^#\n].*?[.](?= |$)", policy("returns"), re.MULTILINE)
    assert any(sentence in _one_line(returns) for sentence in sentences)
    record = orders()["10234"]
    assert record["carrier"] in order
    assert record["tracking"] in order


def _one_line(text: str) -> str:
    return " ".join(text.split())
