"""The page above all data sets: the newest report of each, real ones first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import cast

from chiso.export.landing import Run, head_of, period_view, templates
from chiso.export.page import POLICY, style
from chiso.export.wording import LANDING, say_all
from chiso.periods import Period
from chiso.words import LANGS, Lang, Words

SHELF: Mapping[str, Words] = MappingProxyType(
    {
        "title": Words(vi="Báo cáo chỉ số chính quyền số", en="Digital government indicators"),
        "sets": Words(vi="Các bộ số liệu", en="Data sets"),
        "order": Words(
            vi="Mỗi bộ số liệu có báo cáo mới nhất ở đây; bộ số liệu thật đứng trước.",
            en="The newest report of each data set; real data come first.",
        ),
        "all_periods": Words(vi="Tất cả các kỳ", en="All periods"),
        "count": Words(vi="số kỳ: {count}", en="periods: {count}"),
        "newest": Words(vi="Báo cáo mới nhất", en="Newest report"),
        "none": Words(
            vi="Bộ số liệu này chưa có báo cáo nào.", en="This data set has no report yet."
        ),
        "failed": Words(
            vi="Kỳ có lần chạy gần nhất không thành công: {periods}.",
            en="Periods whose latest run failed: {periods}.",
        ),
        "nothing": Words(vi="Chưa có báo cáo nào.", en="There is no report yet."),
    }
)
_SHARED = ("skip", "illustrative", "illustrative_more", "other_language", "verdicts")


def write_shelf(sets: Sequence[Mapping[str, object]], folder: Path, lang: Lang) -> None:
    """``index.html`` (vi) or ``index.en.html`` (en) over all data sets.

    Parameters
    ----------
    sets
        One mapping a data set: ``folder``, its name below the output folder, and ``records``, as
        for :func:`chiso.export.write_landing`.
    folder
        Where the page is written.
    lang
        Language of the page.

    Raises
    ------
    UsageError
        If a period's code names no period.
    """
    name = "index.html" if lang == "vi" else "index.en.html"
    (folder / name).write_text(shelf_page(sets, lang), encoding="utf-8")


def shelf_page(sets: Sequence[Mapping[str, object]], lang: Lang) -> str:
    """The page over all data sets as text; see :func:`write_shelf` for the records."""
    views = [_set_view(found, lang) for found in sets]
    view = {
        "lang": lang,
        "policy": POLICY,
        "style": style("base", "landing"),
        "say": {**say_all(SHELF, lang), **{name: LANDING[name].say(lang) for name in _SHARED}},
        "other": "index.en.html" if lang == "vi" else "index.html",
        "other_lang": next(other for other in LANGS if other != lang),
        "sets": sorted(views, key=lambda found: (found["is_synthetic"], found["folder"])),
    }
    return templates().get_template("shelf.html.j2").render(page=view).rstrip() + "\n"


def _set_view(found: Mapping[str, object], lang: Lang) -> dict[str, object]:
    """One data set's entry: name, mark, newest report, failures, way to its own page."""
    runs = sorted(
        cast(Sequence[Run], found["records"]),
        key=lambda run: Period.parse(str(run["period"])),
        reverse=True,
    )
    published = [run for run in runs if run.get("status") != "failed"]
    head = head_of(published[0], lang) if published else {}
    broken = [run for run in runs if run.get("status") == "failed" or run.get("stale")]
    names = ", ".join(Period.parse(str(run["period"])).name(lang) for run in broken)
    return {
        "folder": str(found["folder"]),
        "name": head.get("dataset_name") or str(found["folder"]),
        "name_lang": head.get("lang", lang),
        "is_synthetic": bool(head.get("synthetic")),
        "period": Period.parse(str(published[0]["period"])).name(lang) if published else "",
        "newest": period_view(published[0], lang) if published else None,
        "failed": SHELF["failed"].fill(periods=names).say(lang) if broken else "",
        "count": SHELF["count"].fill(count=len(published)).say(lang),
        "landing": f"{found['folder']}/{'index.html' if lang == 'vi' else 'index.en.html'}",
    }
