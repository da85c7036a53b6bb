"""Executed chapters made by hand, with fragments as the report writes them."""

from __future__ import annotations

import base64
import html
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat

from chiso.export import Edition
from chiso.export.chapters import RECORD
from chiso.packed import pack_rows
from chiso.words import Lang

CREATED = datetime(2024, 7, 5, 3, 0, tzinfo=UTC)
# A complete PNG of one white pixel.
PIXEL = base64.b64encode(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
        "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
    )
).decode()
ALT = {
    "vi": "Biểu đồ đường: tỷ lệ hồ sơ trực tuyến của tỉnh, 2021 đến 2024, tăng; xem Biểu số 1.",
    "en": "Line chart: share of files online, whole province, 2021 to 2024, rising; see Table 1.",
}
TITLES = {
    "vi": "Báo cáo chỉ số chính quyền số tỉnh Hòa Bình",
    "en": "Digital government indicators of Hòa Bình province",
}


def head(lang: Lang = "vi", **changes: Any) -> dict[str, Any]:
    vi = lang == "vi"
    return {
        "kind": "edition",
        "period": "2024-H1",
        "period_name": "6 tháng đầu năm 2024" if vi else "the first half of 2024",
        "closing_date": "2024-06-30",
        "closing_date_name": "30/6/2024" if vi else "30 June 2024",
        "lang": lang,
        "dataset": "hoa_binh",
        "dataset_name": "Chính quyền số tỉnh Hòa Bình" if vi else "Hòa Bình digital government",
        "title": TITLES[lang],
        "state": "Số liệu công bố" if vi else "Published figures",
        "synthetic": False,
        "latest_published": "2024-08-31",
        "sources_count": 58,
        "verdicts": {"met": 12, "not_met": 5, "undetermined": 3, "no_target": 40, "no_data": 0},
        "headline": [
            {
                "id": "dossiers_online",
                "name": "Hồ sơ nộp trực tuyến" if vi else "Files submitted online",
                "value_text": "70,43%" if vi else "70.43%",
                "verdict": "met",
                "history": [["2022-12-31", 52.3, "="], ["2024-06-30", 70.43, "="]],
            }
        ],
        "matrix": [
            {
                "indicator": "dossiers_online",
                "name": "Hồ sơ trực tuyến" if vi else "Files online",
                "verdict": "met",
            }
        ],
        "revisions": {
            "count": 1,
            "rows": [
                {
                    "name": "PAR INDEX",
                    "area": "Hòa Bình",
                    "period": "2023",
                    "old": "86,89%" if vi else "86.89%",
                    "new": "86,76%" if vi else "86.76%",
                    "day": "07/5/2024" if vi else "7 May 2024",
                }
            ],
        },
        "inputs": ["observations/dossiers.csv"],
    } | changes


def text(source: str, *, tag: str = "", section: str = "") -> Any:
    metadata: dict[str, Any] = {"tags": [tag]} if tag else {}
    if section:
        metadata["chiso"] = {"section": section}
    return nbformat.v4.new_markdown_cell(source, metadata=metadata)


def shown(fragment: str, record: Mapping[str, Any] | None = None) -> Any:
    data = {"text/html": fragment, "text/plain": "một dòng"}
    return nbformat.v4.new_output(
        "display_data", data=data | ({RECORD: dict(record)} if record else {})
    )


def call(*outputs: Any, tag: str = "", source: str = "report.show()") -> Any:
    metadata = {"tags": [tag]} if tag else {}
    return nbformat.v4.new_code_cell(source, outputs=list(outputs), metadata=metadata)


def opening(lang: Lang = "vi", **changes: Any) -> list[Any]:
    parameters = call(tag="parameters", source='period: str = "2024-H1"')
    opened = call(shown("<p>báo cáo mở</p>", head(lang, **changes)), source="import chiso\nreport")
    return [parameters, opened]


def prose(*sentences: str) -> Any:
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return shown(f'<div class="prose">{body}</div>', {"kind": "prose"})


def table_record(ident: str = "b-ket-qua", **changes: Any) -> dict[str, Any]:
    return {
        "kind": "table",
        "id": ident,
        "caption": "Kết quả so với chỉ tiêu",
        "unit": "%",
        "order": "Thứ tự: mã chỉ tiêu",
        "notes": ["Số liệu làm tròn khi trình bày."],
        "sources": ["Báo cáo 6 tháng đầu năm 2024"],
        "columns": [
            {"name": "area", "label": "Đơn vị", "kind": "text"},
            {"name": "value", "label": "Kết quả", "unit": "%", "kind": "number", "decimals": 2},
        ],
        "rows": [["Yên Thủy", 100 * 1310 / 1860], ["Đà Bắc", None]],
    } | changes


