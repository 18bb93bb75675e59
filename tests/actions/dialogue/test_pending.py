from __future__ import annotations

from actions.dialogue.pending import TTL_S, Pending

OPTIONS = [("search", "Find a product"), ("policy", "Delivery and returns")]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_question_keeps_the_words_and_opaque_choices() -> None:
    pending = Pending()
    asked = pending.ask("ann", "blue thing back", OPTIONS)
    assert pending.get("ann") is asked
    assert asked.utterance == "blue thing back"
    assert [choice.intent for choice in asked.choices] == ["search", "policy"]
    assert len({choice.choice_id for choice in asked.choices}) == 2
    assert all("search" not in choice.choice_id for choice in asked.choices)


def test_one_senders_question_is_not_anothers() -> None:
    pending = Pending()
    pending.ask("ann", "hm", OPTIONS)
    assert pending.get("bob") is None


def test_question_expires() -> None:
    clock = Clock()
    pending = Pending(clock)
    pending.ask("ann", "hm", OPTIONS)
    clock.now = TTL_S + 1
    assert pending.get("ann") is None


def test_asking_again_counts_the_repeat() -> None:
    pending = Pending()
    assert pending.ask("ann", "hm", OPTIONS).repeated == 0
    assert pending.ask("ann", "hmm", OPTIONS).repeated == 1
    pending.close("ann")
    assert pending.ask("ann", "hmmm", OPTIONS).repeated == 0
