"""Small drawings of a value over time, as inline SVG of a few hundred bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

WIDTH, HEIGHT, _EDGE = 120, 32, 4
Point = tuple[str, float | None, str]


def sparkline(history: Sequence[Point]) -> str:
    """A drawing of the history, or nothing when fewer than two of its points have a value.

    Exact values are joined by a line in true distances of time and the last one carries a dot. A
    bound is no value: it interrupts the line and, where it has a number, stands as a short stroke
    that is open upwards (at least) or downwards (at most).

    Parameters
    ----------
    history
        ``(date, value, qualifier)`` in order of time; dates in ISO form, ``value`` None where
        nothing can be drawn.

    Returns
    -------
    str
        An ``svg`` element that screen readers skip: the value stands beside it as text.

    Examples
    --------
    >>> sparkline([("2022-12-31", 50.0, "exact")])
    ''
    """
    drawn = [value for _, value, _ in history if value is not None]
    if len(drawn) < 2:
        return ""
    days = [date.fromisoformat(day).toordinal() for day, _, _ in history]
    spots = [
        (
            _place(day, days, WIDTH),
            None if value is None else HEIGHT - _place(value, drawn, HEIGHT),
            qualifier,
        )
        for day, (_, value, qualifier) in zip(days, history, strict=True)
    ]
    marks = [*_lines(spots), *_bounds(spots), *_dot(spots[-1])]
    return (
        f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">'
        f"{''.join(marks)}</svg>"
    )


Spot = tuple[float, float | None, str]


def _place(value: float, among: Sequence[float], size: int) -> float:
    """Place of a value on a side of the drawing; equal values lie in the middle."""
    low, spread = min(among), max(among) - min(among)
    return _EDGE + (value - low) / spread * (size - 2 * _EDGE) if spread else size / 2


def _lines(spots: Sequence[Spot]) -> Iterator[str]:
    """A line through each run of exact values."""
    runs: list[list[str]] = [[]]
    for x, y, qualifier in spots:
        if y is not None and _is_exact(qualifier):
            runs[-1].append(f"{x:.0f},{y:.0f}")
        else:
            runs.append([])
    stroke = 'fill="none" stroke="currentColor" stroke-width="2"'
    return (f'<polyline points="{" ".join(run)}" {stroke}/>' for run in runs if len(run) > 1)


def _bounds(spots: Sequence[Spot]) -> Iterator[str]:
    for x, y, qualifier in spots:
        if y is not None and not _is_exact(qualifier):
            side = 6 if qualifier in ("at_most", "<", "<=") else -6
            path = f"M{x - 4:.0f} {y:.0f}h8M{x:.0f} {y:.0f}v{side}"
            yield f'<path d="{path}" fill="none" stroke="currentColor" stroke-width="1.5"/>'


def _dot(spot: Spot) -> Iterator[str]:
    x, y, qualifier = spot
    if y is not None and _is_exact(qualifier):
        yield f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="currentColor"/>'


def _is_exact(qualifier: str) -> bool:
    return qualifier in ("exact", "=")
