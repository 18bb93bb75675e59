from __future__ import annotations

import pytest
from mention_reading import LETTERED, read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my name is anna kelly", "Anna Kelly"),
        ("My name's Anna Kelly and I'd like a refund", "Anna Kelly"),
        ("This is Yusuf Rossi.", "Yusuf Rossi"),
        ("hi, this is yusuf rossi, zip 19122", "Yusuf Rossi"),
        ("I'm Siobhán O'Neill-Byrne, order 10234", "Siobhán O'Neill-Byrne"),
        ("i'm sanne de vries from utrecht", "Sanne de Vries"),
        ("it's under the name Matthias Neumann", "Matthias Neumann"),
        ("name: Priya Nolan", "Priya Nolan"),
        ("Yusuf Rossi, 19122", "Yusuf Rossi"),
        ("Best regards, Harriet Whitcombe", "Harriet Whitcombe"),
        ("FATIMA EL AMRANI here, my name is FATIMA EL AMRANI", "Fatima el Amrani"),
        ("my name is Mei Chen Wang", "Mei Chen Wang"),
        ("name is zbigniew xyloptak", "Zbigniew Xyloptak"),
        ("Jean-Luc Lefevre, jean@inkwell.example", "Jean-Luc Lefevre"),
    ],
)
def test_a_persons_whole_name(text: str, name: str) -> None:
    assert read(text).names == (name,)


@pytest.mark.parametrize(
    "text",
    [
        "I'm looking for a lamp",
        "it's high brightness",
        "this is pure wool",
        "it's dark oak please",
        "this is ridiculous",
        "this is taking too long",
        "i'm not happy",
        "It's Still Not Here",
        "anna kelly",
        "hi there, where is my parcel",
        "order 10234, still waiting",
        "I am very disappointed",
        "thanks very much",
        "the desk lamp, 19122",
    ],
)
def test_no_name_is_made_of_other_words(text: str) -> None:
    assert read(text).names == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("anna kelly", "Anna Kelly"),
        ("Anna Kelly", "Anna Kelly"),
        ("it's anna kelly", "Anna Kelly"),
        ("sure, anna kelly and my zip is 19122", "Anna Kelly"),
        ("ok so anna kelly, anna.kelly@postbox.example", "Anna Kelly"),
        ("wojtek brzezinski 19122", "Wojtek Brzezinski"),
        ("oisín ó súilleabháin", "Oisín Ó Súilleabháin"),
    ],
)
def test_bare_words_are_a_name_where_one_was_asked_for(text: str, name: str) -> None:
    assert read(text, "who").names == (name,)


@pytest.mark.parametrize(
    "text",
    ["no idea", "why do you need that", "10234", "forget it", "i dont know", "cancel my order"],
)
def test_an_answer_that_names_nobody_is_no_name(text: str) -> None:
    assert read(text, "who").names == ()


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("anna.kelly@postbox.example", "anna.kelly@postbox.example"),
        ("Anna.Kelly@Postbox.Example.", "anna.kelly@postbox.example"),
        ("it's anna at postbox dot example", "anna@postbox.example"),
        ("anna dot kelly at postbox dot example please", "anna.kelly@postbox.example"),
        ("anna underscore kelly at postbox dot co dot example", "anna_kelly@postbox.co.example"),
        ("anna.kelly@postbox dot example", "anna.kelly@postbox.example"),
        ("anna.kelly @ postbox.example", "anna.kelly@postbox.example"),
        ("(anna+shop@postbox.example)", "anna+shop@postbox.example"),
        ("mail me:anna_k99@post-box.example, thanks", "anna_k99@post-box.example"),
    ],
)
def test_emails_written_and_spoken(text: str, email: str) -> None:
    assert email in read(text).emails


def test_no_email_is_read_into_other_words() -> None:
    assert read("i was at home. it came at noon").emails == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("H91 E53A", "H91 E53A"),
        ("my eircode is h91e53a", "H91 E53A"),
        ("D6W XY00", "D6W XY00"),
        ("postcode ls6 2ab", "LS6 2AB"),
        ("SW1A1AA", "SW1A 1AA"),
        ("zip code is 19122", "19122"),
        ("zip: 19122-3301", "19122-3301"),
        ("3512 AB", "3512 AB"),
        ("my postcode is 3512ab", "3512 AB"),
        ("Yusuf Rossi, 19122", "19122"),
        ("postcode 211 20", "211 20"),
        ("plz 20388", "20388"),
        ("I live in 20388", "20388"),
    ],
)
def test_postcodes_of_several_countries(text: str, code: str) -> None:
    assert read(text, reader=LETTERED).postcodes == (code,)


@pytest.mark.parametrize("text", ["2000 mm", "order 20388", "1500 ML", "it's 5000 GB"])
def test_other_numbers_are_no_postcodes(text: str) -> None:
    assert read(text).postcodes == ()


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("call me on +353 20 911 5477", "+353209115477"),
        ("my mobile is 085 123 4567", "0851234567"),
        ("+44 (0)20 7946 0123", "+4402079460123"),
    ],
)
def test_phones(text: str, phone: str) -> None:
    assert read(text).phones == (phone,)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("GC-LANE-2346", "GC-LANE-2346"),
        ("the code is gc-yjsj-e2js", "GC-YJSJ-E2JS"),
        ("gift card gc yjsj e2js", "GC-YJSJ-E2JS"),
    ],
)
def test_gift_cards(text: str, code: str) -> None:
    assert read(text).gift_cards == (code,)


@pytest.mark.parametrize(
    "text", ["the card ending in 4821", "my visa 4821", "last four are 4821", "**** 4821"]
)
def test_the_last_four_digits_of_a_card(text: str) -> None:
    said = read(text)
    assert said.last_fours == ("4821",)
    assert said.order_ids == ()


@pytest.mark.parametrize(
    ("text", "names", "postcodes"),
    [
        ("where is 10547, emre keller 20390", ("Emre Keller",), ("20390",)),
        ("where is order 10083? emre keller 20390", ("Emre Keller",), ("20390",)),
        ("cancel 10023 and also 10024", (), ()),
        ("return 10023 the lamp 10024", (), ()),
    ],
)
def test_a_message_may_end_in_who_sends_it(
    text: str, names: tuple[str, ...], postcodes: tuple[str, ...]
) -> None:
    found = read(text)
    assert (found.names, found.postcodes) == (names, postcodes)
