"""Words on covers, boxes and bags. Owns line breaks and escaping; knows no shapes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape


def letter(text: str, place: Sequence[float], ink: str) -> str:
    """Centred lines of type. `place` is x, first baseline, size, letters a line, lines at most."""
    x, y, size, width, most = place
    lines = _broken(text, int(width))
    if len(lines) > most:
        lines = [*lines[: int(most) - 1], lines[int(most) - 1] + "…"]
    spans = "".join(
        f'<tspan x="{x:g}" y="{y + number * size * 1.22:g}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return (
        f'<text font-family="Georgia, serif" font-size="{size:g}" text-anchor="middle" '
        f'fill="{ink}" stroke="none">{spans}</text>'
    )


def _broken(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        word = word[:width]
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
