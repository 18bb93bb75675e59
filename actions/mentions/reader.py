"""A message -> what it mentions. Owns the order of the stages; each has a file.

The surest come first, and what one stage takes the next doesn't see: an address takes its house
number and its postcode before anything asks whether they are an order's number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from actions.mentions.addresses import AddressReader
from actions.mentions.amounts import AmountReader
from actions.mentions.cards import CardReader
from actions.mentions.counts import CountReader
from actions.mentions.dates import DateReader
from actions.mentions.emails import EmailReader
from actions.mentions.found import Saying
from actions.mentions.mentions import Mentions
from actions.mentions.names import NameReader
from actions.mentions.orders import OrderReader
from actions.mentions.phones import PhoneReader
from actions.mentions.places import PlaceReader
from actions.mentions.postcodes import PostcodeReader
from actions.mentions.words import MentionWords

GIFT_CARD = r"[A-Z]{2}(?:-[A-Z0-9]{4}){2,4}"


@dataclass(frozen=True, slots=True)
class MentionReader:
    """One language, one shop's way of numbering. `read` never raises, whatever the words."""

    emails: EmailReader
    cards: CardReader
    phones: PhoneReader
    orders: OrderReader
    dates: DateReader
    amounts: AmountReader
    addresses: AddressReader
    postcodes: PostcodeReader
    places: PlaceReader
    names: NameReader
    counts: CountReader

    @classmethod
    def load(
        cls,
        language_folder: Path,
        order_number_pattern: str,
        gift_card_pattern: str = GIFT_CARD,
        base: Path | None = None,
    ) -> MentionReader:
        """`order_number_pattern` is that of a whole number as the records hold it, without `#`
        unless they hold that too. Raises `Unavailable` without the language's words."""
        words = MentionWords.load(language_folder, base)
        places = PlaceReader(words)
        postcodes = PostcodeReader(words)
        return cls(
            emails=EmailReader(words),
            cards=CardReader(words, gift_card_pattern),
            phones=PhoneReader(words),
            orders=OrderReader(words, order_number_pattern),
            dates=DateReader(words),
            amounts=AmountReader(words),
            addresses=AddressReader(words, places, postcodes),
            postcodes=postcodes,
            places=places,
            names=NameReader(words),
            counts=CountReader(words),
        )

    def read(self, text: str, *, today: date, asked: frozenset[str] = frozenset()) -> Mentions:
        """`asked` names what the assistant has just asked for: it widens the reading, so that a
        bare `anna kelly` is a name. What may be two things then is given as both."""
        saying = Saying(text)
        self.emails.read(saying)
        self.cards.read(saying, asked)
        self.orders.read_named(saying)
        self.dates.read(saying, today)
        self.phones.read(saying)
        self.amounts.read(saying)
        address = self.addresses.read(saying, asked)
        self.postcodes.read(saying, asked, self.orders.is_number)
        self.orders.read_bare(saying, asked)
        self.names.read(saying, asked)
        self.postcodes.read_beside_names(saying)
        self.places.read(saying)
        self.counts.read(saying)
        return Mentions(
            order_ids=tuple(saying.of("order_id")),
            emails=tuple(saying.of("email")),
            postcodes=tuple(saying.of("postcode")),
            names=tuple(saying.of("name")),
            phones=tuple(saying.of("phone")),
            gift_cards=tuple(saying.of("gift_card")),
            quantities=tuple(saying.of("quantity")),
            ordinals=tuple(saying.of("ordinal")),
            dates=tuple(saying.of("date")),
            amounts=tuple(saying.of("amount")),
            last_fours=tuple(saying.of("last_four")),
            cities=tuple(saying.of("city")),
            countries=tuple(saying.of("country")),
            address=address,
            spans=tuple(sorted(saying.found, key=lambda found: found.start)),
        )
