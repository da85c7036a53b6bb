"""A made-up national data set: communes, districts and provinces by month, as Parquet partitions.

``make_national(folder)`` writes 10,600 communes x 100 indicators x 60 months and the sums of their
districts and provinces. Every area and figure is illustrative; the same seed gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from chiso.dataset import read_catalogue
from chiso.dataset.catalogue import AREA_COLUMNS, CHANGE_COLUMNS, TARGET_COLUMNS
from chiso.dataset.conversion import write_partition
from chiso.dataset.partitions import STORED
from chiso.dataset.writer import csv_text

FIRST_YEAR, FIRST_MONTH = 2020, 7
LISTED = ("dti_rank", "dti_score")


@dataclass(frozen=True)
class Size:
    """How large the country is; half of the indicators are counts, half are shares."""

    provinces: int = 63
    districts: int = 705
    communes: int = 10_600
    indicators: int = 100
    months: int = 60


def make_national(folder: Path, size: Size = Size(), seed: int = 7) -> int:  # frozen
    """How many rows were written into a new data set."""
    rng = np.random.default_rng(seed)
    _describe(folder, size)
    catalogue = read_catalogue(folder)
    places = _Places(size)
    weights = rng.lognormal(0, 0.6, size.communes)
    levels = rng.normal(0, 1, (size.communes, size.indicators))
    written = 0
    for number, code in enumerate(_months(size)):
        rows = _month(places, number, (weights, levels), rng)
        write_partition(folder, code, _frame(places, rows, code), catalogue)
        written += len(rows)
    for code in sorted({code[:4] for code in _months(size)}):
        rows = _lists(places, code, rng)
        write_partition(folder, code, rows, catalogue)
        written += len(rows)
    return written


class _Places:
    """Codes of all areas, and in which district and province each commune lies."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.provinces = [f"{number:02d}" for number in range(1, size.provinces + 1)]
        self.districts = [f"{number:03d}" for number in range(101, 101 + size.districts)]
        self.communes = [f"{number:05d}" for number in range(10_001, 10_001 + size.communes)]
        self.district_of = np.arange(size.communes) * size.districts // size.communes
        self.province_of = np.arange(size.districts) * size.provinces // size.districts
        self.codes = [*self.provinces, *self.districts, *self.communes]
        self.tiers = np.repeat([0, 1, 2], [size.provinces, size.districts, size.communes])

    def summed(self, parts: np.ndarray) -> np.ndarray:
        """Figures of provinces, districts and communes from those of communes, in that order."""
        size = self.size
        districts = np.zeros((size.districts, parts.shape[1]))
        np.add.at(districts, self.district_of, parts)
        provinces = np.zeros((size.provinces, parts.shape[1]))
        np.add.at(provinces, self.province_of, districts)
        return np.concatenate([provinces, districts, parts])


def _months(size: Size) -> list[str]:
    first = FIRST_YEAR * 12 + FIRST_MONTH - 1
    return [f"{at // 12}-{at % 12 + 1:02d}" for at in range(first, first + size.months)]


def _month(
    places: _Places, number: int, country: tuple[np.ndarray, np.ndarray], rng: np.random.Generator
) -> pd.DataFrame:
    """Value, numerator and denominator of each area and indicator in one month."""
    weights, levels = country
    size, half = places.size, places.size.indicators // 2
    season = 1 + 0.2 * np.sin(2 * np.pi * (number + np.arange(half)) / 12)
    counts = rng.poisson(40 * weights[:, None] * season)
    bases = rng.poisson(30 * weights[:, None] * np.ones(size.indicators - half)) + 1
    odds = levels[:, half:] * 0.5 - 1 + 0.03 * number * (1 + 0.3 * levels[:, :1])
    cases = rng.binomial(bases, 1 / (1 + np.exp(-odds)))
    counts, bases, cases = map(places.summed, (counts, bases, cases))
    value = np.concatenate([counts, np.round(100 * cases / bases, 6)], axis=1)
    blank = np.full(counts.shape, np.nan)
    return pd.DataFrame(
        {
            "value": value.ravel(),
            "numerator": np.concatenate([blank, cases], axis=1).ravel(),
            "denominator": np.concatenate([blank, bases], axis=1).ravel(),
        }
    )


