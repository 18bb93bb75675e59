"""Descriptions agree with attributes and options, and don't read as if a program wrote them."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from sample_shop import facts, records

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
DENIAL = re.compile(
    r"\b(not|no|never|isn't|won't|doesn't|don't|without|by hand|keep it out|out of)\b"
)
CLAIMS = [
    ("waterproof", "waterproof"),
    ("dishwasher_safe", "dishwasher"),
    ("induction", "induction"),
    ("microwave_safe", "microwave"),
    ("oven_safe", "into the oven"),
    ("vegan", "vegan"),
    ("non_stick", "non-stick"),
    ("noise_cancelling", "noise cancelling"),
    ("rechargeable", "the battery lasts"),
    ("gps", "without your phone"),
    ("insulated", "keeps drinks hot"),
    ("orthopaedic", "memory foam"),
    ("bluetooth", "by bluetooth"),
    ("organic", "organic"),
    ("packable", "packs into"),
]
COLOURS = (
    r"amber|black|blush|brown|burgundy|charcoal|cobalt|coral|graphite|grey|lilac|lime|navy|olive"
    r"|orange|plum|rust|teal|terracotta|white|yellow|purple|blue|pink"
)
INNOCENT = (
    "white cast", "warm white", "cool white", "neutral white", "flat white", "white shirts",
    "white midsoles", "lined in white", "red line", "grey to bronze", "green latch", "black resin",
    "soft grey", "brown the meat", "still brown", "will brown", "turns amber", "bluetooth",
    "terracotta breathes",
)  # fmt: skip
STALE = re.compile(r"perfect for|ultimate|must-have|world-class|game.chang|elevate|!", re.I)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?]) ", text.lower())


def test_every_number_stands_in_the_record():
    for record in records("products"):
        options = [value for v in record["variants"] for value in v["options"].values()]
        known = " ".join([record["title"], *map(str, facts(record).values()), *options])
        numbers = {number.replace(",", "") for number in NUMBER.findall(known)}
        said = {number.replace(",", "") for number in NUMBER.findall(record["description"])}
        assert said <= numbers, (record["id"], said - numbers)


def test_every_measure_has_its_unit():
    """`9 kg` must be an attribute of nine kilograms, not of nine of something else."""
    words = {"h": "hour", "l": "litre", "min": "minute", "days": "day", "months": "month"}
    for record in records("products"):
        text = record["description"].replace(",", "")
        for value in record["attributes"].values():
            if isinstance(value, dict) and value["unit"] in ("kg", "g", "cm", "mm", "W", "lm"):
                for match in re.finditer(rf"\b{value['value']} ?([a-zA-Z]+)", text):
                    others = {
                        a["unit"]
                        for a in record["attributes"].values()
                        if isinstance(a, dict) and a["value"] == value["value"]
                    }
                    unit = match.group(1)
                    fits = unit in others or any(unit.startswith(words.get(o, o)) for o in others)
                    assert fits or unit in ("lights",), (record["id"], match.group())


@pytest.mark.parametrize(("attribute", "word"), CLAIMS)
def test_a_claim_is_made_only_where_it_is_true(attribute, word):
    concerned = [r for r in records("products") if attribute in r["attributes"]]
    assert any(facts(record)[attribute] is True for record in concerned)
    for record in concerned:
        if facts(record)[attribute] is not False:
            continue
        for sentence in sentences(record["description"] + " " + record["title"]):
            assert word not in sentence or DENIAL.search(sentence), (record["id"], sentence)


def test_what_is_waterproof_is_never_said_not_to_be():
    for record in records("products"):
        if facts(record).get("waterproof") is True:
            assert not re.search(r"(not|isn't) waterproof", record["description"]), record["id"]


def test_wired_things_have_no_battery_and_wireless_ones_no_cable():
    for record in records("products"):
        text, wireless = record["description"].lower(), facts(record).get("wireless")
        if record["category"] in ("mouse", "keyboard", "headphones", "earbuds"):
            if wireless:
                assert "cable is" not in text, record["id"]
                assert "plug it in" not in text, record["id"]
            else:
                assert "receiver hides" not in text, record["id"]
                assert "battery lasts" not in text, record["id"]
                assert "between charges" not in text, record["id"]


def test_no_colour_is_named_where_the_customer_chooses_one():
    named = re.compile(rf"\b({COLOURS})\b")
    for record in records("products"):
        if "colour" in record["variants"][0]["options"]:
            text = record["description"].lower()
            for phrase in (*INNOCENT, *map(str, facts(record).values()), record["brand"].lower()):
                text = text.replace(phrase.lower(), "")
            assert not named.search(text), (record["id"], named.search(text))


def test_nothing_is_said_of_stock_or_price():
    spoken = re.compile(r"in stock|sold out|only \d+ left|€|\bprice[sd]? at\b|discount")
    assert not [r["id"] for r in records("products") if spoken.search(r["description"].lower())]


def test_two_to_five_sentences_without_stale_phrases():
    for record in records("products"):
        text = record["description"]
        assert 1 <= len(sentences(text)) <= 8, record["id"]
        assert 50 <= len(text) <= 520, (record["id"], len(text))
        assert not STALE.search(text), record["id"]
        assert not re.search(r"[{}\[\]|]|\ba [aeio][a-z]|  ", text), (record["id"], text)


def test_descriptions_differ():
    texts = [record["description"] for record in records("products")]
    assert len(set(texts)) / len(texts) >= 0.985


def test_openings_differ():
    """No habit of speech: many first words, and none that opens more than one in a hundred."""
    openings = Counter(" ".join(r["description"].split()[:3]) for r in records("products"))
    assert len(openings) >= 600
    assert openings.most_common(1)[0][1] <= len(records("products")) / 100


def test_no_sentence_is_heard_too_often():
    said = Counter(s for r in records("products") for s in sentences(r["description"]))
    assert said.most_common(1)[0][1] <= 14
