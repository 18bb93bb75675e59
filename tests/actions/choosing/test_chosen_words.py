from __future__ import annotations

from pathlib import Path

import pytest
from chosen_goods import WORDS
from hypothesis import given
from hypothesis import strategies as st

from actions.choosing import ChoosingWords, method_meant, reason_answered, reason_meant, yes_or_no
from actions.errors import Unavailable
from actions.policies import load_rules
from actions.stores.customer import PaymentMethod

VISA = PaymentMethod("c1", "card", "visa ending in 4821")
MASTER = PaymentMethod("c2", "card", "mastercard ending in 9212")
GIFT = PaymentMethod("g", "gift card", "gift card")
PAYPAL = PaymentMethod("p", "paypal", "PayPal")
WALLET = PaymentMethod("w", "mobile wallet", "mobile wallet")
METHODS = (VISA, MASTER, GIFT, PAYPAL, WALLET)

RETURNED = ("unwanted", "wrong_size", "not_as_described", "faulty", "wrong_item", "other")
CANCELLED = ("no_longer_needed", "ordered_by_mistake", "found_cheaper", "takes_too_long", "other")
DELIVERED = ("late", "missing", "damaged")


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("the card ending in 4821", VISA),
        ("4821", VISA),
        ("my visa", VISA),
        ("master card please", MASTER),
        ("paypal", PAYPAL),
        ("pay pal", PAYPAL),
        ("put it on my gift card", GIFT),
        ("voucher", GIFT),
        ("apple pay", WALLET),
        ("not the gift card, paypal", PAYPAL),
        ("the gift card instead of paypal", GIFT),
        ("the other card", MASTER),
    ],
)
def test_one_way_to_pay(text: str, method: PaymentMethod) -> None:
    meant = method_meant(text, METHODS, WORDS, current=VISA)
    assert meant is not None
    assert (meant.method, meant.several) == (method, ())


def test_a_kind_that_fits_several_leaves_them_open() -> None:
    meant = method_meant("my credit card", METHODS, WORDS)
    assert meant is not None
    assert meant.method is None
    assert meant.several == (VISA, MASTER)


def test_the_original_way_is_known_as_such() -> None:
    meant = method_meant("the original payment method", METHODS, WORDS, current=PAYPAL)
    assert meant is not None
    assert (meant.method, meant.original) == (PAYPAL, True)


@pytest.mark.parametrize("text", ["the card ending in 1111", "dunno", "", "bitcoin"])
def test_no_way_to_pay_that_the_customer_has(text: str) -> None:
    assert method_meant(text, METHODS, WORDS) is None


