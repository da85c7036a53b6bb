"""Ten districts with counts, made up, for tests to change one thing at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from chiso.catalog import Area, Tier
from chiso.report import Report
from chiso.report.panel_rows import COLUMNS as PANEL_COLUMNS
from chiso.report.standing import Panel
from chiso.words import Words
from makers import area, settings, target
from unit.report.rows import catalogue_of, figure, report

ENDS = pd.Timestamp("2025-06-30").date()
PLACES = {
    "148": ("TP Hòa Bình", "Hòa Bình city", (1, 2)),
    "150": ("Đà Bắc", "Đà Bắc district", (1, 1)),
    "152": ("Lương Sơn", "Lương Sơn district", (1, 3)),
    "153": ("Kim Bôi", "Kim Bôi district", (2, 3)),
    "154": ("Cao Phong", "Cao Phong district", (2, 2)),
    "155": ("Tân Lạc", "Tân Lạc district", (3, 2)),
    "156": ("Mai Châu", "Mai Châu district", (2, 1)),
    "157": ("Lạc Sơn", "Lạc Sơn district", (3, 3)),
    "158": ("Yên Thủy", "Yên Thủy district", (4, 3)),
    "159": ("Lạc Thủy", "Lạc Thủy district", (3, 4)),
}
CODES = tuple(PLACES)
CASES = 5000
# Far apart, so that all ten districts differ from one another beyond chance.
APART = dict(zip(CODES, (4750, 4400, 4050, 3700, 3350, 3000, 2650, 2300, 1950, 1600), strict=True))
# Districts 148 to 156 are alike, 157 to 159 lie clearly below them.
GROUPED = dict(
    zip(CODES, (4000, 4025, 3975, 4010, 3990, 4020, 3980, 2500, 2525, 2475), strict=True)
)
# Two and two alike, so that each rank is open between two.
_PAIRS = (4500, 4500, 4000, 4000, 3500, 3500, 3000, 3000, 2500, 2500)
PAIRS = dict(zip(CODES, _PAIRS, strict=True))
LATE_SHARE = {"indicator": "late_share", "definition": "as_printed"}
LATE = {**LATE_SHARE, "operator": "<="}


def counted(
    code: str, numerator: float, denominator: float = CASES, **changes: Any
) -> dict[str, Any]:
    """A district's share of 2023 with its counts."""
    share = 100 * numerator / denominator
    fields = {"area": code, "tier": "all", "value": share, "decimals": 2, **changes}
    return figure(
        fields.pop("indicator", "online_share"),
        numerator=numerator,
        denominator=denominator,
        **fields,
    )


def counts(cases: Mapping[str, float], base: float = CASES, **changes: Any) -> list[dict[str, Any]]:
    """One share of several districts with the same base."""
    return [counted(code, numerator, base, **changes) for code, numerator in cases.items()]


def goal(value: float = 60.0, **changes: Any) -> Any:
    """A target of the province for all its units together, due in 2025."""
    return target(**{"tier": Tier.ALL, "value": value, **changes})


def ten_districts() -> dict[str, Area]:
    """The province, its ten districts until June 2025, and the departments of the other tests."""
    kept = ("17", "D1", "D2")
    others = {code: item for code, item in catalogue_of().areas.items() if code in kept}
    found = {
        code: area(
            id=code, parent="17", kind="city" if code == "148" else "district", short=short,
            name=Words(f"Huyện {short}", english), valid_to=ENDS, order=2 + place, tile=tile,
        )
        for place, (code, (short, english, tile)) in enumerate(PLACES.items())
    }  # fmt: skip
    return {**others, **found}


def panel_report(
    *figures: dict[str, Any],
    targets: Sequence[Any] = (),
    headline: tuple[str, ...] = ("online_share", "late_share"),
    **changes: Any,
) -> Report:
    """A report on made-up figures of the ten districts."""
    is_synthetic = bool(changes.pop("is_synthetic", False))
    return report(
        *figures,
        **{
            "areas": ten_districts(),
            "targets": tuple(targets),
            "settings": settings(headline=headline, is_synthetic=is_synthetic),
            **changes,
        },
    )


def panel(*units: tuple[str, float, float], **changes: Any) -> Panel:
    """A panel of units given as code, numerator and denominator, without a report around it."""
    codes, cases, bases = zip(*units, strict=True)
    rows = pd.DataFrame({"area": codes, "numerator": cases, "denominator": bases})
    columns = {
        "indicator": "online_share", "definition": "online_over_all", "tier": "all",
        "scope": "all", "calendar": "CAL", "period": "2023", "direction": "higher_is_better",
        "target": np.nan,
        "operator": None, "due_period": None, "verdict": "no_target", "is_borderline": False,
        "whole_target": np.nan, "whole_operator": None, "source": "NEWS1", "time": 2024.0,
        "first_day": pd.Timestamp("2023-01-01"), "last_day": pd.Timestamp("2023-12-31"),
        "missing": (),
    } | changes  # fmt: skip
    missing = columns.pop("missing")
    rows = rows.astype({"numerator": float, "denominator": float}).assign(
        exact=100 * rows["numerator"] / rows["denominator"], lower=np.nan, upper=np.nan, **columns
    )
    names = (str(columns[name]) for name in ("indicator", "definition", "tier", "period"))
    return Panel(*names, rows[PANEL_COLUMNS], missing)


def even(cases: Mapping[str, float], base: float = CASES) -> list[tuple[str, float, float]]:
    """Units with the same base, for ``panel``."""
    return [(code, numerator, base) for code, numerator in cases.items()]
