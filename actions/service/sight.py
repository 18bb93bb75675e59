"""What a clerk has before them while they hear a message: the scene, the ears of its language, and
the message as it is read. Owns no decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from actions.identity import Claim, Desk
from actions.policies import Judge
from actions.service.ears import Ears
from actions.service.heard import Heard
from actions.service.matter import Matter
from actions.service.reading import Reading, read
from actions.service.scene import Scene
from retrieval.values import Product


@dataclass(frozen=True, slots=True)
class Sight:
    """`by_language` are the ears by language code."""

    desk: Desk
    judge: Judge
    by_language: Mapping[str, Ears]
    today: Callable[[], date]
    product: Callable[[str], Product | None]

    def ears(self, heard: Heard) -> Ears:
        return self.by_language.get(heard.language) or next(iter(self.by_language.values()))

    def reading(self, matter: Matter, heard: Heard, scene: Scene, first: bool = False) -> Reading:
        return read(matter, heard, scene, self.ears(heard), first=first)

    def scene(self, heard: Heard) -> Scene:
        """Raises `TooManyGuesses`."""
        scene = Scene(self.desk, self.judge.rules, self.today(), self.product, heard.sender_id)
        scene.who = self.desk.known(heard.sender_id)
        if scene.who is None and heard.token_customer_id:
            claim = Claim(token_customer_id=heard.token_customer_id)
            scene.who = self.desk.identify(heard.sender_id, claim)
        return scene