@pytest.mark.parametrize(
    ("text", "reasons", "reason"),
    [
        ("it doesn't fit", RETURNED, "wrong_size"),
        (
            "sorry, second thoughts: cancel 10264 because it takes too long",
            CANCELLED,
            "takes_too_long",
        ),
        ("changed my mind about the blue one because it's faulty", RETURNED, "faulty"),
        ("I'm having second thoughts", CANCELLED, "no_longer_needed"),
        ("it's too big for me", RETURNED, "wrong_size"),
        ("they run small", RETURNED, None),
        ("it runs small", RETURNED, "wrong_size"),
        ("stopped working after a week", RETURNED, "faulty"),
        ("the zip broke", RETURNED, "faulty"),
        ("won't switch on any more", RETURNED, "faulty"),
        ("you sent me the wrong colour", RETURNED, "wrong_item"),
        ("that is not what I ordered", RETURNED, "wrong_item"),
        ("looks nothing like the picture", RETURNED, "not_as_described"),
        ("the description said wool", RETURNED, "not_as_described"),
        ("changed my mind", RETURNED, "unwanted"),
        ("not broken, I just don't like it", RETURNED, "unwanted"),
        ("I clicked twice", CANCELLED, "ordered_by_mistake"),
        ("ordered it by accident", CANCELLED, "ordered_by_mistake"),
        ("bought it cheaper elsewhere", CANCELLED, "found_cheaper"),
        ("found a better price", CANCELLED, "found_cheaper"),
        ("another shop has it cheaper", CANCELLED, "found_cheaper"),
        ("they sell it for half the price", CANCELLED, "found_cheaper"),
        ("it takes too long", CANCELLED, "takes_too_long"),
        ("I need it sooner than that", CANCELLED, "takes_too_long"),
        ("I don't need it any more", CANCELLED, "no_longer_needed"),
        ("changed my mind", CANCELLED, "no_longer_needed"),
        ("no_longer_needed", CANCELLED, "no_longer_needed"),
        ("arrived smashed", DELIVERED, "damaged"),
        ("the box was crushed", DELIVERED, "damaged"),
        ("it says delivered but there's nothing here", DELIVERED, "missing"),
        ("still hasn't arrived", DELIVERED, "late"),
        ("some other reason", CANCELLED, "other"),
        ("it isn't as described", RETURNED, "not_as_described"),
        ("these aren't what I ordered", RETURNED, "wrong_item"),
        ("hello there", CANCELLED, None),
        ("", DELIVERED, None),
    ],
)
def test_reasons_in_natural_words(text: str, reasons: tuple[str, ...], reason: str | None) -> None:
    assert reason_meant(text, reasons, WORDS) == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("the size is wrong", "wrong_size"),
        ("the size is worng", "wrong_size"),
        ("it's fualty", "faulty"),
        ("the size isn't wrong", None),
        ("my aunt has one already", None),
    ],
)
def test_an_answer_to_why_may_turn_the_words_around(text: str, reason: str | None) -> None:
    assert reason_answered(text, RETURNED, WORDS) == reason


YES = [
    "yes",
    "Yes.",
    "yes please go ahead",
    "that's exactly it, yes, thanks",
    "spot on, go ahead",
    "yes, that all looks good to me",
    "yep do it",
    "ok",
    "okay then",
    "confirm",
    "I confirm",
    "Yes, that's correct, thank you!",
    "sure",
    "YES",
    "y",
    "please do",
    "go ahead",
    "go ahead please",
    "yeah go on then",
    "that's right",
    "yess pls",
    "yes, that's exactly it, thank you",
    "that's precisely what i want, yes",
    "great, thanks",
    "ok go ahead with it please",
    "absolutely",
    "sounds good to me",
    "that works for me",
    "perfect, do it",
    "yes i'm sure",
    "yse",
    "yess",
    "ye s",
    "yep pls",
    "sur",
    "yse plese",
    "yesss pls go ahead",
    "confrim",
    "thats corect",
]

NOT_YES = [
    "yes but change the address",
    "yes?",
    "is that free?",
    "no wait",
    "not yet",
    "I said yes to the first",
    "no",
    "don't",
    "stop",
    "maybe",
    "no, the other one",
    "ok but in black",
    "yse but in black",
    "yse to the first one only",
    "yet",
    "sore",
    "eyes",
    "is",
    "yes and also return the lamp",
    "yes no",
    "that's what i want",
    "hm",
    "what does it cost",
    "yes if it's free",
    "only if I get the refund today",
    "yes to the first one only",
    "yes, cancel it",
    "not sure",
    "I'm not sure",
    "okay what about the other lamp",
    "yesterday",
    "yes wait",
    "sure thing, but first tell me the price",
    "no yes",
    "right now?",
    "confirm my address first",
    "i never said yes",
    "if I say yes what happens",
]

NO = [
    "no",
    "nope thanks",
    "No.",
    "don't",
    "don't do it",
    "do not",
    "stop",
    "never mind",
    "no, leave it",
    "no thank you",
    "no I changed my mind",
    "no, that's not what I want",
    "no don't cancel it",
    "I don't think so",
    "forget it",
    "please don't",
]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("👍", True),
        ("👌🏽", True),
        ("yes ✅", True),
        ("👍 but not the lamp", None),
        ("👎", False),
        ("yeah right", None),
        ("oh yeah, right", None),
        ("yeah, that's right", True),
        ("go for it", True),
        ("yes if it's free", None),
    ],
)
def test_a_sign_is_a_word_and_doubt_is_no_yes(text: str, meant: bool | None) -> None:
    assert yes_or_no(text, WORDS) is meant


