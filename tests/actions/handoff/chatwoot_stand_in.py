"""A stand-in for Chatwoot, built from its documentation alone: the Application API's contacts,
conversations and messages, and the webhook of an API channel, signed.

It takes no field that the documentation doesn't name, and knows no idempotency key. `stumbles` is
how many calls it does and then answers with 500; `is_down` refuses all.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

TOKEN, ACCOUNT, INBOX = "an agent's", 3, 7
CONTACT_FIELDS = {
    "inbox_id", "name", "email", "blocked", "phone_number", "avatar_url", "identifier",
    "additional_attributes", "custom_attributes",
}  # fmt: skip
CONVERSATION_FIELDS = {
    "source_id", "inbox_id", "contact_id", "additional_attributes", "custom_attributes", "status",
    "assignee_id", "team_id", "snoozed_until", "message",
}  # fmt: skip
MESSAGE_FIELDS = {
    "content", "message_type", "private", "content_type", "content_attributes", "campaign_id",
    "template_params",
}  # fmt: skip
TYPES = {"incoming": 0, "outgoing": 1}


@dataclass
class ChatwootStandIn:
    url: str = ""
    webhook_url: str = ""
    secret: str = ""
    is_down: bool = False
    stumbles: int = 0
    contacts: dict[int, dict[str, Any]] = field(default_factory=dict)
    conversations: dict[int, dict[str, Any]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    _last: int = 100

    def app(self) -> web.Application:
        base = f"/api/v1/accounts/{ACCOUNT}"
        app = web.Application(middlewares=[self.guarded])
        app.add_routes(
            [
                web.post(f"{base}/contacts", self.create_contact),
                web.get(f"{base}/contacts/search", self.search),
                web.get(f"{base}/contacts/{{id}}/conversations", self.conversations_of),
                web.post(f"{base}/conversations", self.create_conversation),
                web.get(f"{base}/conversations/{{id}}/messages", self.list_messages),
                web.post(f"{base}/conversations/{{id}}/messages", self.create_message),
                web.post(f"{base}/conversations/{{id}}/toggle_status", self.toggle_status),
            ]
        )
        return app

    @property
    def guarded(self) -> Any:
        @web.middleware
        async def guard(request: web.Request, handler: Any) -> web.StreamResponse:
            if self.is_down:
                return web.json_response({"error": "down"}, status=503)
            if request.headers.get("api_access_token") != TOKEN:
                return self.refuse(401, "Invalid Access Token")
            answer: web.StreamResponse = await handler(request)
            if request.method == "POST" and self.stumbles and answer.status == 200:
                self.stumbles -= 1
                return web.json_response({"error": "done, and then broken"}, status=500)
            return answer

        return guard

    def refuse(self, status: int, why: str) -> web.Response:
        self.refused.append(why)
        return web.json_response({"description": why, "errors": []}, status=status)

    def next_id(self) -> int:
        self._last += 1
        return self._last

    async def create_contact(self, request: web.Request) -> web.Response:
        body = await request.json()
        if unknown := body.keys() - CONTACT_FIELDS:
            return self.refuse(400, f"unknown {unknown}")
        if body.get("inbox_id") != INBOX:
            return self.refuse(404, "no such inbox")
        if any(one["identifier"] == body.get("identifier") for one in self.contacts.values()):
            return self.refuse(422, "Identifier has already been taken")
        contact_id = self.next_id()
        session = {"source_id": f"source-{contact_id}", "inbox": {"id": INBOX, "name": "Shop"}}
        contact = {
            "id": contact_id,
            "identifier": body.get("identifier"),
            "name": body.get("name", ""),
            "contact_inboxes": [session],
        }
        self.contacts[contact_id] = contact
        return web.json_response({"payload": {"contact": contact, "contact_inbox": session}})

    async def search(self, request: web.Request) -> web.Response:
        found = [one for one in self.contacts.values() if request.query["q"] in one["identifier"]]
        return web.json_response({"meta": {"count": len(found)}, "payload": found})

    async def conversations_of(self, request: web.Request) -> web.Response:
        contact_id = int(request.match_info["id"])
        mine = [c for c in self.conversations.values() if c["contact_id"] == contact_id]
        return web.json_response({"payload": [self.shown(one) for one in mine]})

    async def create_conversation(self, request: web.Request) -> web.Response:
        body = await request.json()
        if unknown := body.keys() - CONVERSATION_FIELDS:
            return self.refuse(400, f"unknown {unknown}")
        contact = self.contacts.get(body.get("contact_id"))
        if contact is None or body["source_id"] != contact["contact_inboxes"][0]["source_id"]:
            return self.refuse(404, "no such source")
        conversation_id = self.next_id()
        self.conversations[conversation_id] = {
            "id": conversation_id,
            "contact_id": contact["id"],
            "status": body.get("status", "open"),
            "additional_attributes": body.get("additional_attributes", {}),
            "messages": [],
        }
        told = {"id": conversation_id, "account_id": ACCOUNT, "inbox_id": INBOX}
        return web.json_response(told)

    async def list_messages(self, request: web.Request) -> web.Response:
        conversation = self.conversations.get(int(request.match_info["id"]))
        if conversation is None:
            return self.refuse(404, "no such conversation")
        return web.json_response({"meta": {}, "payload": conversation["messages"]})

    async def create_message(self, request: web.Request) -> web.Response:
        body = await request.json()
        conversation = self.conversations.get(int(request.match_info["id"]))
        if unknown := body.keys() - MESSAGE_FIELDS:
            return self.refuse(400, f"unknown {unknown}")
        if conversation is None:
            return self.refuse(404, "no such conversation")
        message = self.add(conversation, body["content"], body["message_type"], body["private"])
        return web.json_response(message)

    async def toggle_status(self, request: web.Request) -> web.Response:
        conversation = self.conversations.get(int(request.match_info["id"]))
        body = await request.json()
        if conversation is None or body["status"] not in ("open", "resolved", "pending", "snoozed"):
            return self.refuse(404, "no such conversation")
        conversation["status"] = body["status"]
        told = {"success": True, "current_status": body["status"], "conversation_id": 1}
        return web.json_response({"meta": {}, "payload": told})

    def add(
        self, conversation: dict[str, Any], content: str, kind: str, private: bool
    ) -> dict[str, Any]:
        message = {
            "id": self.next_id(),
            "content": content,
            "conversation_id": conversation["id"],
            "message_type": TYPES[kind],
            "private": private,
            "created_at": int(time.time()),
        }
        conversation["messages"].append(message)
        return message

    def shown(self, conversation: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in conversation.items() if key != "contact_id"} | {
            "inbox_id": INBOX
        }

    def only(self) -> dict[str, Any]:
        (conversation,) = self.conversations.values()
        return conversation

    def said(self, conversation: dict[str, Any] | None = None) -> list[tuple[str, str]]:
        """Each message with who sees it as whose: `customer`, `agent` or `note`."""
        messages = (conversation or self.only())["messages"]
        return [
            (
                "note" if one["private"] else ("customer", "agent")[one["message_type"]],
                one["content"],
            )
            for one in messages
        ]

    async def agent_says(self, content: str, *, private: bool = False) -> int:
        """In the only conversation, and told by webhook as Chatwoot does."""
        conversation = self.only()
        message = self.add(conversation, content, "outgoing", private)
        event = {
            "event": "message_created",
            "id": message["id"],
            "content": content,
            "message_type": "outgoing",
            "content_type": "text",
            "private": private,
            "sender": {"id": 1, "name": "Maeve", "email": "maeve@shop.example", "type": "user"},
            "inbox": {"id": INBOX, "name": "Shop"},
            "conversation": self.shown(conversation) | {"channel": "Channel::Api"},
            "account": {"id": ACCOUNT, "name": "Shop"},
        }
        return await self.post(event)

    async def agent_sets(self, status: str) -> int:
        conversation = self.only()
        conversation["status"] = status
        return await self.post(self.shown(conversation) | {"event": "conversation_status_changed"})

    async def post(
        self, event: dict[str, Any], *, secret: str | None = None, age_s: int = 0, query: str = ""
    ) -> int:
        """`sha256=` and the HMAC of `{timestamp}.{body}`, unless `secret` is empty."""
        body, stamp = json.dumps(event).encode(), str(int(time.time()) - age_s)
        secret = self.secret if secret is None else secret
        headers = {"Content-Type": "application/json"}
        if secret:
            told = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256)
            headers["X-Chatwoot-Timestamp"] = stamp
            headers["X-Chatwoot-Signature"] = f"sha256={told.hexdigest()}"
        async with (
            aiohttp.ClientSession() as http,
            http.post(self.webhook_url + query, data=body, headers=headers) as answer,
        ):
            return answer.status
