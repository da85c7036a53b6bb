"""A complete panel of districts: parts that sum to the whole, and plain words without one."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

COUNTS = {"2023": (40, 100), "2024-H1": (55, 110)}


@pytest.fixture(scope="module")
def with_panel(hoa_binh):
    """The real report with counted shares of all ten districts, two periods, made up here."""
    report = hoa_binh("2024-H1", "en")
    base = report.published[
        (report.published["indicator"] == "dossiers_online_share")
        & report.published["is_counted"]
        & (report.published["definition"] == "received_online")
    ].iloc[[0]]
    rows = []
    for number, area in enumerate(report.districts()):
        for period, (cases, total) in COUNTS.items():
            day = {"2023": "2023-12-31", "2024-H1": "2024-06-30"}[period]
            cases_here = cases + 3 * number
            rows.append(
                base.assign(
                    area=area.id, tier="district", period=period,
                    numerator=float(cases_here), denominator=float(total),
                    value=round(100 * cases_here / total, 2), exact=100 * cases_here / total,
                    last_day=pd.Timestamp(day), first_day=pd.Timestamp(day[:4]),
                    time=2024.0 if period == "2023" else 2024.5,
                )
            )  # fmt: skip
    return replace(report, published=pd.concat([report.published, *rows], ignore_index=True))


def frame_of(table):
    return table.frame


def test_without_a_complete_panel_the_reason_is_said(hoa_binh):
    report = hoa_binh("2024-H1", "en")
    for call in (report.show_contributions, report.show_what_if, report.show_movers):
        assert "every district" in call().texts[0]


def test_the_parts_of_the_gap_sum_to_the_gap(with_panel):
    frame = frame_of(with_panel.show_contributions())
    cases = sum(55 + 3 * number for number in range(10))
    assert len(frame) == 10
    assert frame["value"].sum() == pytest.approx(60 - 100 * cases / (10 * 110))


def test_each_district_is_told_how_many_cases_it_lacks(with_panel):
    frame = frame_of(with_panel.show_contributions()).set_index("area")
    first = with_panel.districts()[0].id
    assert frame.loc[first, "units"] == 66 - 55


def test_the_parts_of_the_change_sum_to_the_change(with_panel):
    frame = frame_of(with_panel.show_movers())
    before = sum(40 + 3 * number for number in range(10)) / 10
    after = sum(55 + 3 * number for number in range(10)) / 11
    assert frame["value"].sum() == pytest.approx(after - before)


def test_lifting_every_district_to_the_target_reaches_it(with_panel):
    frame = frame_of(with_panel.show_what_if()).set_index("scenario")
    assert frame.loc["target", "value"] >= 60
    assert frame.loc["median", "gain"] > 0


def test_the_tables_are_shown_with_their_sums_named(with_panel):
    assert "add up exactly" in with_panel.show_contributions().to_html()
