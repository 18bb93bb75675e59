from __future__ import annotations

import pytest
from chosen_goods import (
    BOTTLE,
    CAMERA,
    GOODS,
    KEYBOARD,
    LAMP,
    THERMOSTAT,
    WORDS,
    bought,
    order_of,
    sample_order,
    sample_products,
)
from hypothesis import given
from hypothesis import strategies as st

from actions.choosing import ItemsMeant, items_meant, swaps_meant
from actions.stores.change import Line
from actions.stores.order import Order

DESK = order_of(
    bought(KEYBOARD, "linear", "RGB", "60%"),
    bought(THERMOSTAT, "Apple HomeKit", "black"),
    bought(BOTTLE, "500ml", "glass", quantity=3),
)
LAMPS = order_of(
    bought(LAMP, "black", "low"), bought(LAMP, "white", "high"), bought(BOTTLE, "500ml", "glass")
)
ONE = order_of(bought(KEYBOARD, "linear", "RGB", "60%", quantity=2))


def of_sample(text: str, number: str) -> list[tuple[str, int]]:
    order = sample_order(number)
    return told(items_meant(text, order, sample_products().get, WORDS), order)


def told(meant: ItemsMeant | None, order: Order) -> list[tuple[str, int]]:
    """The first word of each title, with how many; those that are unclear as none."""
    assert meant is not None
    titles = {item.variant_id: item.title.split()[0] for item in order.items}
    unclear = [(item.title.split()[0], 0) for item in meant.unclear]
    return [(titles[line.variant_id], line.quantity) for line in meant.lines] + unclear


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("the keyboard and the thermostat", [("Mechanical", 1), ("Smart", 1)]),
        ("i want to return the keybord", [("Mechanical", 1)]),
        ("thermostat pls", [("Smart", 1)]),
        ("the mechanical keyboard because it is broken, and it smells", [("Mechanical", 1)]),
        ("all of them", [("Mechanical", 1), ("Smart", 1), ("Water", 3)]),
        ("I'd like to send everything back", [("Mechanical", 1), ("Smart", 1), ("Water", 3)]),
        ("all three items", [("Mechanical", 1), ("Smart", 1), ("Water", 3)]),
        ("everything but the bottles", [("Mechanical", 1), ("Smart", 1)]),
        ("everything except the keyboard and the thermostat", [("Water", 3)]),
        ("keep the keyboard and return the rest", [("Smart", 1), ("Water", 3)]),
        ("just the thermostat, not the keyboard", [("Smart", 1)]),
        ("the second one", [("Smart", 1)]),
        ("the first and the third", [("Mechanical", 1), ("Water", 3)]),
        ("the last item", [("Water", 3)]),
        ("two of the three bottles", [("Water", 2)]),
        ("return one of the water bottles", [("Water", 1)]),
        ("the bottles", [("Water", 3)]),
        ("the most expensive one", [("Mechanical", 1)]),
        ("both", [("Mechanical", 0), ("Smart", 0), ("Water", 0)]),
    ],
)
def test_items_of_an_order_as_people_name_them(text: str, items: list[tuple[str, int]]) -> None:
    assert told(items_meant(text, DESK, GOODS.get, WORDS), DESK) == items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("the black desk lamp", ["black"]),
        ("the white one", ["white"]),
        ("desk lamp, the black one", ["black"]),
        ("the desk lamps", ["black", "white"]),
        ("both lamps", ["black", "white"]),
    ],
)
def test_two_of_one_product_are_told_by_their_options(text: str, items: list[str]) -> None:
    meant = items_meant(text, LAMPS, GOODS.get, WORDS)
    assert meant is not None
    assert meant.unclear == ()
    variants = [LAMP.variant(line.variant_id) for line in meant.lines]
    assert [one.options["color"] for one in variants if one] == items


