"""What every answer has in common: headers, errors, health, the document of it all."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from actions.api.openapi import document
from actions.config import Config
from actions.routes import PUBLIC

FOREIGN, FRIEND = "https://evil.example", "https://shop.example"


async def test_pages_may_load_our_own_scripts_alone(shop: Any) -> None:
    answer = await shop.client.get("/health")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert policy.endswith("frame-ancestors 'self'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "aiohttp" not in answer.headers["Server"]


@pytest.mark.parametrize("path", ["/nowhere", "/api/products/nothing", "/api/shop"])
async def test_errors_and_answers_carry_the_same_headers(shop: Any, path: str) -> None:
    headers = (await shop.client.get(path)).headers
    assert {"Content-Security-Policy", "X-Content-Type-Options", "X-Trace-Id"} <= headers.keys()


async def test_no_other_site_may_call_unless_it_is_named(make_stand: Any, services: Any) -> None:
    closed = await make_stand(services)
    assert (
        "Access-Control-Allow-Origin"
        not in (await closed.client.get("/api/shop", headers={"Origin": FRIEND})).headers
    )
    stand = await make_stand(services, server={"embed_origins": (FRIEND,)})
    for origin, allowed in ((FRIEND, FRIEND), (FOREIGN, None)):
        answer = await stand.client.get("/api/shop", headers={"Origin": origin})
        assert answer.headers.get("Access-Control-Allow-Origin") == allowed
        asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        answer = await stand.client.options("/api/search", headers=asked)
        assert answer.status == 204
        assert answer.headers.get("Access-Control-Allow-Origin") == allowed
    policy = (await stand.client.get("/")).headers["Content-Security-Policy"]
    assert policy.endswith(f"frame-ancestors 'self' {FRIEND}")


async def test_a_wrong_method_and_a_wrong_path_are_json_too(shop: Any) -> None:
    answer = await shop.client.get("/api/search")
    assert answer.status == 405
    assert answer.headers["Allow"] == "POST"
    assert (await answer.json())["error"]["code"] == "method_not_allowed"
    answer = await shop.client.get("/nowhere")
    assert (await answer.json())["error"]["code"] == "not_found"


@pytest.mark.parametrize("path", ["/nowhere", "/admin/nowhere", "/p"])
async def test_an_address_that_isnt_there_is_a_page_to_a_browser(
    shop: Any, config: Config, path: str
) -> None:
    folder = config.widget_dir
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "shop.html").write_text('<main id="content"></main>')
    answer = await shop.client.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
    assert answer.status == 404
    assert answer.content_type == "text/html"
    assert 'id="content"' in await answer.text()


@pytest.mark.parametrize("path", ["/api/nowhere", "/widget/none.js", "/images/none.svg"])
async def test_what_programs_ask_for_is_json_to_a_browser_too(shop: Any, path: str) -> None:
    answer = await shop.client.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status, answer.content_type) == (404, "application/json")


async def test_the_shop_says_what_it_has_most_of(shop: Any) -> None:
    told = await (await shop.client.get("/api/shop")).json()
    assert told["sample"] is False
    assert told["kinds"][0] == {"name": "rain jackets", "under": 200.0}


async def test_a_fault_of_ours_is_500_with_a_trace_id_and_no_inside(
    shop: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError("a secret of the inside")

    monkeypatch.setattr(shop.parts.shelves, "departments", lambda: broken(None))
    answer = await shop.client.get("/api/departments")
    error = (await answer.json())["error"]
    assert answer.status == 500
    assert error["code"] == "internal"
    assert error["trace_id"] == answer.headers["X-Trace-Id"]
    assert "secret" not in await answer.text()


async def test_ready_names_what_is_missing(make_stand: Any, services: Any) -> None:
    stand = await make_stand(services)
    told = await (await stand.client.get("/ready")).json()
    assert told == {"status": "ready", "missing": [], "why": {}}
    alone = await make_stand(services, rasa_is_down=True)
    await services.owner.drain()
    answer = await alone.client.get("/ready")
    assert answer.status == 503
    assert (await answer.json())["missing"] == ["device", "rasa"]
    assert (await alone.client.get("/health")).status == 200


async def test_a_rasa_without_a_model_is_not_ready(make_stand: Any, services: Any) -> None:
    """It says hello and answers messages with nothing: a customer would meet silence."""
    stand = await make_stand(services)
    stand.rasa.has_model = False
    answer = await stand.client.get("/ready")
    assert answer.status == 503
    told = await answer.json()
    assert told["missing"] == ["rasa_model"]
    assert "scripts/train-rasa" in told["why"]["rasa_model"]


async def test_the_shop_introduces_itself(shop: Any) -> None:
    body = await (await shop.client.get("/api/shop")).json()
    assert (body["name"], body["currency"], body["locale"]) == ("Corner Shop", "EUR", "en-IE")
    assert body["max_message_chars"] == 2000


@pytest.mark.parametrize(
    "path", ["/widget/../../shop.toml", "/widget/%2e%2e/%2e%2e/shop.toml", "/widget/.hidden",
             "/widget//etc/passwd", "/widget/nothing.js"],
)  # fmt: skip
async def test_files_outside_the_widget_are_not_served(shop: Any, path: str) -> None:
    answer = await shop.client.get(path)
    assert answer.status == 404
    assert "currency" not in await answer.text()


async def test_every_route_is_documented_as_openapi(shop: Any) -> None:
    told = await (await shop.client.get("/openapi.json")).json()
    assert told["openapi"].startswith("3.1")
    documented = {
        (method.upper(), path) for path, methods in told["paths"].items() for method in methods
    }
    routed = {(r.method, re.sub(r"\{(\w+):[^}]*\}", r"{\1}", r.path)) for r in PUBLIC}
    assert documented == routed


def test_every_reference_in_the_document_leads_somewhere() -> None:
    told = document(PUBLIC)
    text = json.dumps(told)
    named = set(re.findall(r'"#/components/schemas/(\w+)"', text))
    assert named
    assert named <= told["components"]["schemas"].keys()
    for path, methods in told["paths"].items():
        for operation in methods.values():
            given = {p["name"] for p in operation.get("parameters", []) if p["in"] == "path"}
            assert given == set(re.findall(r"\{(\w+)\}", path))
            assert operation["responses"]
            assert operation["summary"]


def test_admin_routes_say_that_they_need_a_token() -> None:
    told = document(PUBLIC)
    assert told["paths"]["/api/products/{id}"]["put"]["security"] == [{"token": []}]
    assert {} in told["paths"]["/api/search"]["post"]["security"]
