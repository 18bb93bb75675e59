"""Made-up visits: who looks at more pages and comes back buys more often; weekends tell nothing."""

from __future__ import annotations

import csv
import random
from pathlib import Path

HEADER = ("Pages", "Month", "Weekend", "Revenue")


def write_visits(path: Path, count: int, seed: int = 0) -> Path:
    rng = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER)
        for _ in range(count):
            pages, month = rng.randint(1, 30), rng.choice(("Mar", "May", "Nov"))
            chance = min(0.9, 0.02 * pages + (0.3 if month == "Nov" else 0.0))
            bought, weekend = rng.random() < chance, rng.random() < 0.3
            rows.writerow((pages, month, str(weekend).upper(), str(bought).upper()))
    return path