def test_one_of_two_without_saying_which_is_unclear() -> None:
    assert told(items_meant("the lamp", LAMPS, GOODS.get, WORDS), LAMPS) == [("Desk", 0)] * 2
    also = items_meant("the lamp and the bottle", LAMPS, GOODS.get, WORDS)
    assert told(also, LAMPS) == [("Water", 1), ("Desk", 0), ("Desk", 0)]


@pytest.mark.parametrize(
    ("text", "many"), [("it", 2), ("I want to return this", 2), ("all of it", 2)]
)
def test_it_is_the_only_item_of_an_order(text: str, many: int) -> None:
    assert told(items_meant(text, ONE, GOODS.get, WORDS), ONE) == [("Mechanical", many)]


@pytest.mark.parametrize("text", ["it", "cancel my order please", "hello", "", "no idea", "why?"])
def test_words_that_name_no_item(text: str) -> None:
    assert items_meant(text, DESK, GOODS.get, WORDS) is None


@pytest.mark.parametrize(
    ("number", "text", "items"),
    [
        ("10001", "the speaker and the power bank", [("Legato", 1), ("Sprig", 1)]),
        ("10001", "only the bag", [("Vestibule", 1)]),
        ("10044", "the towel", [("Glen", 1)]),
        ("10044", "string lights and the harness", [("Doorstep", 1), ("Porter", 1)]),
        ("10062", "the trainers are too small", [("Ashdown", 1)]),
        ("10062", "one of the head torches", [("Glade", 1)]),
        ("10062", "the campanion torch", [("Glade", 2)]),
        ("10062", "the white shoes", [("Ashdown", 1)]),
        ("10107", "headfones", [("Archer", 1)]),
        ("10107", "everything but the seeds", [("Archer", 1), ("Hedgerow", 1)]),
        ("10134", "the rain jackt", [("Nunatak", 1)]),
        ("10134", "the red jacket and the navy casserole", [("Nunatak", 1), ("Clinker", 1)]),
        ("10134", "my ereader", [("Arc", 1)]),
        ("10188", "the ottavo earbuds", [("Tacet", 1)]),
        ("10224", "two charging stands", [("Loose", 2)]),
        ("10260", "the novel", [("Nine", 1)]),
        ("10260", "the dog lead and the tote", [("Pitstop", 1), ("Utility", 1)]),
        ("10350", "half zip fleece", [("Kite", 1)]),
        ("10350", "the socks", [("Sandbar", 1)]),
        ("10377", "dougal", [("Dougal", 3)]),
        ("10458", "the watch", [("Palm", 1)]),
        ("10566", "helmet and planter", [("Peloton", 1), ("Dill", 1)]),
        ("10566", "the bottle", [("Aurora", 1)]),
    ],
)
def test_items_of_orders_of_the_sample_shop(
    number: str, text: str, items: list[tuple[str, int]]
) -> None:
    assert of_sample(text, number) == items


@pytest.mark.parametrize(
    ("text", "swaps"),
    [
        (
            "the keyboard for a clicky one and the thermostat for Google Home",
            {"Mechanical Keyboard": ("clicky", "RGB", "60%"),
             "Smart Thermostat": ("Google Assistant", "black")},
        ),
        (
            "exchange the keyboard to tactile with no backlight, and the bottle to the 1 litre one",
            {"Mechanical Keyboard": ("tactile", "none", "60%"),
             "Water Bottle": ("1000ml", "glass")},
        ),
        (
            "thermostat: white; keyboard: 80%",
            {"Smart Thermostat": ("Apple HomeKit", "white"),
             "Mechanical Keyboard": ("linear", "RGB", "80%")},
        ),
        (
            "an alexa one instead of the thermostat",
            {"Smart Thermostat": ("Amazon Alexa", "black")},
        ),
        (
            "swap the mechanical keyboard with one that has clicky switches and white backlight",
            {"Mechanical Keyboard": ("clicky", "white", "60%")},
        ),
        (
            "my bottle is too small, the keyboard should be tactile, and the bottle 1 litre",
            {"Mechanical Keyboard": ("tactile", "RGB", "60%"), "Water Bottle": ("1000ml", "glass")},
        ),
        (
            "exchange your keyboard for a white tactile keyboard with 80% size",
            {"Mechanical Keyboard": ("tactile", "white", "80%")},
        ),
        (
            "switch all items to their cheapest options",
            {"Mechanical Keyboard": ("clicky", "RGB", "60%"),
             "Smart Thermostat": ("Amazon Alexa", "black"), "Water Bottle": ("500ml", "glass")},
        ),
        (
            "the keyboard for the same but clicky with full size. If there's no keyboard that is "
            "clicky, RGB, full size, I'd go for no backlight",
            {"Mechanical Keyboard": ("clicky", "none", "full size")},
        ),
        ("return the keyboard", {}),
    ],
)  # fmt: skip
def test_several_exchanges_in_one_message(text: str, swaps: dict[str, tuple[str, ...]]) -> None:
    found = swaps_meant(text, DESK, GOODS.get, WORDS)
    assert {
        one.item.title: tuple(one.meant.variant.options.values())
        for one in found
        if one.meant.variant
    } == swaps


