"""Queries over a catalogue that names no categories, and whose numbers come without units: its
titles tell what a thing is, and of what a number is one."""

from __future__ import annotations

from functools import cache

import pytest
from shelf import english

from retrieval.query import Gazetteers, QueryParser
from retrieval.values import Attribute, Money, Op, Product, Variant

Stated = dict[str, str | float | tuple[float, str]]

GIGABYTES = (8, 16, 32, 64)
PORTS = (5, 8, 16, 24)
COLOURS = ("Black", "Blue", "White", "Red")


def _thing(number: int, title: str, brand: str, attributes: Stated) -> Product:
    pairs = ((n, v if isinstance(v, tuple) else (v, "")) for n, v in attributes.items())
    stated = tuple(Attribute(name, value, unit) for name, (value, unit) in pairs)
    variant = Variant(f"b{number}", {}, Money.of(10 + number, "EUR"))
    return Product(f"b{number}", title, (variant,), brand, attributes=stated)


def _titles() -> list[tuple[str, str, Stated]]:
    found: list[tuple[str, str, Stated]] = []
    for colour in COLOURS:
        for size in GIGABYTES:
            title = f"Orrin {colour} USB flash drive {size} GB {colour}"
            found.append((title, "Orrin", {"capacity": size, "device_interface": "USB"}))
            laptop = f"Orrin {colour} laptop {size} GB"
            attributes: Stated = {"internal_memory": (size, "GB"), "display_diagonal": (13.3, "in")}
            found.append((laptop, "Orrin", attributes))
        for version in ("2.0", "3.1 Gen 1"):
            found.append((f"Vell {colour} hub USB {version}", "Vell", {}))
        for lumens in (300, 3000):
            title = f"Larch {colour} projector {lumens} lm"
            found.append((title, "Larch", {"hd_type": "Full HD", "flux": lumens, "lamp": "glass"}))
        for ports in PORTS:
            found.append(
                (f"Vell {ports}-Port Desktop Switch {colour}", "Vell", {"ports_quantity": ports})
            )
        for link in ("USB", "RF Wireless"):
            title = f"Orrin Keys {colour} keyboard {link} {colour}"
            found.append((title, "Orrin", {"device_interface": link}))
            found.append((f"Orrin Dash {colour} mouse {link}", "Orrin", {"device_interface": link}))
        found.append((f"Larch {colour} toaster", "Larch", {"power": 1500, "slots": 2}))
        found.append((f"Larch {colour} toaster", "Larch", {"power": 2800, "slots": 2}))
        found.append((f"Vell {colour} server", "Vell", {"power_supply": 500}))
        for style in ("In-ear", "Ear-hook", "Head-band"):
            title = f"Larch {colour} headphones"
            found.append((title, "Larch", {"wearing_style": style, "pads": "leather"}))
        found.append((f"Larch {colour} bell", "Larch", {"material": "brass", "colour": colour}))
        found.append(("Larch plain lamp", "Larch", {"material": "oak", "colour": "brass"}))
        for stuff in ("oak", "steel"):
            found.append((f"Larch {colour} lamp", "Larch", {"material": stuff, "colour": colour}))
        found.append((f"Castle {colour} Morning Puzzle", "Castle", {"type": "Jigsaw puzzle"}))
        found.append((f"Orrin {colour} keyboard", "Orrin", {"device_interface": "USB"}))
        found.append((f"Castle {colour} Wooden Train Set", "Castle", {"toy": "train set"}))
        found.append((f"Vell {colour} HDMI to DVI adapter", "Vell", {}))
        found.append((f"Larch {colour} monitor", "Larch", {"type": "glare"}))
        for cups in (4, 9):
            kettle: Stated = {"capacity_in_cups": cups, "glow_power": (cups * 50, "cuin")}
            found.append((f"Larch {colour} percolator", "Larch", kettle))
            found.append((f"Castle {colour} grill", "Castle", {"number_of_racks": cups}))
        chip: Stated = {"chip_cores": "6", "usb_bays_quantity": 2, "sata_bays_quantity": 4}
        found.append((f"Orrin {colour} server", "Orrin", chip))
        found.append((f"Castle {colour} teaspoons", "Castle", {"pieces": 6, "warmth": 2.5}))
    return found


@cache
def _parser() -> QueryParser:
    products = [
        _thing(n, title, brand, stated) for n, (title, brand, stated) in enumerate(_titles())
    ]
    return QueryParser(english(), Gazetteers.of(products, english()), "EUR")


@pytest.mark.parametrize(
    ("query", "field", "low", "high"),
    [
        ("usb stick 32gb", "attribute:capacity", 31.36, 32.64),
        ("16 gb flash drive", "attribute:capacity", 15.68, 16.32),
        ("thumb drive with at least 32 gb", "attribute:capacity", 32, None),
        ("5 port switch", "attribute:ports_quantity", 5, 5),
        ("24-port switch", "attribute:ports_quantity", 24, 24),
        ("projector at least 3000 lumens", "attribute:flux", 3000, None),
    ],
)
def test_names_tell_what_a_bare_number_counts(
    query: str, field: str, low: float, high: float | None
) -> None:
    (constraint,) = _parser().parse(query).constraints
    assert (constraint.field, constraint.low, constraint.high) == (field, low, high)


