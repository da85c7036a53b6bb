"""A line of history as small as a word, for value cards and lists of periods."""

from __future__ import annotations

import math
from collections.abc import Sequence

from chiso.charts.marks import open_end

_WIDTH, _HEIGHT = 96, 24
_SIDE, _TOP = 3, 5  # margins that hold the dot and the strokes of bounds
_MOST_POINTS = 20  # keeps the text below 400 bytes


def sparkline(history: Sequence[tuple[float | None, str]]) -> str:
    """Inline SVG of less than 400 bytes, hidden from screen readers: the numbers stand beside it.

    Parameters
    ----------
    history : sequence of (value, bound)
        Oldest first. A missing value (None or NaN) is a gap. ``bound`` is ``exact`` or ``about``
        for a point that lines join, ``at_least`` and ``more_than`` for a stroke upwards,
        ``at_most`` and ``less_than`` for one downwards. Only the newest 20 are drawn.

    Returns
    -------
    str
        Empty where no value is known.

    Examples
    --------
    >>> drawn = sparkline([(50, "exact"), (60, "exact"), (None, "exact"), (90, "more_than")])
    >>> drawn[drawn.index("d=") : drawn.index(" fill")]
    'd="M3 19h0L33 15M93 5v-4"'
    """
    shown = [
        (float(value), open_end(bound)) if value is not None else (math.nan, 0)
        for value, bound in history[-_MOST_POINTS:]
    ]
    known = [value for value, _ in shown if math.isfinite(value)]
    if not known:
        return ""
    places = _places([value for value, _ in shown], min(known), max(known))
    steps = _steps(places, [end for _, end in shown])
    x, y = next(place for place in reversed(places) if place)
    return (
        f'<svg class="spark" viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-hidden="true">'
        f'<path d="{"".join(steps)}" fill="none" stroke="currentColor" stroke-width="2" '
        f'stroke-linecap="round"/><circle cx="{x}" cy="{y}" r="3" fill="currentColor"/></svg>'
    )


def _places(values: Sequence[float], low: float, high: float) -> list[tuple[int, int] | None]:
    """Pixels of each value, None where it is missing; equal values lie in the middle."""
    inner_x, inner_y = _WIDTH - 2 * _SIDE, _HEIGHT - 2 * _TOP
    last = max(1, len(values) - 1)
    return [
        (
            _SIDE + round(inner_x * number / last),
            _TOP + round(inner_y * (high - value) / (high - low) if high > low else inner_y / 2),
        )
        if math.isfinite(value)
        else None
        for number, value in enumerate(values)
    ]


def _steps(places: Sequence[tuple[int, int] | None], ends: Sequence[int]) -> list[str]:
    """Path commands: lines join exact neighbours only, a bound is a stroke to its open side."""
    steps = []
    is_joinable = False
    for place, end in zip(places, ends, strict=True):
        if place:
            x, y = place
            steps.append(f"{'L' if is_joinable and not end else 'M'}{x} {y}")
            steps.append({1: "v-4", -1: "v4", 0: "" if is_joinable else "h0"}[end])
        is_joinable = place is not None and not end
    return steps
