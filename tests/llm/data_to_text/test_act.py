import pytest

from llm.data_to_text.act import Act, parse_act
from llm.errors import DataError


def test_special_values_have_one_spelling_and_names_no_gaps() -> None:
    act = parse_act("inform_count(count=57;screen size_range=dont_care;hasusbport=true;eco=none)")
    assert act == Act(
        "inform_count",
        (("count", "57"), ("screensizerange", "dontcare"), ("hasusbport", "yes"), ("eco", "none")),
    )
    assert act.valued == (("count", "57"),)


def test_a_slot_without_a_value_is_asked_for() -> None:
    assert parse_act("?request(area)").slots == (("area", "?"),)
    assert parse_act("?reqmore()").slots == ()


def test_features_forget_values_and_order_but_count_them() -> None:
    one = parse_act("?compare(name='a';weight=2 kg;hasusbport=false;name=\"b\";weight=3 kg)")
    two = parse_act("?compare(weight=9 kg;name=x;weight=1 kg;name=y;hasusbport=no)")
    assert one.features == two.features
    assert one.features[0] == "?compare"
    assert one.features[1:] == ("hasusbport=no", "name=_1", "name=_2", "weight=_1", "weight=_2")
    assert parse_act("inform(name=a)").features != parse_act("confirm(name=a)").features


@pytest.mark.parametrize("text", ["", "hello", "(name=x)"])
def test_what_is_no_act_is_told(text: str) -> None:
    with pytest.raises(DataError, match="no dialogue act"):
        parse_act(text)
