"""Which columns of a catalogue customers will see, told where it is indexed. Owns words alone."""

from __future__ import annotations

from collections.abc import Sequence

from actions.cli.output import err

LISTED = 40
BESIDES = "Besides name, brand, kind, description, price and versions, customers will see"
HIDE = "Leave one out by `ignore` under [fields] of a mapping file (docs/catalogue.md)."
SHOW = "Show one with --show-column NAME, or by `show` under [attributes] of a mapping file."


def tell_columns(shown: Sequence[str], left_out: Sequence[str]) -> None:
    if shown:
        more = f" and {len(shown) - LISTED:,} more" if len(shown) > LISTED else ""
        listed = ", ".join(shown[:LISTED])
        told = f"{BESIDES}: {listed}{more}. {HIDE}"
        err.print(told, markup=False, soft_wrap=True)
    if left_out:
        told = f"Kept from customers, as the shop's own business: {', '.join(left_out)}. {SHOW}"
        err.print(told, markup=False, soft_wrap=True)