def _frame(places: _Places, rows: pd.DataFrame, code: str) -> pd.DataFrame:
    """The month with all columns of an observation."""
    size, areas = places.size, len(places.codes)
    indicator = np.tile(np.arange(size.indicators), areas)
    is_share = indicator >= size.indicators // 2
    words = {
        "indicator": (indicator, _names(size)),
        "area": (np.repeat(np.arange(areas), size.indicators), places.codes),
        "tier": (np.repeat(places.tiers, size.indicators), ["province", "district", "commune"]),
        "definition": (is_share.astype(np.int8), ["counted", "cases_over_base"]),
    }
    same = {"period_kind": "flow", **_SAME}
    published = pd.Timestamp(f"{code}-01") + pd.DateOffset(months=1, days=4)
    return _complete(rows.assign(decimals=np.where(is_share, 1.0, 0.0)), words, same, published)


_SAME = {
    "scope": "all", "qualifier": "=", "status": "final", "source": "MADE",
    "locator": "benchmarks/national_data.py", "note": "",
}  # fmt: skip


def _complete(
    rows: pd.DataFrame,
    words: dict[str, tuple[np.ndarray, list[str]]],
    same: dict[str, str],
    published: pd.Timestamp,
) -> pd.DataFrame:
    constant = {name: (np.zeros(len(rows), dtype=np.int8), [word]) for name, word in same.items()}
    texts = {
        name: pd.Categorical.from_codes(codes, kinds)
        for name, (codes, kinds) in {**words, **constant}.items()
    }
    days = {"published": published, "extracted": pd.NaT}
    return rows.assign(**texts, **days).astype({"extracted": "datetime64[us]"})[list(STORED)]


def _lists(places: _Places, year: str, rng: np.random.Generator) -> pd.DataFrame:
    """The year's list of provinces: a score and the rank that follows from it."""
    scores = np.round(rng.uniform(0.3, 0.8, places.size.provinces), 4)
    ranks = pd.Series(scores).rank(ascending=False, method="min").to_numpy()
    count = places.size.provinces
    rows = pd.DataFrame({"value": np.concatenate([ranks, scores])}).assign(
        numerator=np.nan, denominator=np.nan, decimals=np.repeat([0.0, 4.0], count)
    )
    kinds = ["rank", "year_index"]
    words = {
        "indicator": (np.repeat([0, 1], count), list(LISTED)),
        "area": (np.tile(np.arange(count), 2), places.provinces),
        "period_kind": (np.repeat([0, 1], count), kinds),
    }
    same = {"tier": "all", "definition": "as_listed", **_SAME}
    return _complete(rows, words, same, pd.Timestamp(f"{int(year) + 1}-06-01"))


def _names(size: Size) -> list[str]:
    half = size.indicators // 2
    counts = [f"count_{number:03d}" for number in range(half)]
    return [*counts, *(f"share_{number:03d}" for number in range(size.indicators - half))]


def _describe(folder: Path, size: Size) -> None:
    """Write everything but the figures."""
    folder.mkdir(parents=True)
    places = _Places(size)
    last = _months(size)[-1]
    periods = sorted({code[:4] for code in _months(size)[11:]} - {last[:4]} | {f"{last[:4]}-H1"})
    settings = {
        "id": folder.name,
        "name": {"vi": "Số liệu minh họa toàn quốc", "en": "Illustrative national data"},
        "synthetic": True,
        "province": places.provinces[0],
        "calendar": "CAL",
        "report_periods": periods,
        "state": {"vi": "Số liệu minh họa", "en": "Illustrative data"},
        "headline": ["share_000", "share_001", "count_000"],
    }
    domain = {
        "id": "services",
        "name": {"vi": "Dịch vụ công", "en": "Public services"},
        "question": {"vi": "Dịch vụ đến đâu?", "en": "How far are services?"},
    }
    indicators = [*map(_indicator, _names(size)), *map(_listed, LISTED)]
    yamls = {
        "dataset": settings, "domains": [domain], "indicators": indicators, "sources": _SOURCES,
        "acts": _ACTS, "totals": [], "corrections": [],
    }  # fmt: skip
    for name, content in yamls.items():
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    tables = {
        "areas": (AREA_COLUMNS, list(_areas(places))),
        "area_changes": (CHANGE_COLUMNS, []),
        "targets": (TARGET_COLUMNS, [_target(places)]),
    }
    for name, (columns, rows) in tables.items():
        (folder / f"{name}.csv").write_text(csv_text(columns, rows), encoding="utf-8")


