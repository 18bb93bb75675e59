"""Which action a message is for, once what was shown is known. Rasa hears the words alone: "the
cheaper one" after two jackets picks, "similar to the second" searches, a clicked reply is what it
was offered as. Owns these few exceptions; an intent that none applies to stays."""

from __future__ import annotations

from actions.dialogue.cart_asked import cart_answer
from actions.dialogue.described import descriptions
from actions.dialogue.foremost import ranked
from actions.dialogue.likeness import wants_alike
from actions.dialogue.reference import named, places, pointed_at
from actions.dialogue.services import Services
from actions.dialogue.state import SearchState
from actions.dialogue.unrecorded import untold_extreme
from actions.dialogue.utterance import Utterance
from actions.dialogue.versions import asks_version
from actions.dialogue.words import words_of

ABOUT_GOODS = frozenset(
    {
        "search",
        "refine",
        "more",
        "undo",
        "choose",
        "clarify",
        "deny",
        "affirm",
        "inform",
        "out_of_scope",
        "help",
    }
)
NAMES_GOODS = frozenset({"search", "refine", "recommend", "clarify", "out_of_scope"})
"""What a message about goods called by their names may be heard as."""
LEAST_NAMED = {"cart_add": 1, "compare": 2, "details": 1}
"""What can be done with goods called by their names, and with how many at least."""
NOT_CHECKOUT = frozenset({"search", "clarify", "out_of_scope", "cart_add"})
SHORT = 5
MAY_TAKE = frozenset({"affirm", "clarify", "choose", "inform", "out_of_scope", "search"})
"""What "ok, I'll have it" may be heard as."""
MAY_PICK = frozenset({"search", "refine", "help"})
"""What "the manual one" may be heard as."""
ASKED_OF_ALL = frozenset({"search", "refine", "more", "clarify", "out_of_scope", "details", "why"})
"""What "which is the lightest?" may be heard as, which is about all in view."""


def intent_meant(said: Utterance, intent: str, services: Services) -> str:
    """The intent whose action answers `said`, which was heard as `intent`."""
    if cart_answer(said, services):
        return "cart_add"
    if intent in NOT_CHECKOUT and _checks_out(said, services):
        return "cart_show"
    if intent in NAMES_GOODS and (named_for := _named_for(said, services)):
        return named_for
    if said.state is None:
        return "choose" if intent in ABOUT_GOODS and _only_points(said, services) else intent
    if intent in MAY_TAKE and said.state.selected and _takes_it(said, services):
        return "cart_add"
    if intent == "policy" and of_the_one_in_hand(said, services):
        return "details"
    if services.offers.holds(said.sender_id, said.text):
        return "refine"
    goods = intent in ABOUT_GOODS or intent in ASKED_OF_ALL
    return _in_view(said, said.state, intent, services) if goods else intent


def _in_view(said: Utterance, state: SearchState, intent: str, services: Services) -> str:
    phrases = services.phrases[said.language]
    if state.ahead and phrases.has("redo", said.text):
        return "undo"
    if intent in ASKED_OF_ALL and _asks_which(said, services):
        return "compare"
    if intent != "choose" and _again(said, services):
        return "more"
    if wants_alike(said, services):
        return "refine"
    if places(said.text, phrases.ordinals) and asks_version(said, services):
        return "details"
    if untold_extreme(said, services):
        return "compare"
    if intent == "inform" and _changes(said, state, services):
        return "refine"  # "size M please", and nobody asked
    return "choose" if intent in MAY_PICK and _picks(said, services) else intent


def _named_for(said: Utterance, services: Services) -> str:
    """What is to be done with goods called by their whole titles: `compare the X with the Y`, `tell
    me about X`; empty where it is something else."""
    phrases = services.phrases[said.language]
    wants = [name for name in LEAST_NAMED if phrases.has(f"to_{name}", said.text)]
    goods = named(said, services) if wants else []
    return next((name for name in wants if len(goods) >= LEAST_NAMED[name]), "")


def _takes_it(said: Utterance, services: Services) -> bool:
    return len(said.words) <= SHORT and services.phrases[said.language].has("have_it", said.text)


def of_the_one_in_hand(said: Utterance, services: Services) -> bool:
    """`ok, and the warranty?` of a product whose record has one."""
    selected = said.state.selected if said.state else None
    product = services.index.product(selected) if selected else None
    if product is None:
        return False
    pointing = services.phrases[said.language].pointing
    asked = [word for word in said.words if product.attribute(word)]
    names = ("asks_which", "beside_which", "beside_about")
    beside = {word for name in names for word in pointing.get(name, ())}
    return bool(asked) and beside | set(asked) >= set(said.words)


def _checks_out(said: Utterance, services: Services) -> bool:
    """`checkout please`, and hardly more."""
    return len(said.words) <= SHORT and services.phrases[said.language].has("checkout", said.text)


def _asks_which(said: Utterance, services: Services) -> bool:
    """`what's the lightest of these?`, with no word for a new search, and the records tell."""
    pointing = services.phrases[said.language].pointing
    asks, beside = (set(pointing.get(name, ())) for name in ("asks_which", "beside_which"))
    words = set(said.words)
    order = ranked(said, services) if asks & words else None
    return order is not None and words <= asks | beside | set(words_of(order.wanted.said))


def _only_points(said: Utterance, services: Services) -> bool:
    """`the second one`, and nothing else."""
    phrases = services.phrases[said.language]
    beside = {word for name in ("definite", "one") for word in phrases.pointing.get(name, ())}
    points = [word for word in said.words if word in phrases.ordinals]
    return len(points) == 1 and beside.issuperset(set(said.words) - set(points))


def _again(said: Utterance, services: Services) -> bool:
    """`show me those again`, but no earlier list, and nothing that changes this one."""
    phrases = services.phrases[said.language]
    if not phrases.has("again", said.text) or phrases.has("earlier", said.text):
        return False
    if said.state is None:
        return False
    return not _changes(said, said.state, services)


def _changes(said: Utterance, state: SearchState, services: Services) -> bool:
    """Whether the words set, drop or change a condition of the search."""
    before = state.understood
    changed = services.index.refine(before, said.text)
    more = set(words_of(changed.text)) - set(words_of(before.text))
    wished = bool(more) and more.isdisjoint(said.words)  # "too small" asks for what is large
    return wished or (changed.constraints, changed.sort) != (before.constraints, before.sort)


def _picks(said: Utterance, services: Services) -> bool:
    """`the blue one`, said of something that is in view."""
    phrases = services.phrases[said.language]
    return any(descriptions(said.text, phrases)) and bool(pointed_at(said, services))
