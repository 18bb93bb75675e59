"""What came of many conversations: counts, causes, and transcripts to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from actions.simulate.case import Outcome


def figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """By name, as `--json` prints them."""
    total = len(outcomes)
    reached = sum(one.reached for one in outcomes)
    in_state = sum(one.in_state for one in outcomes)
    return {
        "conversations": total,
        "reached": reached,
        "reached_share": reached / total if total else 0.0,
        "in_expected_state": in_state,
        "in_expected_state_share": in_state / total if total else 0.0,
        "forbidden_changes": sum(len(one.forbidden) for one in outcomes),
        "writes": sum(one.books.done for one in outcomes),
        "writes_without_yes": sum(len(one.books.without_yes) for one in outcomes),
        "double_executions": sum(len(one.books.twice) for one in outcomes),
        "facts_of_others": sum(len(one.leaks) for one in outcomes),
        "dead_ends": sum(bool(one.held.dead_ends) for one in outcomes),
        "turns": sum(len(one.held.transcript.turns) for one in outcomes),
        "not_reached": [_failed(one) for one in outcomes if not one.reached],
    }


def causes(outcomes: Sequence[Outcome]) -> list[tuple[str, int]]:
    """Of those not reached, the most frequent first."""
    counts = Counter(cause for one in outcomes if not one.reached for cause in set(one.causes()))
    return counts.most_common()


def transcripts(outcomes: Sequence[Outcome]) -> str:
    """Markdown: the failures first, each with what is wrong, then the others."""
    failed = [one for one in outcomes if not _clean(one)]
    clean = [one for one in outcomes if _clean(one)]
    parts = [_told(one) for one in (*failed, *clean)]
    return f"# {len(outcomes)} conversations, {len(failed)} with a fault\n\n" + "\n".join(parts)


def _clean(one: Outcome) -> bool:
    return one.reached and not any(True for _ in _faults(one))


def _faults(one: Outcome) -> Iterator[str]:
    yield from (str(difference) for difference in one.differences)
    yield from (f"{end.want.kind}: {end.why or end.end}" for end in one.held.endings
                if not end.content)  # fmt: skip
    yield from (f"said a fact of others: {fact}" for fact in one.leaks)
    yield from (f"done without a yes: {number}" for number in one.books.without_yes)
    yield from (f"done twice: {change}" for change in one.books.twice)
    yield from (f"dead end: {why}" for why in one.held.dead_ends)


def _failed(one: Outcome) -> dict[str, Any]:
    return {"id": one.case.case_id, "why": list(_faults(one))}


def _told(one: Outcome) -> str:
    wants = ", ".join(
        f"{want.kind}{' (to be refused)' if want.refused else ''}" for want in one.case.wants
    )
    faults = "".join(f"- {fault}\n" for fault in _faults(one))
    head = f"## {one.case.case_id}: {wants} [{one.case.style}]\n\n"
    return f"{head}{faults}\n{one.held.transcript.as_markdown()}\n"
