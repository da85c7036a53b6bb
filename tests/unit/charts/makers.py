"""Captions and frames with obvious defaults, and a drawing that remembers what was drawn."""

import math
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from chiso.charts import Caption, FunnelFrame, Reference
from chiso.charts.drawing import Drawing

ALT = "Biểu đồ thử: kết quả của các đơn vị so với chỉ tiêu, quý IV/2023; số liệu ở Biểu số 2."
DISTRICTS = [
    "Mai Châu",
    "Cao Phong",
    "TP Hòa Bình",
    "Lạc Thủy",
    "Lương Sơn",
    "Yên Thủy",
    "Lạc Sơn",
    "Kim Bôi",
    "Tân Lạc",
    "Đà Bắc",
]
LONG_NAME = "Sở Lao động - Thương binh và X"


def names(count):
    """District names, numbered from the second round on."""
    return [f"{DISTRICTS[place % 10]} {place // 10 or ''}".strip() for place in range(count)]


def texts(figure, sheet="wide"):
    """All texts on one sheet, from the left."""
    found = [label for label in figure.labels if label.sheet == sheet and not label.is_line]
    return [label.text for label in sorted(found, key=lambda label: label.left)]


def caption(**changes):
    words = {"id": "h-thu", "title": "Bảy trong mười huyện đạt chỉ tiêu", "alt": ALT, "unit": "%"}
    return Caption(**{**words, "lang": "vi", **changes})


def gap_rows(**changes):
    row = {
        "label": ["Hồ sơ trực tuyến"],
        "value": 61.8,
        "lower": math.nan,
        "upper": math.nan,
        "bound": "exact",
        "target": 80.0,
        "operator": ">=",
        "verdict": "not_met",
        "gap_text": "−18,2",
    }
    return pd.DataFrame({**row, **changes})


def dot_rows(values=(83.4, 70.4, 66.8), **changes):
    values = list(values)
    rows = {
        "label": names(len(values)),
        "value": values,
        "lower": [value - 2.5 for value in values],
        "upper": [value + 2.5 for value in values],
        "rank_text": [str(place + 1) for place in range(len(values))],
    }
    return pd.DataFrame({**rows, **changes})


def slope_rows(before=(60.0, 70.0), after=(72.0, 71.0), **changes):
    rows = {
        "label": names(len(before)),
        "before": list(before),
        "after": list(after),
        "is_highlighted": False,
    }
    return pd.DataFrame({**rows, **changes})


def funnel_rows(n=(1342, 874, 4109), value=(83.4, 70.4, 66.0), **changes):
    return pd.DataFrame({"label": names(len(n)), "n": list(n), "value": list(value), **changes})


def funnel_frame(centre=72.0, base="Số hồ sơ trong kỳ"):
    n = np.arange(20, 7000, 60.0)
    spread = 100 * np.sqrt(centre / 100 * (1 - centre / 100) / n)
    limits = pd.DataFrame(
        {
            "n": n,
            "lower_95": centre - 1.96 * spread,
            "upper_95": np.minimum(centre + 1.96 * spread, 100),
            "lower_998": centre - 3.09 * spread,
            "upper_998": np.minimum(centre + 3.09 * spread, 100),
        }
    )
    return FunnelFrame(limits, Reference(centre, f"Toàn tỉnh: {centre:.0f}%"), base)


def panel_rows(values=(50.0, 55.0, 60.0), first=2021, panel="Tỉnh", **changes):
    rows = {
        "panel": panel,
        "panel_label": panel,
        "time": [first + place for place in range(len(values))],
        "label": [str(first + place) for place in range(len(values))],
        "value": list(values),
        "lower": math.nan,
        "upper": math.nan,
        "bound": "exact",
        "segment": 1,
        "target": math.nan,
        "target_label": None,
        "target_time": math.nan,
    }
    return pd.DataFrame({**rows, **changes})


def pace_rows(
    panels=("Hồ sơ trực tuyến",), values=(84.0, 87.0, 88.5), goals=((2024, 90.0), (2025, 97.0))
):
    """A panel an indicator: yearly figures from 2022 and dated targets, the last one aimed at."""
    shared = {"panel_note": "cần +8,5 mỗi năm"}
    rows = []
    for name in panels:
        point = {**shared, "panel": name, "panel_label": name}
        rows += [
            {
                **point,
                "time": 2022.9 + place,
                "label": str(2022 + place),
                "value": value,
                "role": "figure",
                "text": "",
            }
            for place, value in enumerate(values)
        ]
        rows += [
            {
                **point,
                "time": year + 0.9,
                "label": str(year),
                "value": level,
                "role": "aim" if year == goals[-1][0] else "target",
                "text": f"{level:g}% ({year})",
            }
            for year, level in goals
        ]
    return pd.DataFrame(rows)  # fmt: skip


def coverage_rows(grades):
    """A row a label with one item; ``grades`` of the years from 2021."""
    cells = [
        {"row": label, "column": str(2021 + place), "item": label, "grade": grade}
        for label, row in grades.items()
        for place, grade in enumerate(row)
    ]
    return pd.DataFrame(cells)


@dataclass
class Drawn:
    """What was drawn on the wide sheet, by kind of call."""

    lines: list = field(default_factory=list)
    marks: list = field(default_factory=list)
    arrows: list = field(default_factory=list)
    texts: list = field(default_factory=list)
    bands: list = field(default_factory=list)

    def lines_of(self, pen):
        return [line for line in self.lines if line[2] == pen]

    def of_colour(self, colour):
        return [line for line in self.lines if line[2].colour == colour]


def recorder():
    """A Drawing class that remembers its calls, and what it remembers."""
    drawn = Drawn()

    class Recorder(Drawing):
        def line(self, xs, ys, pen):
            self._keep(drawn.lines, (list(xs), list(ys), pen))
            super().line(xs, ys, pen)

        def marks(self, xs, ys, mark):
            self._keep(drawn.marks, (list(xs), list(ys), mark))
            super().marks(xs, ys, mark)

        def arrow(self, start, tip, pen):
            self._keep(drawn.arrows, (start, tip, pen))
            super().arrow(start, tip, pen)

        def write(self, at, text, **how):
            self._keep(drawn.texts, (at, text, how))
            super().write(at, text, **how)

        def band(self, box, colour):
            self._keep(drawn.bands, (box, colour))
            super().band(box, colour)

        def _keep(self, kept, call):
            if self.sheet.name == "wide":
                kept.append(call)

    return Recorder, drawn