def test_the_only_item_needs_no_name_to_be_exchanged() -> None:
    (swap,) = swaps_meant("can I get it in tactile?", ONE, GOODS.get, WORDS)
    assert swap.meant.variant is not None
    assert swap.meant.variant.options["switch type"] == "tactile"


def test_the_option_wanted_does_not_tell_which_of_two_is_meant() -> None:
    assert swaps_meant("exchange the desk lamp for black", LAMPS, GOODS.get, WORDS) == ()


@given(st.text(max_size=120))
def test_no_words_break_the_naming(text: str) -> None:
    for order in (DESK, LAMPS, ONE):
        meant = items_meant(text, order, GOODS.get, WORDS)
        for line in meant.lines if meant else ():
            item = order.item(line.variant_id)
            assert item is not None
            assert 0 < line.quantity <= item.quantity
        swaps_meant(text, order, GOODS.get, WORDS)


def test_two_of_one_product_are_told_apart_by_an_option_that_is_there_or_not() -> None:
    wet, dry = bought(CAMERA, "4K", "yes"), bought(CAMERA, "4K", "no")
    order = order_of(wet, dry)
    for text in ("the camera without waterproofing", "the action camera, waterproof: no"):
        meant = items_meant(text, order, GOODS.get, WORDS)
        assert meant == ItemsMeant((Line(dry.variant_id, 1),))


def test_what_lists_on_is_no_other_item() -> None:
    """`the silver one` after a comma goes on about the lamp that is wished for."""
    order = order_of(bought(LAMP, "silver", "low"), bought(LAMP, "black", "high"))
    text = "change the black lamp for a low brightness, silver one"
    (swap,) = swaps_meant(text, order, GOODS.get, WORDS)
    assert swap.item.variant_id == bought(LAMP, "black", "high").variant_id


@pytest.mark.parametrize(
    "text",
    [
        "the black lamp: one in silver please",
        "the lamp, color: black, to a silver one",
        "the color: black lamp: the silver one instead",
    ],
)
def test_a_colon_parts_what_is_had_from_what_is_wished(text: str) -> None:
    order = order_of(bought(LAMP, "white", "low"), bought(LAMP, "black", "low"))
    (swap,) = swaps_meant(text, order, GOODS.get, WORDS)
    assert swap.item.variant_id == bought(LAMP, "black", "low").variant_id
    assert swap.meant.variant is not None
    assert swap.meant.variant.options["color"] == "silver"


def test_an_article_begins_the_next_thing() -> None:
    meant = items_meant("send the keyboard back with the thermostat", DESK, GOODS.get, WORDS)
    assert told(meant, DESK) == [("Mechanical", 1), ("Smart", 1)]


def test_a_slip_in_another_word_names_nothing() -> None:
    """`thermostats` ends in `tats`."""
    assert items_meant("tat's right, yes", DESK, GOODS.get, WORDS) is None
