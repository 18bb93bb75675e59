from __future__ import annotations

import json

import pytest
from mention_reading import LETTERED, read

from actions.config import PROJECT_ROOT
from actions.mentions import AddressSaid
from actions.stores.customer import Address

MILL = AddressSaid(street="14 Mill Street", city="Galway", postcode="H91 E53A")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            "please change my address to 986 Sunset Drive, Suite 259, Denver, CO 80279",
            AddressSaid("986 Sunset Drive", "Suite 259", "Denver", "80279", "CO"),
        ),
        (
            "It should be 477 Broadway, Suite 8, New York, NY, 10083, USA",
            AddressSaid("477 Broadway", "Suite 8", "New York", "10083", "NY", "US"),
        ),
        (
            "my new address: 12 elm avenue suite 5, san antonio, texas 78298",
            AddressSaid("12 Elm Avenue", "Suite 5", "San Antonio", "78298", "TX"),
        ),
        ("Ship it to 14 Mill Street, Galway, H91 E53A please", MILL),
        ("14 mill street galway h91 e53a", MILL),
        ("my address is now 14 Mill Street, Galway, H91 E53A, pleasse update it", MILL),
        ("can you send it to 14 Mill Street,\nGalway\nH91E53A", MILL),
        (
            "14 Mill St, Galway H91 E53A. Thanks!",
            AddressSaid("14 Mill St", "", "Galway", "H91 E53A"),
        ),
        (
            "Lindenstrasse 80, 20388 Hamburg",
            AddressSaid("Lindenstrasse 80", "", "Hamburg", "20388"),
        ),
        (
            "lindenstraße 80a, 20388 hamburg, germany",
            AddressSaid("Lindenstraße 80a", "", "Hamburg", "20388", "", "DE"),
        ),
        ("Am Markt 3, 28195 Bremen", AddressSaid("Am Markt 3", "", "Bremen", "28195")),
        (
            "My new address is\nFlat 3B\n22 Station Road\nLeeds\nLS6 2AB\nUK",
            AddressSaid("22 Station Road", "Flat 3B", "Leeds", "LS6 2AB", "", "GB"),
        ),
        (
            "it should go to 99 The Paddocks, Limerick V94 R2D1",
            AddressSaid("99 The Paddocks", "", "Limerick", "V94 R2D1"),
        ),
        (
            "deliver to 12 rue du Moulin, 69003 Lyon, France",
            AddressSaid("12 rue du Moulin", "", "Lyon", "69003", "", "FR"),
        ),
        ("Storgatan 12, 211 20 Malmo", AddressSaid("Storgatan 12", "", "Malmo", "211 20")),
        ("Kerkstraat 5b, 3512 AB Utrecht", AddressSaid("Kerkstraat 5b", "", "Utrecht", "3512 AB")),
        (
            "send it to Calle Mayor 12, 46001 Valencia, Spain",
            AddressSaid("Calle Mayor 12", "", "Valencia", "46001", "", "ES"),
        ),
        (
            "we moved to 66 St Brigid's Terrace, Kilkenny R95 Y89D",
            AddressSaid("66 St Brigid's Terrace", "", "Kilkenny", "R95 Y89D"),
        ),
        (
            "moved to 5 Orchard Grove, Tipperbeg, Co. Galway, H91 E53A",
            AddressSaid("5 Orchard Grove", "", "Tipperbeg", "H91 E53A", "Galway"),
        ),
    ],
)
def test_whole_addresses(text: str, address: AddressSaid) -> None:
    assert read(text, reader=LETTERED).address == address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("no, number 14 instead", AddressSaid(number="14")),
        ("no, number 14", AddressSaid(number="14")),
        ("sorry, it's 14 not 12", AddressSaid(number="14")),
        ("14b", AddressSaid(number="14b")),
        ("apartment 3b", AddressSaid(extra="Apartment 3B")),
        ("flat 2, the rest is right", AddressSaid(extra="Flat 2")),
        ("it's Cork", AddressSaid(city="Cork")),
        ("the town is Tipperbeg", AddressSaid(city="Tipperbeg")),
        ("the postcode is H91 E53B", AddressSaid(postcode="H91 E53B")),
        ("14 Mill Street", AddressSaid(street="14 Mill Street")),
        ("99 The Paddocks", AddressSaid(street="99 The Paddocks")),
        ("14 mill street, galway", AddressSaid(street="14 Mill Street", city="Galway")),
    ],
)
def test_parts_of_an_address_that_was_asked_for(text: str, address: AddressSaid) -> None:
    assert read(text, "address").address == address


@pytest.mark.parametrize(
    "text",
    [
        "order 10234 is on the way",
        "2 of the desk lamps",
        "a 2 TB external drive",
        "I waited 30 days, what a place",
        "do you ship to Norway?",
        "is it in stock in size 42",
        "hello",
    ],
)
def test_other_messages_hold_no_address(text: str) -> None:
    assert read(text).address is None


@pytest.mark.parametrize("text", ["yes that's right", "hello?", "what do you need", "no"])
def test_an_answer_without_an_address_has_none(text: str) -> None:
    assert read(text, "address").address is None


def test_a_correction_goes_into_what_is_known() -> None:
    known = Address("3 Convent Avenue", "Kilkenny", "R95 W44V", "IE", "Flat 1")
    assert AddressSaid(number="14").onto(known).street == "14 Convent Avenue"
    assert AddressSaid(number="14").onto(known).extra == "Flat 1"
    assert AddressSaid(extra="Flat 9").onto(known).street == "3 Convent Avenue"
    moved = MILL.onto(known)
    assert moved == Address("14 Mill Street", "Galway", "H91 E53A", "IE", "")


def test_countries_and_towns_are_told_without_an_address() -> None:
    assert read("do you ship to Norway?").countries == ("NO",)
    assert read("and to the UK?").countries == ("GB",)
    assert read("it's stuck in hamburg").cities == ("Hamburg",)
    assert read("my cousin in Ballyhaunis ordered it").cities == ("Ballyhaunis",)


@pytest.mark.parametrize(
    "form",
    [
        "{0[street]}, {1}",
        "please send it to {0[street]}, {1}",
        "my new address is {0[street]}\n{1}",
        "change the address to {0[street]} {1} please",
        "It's {0[street]}, {1}.",
        "it\u2019s {0[street]}, {1}",
        "Please use {0[street]}, {1}.",
        "oh, take {0[street]}, {1} then",
        "That's {0[street]}, {1} now",
    ],
)
def test_the_address_of_each_customer_of_the_sample_shop(form: str) -> None:
    lines = (PROJECT_ROOT / "data" / "catalog" / "customers.jsonl").read_text("utf-8").splitlines()
    for known in (json.loads(line)["address"] for line in lines):
        town = [known["city"], known["postcode"]]
        town = town if known["country"] in ("IE", "GB") else town[::-1]
        said = read(form.format(known, " ".join(town))).address
        assert said is not None
        assert (said.street, said.city, said.postcode) == (
            known["street"],
            known["city"],
            known["postcode"],
        )
