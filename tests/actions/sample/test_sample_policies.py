"""Policies can be quoted section by section, and agree with `shop.toml`."""

from __future__ import annotations

import re
import tomllib

import pytest
from sample_shop import POLICIES, ROOT

NAMES = ("shipping", "returns", "warranty", "payment", "privacy", "contact")
SHOP = tomllib.loads((ROOT / "shop.toml").read_text(encoding="utf-8"))


def sections(name: str) -> dict[str, str]:
    parts = (POLICIES / f"{name}.md").read_text(encoding="utf-8").split("\n## ")
    assert re.fullmatch(r"# [A-Z][a-z]+\n?", parts[0])
    return dict(part.strip().split("\n", 1) for part in parts[1:])


@pytest.mark.parametrize("name", NAMES)
def test_sections_are_one_to_four_sentences(name):
    found = sections(name)
    assert len(found) >= 8
    for heading, text in found.items():
        assert 1 <= len(re.findall(r"[.?](?:\s|$)", text)) <= 4, heading
        assert len(text) <= 420, heading


def test_contact_says_what_the_shop_file_says():
    text = " ".join(sections("contact").values())
    assert SHOP["contact"]["email"] in text
    assert SHOP["contact"]["phone"] in text
    for span in SHOP["hours"].values():
        opens, closes = (clock.lstrip("0") for clock in span.split("-"))
        assert f"{opens} to {closes}" in text


def test_no_other_address_or_number_is_given():
    text = "\n".join("\n".join(sections(name).values()) for name in NAMES)
    assert set(re.findall(r"\S+@\S+\.example", text)) == {SHOP["contact"]["email"]}
    assert set(re.findall(r"\+\d[\d ]+\d", text)) == {SHOP["contact"]["phone"]}


def test_days_for_a_return_agree_wherever_they_are_named():
    found = sections("returns")
    assert "30 days" in found["How long you have"]
    assert "within 30 days" in found["Seeds and plants"]
    assert "2 years" in sections("warranty")["Legal guarantee"]
