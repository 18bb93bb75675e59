"""What one error is planted with: a true reply, others' facts, the language's words, chance."""

from __future__ import annotations

import random
from dataclasses import dataclass

from llm.tampering.pool import Pool
from llm.tampering.sample import Sample
from llm.tampering.words import PlantWords


@dataclass(frozen=True, slots=True)
class Draw:
    sample: Sample
    pool: Pool
    words: PlantWords
    rng: random.Random
