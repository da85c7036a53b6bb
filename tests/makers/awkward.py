"""Data sets that no office would send on purpose, and that a page has to survive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from makers.folders import dataset_folder, entry
from makers.rows import observation

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
LONG_NAME = "Xã " + "Bản Mường Thượng Lưu Vực Sông Đà " * 9
PERIOD = "2023"


def awkward_folder(folder: Path, *, districts: int) -> Path:
    """A data set with hostile and endless names, no unit, no target, and every share at 100%.

    Parameters
    ----------
    districts
        How many there are: 1 to 150. The first is named ``SCRIPT``, the second ``LONG_NAME``.

    Notes
    -----
    Its one share has a name that is markup; a count has no unit; nothing has a target.
    """
    places = [_area(place) for place in range(districts)]
    rows = [_share(area, period) for area in ["17", *_codes(districts)] for period in _YEARS]
    rows += [_count(area) for area in _codes(districts)]
    return dataset_folder(
        folder,
        rows=rows,
        dataset={"id": "awkward", "name": {"vi": SCRIPT, "en": SCRIPT}, "report_periods": _YEARS},
        indicators=[
            entry("indicators", 0, name={"vi": f"Tỷ lệ {SCRIPT}", "en": f"Share {SCRIPT}"}),
            entry("indicators", 1, unit={"vi": " ", "en": " "}),
        ],
        targets=[],
        areas=[entry("areas", 0), *places],
        area_changes=[],
        totals=[],
        corrections=[],
    )


_YEARS = ["2022", PERIOD]


def _codes(districts: int) -> list[str]:
    return [str(1000 + place) for place in range(districts)]


def _area(place: int) -> dict[str, Any]:
    named = {0: SCRIPT, 1: LONG_NAME}.get(place, f"Huyện {place}")
    return {
        "area": str(1000 + place),
        "parent": "17",
        "kind": "district",
        "name_vi": named,
        "name_en": named,
        "order": str(place + 1),
    }


def _share(area: str, period: str) -> dict[str, str]:
    tier = "province" if area == "17" else "district"
    counted = {"value": "100", "numerator": "40", "denominator": "40"}
    return observation(area=area, tier=tier, period=period, decimals="0", **counted)


def _count(area: str) -> dict[str, str]:
    of = {"indicator": "dossiers", "definition": "as_printed"}
    return observation(area=area, tier="district", value="40", decimals="0", **of)
