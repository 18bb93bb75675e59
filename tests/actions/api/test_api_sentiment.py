"""What texts feel, over HTTP: the merchant's alone, in the order of the texts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from actions.feelings import Listener
from tests.actions import loaded_words

TEXTS = [
    "Lovely colour, but it came two weeks late.",
    "Where is my order?",
    "",
    "The zip broke on the first day. Useless.",
]


@pytest.fixture
async def hearing(make_stand: Any, services: Any) -> Any:
    listener = Listener(loaded_words.sentiment(), services.owner)
    return await make_stand(replace(services, listener=listener))


async def _ask(stand: Any, body: Any, headers: Any = None) -> Any:
    return await stand.client.post(
        "/api/sentiment", json=body, headers=headers if headers is not None else stand.admin()
    )


async def test_each_text_has_a_label_a_score_and_aspects(hearing: Any) -> None:
    answer = await _ask(hearing, {"texts": TEXTS})
    assert answer.status == 200
    mixed, asked, nothing, angry = await answer.json()
    assert {one["aspect"]: one["label"] for one in mixed["aspects"]} == {
        "look": "positive",
        "delivery": "negative",
    }
    assert (asked["label"], asked["aspects"]) == ("neutral", [])
    assert (nothing["words"], nothing["aspects"]) == ([], [])
    assert angry["label"] == "negative"
    assert angry["score"] == max(angry["probabilities"].values())
    broke = next(word for word in angry["words"] if word["word"] == "broke")
    assert TEXTS[3][broke["start"] : broke["stop"]] == "broke"
    told = sum(word["adds"] for word in angry["words"]) + angry["meaning"] + angry["given"]
    assert told == pytest.approx(angry["margin"], abs=0.01)


async def test_it_is_the_merchants_alone(hearing: Any) -> None:
    assert (await _ask(hearing, {"texts": []}, {})).status == 401
    visitor = {"Authorization": f"Bearer {hearing.customer_token()}"}
    assert (await _ask(hearing, {"texts": []}, visitor)).status == 403
    assert await (await _ask(hearing, {"texts": []})).json() == []


@pytest.mark.parametrize(
    "body", [{}, {"texts": "x"}, {"texts": ["x" * 5001]}, {"texts": ["x"] * 257}, {"texts": [1]}]
)
async def test_a_wrong_body_names_the_field(hearing: Any, body: Any) -> None:
    answer = await _ask(hearing, body)
    assert answer.status == 422
    assert (await answer.json())["error"]["field"].startswith("texts")


async def test_without_a_model_it_says_what_mends_it(make_stand: Any, services: Any) -> None:
    stand = await make_stand(replace(services, listener=None))
    answer = await _ask(stand, {"texts": ["x"]})
    assert answer.status == 503
    assert "train sentiment" in (await answer.json())["error"]["message"]


class _Counting:
    """In place of the device: counts what is encoded."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    async def encode(self, texts: Any, **_: Any) -> np.ndarray:
        self.asked.append(len(texts))
        return np.zeros((len(texts), 384), np.float32)


async def test_vectors_are_asked_for_in_portions_and_only_of_the_encoder_it_learned_with() -> None:
    model = loaded_words.sentiment()
    device = _Counting()
    own = Listener(model, device, model.encoder)  # type: ignore[arg-type]
    other = Listener(model, device, "another")  # type: ignore[arg-type]
    assert (own.has_vectors, other.has_vectors) == (True, False)
    texts = [loaded_words.said(f"It is number {number}.") for number in range(70)]
    assert len(await own.heard(texts)) == 70
    assert len(device.asked) == 3
    await other.heard(texts)
    assert len(device.asked) == 3
