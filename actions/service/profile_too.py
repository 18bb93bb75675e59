"""An order's new address that is wanted for the profile, too, while it waits for its yes. Owns the
telling; the profile's comes after it, with a yes of its own."""

from __future__ import annotations

from dataclasses import replace

from actions.service.matter import Matter
from actions.service.reading import Reading


def profile_too(matter: Matter, reading: Reading) -> Matter | None:
    """The same for the profile; None where that isn't asked for beside the order's."""
    shown = matter.kind == "change_order_address" and matter.asked == "yes"
    ears, text, said = reading.ears, reading.text, reading.mentions.address
    if not shown or said is not None or not (ears.has("also", text) and ears.has("profile", text)):
        return None
    fresh = Matter.new("change_profile_address")
    return replace(fresh, claim=matter.claim, address=matter.address)
