"""A measure that records state as a bare number: the `power` of a kettle is 3000. Owns no measures
that state their unit."""

from __future__ import annotations

from pyroaring import BitMap

from retrieval.query.amounts import Amount
from retrieval.query.reading import Reading
from retrieval.units import kind

# Such a share of what is looked for must state it.
MIN_SHARE = 0.15


def unitless(reading: Reading, amount: Amount, rows: BitMap) -> str | None:
    """The attribute of most of `rows` that is called after what `amount` measures, states no unit
    and goes as far as the number said: only then is it likely in the same unit."""
    measures = reading.language.list.measures
    quantities = measures.quantities.get(kind(amount.unit), ())
    best, most = None, MIN_SHARE * len(rows)
    for (name, unit), numbers in reading.gazetteers.measure_names(""):
        named = name.split("_")
        if unit or named[-1] not in quantities or not set(measures.never).isdisjoint(named):
            continue
        stating = len(numbers.rows & rows)
        if not stating or stating < most:
            continue
        least, greatest = numbers.span(rows)
        if least <= amount.value <= greatest and (best is None or stating > most):
            best, most = name, stating
    return best
