"""All that an action may use. Owns nothing: the server builds the parts and closes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from actions.cart import Carts
from actions.dialogue.ended import Ended
from actions.dialogue.mood import Moods
from actions.dialogue.offers import Offers
from actions.dialogue.pending import Pending
from actions.dialogue.phrases import Phrases
from actions.dialogue.state import CartAsked
from actions.dialogue.tongue import Tongues
from actions.exposure import ExposureLog
from actions.feelings.listener import Listener
from actions.handoff.service import Handoffs
from actions.knowledge import Knowledge
from actions.personal.opening import Personal
from actions.questions import QuestionLog
from actions.replies import ReplyService
from actions.searchlog import SearchLog
from actions.service import Clerk, Ears
from actions.service.recent import Recent
from actions.serving import DeviceOwner
from actions.shop import Shop
from actions.stores import Store
from actions.turns import Turns
from retrieval import Index
from retrieval.evidence import EvidenceChooser


@dataclass(frozen=True, slots=True)
class Services:
    """`phrases` and `ears` are keyed by language code. `searches`, `unanswered` and `exposure` keep
    nothing by themselves; without `evidence` no description is quoted, without `handoffs` no person
    is there, without `listener` nobody hears feelings. `soothed` knows to whom a word of sympathy
    was said, `desk_ended` how the desk's last answer ended, `moods` who is angry, `cart_asked` what
    of the cart was asked and of whom."""

    index: Index
    knowledge: Knowledge
    phrases: Mapping[str, Phrases]
    replies: ReplyService
    owner: DeviceOwner
    store: Store
    turns: Turns
    pending: Pending
    offers: Offers
    shop: Shop
    tongues: Tongues
    clerk: Clerk
    ears: Mapping[str, Ears]
    carts: Carts
    personal: Personal
    evidence: EvidenceChooser | None = None
    searches: SearchLog = field(default_factory=SearchLog)
    exposure: ExposureLog = field(default_factory=ExposureLog)
    unanswered: QuestionLog = field(default_factory=QuestionLog)
    handoffs: Handoffs | None = None
    listener: Listener | None = None
    moods: Moods = field(default_factory=Moods)
    soothed: Recent[str] = field(default_factory=lambda: Recent(""))
    desk_ended: Recent[Ended] = field(default_factory=lambda: Recent(Ended.OPEN))
    cart_asked: Recent[CartAsked | None] = field(default_factory=lambda: Recent(None))
