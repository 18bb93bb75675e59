"""Acts in, sentences out: draw, check, rank; draw again; then a template. Owns that order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from llm.data_to_text.act import VALUE, Act, is_special
from llm.data_to_text.candidates import Candidate, Drawing
from llm.data_to_text.committee import Committee
from llm.data_to_text.consensus import expected_gain
from llm.data_to_text.slot_error import slot_count
from llm.data_to_text.special import says_special_values
from llm.data_to_text.templates import Templates

Progress = Callable[[int, int], None]
FREER = 0.1  # what another drawing's temperature adds
_Key = tuple[str, tuple[tuple[str, str], ...]]


class Source(StrEnum):
    MODEL = "model"
    AGAIN = "drawn again"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True)
class Ranked:
    sentence: str
    score: float


@dataclass(frozen=True, slots=True)
class Wording:
    """Both lists best first, slots in the place of values: `verified` is what is sent, `free` what
    would have been, had nobody checked."""

    verified: tuple[Ranked, ...]
    free: tuple[Ranked, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Writing:
    """`top` sentences an act at most; `again` more drawings of the acts without a right one.
    `likelihood` is what the mean log p of a word weighs beside a candidate's consensus: chosen on
    rows held out of a training file, where the likeliest beat what most candidates agree on."""

    top: int = 5
    again: int = 3
    likelihood: float = 10.0
    drawing: Drawing = field(default_factory=Drawing)


class ActWriter:
    def __init__(self, committee: Committee, templates: Templates, writing: Writing) -> None:
        self._committee = committee
        self._templates = templates
        self._writing = writing

    def write(self, acts: Sequence[Act], progress: Progress | None = None) -> list[Wording]:
        """A wording for each act; acts that are prompted alike are worded once. `progress` hears
        how many of those have been drawn for."""
        distinct = {_key(act): act for act in acts}
        done: dict[_Key, Wording] = {}
        for (key, act), found in zip(
            distinct.items(), self._draw(list(distinct.values()), 0), strict=True
        ):
            ranked = _ranked(found, self._writing.likelihood)
            right = self._right(found, act)
            done[key] = Wording(right, ranked[: self._writing.top], Source.MODEL)
            if progress:
                progress(len(done), len(distinct))
        for attempt in range(1, self._writing.again + 1):
            self._again(distinct, done, attempt)
        for key, act in distinct.items():
            if not done[key].verified:
                said = Ranked(self._templates.nearest(act), 0.0)
                done[key] = replace(done[key], verified=(said,), source=Source.TEMPLATE)
        return [done[_key(act)] for act in acts]

    def _again(self, acts: dict[_Key, Act], done: dict[_Key, Wording], attempt: int) -> None:
        missing = [key for key, wording in done.items() if not wording.verified]
        found = self._draw([acts[key] for key in missing], attempt)
        for key, candidates in zip(missing, found, strict=True):
            right = self._right(candidates, acts[key])
            done[key] = replace(done[key], verified=right, source=Source.AGAIN)

    def _draw(self, acts: Sequence[Act], attempt: int) -> Iterator[list[Candidate]]:
        """Each attempt is freer than the one before."""
        drawing = self._writing.drawing
        drawing = replace(
            drawing,
            seed=drawing.seed + attempt,
            temperature=drawing.temperature + FREER * attempt,
        )
        return self._committee.draw(acts, drawing)

    def _right(self, candidates: Sequence[Candidate], act: Act) -> tuple[Ranked, ...]:
        """The best of the candidates that say the act, ranked among each other."""
        exact = [c for c in candidates if slot_count(c.sentence, act, strict=True).errors == 0]
        right: list[Ranked] = []
        for ranked in _ranked(exact, self._writing.likelihood):
            if len(right) == self._writing.top:
                break
            if says_special_values(self._committee, ranked.sentence, act):
                right.append(ranked)
        return tuple(right)


def _key(act: Act) -> _Key:
    """What the prompt depends on: values are not in it, but which comes first may be."""
    marks = [(slot, value if is_special(value) else VALUE) for slot, value in act.slots]
    once = len({slot for slot, _ in marks}) == len(marks)
    return (act.kind, tuple(sorted(marks) if once else marks))


def _ranked(candidates: Sequence[Candidate], likelihood: float) -> tuple[Ranked, ...]:
    times = Counter(candidate.sentence for candidate in candidates)
    nll = {candidate.sentence: candidate.nll for candidate in candidates}
    gains = expected_gain(list(times), list(times.values())) if times else []
    ranked = [
        Ranked(sentence, gain - likelihood * nll[sentence])
        for sentence, gain in zip(times, gains, strict=True)
    ]
    return tuple(sorted(ranked, key=lambda one: (-one.score, one.sentence)))
