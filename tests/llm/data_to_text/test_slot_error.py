import pytest

from llm.data_to_text.act import parse_act
from llm.data_to_text.slot_error import slot_count

ACT = parse_act("inform(name=hob 4;type=tv;price=40 dollars;hasusbport=false;ecorating=dontcare)")


@pytest.mark.parametrize(
    ("sentence", "errors"),
    [
        ("SLOT_NAME costs SLOT_PRICE and has no usb port -s", 0),
        ("SLOT_NAME has no usb port -s", 1),  # one left out
        ("SLOT_NAME SLOT_NAME costs SLOT_PRICE , no usb", 1),  # one said twice
        ("SLOT_NAME costs SLOT_PRICE", 1),  # a yes-or-no slot left out
        ("SLOT_NAME costs SLOT_PRICE , no usb usb", 1),
        ("SLOT_NAME costs SLOT_PRICE in SLOT_COLOR , no usb", 1),  # one that isn't in the act
        ("SLOT_NAME costs SLOT_PRICE , no usb , for home use", 1),
        ("SLOT_TYPE SLOT_TYPE SLOT_NAME costs SLOT_PRICE , no usb", 0),  # the type doesn't count
    ],
)
def test_errors_by_hand(sentence: str, errors: int) -> None:
    counted = slot_count(sentence, ACT)
    assert (counted.slots, counted.errors) == (3, errors)


def test_the_sets_own_count_leaves_out_what_the_strict_one_does_not() -> None:
    choice = parse_act("?select(processor=fast;price=40 dollars)")
    assert (slot_count("SLOT_PRICE", choice).slots, slot_count("SLOT_PRICE", choice).errors) == (
        0,
        0,
    )
    strict = slot_count("SLOT_PRICE", choice, strict=True)
    assert (strict.slots, strict.errors) == (2, 1)
    told = parse_act("inform(processor=fast;price=40 dollars)")
    assert slot_count("SLOT_PRICE", told).errors == 0
    assert slot_count("SLOT_PRICE", told, strict=True).errors == 1


def test_a_slot_said_as_often_as_it_has_values() -> None:
    act = parse_act("?compare(name=a;name=b)")
    assert slot_count("SLOT_NAME or SLOT_NAME", act).errors == 0
    assert slot_count("SLOT_NAME", act).errors == 1
