"""Which of a few known things is meant: an order's items, a product's variants, ways to pay, the
rules' reasons, and whether a question was answered with yes."""

from actions.choosing.consent import yes_or_no
from actions.choosing.items import ItemsMeant, items_meant
from actions.choosing.methods import MethodMeant, method_meant
from actions.choosing.order_clause import Parted, parted
from actions.choosing.reasons import reason_answered, reason_meant
from actions.choosing.swaps import SwapMeant, swaps_meant
from actions.choosing.variants import Candidate, VariantMeant, variant_meant
from actions.choosing.words import ChoosingWords

__all__ = [
    "Candidate",
    "ChoosingWords",
    "ItemsMeant",
    "MethodMeant",
    "Parted",
    "SwapMeant",
    "VariantMeant",
    "items_meant",
    "method_meant",
    "parted",
    "reason_answered",
    "reason_meant",
    "swaps_meant",
    "variant_meant",
    "yes_or_no",
]
