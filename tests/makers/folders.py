"""A complete minimal data set on disk: two indicators, three areas, a handful of rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from makers.rows import COLUMNS, observation

Content = str | bytes | None

_DATASET = {
    "id": "tiny",
    "name": {"vi": "Bộ số liệu nhỏ", "en": "A tiny data set"},
    "synthetic": False,
    "province": "17",
    "calendar": "CAL",
    "report_periods": ["2023", "2022"],
    "state": {"vi": "Số liệu công bố", "en": "Published figures"},
    "headline": ["online_share"],
}
_DOMAINS = [
    {
        "id": "one_stop",
        "name": {"vi": "Một cửa", "en": "One-stop service"},
        "question": {"vi": "Bao nhiêu hồ sơ trực tuyến?", "en": "How many dossiers are online?"},
    }
]
_INDICATORS = [
    {
        "id": "online_share",
        "domain": "one_stop",
        "name": {"vi": "Tỷ lệ hồ sơ trực tuyến", "en": "Dossiers online"},
        "short": {"vi": "Trực tuyến", "en": "Online"},
        "unit": {"vi": "%", "en": "%"},
        "decimals": 1,
        "kind": "share",
        "direction": "higher_is_better",
        "bounds": [0, 100],
        "full_count": True,
        "period_kind": "flow",
        "system": {"vi": "Hệ thống một cửa", "en": "One-stop system"},
        "definitions": [
            {
                "id": "online_over_all",
                "text": {"vi": "Trực tuyến trên tổng số.", "en": "Online over all."},
            },
            {
                "id": "online_over_eligible",
                "text": {"vi": "Trên số đủ điều kiện.", "en": "Online over eligible."},
            },
        ],
    },
    {
        "id": "dossiers",
        "domain": "one_stop",
        "name": {"vi": "Hồ sơ tiếp nhận", "en": "Dossiers received"},
        "short": {"vi": "Tiếp nhận", "en": "Received"},
        "unit": {"vi": "hồ sơ", "en": "dossiers"},
        "decimals": 0,
        "kind": "count",
        "direction": "neutral",
        "bounds": [0, None],
        "full_count": True,
        "period_kind": "flow",
        "system": {"vi": "Hệ thống một cửa", "en": "One-stop system"},
        "definitions": [
            {"id": "as_printed", "text": {"vi": "Theo nguồn.", "en": "As printed."}},
        ],
    },
]
_SOURCES = {
    "NEWS1": {
        "address": "https://example.org/1",
        "publisher": {"vi": "Báo tỉnh", "en": "Provincial newspaper"},
        "title": {"vi": "Bài thứ nhất", "en": "First article"},
        "date": "2024-01-15",
        "date_is": "printed",
        "calendar": "CAL",
    },
    "FORM6": {
        "address": "https://example.org/6",
        "publisher": {"vi": "Văn phòng", "en": "Office"},
        "title": {"vi": "Biểu 06", "en": "Form 06"},
        "date": "2024-01-20",
        "date_is": "inferred",
        "calendar": "ADM15",
    },
}
_ACTS = {
    "decision_1": {
        "name": {"vi": "Quyết định 1", "en": "Decision 1"},
        "adopted": "2021-06-15",
        "level": "national",
    }
}
_TARGETS = [
    {
        "indicator": "online_share",
        "tier": "province",
        "area": "17",
        "due": "2025",
        "operator": ">=",
        "value": "50",
        "kind": "level",
        "level": "national",
        "act": "decision_1",
        "definition": "online_over_all",
        "source": "NEWS1",
        "locator": "Điều 1",
        "note": "",
    }
]
_AREAS = [
    {"area": "17", "kind": "province", "name_vi": "Tỉnh Hòa Bình", "name_en": "Hòa Bình province"},
    {
        "area": "148",
        "parent": "17",
        "kind": "city",
        "name_vi": "Thành phố Hòa Bình",
        "name_en": "Hòa Bình city",
        "short_vi": "TP Hòa Bình",
        "valid_to": "2025-06-30",
        "aliases": "TP Hòa Bình|Hoa Binh City",
        "tile_row": "1",
        "tile_column": "2",
        "order": "1",
    },
    {
        "area": "151",
        "parent": "17",
        "kind": "district",
        "name_vi": "Huyện Kỳ Sơn",
        "name_en": "Kỳ Sơn district",
        "valid_to": "2019-12-31",
        "successor": "148",
        "order": "2",
    },
]
_CHANGES = [
    {
        "date": "2020-01-01",
        "kind": "merge",
        "predecessor": "151",
        "successor": "148",
        "weight": "1",
    }
]
_TOTALS = [
    {
        "id": "dossiers_of_districts",
        "total": "dossiers",
        "parts": ["dossiers"],
        "across_areas": True,
        "note": {"vi": "Các huyện cộng lại bằng tỉnh.", "en": "Districts add to the province."},
    }
]
_CORRECTIONS = [
    {
        "id": "doubtful_city_count",
        "file": "observations/one.csv",
        "match": {"indicator": "dossiers", "area": "148"},
        "set": {"value": "1300"},
        "expect": {"value": "1200"},
        "reason": {"vi": "Chưa rõ.", "en": "Not certain."},
        "status": "proposed",
    }
]
_COUNT = {"indicator": "dossiers", "definition": "as_printed"}
ROWS = (
    observation(),
    observation(period="2022", value="33.33", decimals="2", numerator="1", denominator="3"),
    observation(**_COUNT, value="3000"),
    observation(**_COUNT, value="1200", area="148", tier="district"),
    observation(**_COUNT, value="300", area="151", tier="district", period="2019"),
    observation(period="2024-H1", value="90", qualifier=">", source="FORM6"),
)
AREA_COLUMNS = (
    "area", "parent", "kind", "name_vi", "name_en", "short_vi", "valid_from", "valid_to",
    "successor", "aliases", "tile_row", "tile_column", "order", "note",
)  # fmt: skip
CHANGE_COLUMNS = (
    "date", "kind", "predecessor", "successor", "weight", "act", "source", "note",
)  # fmt: skip


def write_csv(rows: Iterable[Mapping[str, str]], columns: Iterable[str] = COLUMNS) -> str:
    """Rows as the text of a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def dataset_folder(
    folder: Path,
    *,
    rows: Iterable[Mapping[str, str]] = ROWS,
    files: Mapping[str, Content] | None = None,
    **entries: Any,
) -> Path:
    """A data set in ``folder``; what is not named is the minimal valid thing.

    Parameters
    ----------
    rows
        Observations of ``observations/one.csv``.
    files
        Whole files by name, as text or bytes; None leaves the file out.
    entries
        Content of ``dataset``, ``domains``, ``indicators``, ``sources``, ``acts``, ``targets``,
        ``areas``, ``area_changes``, ``totals``, ``corrections``: a dict for ``dataset`` is merged
        with the default, everything else replaces it.
    """
    contents: dict[str, Content] = {
        **_texts(entries),
        "observations/one.csv": write_csv(rows),
        **(files or {}),
    }
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif content is not None:
            path.write_text(content, encoding="utf-8", newline="")
    return folder


