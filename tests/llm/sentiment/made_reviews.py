"""Reviews drawn from a few words by a seed: what is said of a thing decides the label. Owns no
figures; quick to learn from."""

from __future__ import annotations

import random

from llm.sentiment import Said

GOOD = ("lovely", "sturdy", "brilliant", "cosy", "perfect", "smart")
BAD = ("flimsy", "scratchy", "awful", "useless", "broken", "dull")
PLAIN = ("blue", "medium", "cotton", "new", "second", "usual")
THINGS = ("jacket", "kettle", "lamp", "tent", "mug", "pen")


def made_reviews(count: int, seed: int = 0, plain: bool = False) -> tuple[list[Said], list[str]]:
    """Some negate: "not flimsy" is good. With `plain` there is a third label."""
    draw = random.Random(seed)
    texts, labels = [], []
    for _ in range(count):
        label = draw.choice(("good", "bad", "plain") if plain else ("good", "bad"))
        words = {"good": GOOD, "bad": BAD, "plain": PLAIN}[label]
        word, thing = draw.choice(words), draw.choice(THINGS)
        if label != "plain" and draw.random() < 0.3:
            opposite = BAD if label == "good" else GOOD
            word = f"not {draw.choice(opposite)}"
        title = f"The {thing}" if draw.random() < 0.5 else ""
        texts.append(Said(f"I bought a {thing}. It is {word}, that {thing}.", title))
        labels.append(label)
    return texts, labels
