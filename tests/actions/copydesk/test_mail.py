"""A whole e-mail: escaped, with its line to unsubscribe, and without a picture nobody could see."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from goods import jacket

from actions.config import PROJECT_ROOT
from actions.copydesk.mail import Mail, Mailer
from actions.shop import Contact, Shop

HOSTILE = '<script>alert("1")</script>'
URL = "https://shop.example/leave?who={customer}"
SHOP = Shop(name="Peat & Co", currency="EUR", contact=Contact(address="1 Quay"))


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def of(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


def mail(url: str = URL, customer_id: str = "", body: str = "See it.", **product: Any) -> Mail:
    mailer = Mailer(SHOP, url, lambda one: f"signed-{one}", PROJECT_ROOT / "data" / "languages")
    texts = {"subject": f"Look {HOSTILE}", "preview": "Soon.", "body": body}
    return mailer.mail(texts, jacket(**product), "en", customer_id)


def test_text_is_text_in_html() -> None:
    tags = Tags(mail(body=f"One {HOSTILE}\n\nTwo").html)
    assert tags.of("script") == []
    assert any(HOSTILE in text for text in tags.texts)
    assert tags.of("html") == [{"lang": "en"}]
    assert len(tags.of("p")) == 3


def test_a_customers_link_is_signed_in_both_forms() -> None:
    made = mail(customer_id="C1")
    assert "https://shop.example/leave?who=signed-C1" in made.plain
    assert "Peat & Co" in made.plain
    assert "1 Quay" in made.plain
    links = [one["href"] for one in Tags(made.html).of("a")]
    assert links == ["https://shop.example/leave?who=signed-C1"]
    assert made.missing == ()


def test_a_mail_to_many_keeps_the_mark_for_each() -> None:
    assert "who={customer}" in mail().plain


def test_without_an_address_it_says_what_is_missing() -> None:
    made = mail(url="")
    assert made.missing == ("unsubscribe_url",)
    assert "unsubscribe" not in made.plain.lower()
    assert Tags(made.html).of("a") == []


def test_a_picture_has_words_and_an_address_of_its_own() -> None:
    assert Tags(mail(image="/images/x.svg").html).of("img") == []
    (picture,) = Tags(mail(image='https://img.example/a.png?x="1"', title='A "B"').html).of("img")
    assert picture["src"] == 'https://img.example/a.png?x="1"'
    assert picture["alt"] == 'A "B"'


def test_it_leads_to_the_product_once() -> None:
    url = "https://shop.example/p/1?a=1&b=2"
    for body in ("See it.", f"Read on at {url} today."):
        links = [one["href"] for one in Tags(_with(url, body)).of("a")]
        assert links.count(url) == 1


def _with(url: str, body: str) -> str:
    mailer = Mailer(SHOP, URL, str, PROJECT_ROOT / "data" / "languages")
    texts = {"subject": "S", "preview": "P", "body": body}
    return mailer.mail(texts, jacket(url=url), "en").html
