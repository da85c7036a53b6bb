"""The figures of a report as records for machines: what was printed, and what was computed."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from chiso.dataset.observations import COLUMNS
from chiso.report.columns import flag_names
from chiso.report.edition import Edition
from chiso.report.rows import rows_of
from chiso.report.selection import FIGURE, SERIES
from chiso.report.sums import stacked
from chiso.words import LANGS

_MADE = ["is_derived", "derived_from"]
_KEYS = [*FIGURE, "source", "published", "is_derived"]
_JUDGED = ["verdict", "target", "gap_pp", "flags"]
_TOGETHER = 1_000  # rows that are plain values at the same time


def computed_figures(edition: Edition) -> pd.DataFrame:
    """The figures that lead though nobody printed them, in the order of catalogue and time."""
    figures = edition.figures
    ordered = figures[figures["is_derived"]].sort_values([*SERIES, "last_day", "first_day"])
    return edition.in_catalogue_order(ordered)


def records_of(edition: Edition) -> pd.DataFrame:
    """Every figure up to the closing date, with the verdicts of those that lead.

    Returns
    -------
    pandas.DataFrame
        Observation columns, names in both languages, ``is_derived`` and ``derived_from`` of what
        the report computed, ``verdict``, ``target``, ``gap_pp``, ``flags`` (ids joined by ``;``)
        and ``is_synthetic``. Printed rows come first, in the order of the files.
    """
    rows = stacked([edition.published, computed_figures(edition)])[[*COLUMNS, *_MADE]]
    for name in ("published", "extracted"):
        rows[name] = rows[name].dt.strftime("%Y-%m-%d")
    joined = rows.merge(_verdicts(edition), on=_KEYS, how="left", validate="many_to_one")
    named = (("indicator", edition.catalogue.indicators), ("area", edition.catalogue.areas))
    for subject, known in named:
        for place, lang in enumerate(LANGS, start=list(joined).index(subject) + 1):
            names = {code: each.name.say(lang) for code, each in known.items()}
            joined.insert(place, f"{subject}_name_{lang}", joined[subject].map(names))
    return joined.assign(is_synthetic=edition.is_synthetic)


def plain_rows(frame: pd.DataFrame) -> Iterator[list[object]]:
    """The rows of a frame as texts, numbers and booleans; what is missing is None."""
    for start in range(0, len(frame), _TOGETHER):
        part = frame.iloc[start : start + _TOGETHER]
        yield from part.astype(object).where(part.notna(), None).to_numpy().tolist()


def _verdicts(edition: Edition) -> pd.DataFrame:
    """What was decided on each figure that leads."""
    led = edition.leading[edition.leading["period"].notna()]
    flags = [";".join(flag_names(row)) for row in rows_of(led)]
    told = led.assign(
        published=led["published"].dt.strftime("%Y-%m-%d"), gap_pp=led["gap"], flags=flags
    )
    return told[[*_KEYS, *_JUDGED]].drop_duplicates(_KEYS)
