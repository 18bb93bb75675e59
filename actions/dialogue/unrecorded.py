"""Which of the things in view is the lightest, where the records don't tell: said honestly, and of
which. Owns those sentences; what is recorded the comparison shows."""

from __future__ import annotations

from collections.abc import Sequence

from actions.dialogue.described import descriptions
from actions.dialogue.desk.wordings import Wordings
from actions.dialogue.measures import TOLD_ENOUGH, Extreme, Known, by_measure, extremes_said
from actions.dialogue.reference import in_view
from actions.dialogue.services import Services
from actions.dialogue.utterance import Utterance


def untold_extreme(said: Utterance, services: Services) -> bool:
    """Whether it points at `the lightest one` among things of which hardly one's weight is known:
    there is none to pick, and other words look for none. A word for several measures is a word."""
    phrases = services.phrases[said.language]
    spans = [span for span, _ in descriptions(said.text, phrases)]
    named = [extremes_said(span, phrases.extremes) for span in spans]
    seen = in_view(said, services)
    few = [len(by_measure(seen, one[0])) < TOLD_ENOUGH for one in named if len(one) == 1]
    return len(seen) >= TOLD_ENOUGH and any(few)


def unrecorded(
    said: Utterance, services: Services, seen: Sequence[Known], wanted: Extreme | None
) -> str:
    """Of which of `seen` the measure isn't recorded, in a sentence; empty where it is of all, or
    none is asked about."""
    if wanted is None:
        return ""
    stating = by_measure(seen, wanted)
    silent = [known for known in seen if known not in stating]
    if not silent:
        return ""
    words, label = Wordings.of(said, services), wanted.measure.replace("_", " ")
    if not stating and len(extremes_said(said.text, words.phrases.extremes)) > 1:
        return words.say("measure_unsaid", said=wanted.said)
    if not stating:
        return words.say("measure_of_none", label=label)
    titles = words.names.listed(product.title for product, _ in silent)
    if len(stating) < TOLD_ENOUGH:
        ((product, _),) = stating
        attribute = product.attribute(wanted.measure)
        value = attribute.text if attribute else ""
        name = "measure_of_one" if value else "measure_of_some"
        return words.say(name, label=label, title=product.title, value=value, titles=titles)
    return words.say("measure_of_some", label=label, titles=titles)