def _texts(entries: Mapping[str, Any]) -> dict[str, str]:
    lists = {
        "domains": _DOMAINS, "indicators": _INDICATORS, "sources": _SOURCES, "acts": _ACTS,
        "totals": _TOTALS, "corrections": _CORRECTIONS,
    }  # fmt: skip
    tables = {
        "targets": (_TARGETS, tuple(_TARGETS[0])),
        "areas": (_AREAS, AREA_COLUMNS),
        "area_changes": (_CHANGES, CHANGE_COLUMNS),
    }
    unknown = set(entries) - {*lists, *tables, "dataset"}
    if unknown:
        raise TypeError(f"no such files: {sorted(unknown)}")
    yamls = {"dataset": _DATASET | entries.get("dataset", {})}
    yamls |= {name: entries.get(name, default) for name, default in lists.items()}
    return {
        **{
            f"{name}.yml": yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
            for name, content in yamls.items()
        },
        **{
            f"{name}.csv": write_csv(entries.get(name, rows), columns)
            for name, (rows, columns) in tables.items()
        },
    }


def entry(name: str, number: int = 0, /, **changes: Any) -> dict[str, Any]:
    """A default entry of ``domains``, ``indicators``, … with some fields changed."""
    lists: dict[str, list[dict[str, Any]]] = {
        "domains": _DOMAINS, "indicators": _INDICATORS, "targets": _TARGETS, "areas": _AREAS,
        "area_changes": _CHANGES, "totals": _TOTALS, "corrections": _CORRECTIONS,
    }  # fmt: skip
    return {**lists[name][number], **changes}


def source_entry(name: str = "NEWS1", /, **changes: Any) -> dict[str, Any]:
    """A default entry of ``sources`` with some fields changed."""
    return {**_SOURCES[name], **changes}
