"""What a ranking is worth, by judgements. Pure arithmetic; owns no files and no index.

nDCG after Järvelin & Kekäläinen (2002) with the gain 2^rating - 1 (Burges et al. 2005).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

DEPTH = 1000
"""How deep a full ranking is looked at."""


def dcg(ratings: Sequence[float], k: int) -> float:
    """Gain 2^rating - 1, discounted by log2(place + 1)."""
    top = np.asarray(ratings[:k], dtype=np.float64)
    return float(((2.0**top - 1.0) / np.log2(np.arange(2, len(top) + 2))).sum())


def ndcg(ranking: Sequence[str], judged: Mapping[str, float], k: int = 10) -> float | None:
    """In [0, 1]; what nobody judged counts 0, the ideal is made of all of `judged`. None where
    nothing was judged above 0."""
    ideal = dcg(sorted(judged.values(), reverse=True), k)
    if ideal == 0.0:
        return None
    return dcg([judged.get(product_id, 0.0) for product_id in ranking], k) / ideal


def judged_only(ranking: Sequence[str], judged: Mapping[str, float]) -> list[str]:
    """The judged products by their place in `ranking` (to `DEPTH`); those not there come last,
    worst first, so that a product which was not found can't help."""
    places = {product_id: place for place, product_id in enumerate(ranking[:DEPTH])}
    found = sorted((p for p in judged if p in places), key=places.__getitem__)
    lost = sorted((p for p in judged if p not in places), key=lambda p: judged[p])
    return found + lost


def judged_ndcg(ranking: Sequence[str], judged: Mapping[str, float], k: int = 10) -> float | None:
    """`ndcg` of the judged products ranked among each other."""
    return ndcg(judged_only(ranking, judged), judged, k)


def recall(ranking: Sequence[str], judged: Mapping[str, float], k: int = 100) -> float | None:
    """Share of the products rated above 0 that the first `k` hold; None where there are none."""
    good = {product_id for product_id, rating in judged.items() if rating > 0}
    return len(good.intersection(ranking[:k])) / len(good) if good else None


def judged_share(ranking: Sequence[str], judged: Mapping[str, float], k: int = 10) -> float:
    """Share of the first `k` places that hold a product somebody judged."""
    return sum(product_id in judged for product_id in ranking[:k]) / k


def reciprocal_rank(ranking: Sequence[str], judged: Mapping[str, float]) -> float:
    """1 / the place of the first product rated above 0, 0 where none was found."""
    for place, product_id in enumerate(ranking, 1):
        if judged.get(product_id, 0.0) > 0:
            return 1.0 / place
    return 0.0


def paired_ci95(
    ours: Sequence[float], theirs: Sequence[float], *, draws: int = 2000, seed: int = 0
) -> dict[str, list[float] | float]:
    """By how much and how many times as good `ours` is, query by query the same, each with its
    95 % interval by the bootstrap over queries; and in how many draws it was better."""
    a, b = np.asarray(ours, dtype=np.float64), np.asarray(theirs, dtype=np.float64)
    chosen = np.random.default_rng(seed).integers(0, len(a), size=(draws, len(a)))
    ours_means, theirs_means = a[chosen].mean(axis=1), b[chosen].mean(axis=1)
    ratios = ours_means / np.maximum(theirs_means, 1e-12)
    return {
        "difference": float(a.mean() - b.mean()),
        "difference_ci95": np.percentile(ours_means - theirs_means, [2.5, 97.5]).tolist(),
        "ratio": float(a.mean() / max(b.mean(), 1e-12)),
        "ratio_ci95": np.percentile(ratios, [2.5, 97.5]).tolist(),
        "better_in": float((ours_means > theirs_means).mean()),
    }


def bootstrap_ci95(values: Sequence[float], *, draws: int = 2000, seed: int = 0) -> list[float]:
    """The mean's 95 % interval by the percentile bootstrap over queries (Efron 1979)."""
    if not values:
        return [0.0, 0.0]
    sample = np.asarray(values, dtype=np.float64)
    rng = np.random.default_rng(seed)
    means = sample[rng.integers(0, len(sample), size=(draws, len(sample)))].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return [float(low), float(high)]
