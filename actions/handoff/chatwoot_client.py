"""The few calls of Chatwoot's Application API that a handoff needs. Owns paths, bodies and what a
failure is called; which call when is `chatwoot`'s."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aiohttp

from actions.handoff.errors import Undelivered

TOLD_CHARS = 120


class ChatwootClient:
    """`url` is the installation's; `token` an agent's or bot's access token. `http` is the caller's
    to close. Every method raises `Undelivered`."""

    def __init__(
        self,
        http: aiohttp.ClientSession,
        url: str,
        token: str,
        account_id: int,
        inbox_id: int,
        timeout_s: float,
    ) -> None:
        self._http, self._inbox_id = http, inbox_id
        self._base = f"{url.rstrip('/')}/api/v1/accounts/{account_id}"
        self._headers = {"api_access_token": token}
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)

    async def find_contact(self, identifier: str) -> tuple[int, str] | None:
        """Its id and its source id in our inbox."""
        found = await self._call("GET", "/contacts/search", params={"q": identifier})
        for contact in found["payload"]:
            if contact.get("identifier") != identifier:
                continue
            for session in contact.get("contact_inboxes") or ():
                if session["inbox"]["id"] == self._inbox_id:
                    return int(contact["id"]), str(session["source_id"])
        return None

    async def create_contact(self, identifier: str) -> tuple[int, str]:
        body = {"inbox_id": self._inbox_id, "identifier": identifier}
        made = (await self._call("POST", "/contacts", body))["payload"]
        return int(made["contact"]["id"]), str(made["contact_inbox"]["source_id"])

    async def conversations_of(self, contact: int) -> list[dict[str, Any]]:
        told = await self._call("GET", f"/contacts/{contact}/conversations")
        return list(told["payload"])

    async def create_conversation(
        self, contact: int, source: str, attributes: Mapping[str, Any]
    ) -> int:
        body = {
            "source_id": source,
            "inbox_id": self._inbox_id,
            "contact_id": contact,
            "status": "open",
            "additional_attributes": dict(attributes),
        }
        return int((await self._call("POST", "/conversations", body))["id"])

    async def messages(self, conversation: int) -> list[dict[str, Any]]:
        told = await self._call("GET", f"/conversations/{conversation}/messages")
        return list(told["payload"])

    async def create_message(self, conversation: int, message: Mapping[str, Any]) -> int:
        path = f"/conversations/{conversation}/messages"
        return int((await self._call("POST", path, message))["id"])

    async def set_status(self, conversation: int, status: str) -> None:
        path = f"/conversations/{conversation}/toggle_status"
        await self._call("POST", path, {"status": status})

    async def _call(
        self, method: str, path: str, body: Mapping[str, Any] | None = None,
        params: Mapping[str, str] | None = None,
    ) -> Any:  # fmt: skip
        try:
            async with self._http.request(
                method, self._base + path, json=body, params=params, headers=self._headers,
                timeout=self._timeout, allow_redirects=False,
            ) as answer:  # fmt: skip
                if not 200 <= answer.status < 300:
                    told = (await answer.text())[:TOLD_CHARS]
                    raise Undelivered(f"Chatwoot answered {answer.status} to {path}: {told}")
                return await answer.json()
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise Undelivered(f"Chatwoot can't be reached: {error or 'no answer'}") from error
