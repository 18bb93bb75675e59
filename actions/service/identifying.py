"""Who it is, by what was said in a matter so far. Owns when that is tried: once for each claim, and
again where a part of one that matched nobody is put right."""

from __future__ import annotations

from dataclasses import replace

from actions.identity import Claim, Desk
from actions.identity.claim import corrected, way_of
from actions.service.matter import Matter
from actions.service.scene import Scene


def identified(matter: Matter, scene: Scene, desk: Desk) -> tuple[Matter, bool]:
    """With who it is in the scene, if enough was said; else whether what was said is wrong. Raises
    `TooManyGuesses`."""
    ways = scene.rules.identify.ways
    claim = corrected(matter.refused, matter.claim, ways)
    if way_of(claim, ways) is None:
        return matter, False
    if claim != matter.refused:  # the very same once more is no other guess
        scene.who = desk.identify(scene.sender_id, claim)
    if scene.who is not None:
        return replace(matter, claim=claim), False
    return replace(matter, claim=Claim(), refused=claim), True