def _areas(places: _Places) -> Iterator[list[str]]:
    """The country and every area with its parent, its kind and its place in lists."""
    lines = [("VN", "", "country", "Việt Nam", "Viet Nam")]
    lines += [
        (code, "VN", "province", f"Tỉnh minh họa {code}", f"Illustrative province {code}")
        for code in places.provinces
    ]
    lines += [
        (code, places.provinces[at], "district", f"Huyện minh họa {code}", f"District {code}")
        for code, at in zip(places.districts, places.province_of, strict=True)
    ]
    lines += [
        (code, places.districts[at], "commune", f"Xã minh họa {code}", f"Commune {code}")
        for code, at in zip(places.communes, places.district_of, strict=True)
    ]
    for order, (code, parent, kind, name_vi, name_en) in enumerate(lines):
        filled = {
            "area": code, "parent": parent, "kind": kind, "name_vi": name_vi, "name_en": name_en,
            "order": str(order),
        }  # fmt: skip
        yield [filled.get(column, "") for column in AREA_COLUMNS]


def _indicator(name: str) -> dict[str, object]:
    is_share = name.startswith("share")
    number = name[-3:]
    told = {"vi": f"{'Tỷ lệ' if is_share else 'Số lượng'} {number}", "en": name.replace("_", " ")}
    texts = {"cases_over_base": "Số hồ sơ trên tổng số.", "counted": "Đếm theo sổ."}
    definition = "cases_over_base" if is_share else "counted"
    return {
        "id": name,
        "domain": "services",
        "name": told,
        "short": told,
        "unit": {"vi": "%", "en": "%"} if is_share else {"vi": "hồ sơ", "en": "dossiers"},
        "decimals": 1 if is_share else 0,
        "kind": "share" if is_share else "count",
        "direction": "higher_is_better",
        "bounds": [0, 100] if is_share else [0, None],
        "full_count": True,
        "period_kind": "flow",
        "system": {"vi": "Hệ thống minh họa", "en": "Illustrative system"},
        "definitions": [{"id": definition, "text": {"vi": texts[definition], "en": "As counted."}}],
    }


def _listed(name: str) -> dict[str, object]:
    is_rank = name.endswith("rank")
    told = {"vi": "Hạng DTI" if is_rank else "Điểm DTI", "en": name.replace("_", " ")}
    return {
        "id": name,
        "domain": "services",
        "name": told,
        "short": told,
        "unit": {"vi": "hạng" if is_rank else "điểm", "en": "place" if is_rank else "score"},
        "decimals": 0 if is_rank else 4,
        "kind": "rank" if is_rank else "score",
        "direction": "lower_is_better" if is_rank else "higher_is_better",
        "bounds": [1, None] if is_rank else [0, 1],
        "full_count": False,
        "period_kind": "rank" if is_rank else "year_index",
        "system": {"vi": "Bảng minh họa", "en": "Illustrative list"},
        "definitions": [{"id": "as_listed", "text": {"vi": "Theo bảng.", "en": "As listed."}}],
    }


def _target(places: _Places) -> list[str]:
    filled = {
        "indicator": "share_000", "tier": "province", "area": places.provinces[0], "due": "2025",
        "operator": ">=", "value": "80", "kind": "level", "level": "national", "act": "made_act",
        "definition": "cases_over_base", "source": "MADE", "locator": "benchmarks/national_data.py",
    }  # fmt: skip
    return [filled.get(column, "") for column in TARGET_COLUMNS]


_SOURCES = {
    "MADE": {
        "address": "benchmarks/national_data.py",
        "publisher": {"vi": "Chương trình tạo số liệu minh họa", "en": "Generator of made-up data"},
        "title": {"vi": "Số liệu minh họa toàn quốc", "en": "Illustrative national data"},
        "date": "2020-07-01",
        "date_is": "inferred",
        "calendar": "CAL",
        "synthetic": True,
    }
}
_ACTS = {
    "made_act": {
        "name": {"vi": "Chỉ tiêu minh họa", "en": "Illustrative target"},
        "adopted": "2020-07-01",
        "level": "national",
    }
}
