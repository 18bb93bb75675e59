"""What is picked for one customer, beside the product that their e-mail is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from goods import jacket

from actions.config import PROJECT_ROOT
from actions.copydesk.claims import Claims
from actions.copydesk.kinds import Kind
from actions.copydesk.mail_shelf import html_shelf, plain_shelf
from actions.copydesk.review import Reviewer
from actions.copydesk.shelf import MOST, ShelfMaker, Shelved
from actions.copydesk.wish import Wish
from actions.personal.advisor import Advice, Wanted
from actions.personal.reason_words import ReasonWords
from retrieval.personal.deed import Did
from retrieval.personal.suggest import Ground, Reason, Suggested
from retrieval.values import Money, Product, Variant

LANGUAGES = PROJECT_ROOT / "data" / "languages"
TODAY = date(2026, 7, 8)
SEEN = Reason(Ground.VIEWED, other="jacket-1", when=date(2026, 7, 6), did=Did.VIEW)
BOUGHT_TOGETHER = Reason(Ground.TOGETHER, other="jacket-1", count=31, of=200)
WISH = Wish(Kind.EMAIL, jacket())


def thing(number: int, **changes: Any) -> Product:
    offer = Variant(f"t{number}", {}, Money(2450, "EUR"), None, 3)
    return replace(Product(f"tent-{number}", f"Peat Tent {number}", (offer,)), **changes)


def suggested(product: Product, *reasons: Reason) -> Suggested:
    return Suggested(product, product.variants[0], 1.0, reasons or (SEEN,), {})


def maker(*found: Suggested, agrees: bool = True, lines: ReasonWords | None = None) -> ShelfMaker:
    goods = {one.product.product_id: one.product for one in found} | {"jacket-1": jacket()}

    def title(product_id: str) -> str:
        return goods[product_id].title if product_id in goods else ""

    def suggest(wanted: Wanted) -> Advice:
        kept = [one for one in found if one.product.product_id not in wanted.excluded]
        return Advice(kept[: wanted.k], True)

    claims = Claims.load(PROJECT_ROOT / "data" / "policies" / "claims.toml")
    reviewer = Reviewer(lambda: claims, LANGUAGES, lambda: goods.values())
    words = lines or ReasonWords.load(LANGUAGES / "en", "en_IE", title)
    return ShelfMaker(
        suggest, lambda code: words if code == "en" else None, goods.get, reviewer,
        lambda _customer: agrees, "en_IE",
    )  # fmt: skip


def titles(made: ShelfMaker, wish: Wish = WISH, customer_id: str = "C1") -> list[str]:
    return [one.product.title for one in made.shelf(customer_id, wish, TODAY)]


def test_a_few_stand_there_with_price_reason_and_evidence() -> None:
    made = maker(*(suggested(thing(n)) for n in range(9)))
    shelf = made.shelf("C1", WISH, TODAY)
    assert [one.product.product_id for one in shelf] == [f"tent-{n}" for n in range(MOST)]
    first = shelf[0].as_json()
    assert first["price"] == {"amount": 24.5, "currency": "EUR"}
    assert first["because"] == "You looked at Harrow Rain Jacket on 6 July"
    assert first["evidence"] == [
        {"field": "viewed", "value": "2026-07-06", "source": "events:jacket-1"}
    ]
    assert shelf[0].price == "€24.50"


def test_without_consent_or_for_nobody_there_is_none() -> None:
    assert titles(maker(suggested(thing(1)), agrees=False)) == []
    assert titles(maker(suggested(thing(1))), customer_id="") == []


def test_what_the_email_is_about_is_not_on_it() -> None:
    assert titles(maker(suggested(jacket(), BOUGHT_TOGETHER), suggested(thing(1)))) == [
        "Peat Tent 1"
    ]


def test_what_cannot_be_had_or_has_no_price_is_passed_over() -> None:
    gone = thing(1, variants=(Variant("t1", {}, Money(2450, "EUR"), None, 0),))
    unpriced = thing(2, variants=(Variant("t2", {}, None, None, 3),))
    assert titles(maker(suggested(gone), suggested(unpriced), suggested(thing(3)))) == [
        "Peat Tent 3"
    ]


def test_an_email_speaks_one_language() -> None:
    assert titles(maker(suggested(thing(1))), replace(WISH, language="zz")) == []


@pytest.mark.parametrize(
    "line",
    [
        "The best thing after {other}",
        "You looked at {other} {day}. Only 2 left",
        "In {count} of {of} orders with {other}, and it weighs 380 g",
        "You looked at {other} {day}, and it is red",
    ],
)
def test_a_line_that_is_not_so_is_not_said(line: str) -> None:
    words = ReasonWords.load(LANGUAGES / "en", "en_IE", lambda _: "Harrow Rain Jacket")
    reasons = words.texts.reasons.model_copy(update={"viewed": line, "together": line})
    lying = replace(words, texts=words.texts.model_copy(update={"reasons": reasons}))
    assert titles(maker(suggested(thing(1)), suggested(thing(2)), lines=lying)) == []
    assert titles(maker(suggested(thing(1)))) == ["Peat Tent 1"]


def test_the_next_reason_speaks_where_the_first_names_what_is_gone() -> None:
    gone = replace(SEEN, other="nothing-9")
    (one,) = maker(suggested(thing(1), gone, BOUGHT_TOGETHER)).shelf("C1", WISH, TODAY)
    assert one.because == "In 31 of 200 orders with Harrow Rain Jacket"


def test_the_name_of_what_was_seen_is_no_claim() -> None:
    seen = thing(2, title="No. 1 Lunch Box")
    reason = replace(SEEN, other="tent-2")
    found = maker(suggested(thing(1), reason), suggested(seen)).shelf("C1", WISH, TODAY)
    assert found[0].because == "You looked at No. 1 Lunch Box on 6 July"


def test_what_was_bought_and_is_needed_again_is_told_with_its_days() -> None:
    again = Reason(Ground.AGAIN, when=date(2026, 6, 1), days=30)
    (one,) = maker(suggested(thing(1), again)).shelf("C1", WISH, TODAY)
    assert one.because == "You bought it on 1 June; others buy it again after about 30 days"


def test_one_answer_asks_once() -> None:
    made = maker(suggested(thing(1)))
    asked: list[Wanted] = []
    counting = replace(made, suggest=lambda wanted: asked.append(wanted) or made.suggest(wanted))
    find = counting.finder(TODAY)
    assert find("C1", WISH) == find("C1", replace(WISH, n=3))
    assert find("C2", WISH)
    assert len(asked) == 2


def test_it_is_text_in_both_forms() -> None:
    hostile = thing(1, title='<b onclick="x">Tent</b>', url='https://shop.example/?a="1"&b=2')
    shelf = [Shelved(hostile, hostile.variants[0], "€24.50", "You looked at <i>it</i>", ())]
    assert plain_shelf(shelf, "Picked for you").splitlines()[2:] == [
        "Picked for you",
        '- <b onclick="x">Tent</b>, €24.50',
        "  You looked at <i>it</i>",
        '  https://shop.example/?a="1"&b=2',
    ]
    html = html_shelf(shelf, "Picked <for> you")
    assert "<b " not in html
    assert "<i>" not in html
    assert "Picked &lt;for&gt; you" in html
    assert 'href="https://shop.example/?a=&quot;1&quot;&amp;b=2"' in html
    assert plain_shelf([], "Picked for you") == html_shelf([], "Picked for you") == ""
