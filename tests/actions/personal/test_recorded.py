"""What a record says of consent counts until its customer says something."""

from __future__ import annotations

from datetime import UTC, datetime

from actions.personal.purpose import PURPOSES
from actions.personal.recorded import take_over_recorded
from actions.personal.visitor import Visitor
from tests.actions.personal.conftest import Diary

PERSONAL, MARKETING, ANALYTICS = PURPOSES
ADA, BERT, CLEO = (Visitor(customer_id=name) for name in ("ada", "bert", "cleo"))


def person(name: str, **more: object) -> dict[str, object]:
    return {"id": name, "name": name.title(), "email": f"{name}@shop.example"} | more


def test_a_record_speaks_for_whoever_has_said_nothing(diary: Diary) -> None:
    said = {"service": True, "personalisation": False, "marketing": True}
    people = [
        person("ada", consent=said, joined="2025-02-25"),
        person("bert", consent=said),
        person("cleo"),
    ]
    diary.store.import_records(people, [])
    diary.consents.put(BERT, {MARKETING: False})
    assert take_over_recorded(diary.store.engine) == 1
    ada = diary.consents.of(ADA)
    assert [ada[one].granted for one in PURPOSES] == [False, True, False]
    assert ada[MARKETING].since == datetime(2025, 2, 25, tzinfo=UTC)
    assert ada[ANALYTICS].since is None
    assert not diary.consents.allow(BERT, MARKETING)
    assert not diary.consents.allow(CLEO, MARKETING)


def test_it_is_taken_over_once(diary: Diary) -> None:
    diary.store.import_records([person("ada", consent={"marketing": True})], [])
    assert [take_over_recorded(diary.store.engine) for _ in range(2)] == [1, 0]
    diary.consents.put(ADA, {MARKETING: False})
    assert take_over_recorded(diary.store.engine) == 0
    assert not diary.consents.allow(ADA, MARKETING)