@pytest.mark.parametrize("text", YES)
def test_yes(text: str) -> None:
    assert yes_or_no(text, WORDS) is True


@pytest.mark.parametrize("text", NOT_YES)
def test_what_is_no_yes(text: str) -> None:
    assert yes_or_no(text, WORDS) is not True


@pytest.mark.parametrize("text", NO)
def test_no(text: str) -> None:
    assert yes_or_no(text, WORDS) is False


@pytest.mark.parametrize(
    "text", ["yes no", "no wait", "not yet", "no, number 14 instead", "no, the other one", "", "?"]
)
def test_what_mixes_or_pauses_is_neither(text: str) -> None:
    assert yes_or_no(text, WORDS) is None


def test_a_yes_may_say_again_what_it_is_to_and_nothing_else() -> None:
    assert yes_or_no("yes, please cancel my order", WORDS, "cancel_order") is True
    assert yes_or_no("yes, please cancel my order", WORDS, "start_return") is None
    assert yes_or_no("yes return it", WORDS, "start_return") is True


def test_a_word_alone_of_what_is_done_is_no_yes() -> None:
    assert yes_or_no("cancel", WORDS, "cancel_order") is None
    assert yes_or_no("refund", WORDS, "start_return") is None
    assert yes_or_no("please", WORDS) is None


IMPATIENT = [
    "Yes, how often do I have to say it.",
    "yes how often do I have to say it?",
    "YES! I already told you, yes!",
    "Yes, how many more times.",
    "yes, how many times do I have to tell you?",
    "Yes. For the third time: yes.",
    "yes I said yes, get on with it",
    "Yes, obviously! What are you waiting for?",
    "yeah just do it already, come on",
    "yes, cancel it, how often do you want me to say it",
    "confirm!! how often do I need to confirm this?",
]
IMPATIENT_AND_NO_YES = [
    "how often do I have to say yes",
    "yes but how often do I have to say it",
    "yes, and change the address too, I told you",
    "yes, how often do I have to say it, I want the blue one",
    "yes? how often do I have to say it",
    "yes, how often do I have to pay?",
    "yes, how many times can I exchange it?",
    "yes, I said 2",
    "yes, I told you to keep it",
    "yes, I told you I want it",
    "yes, I already said that but leave it",
    "yes how often do I have to say no",
    "yes, for the third time, order 10023",
    "yes, already cancelled?",
    "no, how often do I have to say yes",
    "yes, I told you to change the address already",
]


@pytest.mark.parametrize("text", IMPATIENT)
def test_a_yes_that_has_lost_patience_is_one(text: str) -> None:
    assert yes_or_no(text, WORDS, "cancel_order") is True


@pytest.mark.parametrize("text", IMPATIENT_AND_NO_YES)
def test_impatience_with_anything_else_in_it_is_no_yes(text: str) -> None:
    assert yes_or_no(text, WORDS, "cancel_order") is not True


@given(st.sampled_from(IMPATIENT), st.text(alphabet="abcdefghij 0123456789", min_size=1))
def test_nothing_is_added_to_an_impatient_yes(text: str, more: str) -> None:
    known = yes_or_no(f"{text} {more}", WORDS) is True
    assert not known or not any(sign.isdecimal() for sign in more)


@given(st.text(max_size=60), st.sampled_from(["", "cancel_order", "start_return"]))
def test_no_words_break_consent(text: str, kind: str) -> None:
    assert yes_or_no(text, WORDS, kind) in (True, False, None)
    assert yes_or_no(f"{text} but wait", WORDS, kind) is not True


def test_every_reason_of_the_rules_has_words() -> None:
    rules = load_rules(Path("data/policies/rules.toml"))
    asking = (rules.cancel, rules.returns, rules.delivery_problem)
    named = {reason for section in asking if section for reason in section.reasons}
    assert named
    assert named <= set(WORDS.table("reasons"))


def test_a_language_without_words_for_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"choosing\.toml"):
        ChoosingWords.load(tmp_path)
