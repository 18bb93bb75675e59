"""Whether a product is to be had as the customer asks for it: "is the second one there in black?".
Owns that answer, out of the product's variants alone; its wordings are `dialogue.toml`'s."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from actions.choosing.versions import VersionsAsked, versions_asked
from actions.dialogue.desk.wordings import Wordings
from actions.dialogue.reference import pointed_at
from actions.dialogue.services import Services
from actions.dialogue.utterance import Utterance
from llm.planning.asking import AskWords
from retrieval.values import Product, Variant

ABOUT_STOCK = "stock"


def asks_version(said: Utterance, services: Services) -> bool:
    """Whether it asks for a version of the one thing that it points at: `the second, in L?`."""
    pointed = pointed_at(said, services, bare_numbers=True)
    if len(pointed) != 1:
        return False
    product, asks = pointed[0][0], services.replies.asks(said.language)
    asked = read_version(said, services, product, said.text)
    return asked is not None and asks_no_more(asked, said.text, asks, product)


def read_version(
    said: Utterance, services: Services, product: Product, question: str
) -> VersionsAsked | None:
    """None where the question names no version."""
    ears = services.ears.get(said.language)
    return versions_asked(question, product, ears.words) if ears else None


def asks_no_more(asked: VersionsAsked, question: str, words: AskWords, product: Product) -> bool:
    """Whether it asks only if that version is there: `how heavy is the L?` asks for more, `is the
    L true to size?` too."""
    kind = words.kind(question)
    return kind == ABOUT_STOCK or (kind is None and not words.left(asked.rest, product.title))


@dataclass(frozen=True, slots=True)
class VersionAnswer:
    """The sentence, the variant it is of, and where it comes from."""

    text: str
    variant: Variant
    evidence: list[dict[str, object]]


def version_answer(
    asked: VersionsAsked, product: Product, shown: Variant, words: Wordings
) -> VersionAnswer:
    there = [one for one in asked.fitting if one.in_stock is not False]
    chosen = asked.nearest(shown)
    if not asked.fitting:
        text = _not_made(asked, product, words)
    elif not there:
        text = _sold_out(asked, product, chosen, words)
    else:
        text = _there(asked, product, there, chosen, words)
    source = f"catalog:{product.product_id}/{chosen.variant_id}"
    evidence: list[dict[str, object]] = [
        {"field": "options", "value": dict(chosen.options), "source": source},
        {"field": "in_stock", "value": chosen.in_stock, "source": source},
    ]
    return VersionAnswer(text, chosen, evidence)


def _there(
    asked: VersionsAsked, product: Product, there: list[Variant], chosen: Variant, words: Wordings
) -> str:
    """With its price where all that fit have one, and what else there is to choose."""
    version = _said(asked, chosen)
    prices = {one.price for one in there}
    price = words.names.money(chosen.price) if chosen.price and len(prices) == 1 else ""
    name = "version_there_for" if price else "version_there"
    if chosen.in_stock is None:
        name = "version_made"
    lead = words.say(name, title=product.title, version=version, price=price)
    open_ = [one for one in chosen.options if one not in asked.options]
    choices = _values(there, open_[0]) if len(open_) == 1 else []
    if len(choices) < 2:
        return lead
    label = open_[0].replace("_", " ")
    return f"{lead} {words.say('version_rest', label=label, choices=words.names.listed(choices))}"


def _sold_out(asked: VersionsAsked, product: Product, chosen: Variant, words: Wordings) -> str:
    version = _said(asked, chosen)
    lead = words.say("version_sold_out", title=product.title, version=version)
    return f"{lead} {_instead(asked.options[-1], product.variants, words)}".strip()


def _not_made(asked: VersionsAsked, product: Product, words: Wordings) -> str:
    """What it doesn't come in, and what it does; by the option that no variant has so, or where
    each is there but not together, by the last that was said."""
    option = (asked.unheard or asked.options)[-1]
    label = option.replace("_", " ")
    name = "version_unknown" if asked.unheard else "version_not_together"
    lead = words.say(name, title=product.title, label=label)
    return f"{lead} {_instead(option, product.variants, words)}".strip()


def _instead(option: str, variants: Iterable[Variant], words: Wordings) -> str:
    there = [one for one in variants if one.in_stock is not False]
    choices = _values(there, option)
    if not choices:
        return ""
    return words.say("version_instead", choices=words.names.listed(choices))


def _said(asked: VersionsAsked, variant: Variant) -> str:
    return ", ".join(variant.options[option] for option in asked.options)


def _values(variants: Iterable[Variant], option: str) -> list[str]:
    return list(dict.fromkeys(v.options[option] for v in variants if option in v.options))
