"""Ranks over several years are drawn only where chance leaves them a meaning."""

import pytest

from chiso.report import rank_paths
from unit.report.district_rows import APART, CODES, counts, panel_report

# The best and the worst of APART have changed places.
TURNED = {**APART, "148": APART["159"], "159": APART["148"]}
YEARS = (*counts(APART), *counts(APART, period="2022"), *counts(TURNED, period="2021"))


@pytest.fixture
def drawn(monkeypatch):
    """Frame and caption of the last bump chart, without drawing."""
    calls = []
    monkeypatch.setattr(rank_paths, "bump", lambda *args: calls.append(args))
    return calls


def test_three_years_are_drawn_in_order(drawn):
    panel_report(*YEARS).draw_ranks()
    frame, caption = drawn[0]
    assert frame["period"].unique().tolist() == ["2021", "2022", "2023"]
    assert frame.groupby("period")["rank"].apply(sorted).tolist() == [list(range(1, 11))] * 3
    assert caption.title == "Trực tuyến: 2 trong 10 đơn vị đổi hạng rõ, 2021 đến 2023"


def test_only_units_whose_rank_ranges_are_apart_are_in_colour(drawn):
    panel_report(*YEARS).draw_ranks()
    frame, _ = drawn[0]
    marked = frame[frame["is_highlighted"]]
    assert sorted(marked["label"].unique()) == ["Lạc Thủy", "TP Hòa Bình"]


def test_two_years_are_a_slope_and_no_bump(drawn):
    shown = panel_report(*counts(APART), *counts(APART, period="2022")).draw_ranks()
    assert "Chưa đủ 3 kỳ liền nhau" in shown.texts[0]
    assert drawn == []


def test_a_missing_year_ends_the_path(drawn):
    rows = (*counts(APART), *counts(APART, period="2022"), *counts(APART, period="2020"))
    assert "Chưa đủ 3 kỳ liền nhau" in panel_report(*rows).draw_ranks().texts[0]


def test_no_more_than_six_years_are_drawn(drawn):
    rows = [row for year in range(2016, 2024) for row in counts(APART, period=str(year))]
    panel_report(*rows).draw_ranks()
    assert drawn[0][0]["period"].nunique() == 6


def test_where_bands_replace_ranks_nothing_is_drawn(drawn):
    alike = dict.fromkeys(CODES, 4000)
    years = [row for year in (2021, 2022, 2023) for row in counts(alike, period=str(year))]
    assert "phủ quá nửa" in panel_report(*years, lang="vi").draw_ranks().texts[0]


def test_without_districts_nothing_is_drawn():
    shown = panel_report(*counts(dict(list(APART.items())[:2]))).draw_ranks()
    assert "không so sánh được các huyện" in shown.texts[0]
