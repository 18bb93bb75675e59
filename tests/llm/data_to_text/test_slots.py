from llm.data_to_text.act import parse_act
from llm.data_to_text.slots import delexicalise, lexicalise

ACT = parse_act("inform(name=hob 4;type=kettle;price=40 dollars;color=red and blue;usb=true)")


def test_values_give_way_to_slots_and_come_back() -> None:
    said = "the hob 4 kettle in red and blue costs 40 dollars"
    bare = delexicalise(said, ACT)
    assert bare == "the SLOT_NAME SLOT_TYPE in SLOT_COLOR costs SLOT_PRICE"
    assert lexicalise(bare, ACT) == said


def test_parts_of_a_value_may_come_in_another_order() -> None:
    assert delexicalise("it is blue or red", ACT) == "it is SLOT_COLOR"


def test_a_value_is_replaced_once_and_only_as_whole_words() -> None:
    assert delexicalise("kettle , kettle", ACT) == "SLOT_TYPE , kettle"
    assert delexicalise("kettles", ACT) == "kettles"
    assert lexicalise("SLOT_TYPE or SLOT_TYPE", ACT) == "kettle or kettle"


def test_two_values_of_a_slot_fill_in_the_acts_order() -> None:
    act = parse_act("?compare(name=hob 4;name=hob 55)")
    bare = delexicalise("do you like hob 55 or hob 4", act)
    assert bare == "do you like SLOT_NAME or SLOT_NAME"
    assert lexicalise(bare, act) == "do you like hob 4 or hob 55"
