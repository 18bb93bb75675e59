"""Reads a customer's own words for a colleague into a matter: what is such a story, and what mends
the one that was shown. Owns no wording of it: it stays theirs, word for word."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.choosing import reason_meant, yes_or_no
from actions.service.goods import names_only_goods
from actions.service.kinds import BY_INTENT, KINDS
from actions.service.matter import Matter
from actions.service.reading import FEW_WORDS, Reading
from actions.service.reasons import reasons_of

WORDS_OF_A_STORY = 12
"""A complaint that opens with fewer words than these hasn't said yet what is wrong."""
WORDS_WITH_A_REASON = 4
"""Of what says itself why: "order 10023 never came"."""
FEWEST = 3
DELIVERY, COMPLAINT = "delivery_problem", "complaint"
WORDS_BESIDE_A_NAME = 5
TELLS = frozenset({"complaint", "delivery_problem", "warranty", "insult"})
SURE_OF_LEAVING = 0.8
SURE_OF_ANOTHER = 0.6
"""What is taken for another matter with less is more of the story that is shown."""
LEAVES = frozenset({"human", "goodbye", "thanks", "greet", "resume"})
NO_STORY = frozenset({"affirm", "resume", "abort", "help", "bot_challenge"})
ENDS = ".!?"
SENTENCE = re.compile(r"[^.!?\n]*\w[^.!?\n]*[.!?]*")
WRONGS = ("faulty", "damaged", "wrong_item", "not_received", "missing", "late")


def turned(matter: Matter, reading: Reading) -> Matter:
    """Before it has been shown, a complaint that says of an order what went wrong on its way is a
    delivery problem, and what was said in anger goes with it; a delivery problem of which is said
    that it's a complaint is one."""
    rules, intent = reading.scene.rules, reading.heard.intent
    if (
        matter.kind == DELIVERY
        and matter.asked in ("reason", "text", "who")
        and intent == COMPLAINT
    ):
        said = _says_what_happened(reading)
        meant = reading.ears.has("complains", reading.text) and not said
        if not meant or not KINDS[COMPLAINT].offered(rules):
            return matter
        tells = len(reading.text.split()) >= WORDS_OF_A_STORY
        return replace(matter, kind=COMPLAINT, reason="", asked=matter.asked if tells else "")
    about_one = bool(reading.mentions.order_ids or matter.order_id)
    told = intent == DELIVERY and about_one and KINDS[DELIVERY].offered(rules)
    if matter.kind != COMPLAINT or matter.asked not in ("who", "text") or not told:
        return matter
    text = f"{matter.text} {reading.text}".strip()
    says_why = len(reading.text.split()) >= WORDS_WITH_A_REASON
    return replace(matter, kind=DELIVERY, text=text if says_why else matter.text)


def _says_what_happened(reading: Reading) -> bool:
    """Whether it is late, missing, damaged."""
    reasons = reasons_of(DELIVERY, reading.scene.rules)
    return reason_meant(reading.text, reasons, reading.ears.words) is not None


def with_text(matter: Matter, reading: Reading) -> Matter:
    match matter.asked:
        case "text":
            told = f"{_told_before(matter, reading)} {reading.text}"
            return _told(matter, told.strip()) if _answers(reading) else matter
        case "yes" if matter.text:
            return _mended(matter, reading)
    if matter.text or not (reading.first or _tells_early(matter, reading)):
        return matter
    words = len(reading.text.split())
    says_why = bool(matter.reason) and words >= WORDS_WITH_A_REASON
    long = words >= (WORDS_OF_A_STORY if reading.first else WORDS_BESIDE_A_NAME)
    return _told(matter, reading.text) if says_why or long else matter


def _tells_early(matter: Matter, reading: Reading) -> bool:
    """What happened, said when something else was asked: nobody wants to say it twice."""
    told = reading.heard.intent in TELLS and not _asks(reading)
    return matter.asked in ("who", "order") and told and not reading.mentions.spans


def _told(matter: Matter, text: str) -> Matter:
    return replace(matter, text=text.strip(" ,;:-\n"))