def _printed(cell: Any) -> str:
    if cell is None:
        return "…"
    return f"{cell:.2f}".replace(".", ",") if isinstance(cell, float) else str(cell)


def table(ident: str = "b-ket-qua", **changes: Any) -> Any:
    record = table_record(ident, **changes)
    labels = [html.escape(column["label"]) for column in record["columns"]]
    cells = [[html.escape(_printed(cell)) for cell in row] for row in record["rows"]]
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>'
        + "".join(f'<td class="num">{cell}</td>' for cell in row[1:])
        + "</tr>"
        for row in cells
    )
    header = "".join(f'<th scope="col">{label}</th>' for label in labels)
    fragment = (
        f'<div class="table" id="{ident}"><div class="caption-line" id="{ident}-ten">'
        f'<span><span class="no" data-kind="table" data-id="{ident}"></span>'
        f"{html.escape(record['caption'])}</span>"
        f'<span class="unit">Đơn vị tính: {html.escape(record["unit"])}</span></div>'
        f'<div class="scroll" tabindex="0" role="region" aria-labelledby="{ident}-ten">'
        f'<table aria-labelledby="{ident}-ten"><thead><tr>{header}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
        f'<p class="note">{html.escape(" ".join(record["notes"]))}</p></div>'
    )
    return shown(fragment, record)


def figure(ident: str = "h-xu-huong", *, lang: Lang = "vi", **changes: Any) -> Any:
    record = {
        "kind": "figure",
        "id": ident,
        "title": "Tỷ lệ hồ sơ trực tuyến tăng",
        "alt": ALT[lang],
        "png_wide": PIXEL,
    } | changes
    fragment = (
        f'<figure class="chart" id="{ident}"><figcaption>'
        f'<span class="no" data-kind="figure" data-id="{ident}"></span>{record["title"]}'
        f' <a class="anchor" href="#{ident}">#</a></figcaption>'
        f'<picture><source media="(max-width:600px)" srcset="data:image/png;base64,{PIXEL}">'
        f'<img alt="{record["alt"]}" src="data:image/png;base64,{PIXEL}"></picture>'
        '<p class="note"><b>Ghi chú:</b> vạch đứt là chỉ tiêu.</p></figure>'
    )
    return shown(fragment, record)


def data(**changes: Any) -> Any:
    record = {
        "kind": "data",
        "columns": ["indicator", "area", "value", "note"],
        "packed_rows": pack_rows([["dossiers_online", "17", 70.43010752688173, "=1+1"]]),
    } | changes
    return shown("", record)


def chapter(folder: Path, name: str, cells: Sequence[Any]) -> Path:
    path = folder / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=list(cells)), path)
    return path


def edition(notebooks: Mapping[Lang, Sequence[Path]], **changes: Any) -> Edition:
    return Edition(
        **{
            "period": "2024-H1",
            "langs": tuple(notebooks),
            "notebooks": notebooks,
            "neighbours": {"previous": "2023", "next": None},
            "created": CREATED,
            "provenance": {"chiso": "0.1.0", "key": "9f2c"},
        }
        | changes
    )


def full_chapters(folder: Path, lang: Lang = "vi", **changes: Any) -> list[Path]:
    """The two ends of a report: a summary with everything in it, and the sources."""
    vi = lang == "vi"
    say = "Toàn tỉnh có 1.310 trong 1.860 hồ sơ nộp trực tuyến, bằng 70,43%"
    if not vi:
        say = "The whole province had 1,310 of 1,860 files submitted online, which is 70.43%"
    reference = '<a class="ref" href="#b-ket-qua"></a>'
    summary = [
        text("# Tóm tắt\n\nKết quả của kỳ.", tag="vi", section="tom-tat"),
        text("# Summary\n\nThe results of the period.", tag="en", section="tom-tat"),
        *opening(lang, **changes),
        call(prose(f"{say} ({reference}).")),
        call(table(), figure(lang=lang)),
        text("# Xu hướng", tag="vi", section="xu-huong"),
        text("# Trends", tag="en", section="xu-huong"),
        call(shown('<div class="prose"></div>', {"kind": "prose"})),
    ]
    sources = [
        text("# Nguồn và tải về\n\nTheo công bố.", tag="vi", section="nguon"),
        text("# Sources and downloads\n\nAs published.", tag="en", section="nguon"),
        *opening(lang, **changes),
        call(data()),
    ]
    return [
        chapter(folder, f"00_summary.{lang}", summary),
        chapter(folder, f"60_methods_and_sources.{lang}", sources),
    ]
