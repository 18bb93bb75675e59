"""Nobody gets in: tokens that prove nothing, doors that aren't there."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest

Forge = Callable[[Any], str]

FORGED: dict[str, tuple[Forge, str]] = {
    "another key": (
        lambda _: jwt.encode(
            {"sub": "c-1", "aud": "storeclerk:customer", "exp": 4_000_000_000}, "k" * 64, "HS256"
        ),
        "token_invalid",
    ),
    "expired": (
        lambda stand: stand.customer_token(exp=int(time.time()) - 60),
        "token_expired",
    ),
    "algorithm none": (
        lambda _: jwt.encode(
            {"sub": "c-1", "aud": "storeclerk:customer", "exp": 4_000_000_000}, None, "none"
        ),
        "token_invalid",
    ),
    "wrong audience": (lambda stand: stand.customer_token(aud="another-shop"), "token_invalid"),
    "no expiry": (
        lambda stand: jwt.encode(
            {"sub": "c-1", "aud": "storeclerk:customer"}, stand.customer_key, "HS256"
        ),
        "token_invalid",
    ),
    "no subject": (
        lambda stand: jwt.encode(
            {"aud": "storeclerk:customer", "exp": 4_000_000_000}, stand.customer_key, "HS256"
        ),
        "token_invalid",
    ),
    "rubbish": (lambda _: "abc.def.ghi", "token_invalid"),
    "a made-up admin": (lambda _: "storeclerk_admin_letmein", "token_invalid"),
}


@pytest.mark.parametrize("kind", FORGED)
async def test_a_bearer_that_proves_nothing_is_refused(stand: Any, kind: str) -> None:
    forge, code = FORGED[kind]
    headers = {"Authorization": f"Bearer {forge(stand)}"}
    answer = await stand.client.post("/chat/messages", json={"text": "hi"}, headers=headers)
    assert answer.status == 401
    assert (await answer.json())["error"]["code"] == code
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert not stand.rasa.calls


@pytest.mark.parametrize("kind", FORGED)
async def test_a_customer_token_in_hello_is_checked_alike(stand: Any, kind: str) -> None:
    forge, code = FORGED[kind]
    socket = await stand.client.ws_connect("/chat")
    await socket.send_json({"type": "hello", "session": None, "customer_token": forge(stand)})
    frame = await socket.receive_json(timeout=5)
    assert frame["type"] == "error"
    assert frame["error"]["code"] == code


async def test_a_session_token_is_no_customer_token(stand: Any) -> None:
    session = (await (await stand.say("hi")).json())["session"]
    headers = {"Authorization": f"Bearer {session}"}
    answer = await stand.client.post("/chat/messages", json={"text": "hi"}, headers=headers)
    assert answer.status == 401


async def test_a_customer_token_is_no_session(stand: Any) -> None:
    assert (await stand.say("hi", stand.customer_token())).status == 401


async def test_a_session_signed_with_another_key_is_refused(stand: Any) -> None:
    claims = {"sid": "guess", "aud": "storeclerk:session", "exp": 4_000_000_000}
    for key in ("k" * 64, stand.customer_key):
        answer = await stand.say("hi", jwt.encode(claims, key, "HS256"))
        assert answer.status == 401
    assert not stand.rasa.calls


async def test_a_tampered_session_is_refused(stand: Any) -> None:
    session = (await (await stand.say("hi")).json())["session"]
    head, _, signature = session.split(".")
    claims = jwt.decode(session, options={"verify_signature": False}) | {"cus": "c-1"}
    forged = jwt.encode(claims, "k" * 64, "HS256").split(".")[1]
    assert (await stand.say("hi", f"{head}.{forged}.{signature}")).status == 401


async def test_an_expired_session_is_refused_and_says_so(make_stand: Any) -> None:
    stand = await make_stand(session_ttl_s=1)
    tokens = stand.parts.tokens
    old = tokens.sign(type(tokens.open_session(None))("sid", int(time.time()) - 5))
    answer = await stand.say("hi", old)
    assert answer.status == 401
    assert (await answer.json())["error"]["code"] == "token_expired"


async def test_another_customers_session_is_refused(stand: Any) -> None:
    mine = {"Authorization": f"Bearer {stand.customer_token('c-1')}"}
    first = await stand.client.post("/chat/messages", json={"text": "hi"}, headers=mine)
    session = (await first.json())["session"]
    yours = {"Authorization": f"Bearer {stand.customer_token('c-2')}"}
    body = {"text": "hi", "session": session}
    answer = await stand.client.post("/chat/messages", json=body, headers=yours)
    assert answer.status == 403
    assert (await answer.json())["error"]["code"] == "session_not_yours"


async def test_a_customer_is_known_by_the_shops_token_alone(stand: Any) -> None:
    headers = {"Authorization": f"Bearer {stand.customer_token('c-7')}"}
    body = {"text": "act action_cards"}
    answer = await (await stand.client.post("/chat/messages", json=body, headers=headers)).json()
    assert answer["messages"][1]["text"] == "For c-7."
    bound = await (await stand.say("act action_cards", answer["session"])).json()
    assert bound["messages"][1]["text"] == "For c-7."


async def test_a_session_from_before_the_sign_in_does_not_follow_the_customer(stand: Any) -> None:
    before = (await (await stand.say("hi")).json())["session"]
    headers = {"Authorization": f"Bearer {stand.customer_token('c-7')}"}
    body = {"text": "it is me", "session": before}
    await stand.client.post("/chat/messages", json=body, headers=headers)
    stolen = await (await stand.say("act action_cards", before)).json()
    assert stolen["messages"][1]["text"] == "For None."
    first, second, third = (call["sender"] for call in stand.rasa.calls)
    assert first == third != second


async def test_a_customers_session_ends_with_the_token_that_proved_it(stand: Any) -> None:
    expires = int(time.time()) + 120
    headers = {"Authorization": f"Bearer {stand.customer_token(exp=expires)}"}
    answer = await stand.client.post("/chat/messages", json={"text": "hi"}, headers=headers)
    session = (await answer.json())["session"]
    assert jwt.decode(session, options={"verify_signature": False})["exp"] == expires


@pytest.mark.parametrize("path", ["/webhook", "/metrics", "/actions", "/webhooks/rest/webhook"])
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_the_inside_is_not_on_the_public_side(stand: Any, method: str, path: str) -> None:
    answer = await stand.client.request(method, path, json={})
    assert answer.status == 404
    assert (await answer.json())["error"]["code"] == "not_found"


ADMIN_ONLY = [
    ("PUT", "/api/products/p1"),
    ("DELETE", "/api/products/p1"),
    ("GET", "/api/customers/c-1"),
    ("DELETE", "/api/customers/c-1"),
    ("POST", "/api/copy"),
    ("POST", "/api/audiences"),
    ("GET", "/api/audiences"),
    ("GET", "/api/audiences/A-1"),
    ("GET", "/api/audiences/A-1.csv"),
    ("POST", "/api/audiences/A-1/sent"),
    ("GET", "/api/exposure"),
    ("POST", "/api/sentiment"),
    ("POST", "/api/predict"),
    ("PUT", "/api/products"),
    ("GET", "/api/searches"),
]


@pytest.mark.parametrize(("method", "path"), ADMIN_ONLY)
async def test_what_is_the_shops_needs_the_admin_token(stand: Any, method: str, path: str) -> None:
    nobody = await stand.client.request(method, path, json={})
    assert nobody.status == 401
    assert (await nobody.json())["error"]["code"] == "token_missing"
    session = (await (await stand.say("hi")).json())["session"]
    for token in (session, stand.customer_token()):
        headers = {"Authorization": f"Bearer {token}"}
        answer = await stand.client.request(method, path, json={}, headers=headers)
        assert answer.status == 403
    headers = {"Authorization": f"Basic {stand.admin_token}"}
    assert (await stand.client.request(method, path, headers=headers)).status == 401
