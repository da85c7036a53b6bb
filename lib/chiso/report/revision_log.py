"""The log of revisions that the page over all periods shows."""

from __future__ import annotations

from typing import Any, cast

from chiso.dataset.histories import FIGURE, Statement, ValueChange
from chiso.narrative import sign_words
from chiso.numbers import Qualifier, separating_decimals
from chiso.report.edition import Edition
from chiso.words import Words

MOST_ROWS = 40
_TIERS = {
    "province": Words(vi="cấp tỉnh", en="province tier"),
    "district": Words(vi="cấp huyện", en="district tier"),
    "commune": Words(vi="cấp xã", en="commune tier"),
}


def revision_log(edition: Edition, most: int = MOST_ROWS) -> dict[str, Any]:
    """Each later publication that changed a figure, the newest first, as plain values.

    Parameters
    ----------
    edition
        What was published up to a day.
    most
        Rows to give.

    Returns
    -------
    dict
        ``count`` of all revisions, and ``rows`` with ``name`` of the indicator, ``area``,
        ``period``, ``old`` and ``new`` value, ``day`` of the later publication.

    Notes
    -----
    Two sources of one day disagree: neither revises the other.
    """
    steps = [step for step in edition.value_changes if _is_revision(step)]
    areas = list(edition.catalogue.areas)
    indicators = list(edition.catalogue.indicators)

    def rank(step: ValueChange) -> tuple[Any, ...]:
        indicator, area, *others = step.figure
        day = -step.after.published.toordinal()
        return (day, indicators.index(indicator), areas.index(area), *others)

    ordered = sorted(steps, key=rank)
    return {"count": len(ordered), "rows": [_row(edition, step) for step in ordered[:most]]}


def _is_revision(step: ValueChange) -> bool:
    old, new = step.before, step.after
    is_other = (old.value, old.qualifier) != (new.value, new.qualifier)
    return is_other and old.published < new.published


def _row(edition: Edition, step: ValueChange) -> dict[str, str]:
    figure = dict(zip(FIGURE, step.figure, strict=True))
    area = edition.area_name(figure["area"])
    if figure["tier"] in _TIERS:
        area = f"{area}, {edition.say(_TIERS[figure['tier']])}"
    return {
        "name": edition.say(edition.indicator(figure["indicator"]).short),
        "area": area,
        "period": edition.period_label(figure["period"]),
        "old": _text(edition, figure["indicator"], step.before, step.after),
        "new": _text(edition, figure["indicator"], step.after, step.before),
        "day": edition.date_name(step.after.published),
    }


def _text(edition: Edition, name: str, stated: Statement, other: Statement) -> str:
    """A value with as many decimals as it takes to tell it from the other."""
    decimals = separating_decimals(stated.value, stated.decimals, against=(other.value,))
    qualifier = cast("Qualifier", stated.qualifier)
    return edition.say(sign_words(edition.indicator(name), stated.value, qualifier, decimals))