def _told_before(matter: Matter, reading: Reading) -> str:
    """What was said of it when it was asked for: "my lamp has stopped working"."""
    earlier = [text for text in matter.heard if text != reading.text]
    parts = [part.strip() for text in earlier for part in SENTENCE.findall(text)]
    told = [part for part in parts if _says_what_is_wrong(part, reading)]
    new = [one for one in dict.fromkeys(told) if one.casefold() not in reading.text.casefold()]
    return " ".join(one if one[-1] in ENDS else f"{one}." for one in new)


def _says_what_is_wrong(part: str, reading: Reading) -> bool:
    asks = part.endswith("?") or reading.ears.opens("questions", part)
    return not asks and reason_meant(part, WRONGS, reading.ears.words) is not None


def _answers(reading: Reading) -> bool:
    """To "what happened?". What sounds like a search or a wish ("it hums and then stops") is an
    answer all the same; a question isn't, nor is leaving."""
    heard, words = reading.heard, len(reading.text.split())
    if _leaves(reading, reading.text) or _asks(reading):
        return False
    if yes_or_no(reading.text, reading.ears.words) is not None:  # to "what happened?"
        return False
    if heard.intent in LEAVES and heard.sureness >= SURE_OF_LEAVING:
        return False
    return not heard.digresses or words > FEWEST


def _mended(matter: Matter, reading: Reading) -> Matter:
    """After a no and the like other words take the place of those shown; without, and after words
    that add ("yes, but write too that"), they are added. An order's number or an item mends
    something else."""
    lead, rest = reading.ears.parted("mends", reading.text)
    adds, more = reading.ears.parted("adds", rest)
    if _is_added(reading, adds):
        return _added(matter, reading, more)
    if _only_mentions(reading, rest) or _leaves(reading, rest) or _asks(reading):
        return matter
    other = reading.heard.intent in BY_INTENT and reading.heard.sureness >= SURE_OF_ANOTHER
    if names_only_goods(matter, reading, rest) or (other and not lead):
        return matter
    if lead:
        return _told(matter, rest)
    if reading.heard.digresses or reading.heard.intent in NO_STORY or rest in matter.text:
        return matter
    return _told(matter, f"{matter.text} {rest}")


def adds_more(matter: Matter, reading: Reading) -> bool:
    """ "Yes, and tell them that the neighbours haven't got it": whatever it sounds like, it is more
    of the words that are shown."""
    _, rest = reading.ears.parted("mends", reading.text)
    lead, _ = reading.ears.parted("adds", rest)
    return matter.asked == "yes" and bool(matter.text) and reading.ears.has("adding", lead)


def _is_added(reading: Reading, lead: str) -> bool:
    """Whether it begins with a word for adding, or with a yes that goes on: "yes, but"."""
    goes_on = reading.ears.begins("yes", lead) and len(lead.split()) > 1
    return reading.ears.has("adding", lead) or goes_on


def _added(matter: Matter, reading: Reading, more: str) -> Matter:
    more = more.strip(" ,;:-\n")
    nothing_new = len(more.split()) < FEWEST or more in matter.text
    if nothing_new or _leaves(reading, more) or _asks(reading):
        return matter
    between = " " if matter.text.endswith(tuple(ENDS)) else ", "
    return replace(matter, text=f"{matter.text}{between}{more}")


def _only_mentions(reading: Reading, rest: str) -> bool:
    """Hardly a word beside an order's number and the like: "it's about order 10023"."""
    beside = len(rest.split()) - len(reading.mentions.spans)
    return beside < FEWEST or (bool(reading.mentions.order_ids) and beside <= FEW_WORDS)


def _leaves(reading: Reading, text: str) -> bool:
    no = yes_or_no(text, reading.ears.words) is False
    return reading.ears.has("leave", text) or (no and len(text.split()) <= FEWEST)


def _asks(reading: Reading) -> bool:
    ears, text = reading.ears, reading.text
    if text.rstrip().endswith("?") or ears.opens("asks_us", text):
        return True
    return reading.heard.digresses and ears.begins("asks", text)
