"""Series over time as panels: what each shows, before anything is placed or drawn."""

from __future__ import annotations

import math
import string
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from chiso.charts.caption import Caption
from chiso.charts.inputs import require_columns, require_words, too_many, with_defaults
from chiso.charts.marks import BOUNDS, MISSING, known_ends, open_end, written_values
from chiso.charts.palette import SERIES
from chiso.words import Words

COLUMNS = (
    "panel",
    "panel_label",
    "time",
    "label",
    "value",
    "lower",
    "upper",
    "bound",
    "segment",
    "target",
    "target_label",
    "target_time",
)
_NUMBERS = ("time", "target", "target_time")


@dataclass(frozen=True)
class PanelOptions:
    """How panels relate to each other.

    Attributes
    ----------
    reference
        The ``tier`` that is drawn thin and grey in each panel, such as the whole province; empty
        for none.
    shares_scale
        Whether all panels have the same value axis; false only for different units.
    """

    reference: str = ""
    shares_scale: bool = True


@dataclass(frozen=True)
class Target:
    """A target as it is drawn: level, label, and the time for which it is set (or missing)."""

    level: float
    label: str
    time: float


@dataclass(frozen=True)
class Series:
    """One tier of one panel.

    Attributes
    ----------
    rows
        Its rows by time; ``run`` numbers the stretches that a line may join.
    label
        Name of the tier; empty where there is one only.
    latest_text
        Its newest figure, with the period where that is not the newest of the chart.
    """

    rows: pd.DataFrame
    label: str
    latest_text: str

    @property
    def name_text(self) -> str:
        """The name of the tier with its newest figure."""
        return f"{self.label}: {self.latest_text}"

    @cached_property
    def last(self) -> tuple[float, float]:
        """Time and value of the newest figure; missing where there is none."""
        known = self.rows.loc[self.rows["value"].notna(), ["time", "value"]]
        return tuple(known.iloc[-1]) if len(known) else (math.nan, math.nan)


@dataclass(frozen=True)
class Panel:
    """One panel: its series, the grey one of reference, targets, and breaks with their letters."""

    label: str
    series: tuple[Series, ...]
    reference: Series | None
    targets: tuple[Target, ...]
    breaks: tuple[tuple[float, str], ...]

    @cached_property
    def rows(self) -> pd.DataFrame:
        """All rows of the panel."""
        shown = (*self.series, *([self.reference] if self.reference else []))
        return pd.concat([series.rows for series in shown], ignore_index=True)

    @property
    def target_text(self) -> str:
        """Labels of its targets on one line."""
        return "; ".join(target.label for target in self.targets)


def read_panels(frame: pd.DataFrame, caption: Caption, options: PanelOptions) -> tuple[Panel, ...]:
    """The panels of a frame, in the order in which they appear there.

    Raises
    ------
    UsageError
        If a column is missing, a bound is unknown, or a panel has more than four tiers.
    """
    require_columns(frame, COLUMNS, "small_multiples")
    rows = with_defaults(frame, tier="", tier_label="", value_text=None)
    require_words(rows, "bound", BOUNDS, "small_multiples")
    rows = known_ends(rows.assign(**{name: pd.to_numeric(rows[name]) for name in _NUMBERS}))
    rows = rows.assign(text=written_values(rows, caption, rows["target"]))
    newest = rows.loc[rows["value"].notna(), "time"].max()
    groups = rows.groupby("panel", sort=False)
    return tuple(_read_panel(group, options, newest) for _, group in groups)


def _read_panel(rows: pd.DataFrame, options: PanelOptions, newest: float) -> Panel:
    tiers = [str(tier) for tier in rows["tier"].unique()]
    series = {tier: _read_series(rows[rows["tier"].eq(tier)], newest) for tier in tiers}
    reference = series.pop(options.reference, None) if options.reference else None
    if len(series) > len(SERIES):
        what = Words("đường trong một ô", "series in one panel")
        where = f"small_multiples: {rows['panel'].iloc[0]}"
        raise too_many(where, len(series), len(SERIES), what)
    own = rows[rows["tier"].ne(options.reference)] if reference else rows
    label = str(rows["panel_label"].iloc[0])
    return Panel(label, tuple(series.values()), reference, _targets(own), _breaks(own))


def _read_series(rows: pd.DataFrame, newest: float) -> Series:
    rows = rows.sort_values("time", kind="stable").reset_index(drop=True)
    is_joined = rows["value"].notna() & rows["bound"].map(open_end).eq(0)
    is_redefined = rows["segment"].ne(rows["segment"].shift())
    starts = ~is_joined | ~is_joined.shift(fill_value=True) | is_redefined
    rows = rows.assign(is_joined=is_joined, run=starts.cumsum())
    known = rows[rows["value"].notna()]
    latest = MISSING
    if len(known):
        last = known.iloc[-1]
        is_old = last["time"] < newest
        latest = f"{last['text']} ({last['label']})" if is_old else str(last["text"])
    return Series(rows, str(rows["tier_label"].iloc[0]), latest)


def _targets(rows: pd.DataFrame) -> tuple[Target, ...]:
    found = rows[rows["target"].notna()].drop_duplicates(["target", "target_label", "target_time"])
    found = found.sort_values("target_time", kind="stable")
    columns = (found["target"], found["target_label"].fillna(""), found["target_time"])
    return tuple(
        Target(float(level), str(label), float(time))
        for level, label, time in zip(*columns, strict=True)
    )


def _breaks(rows: pd.DataFrame) -> tuple[tuple[float, str], ...]:
    """Halfway between the last time of one definition and the first of the next."""
    spans = rows.groupby("segment")["time"].agg(["min", "max"]).sort_values("min")
    middles = (spans["max"].to_numpy()[:-1] + spans["min"].to_numpy()[1:]) / 2
    return tuple(zip(middles.tolist(), string.ascii_lowercase, strict=False))


def common_targets(panels: Sequence[Panel]) -> tuple[Target, ...]:
    """The targets that all panels share, or none if any panel differs."""
    first = panels[0].targets
    return first if all(panel.targets == first for panel in panels) else ()
