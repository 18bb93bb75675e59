"""Every reader together over the sample shop's catalogue, but for Rasa's own patterns."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from actions.config import PROJECT_ROOT
from actions.entities import Entity, EntityReader, Goods
from actions.mentions import MentionReader
from retrieval.catalog import read_products
from retrieval.query import Gazetteers, Language, QueryParser

FOLDER = PROJECT_ROOT / "data" / "languages" / "en"
TODAY = date(2026, 11, 27)


@cache
def reader() -> EntityReader:
    language = Language.load(FOLDER)
    products = list(read_products(PROJECT_ROOT / "data" / "catalog" / "products.jsonl"))
    parser = QueryParser(language, Gazetteers.of(products, language), "EUR")
    goods = Goods.load(products, FOLDER, language)
    return EntityReader(MentionReader.load(FOLDER, r"\d{5}"), parser.parse, goods, language)


def read(text: str, *asked: str, patterns: tuple[Entity, ...] = ()) -> set[tuple[str, str]]:
    found = reader().read(text, today=TODAY, asked=frozenset(asked), patterns=patterns)
    return {(one.kind, one.value) for one in found}


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("where is order 10234?", {("order_number", "10234")}),
        ("the rain jakcet I got last Tuesday",
         {("product", "rain jacket"), ("date", "2026-11-24")}),
        ("tarnholm gloves in L, not black, under 40",
         {("brand", "Tarnholm"), ("product", "glove"), ("size", "l"), ("colour", "black"),
          ("price", "-40")}),
        ("two of the mugs arrived broken, I paid €32",
         {("quantity", "2"), ("product", "mug"), ("price", "32")}),
        ("the third one in sage", {("ordinal", "3"), ("colour", "sage")}),
        ("1 litre kettle", {("product", "kettle"), ("size", "1000 ml")}),
        ("a 0.5 l water bottle", {("product", "water bottle"), ("size", "500 ml")}),
        ("hand cream from Tidepool", {("product", "hand cream"), ("brand", "Tidepool")}),
        ("the radio from Kitchen Radio Company",
         {("product", "radio"), ("brand", "Kitchen Radio Company")}),
        ("is the Plume Floor Lamp in stock", {("product", "plume floor lamp")}),
        ("the Legato speaker crackles", {("product", "legato speaker")}),
        ("send it to Lindenstrasse 80, 20388 Hamburg",
         {("postcode", "20388"), ("city", "Hamburg")}),
        ("can you help me", set()),
        ("plz cancle it", set()),
        ("it's too small", set()),
    ],
)  # fmt: skip
def test_what_one_message_mentions(text: str, entities: set[tuple[str, str]]) -> None:
    assert read(text) == entities


def test_a_pattern_that_is_part_of_an_address_is_no_order_number() -> None:
    text = "Matthias Neumann, Lindenstrasse 80, 20388 Hamburg"
    start = text.index("20388")
    pattern = Entity("order_number", "20388", start, start + 5)
    assert ("order_number", "20388") not in read(text, patterns=(pattern,))
    lone = Entity("order_number", "X1", 0, 2)
    assert ("order_number", "X1") in read("X1 please", patterns=(lone,))


def test_a_number_of_two_readings_is_what_was_asked_for() -> None:
    assert read("79100", "postcode") == {("postcode", "79100")}
    assert read("79100", "who") == {("order_number", "79100")}
    assert read("Lena Brandt 79100", "who") == {("name", "Lena Brandt"), ("postcode", "79100")}


def test_places_are_those_of_the_text() -> None:
    text = "swap the navy fleece from 10234 for size M, anna@postbox.example"
    found = reader().read(text, today=TODAY)
    said = {one.kind: text[one.start : one.end] for one in found}
    assert said == {
        "colour": "navy",
        "product": "fleece",
        "order_number": "10234",
        "size": "size M",
        "email": "anna@postbox.example",
    }
