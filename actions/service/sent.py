"""Where something is to go: a whole address behind a "to" says what is wanted, whatever a message
was taken for. Owns telling that from an address that says who is there, or what went wrong."""

from __future__ import annotations

from actions.service.reading import Reading

UNSURE = frozenset(
    {"clarify", "inform", "order_status", "cancel_order", "return_item", "exchange_item",
     "change_items"}
)  # fmt: skip
"""What such a message is easily taken for; in a complaint the address is part of the story."""


def sent_to(reading: Reading) -> str:
    """The kind that it asks for; empty where nothing is to go anywhere else."""
    said = reading.mentions.address
    if said is None or not said.whole or reading.heard.intent not in UNSURE:
        return ""
    place = reading.text.casefold().find(said.street.casefold())
    before = reading.text[: max(place, 0)].split()
    if not before or before[-1].strip(",:;").casefold() not in reading.ears.cues.get("towards", ()):
        return ""
    return "change_order_address" if reading.mentions.order_ids else "change_address"
