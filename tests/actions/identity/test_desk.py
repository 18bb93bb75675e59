"""Who a visitor is, what they may see, and how often they may be wrong; on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from two_customers import ADA, RULES, Clock, open_shop

from actions.identity import Claim, Desk, TooManyGuesses
from actions.policies.rules import Way
from actions.stores import SqlStore

MOST = RULES.identify.wrong_guesses


@pytest.fixture
def store(database_url: str) -> Iterator[SqlStore]:
    opened = open_shop(database_url)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(store: SqlStore, clock: Clock) -> Desk:
    return Desk(store.engine, store, RULES, clock)


def allowing(store: SqlStore, *ways: Way) -> Desk:
    identify = RULES.identify.model_copy(update={"ways": ways})
    return Desk(store.engine, store, RULES.model_copy(update={"identify": identify}))


@pytest.mark.parametrize(
    ("claim", "way"),
    [
        (Claim(order_id="20001", email="ADA@shop.example "), "order_email"),
        (Claim(order_id="20001", postcode="d01a123"), "order_postcode"),
        (Claim(name="ada  bell", postcode="D01A123"), "name_postcode"),
        (Claim(token_customer_id="C1"), "token"),
        (Claim(token_customer_id="C1", order_id="20003", email="bert@shop.example"), "token"),
    ],
)
def test_each_way_finds_the_customer_and_is_remembered(desk: Desk, claim: Claim, way: str) -> None:
    who = desk.identify("s", claim)
    assert who
    assert (who.customer_id, who.way) == ("C1", way)
    assert desk.known("s") == who
    assert desk.known("another") is None


@pytest.mark.parametrize(
    "claim",
    [
        Claim(),
        Claim(order_id="20001"),
        Claim(email="ada@shop.example"),  # not among the shop's ways
        Claim(order_id="20003", email="ada@shop.example"),
        Claim(order_id="99999", email="ada@shop.example"),
        Claim(order_id="20001", postcode="T12 B456"),
        Claim(order_id="20001", postcode=" - "),
        Claim(name="Ada Bell", postcode="T12 B456"),
        Claim(token_customer_id="C9"),
    ],
)
def test_what_does_not_fit_finds_nobody(desk: Desk, claim: Claim) -> None:
    assert desk.identify("s", claim) is None
    assert desk.known("s") is None


def test_an_email_alone_where_the_shop_allows_it(store: SqlStore) -> None:
    who = allowing(store, "email").identify("s", Claim(email="bert@shop.example"))
    assert who
    assert who.customer_id == "C2"


def test_two_of_one_email_are_nobody(store: SqlStore) -> None:
    twin = {"id": "C3", "name": "Bea Kay", "email": "bert@shop.example"}
    store.import_records([twin], [])
    assert allowing(store, "email").identify("s", Claim(email="bert@shop.example")) is None


def test_anothers_order_and_none_at_all_look_the_same(desk: Desk) -> None:
    own = desk.order(ADA, "20001")
    assert own
    assert (desk.order(ADA, "20003"), desk.order(ADA, "99999")) == (None, None)
    assert [one.order_id for one in desk.orders(ADA)] == ["20002", "20001"]


def test_a_visitor_is_known_for_two_hours(desk: Desk, clock: Clock) -> None:
    desk.identify("s", Claim(token_customer_id="C1"))
    clock.pass_by(hours=2)
    assert desk.known("s")
    clock.pass_by(seconds=1)
    assert desk.known("s") is None


def test_somebody_else_may_take_over_the_keyboard(desk: Desk) -> None:
    desk.identify("s", Claim(token_customer_id="C1"))
    desk.identify("s", Claim(token_customer_id="C2"))
    known = desk.known("s")
    assert known
    assert known.customer_id == "C2"
    desk.forget("s")
    assert desk.known("s") is None


def test_a_claim_sent_several_times_at_once_is_one_customer(desk: Desk) -> None:
    claim = Claim(token_customer_id="C1")
    with ThreadPoolExecutor(4) as threads:
        found = set(threads.map(lambda _: desk.identify("s", claim), range(4)))
    assert found == {desk.known("s")}


def test_after_so_many_wrong_numbers_even_a_right_one_finds_nothing(
    desk: Desk, clock: Clock
) -> None:
    for number in range(MOST):
        assert desk.order(ADA, f"3000{number}") is None
    with pytest.raises(TooManyGuesses) as raised:
        desk.order(ADA, "20001")
    assert raised.value.wait_s == RULES.identify.per_minutes * 60
    with pytest.raises(TooManyGuesses):
        desk.identify(ADA.sender_id, Claim(order_id="20001", email="ada@shop.example"))
    with pytest.raises(TooManyGuesses):
        desk.gift_card(ADA.sender_id, "GC-AB2C-9XYZ")
    assert desk.gift_card("another", "gcab2c9xyz")
    clock.pass_by(minutes=RULES.identify.per_minutes)
    assert desk.order(ADA, "20001")


def test_right_answers_are_never_counted(desk: Desk) -> None:
    for _ in range(MOST * 3):
        assert desk.order(ADA, "20001")


def test_the_limit_outlives_a_restart(desk: Desk, store: SqlStore, clock: Clock) -> None:
    for number in range(MOST):
        desk.order(ADA, f"3000{number}")
    with pytest.raises(TooManyGuesses):
        Desk(store.engine, store, RULES, clock).order(ADA, "20001")


def test_guesses_sent_at_once_are_no_way_round_the_limit(desk: Desk) -> None:
    def attempt(number: int) -> str:
        try:
            return str(desk.order(ADA, f"300{number:02}"))
        except TooManyGuesses:
            return "refused"

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(attempt, range(24)))
    assert sorted(answers) == ["None"] * MOST + ["refused"] * (24 - MOST)
