"""A training's losses as a picture (SVG). Owns the drawing, no figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 720, 360
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 34, 40
LEARNED, HELD_OUT, INK, GRID = "#8a94a6", "#0b6e4f", "#222", "#e3e6ea"


@dataclass(frozen=True, slots=True)
class Point:
    """After `tokens`: the loss in training since the point before, and on what is held out."""

    tokens: int
    learned: float
    held_out: float


def draw_curve(points: Sequence[Point], title: str) -> str:
    """Both losses over tokens seen; reads in light and dark, as it brings its own ground."""
    most = max((point.tokens for point in points), default=1)
    highest = max((max(p.learned, p.held_out) for p in points), default=1.0)
    step = _step(highest)
    top = step * -(-highest // step)

    def place(tokens: float, loss: float) -> tuple[float, float]:
        return (
            LEFT + (WIDTH - LEFT - RIGHT) * tokens / most,
            HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * loss / top,
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="system-ui, sans-serif" font-size="12">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        _text(LEFT, 20, title, "start"),
    ]
    for number in range(round(top / step) + 1):
        x, y = place(most, number * step)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{x:.1f}" stroke="{GRID}"/>')
        parts.append(_text(LEFT - 8, y + 4, f"{number * step:g}", "end"))
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = place(most * share, 0)
        parts.append(_text(x, y + 18, _short(most * share), "middle" if share < 1 else "end"))
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, "tokens seen", "middle"))
    for colour, name, row, losses in (
        (LEARNED, "in training", 0, [p.learned for p in points]),
        (HELD_OUT, "held out, a reply token", 1, [p.held_out for p in points]),
    ):
        line = " ".join(
            "{:.1f},{:.1f}".format(*place(p.tokens, loss))
            for p, loss in zip(points, losses, strict=True)
        )
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        y = TOP + 14 + 18 * row
        parts.append(f'<path d="M{WIDTH - 190} {y - 4}h24" stroke="{colour}" stroke-width="3"/>')
        parts.append(_text(WIDTH - 160, y, name, "start"))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _text(x: float, y: float, words: str, anchor: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} fill="{INK}">{escape(words)}</text>'


def _step(highest: float) -> float:
    """So that there are about five lines."""
    return next(s for s in (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 1e9) if highest / s <= 6)


def _short(tokens: float) -> str:
    return f"{tokens / 1e6:.2g}M" if tokens >= 1e6 else f"{tokens / 1e3:.3g}k"
