"""Values keep their meaning on the way through JSON and in the words a reader sees."""

import json

import pytest

from retrieval.values import Attribute, AttributeValue, Constraint, Correction, Op, Sort, Understood


def test_understood_comes_back_as_it_was() -> None:
    understood = Understood(
        query="red tnet under 50",
        text="red tent",
        constraints=(
            Constraint("price", Op.BETWEEN, high=50.0, words="under 50"),
            Constraint("colour", Op.ANY_OF, ("red", "ruby"), words="red"),
            Constraint("attribute:weight", Op.BETWEEN, low=0, high=2, unit="kg"),
        ),
        sort=Sort.PRICE_ASC,
        corrections=(Correction("tnet", "tent"),),
        language="en",
    )
    assert Understood.from_json(json.loads(json.dumps(understood.as_json()))) == understood


def test_constraint_says_only_what_is_set() -> None:
    constraint = Constraint("price", Op.BETWEEN, low=0, words="from nothing")
    assert constraint.as_json() == {
        "field": "price",
        "op": "between",
        "low": 0,
        "words": "from nothing",
    }


@pytest.mark.parametrize("data", [{}, {"field": "price"}, {"field": "price", "op": "near"}])
def test_what_is_no_constraint_is_refused(data: dict[str, str]) -> None:
    with pytest.raises((KeyError, ValueError)):
        Constraint.from_json(data)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (True, "", "yes"),
        (False, "", "no"),
        (420, "g", "420 g"),
        (1.50, "l", "1.5 l"),
        ("wool", "", "wool"),
        (("red", "blue"), "", "red, blue"),
    ],
)
def test_attribute_reads_as_a_person_would_write_it(
    value: AttributeValue, unit: str, text: str
) -> None:
    assert Attribute("battery_life", value, unit).text == text
    assert Attribute("battery_life", value, unit).label == "battery life"
