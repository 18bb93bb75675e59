"""Groups that were given for this once -> what they say of an audience. Owns the form of that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from retrieval.personal.audience import Audience
from retrieval.personal.audience.fairness import RULE, by_group
from retrieval.personal.audience.proxies import FLAGGED, proxies


def audit(
    groups: Mapping[str, str], chosen: Audience, members: Iterable[str]
) -> dict[str, Any] | None:
    """None without groups."""
    if not groups:
        return None
    eligible = list(chosen.features)
    features = {
        one: {part.value: value for part, value in told.items()}
        for one, told in chosen.features.items()
    }
    return {
        "rule": RULE,
        "groups": [row.as_json() for row in by_group(groups, eligible, members)],
        "without_group": sum(1 for one in eligible if one not in groups),
        "proxies": [row.as_json() for row in proxies(groups, features)],
        "proxy_flagged_above": FLAGGED,
    }