@pytest.mark.parametrize(
    ("query", "field", "low", "high"),
    [
        ("9 cup percolator", "attribute:capacity_in_cups", 9, 9),
        ("percolator for at least 5 cups", "attribute:capacity_in_cups", 5, None),
        ("four rack grill", "attribute:number_of_racks", 4, 4),
        ("grill with at least 5 racks", "attribute:number_of_racks", 5, None),
        ("server with six cores", "attribute:chip_cores", 6, 6),
        ("percolator 450 glow", "attribute:glow_power", 450, 450),
        ("set of 6 teaspoons", "attribute:pieces", 6, 6),
        ("2.5 tog teaspoons", "attribute:warmth", 2.5, 2.5),
    ],
)
def test_a_count_is_of_the_attribute_named_after_what_is_counted(
    query: str, field: str, low: float, high: float | None
) -> None:
    (constraint,) = _parser().parse(query).constraints
    assert (constraint.field, constraint.low, constraint.high) == (field, low, high)


@pytest.mark.parametrize("query", ["server with 4 bays", "9 percolator", "five rack grill"])
def test_a_count_of_several_things_or_of_none_is_no_condition(query: str) -> None:
    assert _parser().parse(query).constraints == ()


def test_what_a_container_holds_is_the_thing() -> None:
    assert _parser().parse("set of 6 teaspoons").kind == "teaspoons"


@pytest.mark.parametrize(
    ("query", "low", "high"),
    [("toaster at least 2000 watts", 2000, None), ("toaster 1500 w", 1470, 1530)],
)
def test_an_attribute_tells_by_its_own_name_what_it_measures(
    query: str, low: float, high: float | None
) -> None:
    (constraint,) = _parser().parse(query).constraints
    assert (constraint.field, constraint.low, constraint.high) == ("attribute:power", low, high)


@pytest.mark.parametrize("query", ["toaster 9000 watts", "toaster 2000 litres", "lamp 2000 w"])
def test_a_bare_number_in_what_may_be_another_unit_is_no_condition(query: str) -> None:
    assert _parser().parse(query).constraints == ()


@pytest.mark.parametrize("query", ["usb stick 48gb", "7 port switch", "32 gb monitor"])
def test_a_number_that_no_name_says_is_no_condition(query: str) -> None:
    assert _parser().parse(query).constraints == ()


@pytest.mark.parametrize(
    ("query", "field", "values"),
    [
        ("keyboard wireless", "attribute:device_interface", ("wireless",)),
        ("wireless keyboard", "attribute:device_interface", ("wireless",)),
        ("keyboard usb", "attribute:device_interface", ("usb",)),
        ("in-ear headphones", "attribute:wearing_style", ("in ear",)),
        ("ear hook headphones", "attribute:wearing_style", ("ear hook",)),
    ],
)
def test_a_value_is_read_whole_wherever_it_stands(
    query: str, field: str, values: tuple[str, ...]
) -> None:
    (constraint,) = _parser().parse(query).constraints
    assert (constraint.field, constraint.op, constraint.values) == (field, Op.ANY_OF, values)


@pytest.mark.parametrize(
    "query", ["anti-glare monitor", "over-ear headphones", "usb stick", "monitor full", "8 ports"]
)
def test_half_a_word_and_half_a_name_are_no_values(query: str) -> None:
    assert _parser().parse(query).constraints == ()


def test_a_number_with_plus_before_the_name_of_an_attribute_is_no_count() -> None:
    assert _parser().parse("80 plus power supply").constraints == ()


def test_what_a_thing_is_is_no_condition_though_an_attribute_repeats_it() -> None:
    assert [c.field for c in _parser().parse("puzzle under 50").constraints] == ["price"]


def test_what_is_measured_is_not_the_thing() -> None:
    understood = _parser().parse("orrin laptop 13 inch 16gb ram")
    fields = {c.field for c in understood.constraints}
    assert fields == {"brand", "attribute:display_diagonal", "attribute:internal_memory"}
    assert understood.kind == "laptop"


def test_inches_are_told_without_what_stands_behind_the_point() -> None:
    (constraint,) = _parser().parse("13 inch laptop").constraints
    assert constraint.high is not None
    assert 13.3 <= constraint.high < 14


def test_a_version_is_what_names_say_in_any_of_its_spellings() -> None:
    (constraint,) = _parser().parse("usb 3.0 hub").constraints
    assert constraint.field == "text"
    assert {"usb 3 0", "usb 3 1 gen 1"} <= set(constraint.values)


@pytest.mark.parametrize(("query", "kind"), [("4 port switch", "switch"), ("laptop i7", "laptop")])
def test_neither_a_code_nor_what_is_counted_names_a_thing(query: str, kind: str) -> None:
    assert _parser().parse(query).kind == kind


@pytest.mark.parametrize(
    ("query", "kind"), [("hdmi to dvi adapter", "hdmi dvi adapter"), ("laptop to travel", "laptop")]
)
def test_a_word_that_names_say_between_the_same_two_ends_no_name(query: str, kind: str) -> None:
    assert _parser().parse(query).kind == kind


def test_what_nothing_is_called_by_is_not_the_thing() -> None:
    assert _parser().parse("wooden train set").kind == "wooden train"


def test_what_a_part_is_not_to_be_of_excludes_by_the_part() -> None:
    (constraint,) = _parser().parse("headphones without leather pads").constraints
    assert (constraint.field, constraint.op) == ("attribute:pads", Op.NONE_OF)
    assert constraint.values == ("leather",)


@pytest.mark.parametrize("query", ["lamp in brass or oak", "lamp in oak or brass"])
def test_what_is_an_alternative_to_a_stuff_is_stuff(query: str) -> None:
    (constraint,) = _parser().parse(query).constraints
    assert constraint.field == "attribute:material"
    assert set(constraint.values) == {"brass", "oak"}
