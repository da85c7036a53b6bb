"""Data sets at the edge of what may come: hostile, empty, single, crowded, complete."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from makers.folders import dataset_folder, entry
from makers.rows import observation

ATTACK = '<script>window.ran = true</script><img src=x onerror="window.ran = true">'
LONG = "Ủy ban nhân dân xã vùng sâu, vùng xa " * 8 + "Đà Bắc"
PERIOD = "2023"


def hostile(folder: Path) -> Path:
    """Every text that data may bring is code; a unit has 300 characters, another unit none."""
    indicator = entry("indicators", name=_both(f"{ATTACK} Tỷ lệ"), short=_both("<b>Tỷ lệ</b>"))
    scoreless = entry("indicators", 1, name=_both("Hồ sơ <svg onload=ran()>"), unit=_both("–"))
    areas = [entry("areas"), _area(0, name=ATTACK + " Một"), _area(1, name=LONG[:300])]
    rows = [
        observation(note=ATTACK, locator=ATTACK),
        *(observation(period=year, value=value) for year, value in (("2021", 35), ("2022", 41))),
        *(_district(number, share=60 + 10 * number) for number in range(2)),
        observation(indicator="dossiers", definition="as_printed", value="3000"),
    ]
    return dataset_folder(
        folder, rows=rows, areas=areas, area_changes=[], totals=[], corrections=[],
        indicators=[indicator, scoreless],
        dataset={"name": _both(f"Bộ số liệu {ATTACK}"), "report_periods": [PERIOD]},
    )  # fmt: skip


def empty(folder: Path) -> Path:
    """One province, one count, no target, no district, no other period."""
    rows = [observation(indicator="dossiers", definition="as_printed", value="3000")]
    return dataset_folder(
        folder, rows=rows, areas=[entry("areas")], area_changes=[], totals=[], corrections=[],
        targets=[], dataset={"report_periods": [PERIOD]},
    )  # fmt: skip


def single(folder: Path) -> Path:
    """One district, whose figure is a bound, and the same for the province."""
    rows = [
        observation(value="90", qualifier=">"),
        observation(area="300", tier="district", value="90", qualifier=">"),
    ]
    return dataset_folder(
        folder, rows=rows, areas=[entry("areas"), _area(0)], area_changes=[], totals=[],
        corrections=[], dataset={"report_periods": [PERIOD]},
    )  # fmt: skip


def crowded(folder: Path) -> Path:
    """150 districts, each at 100%."""
    rows = [observation(value="100", numerator="15000", denominator="15000")]
    rows += [_district(number) for number in range(150)]
    areas = [entry("areas"), *(_area(number) for number in range(150))]
    return dataset_folder(
        folder, rows=rows, areas=areas, area_changes=[], totals=[], corrections=[],
        dataset={"report_periods": [PERIOD]},
    )  # fmt: skip


def eleven(folder: Path) -> Path:
    """Eleven districts, as until the end of 2019; the last one has no figure at all."""
    rows = [_district(number, share=50 + 4 * number) for number in range(10)]
    areas = [entry("areas"), *(_area(number) for number in range(11))]
    return dataset_folder(
        folder, rows=rows, areas=areas, area_changes=[], totals=[], corrections=[],
        dataset={"report_periods": [PERIOD]},
    )  # fmt: skip


def silent(folder: Path) -> Path:
    """Targets and three districts, but every value of the period is missing."""
    areas = [entry("areas"), *(_area(number) for number in range(3))]
    return dataset_folder(
        folder, rows=[observation(period="2021", value=35)], areas=areas, area_changes=[],
        totals=[], corrections=[], dataset={"report_periods": [PERIOD]},
    )  # fmt: skip


CASES = {
    "hostile": hostile, "empty": empty, "single": single, "crowded": crowded, "eleven": eleven,
    "silent": silent,
}  # fmt: skip


def _both(text: str) -> Mapping[str, str]:
    return {"vi": text, "en": text}


def _area(number: int, name: str = "") -> dict[str, Any]:
    name = name or f"Huyện Số {number + 1}"
    return {
        "area": str(300 + number), "parent": "17", "kind": "district",
        "name_vi": name, "name_en": name, "order": str(number + 1),
    }  # fmt: skip


def _district(number: int, share: int = 100) -> dict[str, str]:
    return observation(
        area=str(300 + number), tier="district", value=share, numerator=share, denominator=100
    )
