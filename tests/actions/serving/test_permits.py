import pytest

from actions.serving.errors import Overloaded
from actions.serving.permits import Permits
from actions.serving.priority import Priority


def test_more_than_there_are_places_takes_them_all_but_only_when_free():
    permits = Permits({Priority.INDEX: 10, Priority.CHAT: 1})
    assert permits.take(Priority.INDEX, 500) == 10
    with pytest.raises(Overloaded):
        permits.take(Priority.INDEX, 1)
    permits.take(Priority.CHAT, 1)
    permits.give_back(Priority.INDEX, 10, held_s=1.0)
    permits.take(Priority.INDEX, 1)
    with pytest.raises(Overloaded):
        permits.take(Priority.INDEX, 500)


def test_retry_after_follows_how_long_permits_are_held():
    permits = Permits({Priority.CHAT: 1})
    quick = permits.retry_after_s
    for _ in range(100):
        permits.take(Priority.CHAT, 1)
        permits.give_back(Priority.CHAT, 1, held_s=4.0)
    assert quick < 1
    assert permits.retry_after_s == pytest.approx(4.0, rel=0.05)
