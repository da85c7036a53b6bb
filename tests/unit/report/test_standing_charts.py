"""What dots and funnels are given, and what stands around them."""

from __future__ import annotations

import pytest

from chiso.catalog import Tier
from chiso.report import standing_charts
from chiso.report.stack import Stack
from unit.report.district_rows import (
    APART,
    CODES,
    GROUPED,
    LATE,
    LATE_SHARE,
    PAIRS,
    counted,
    counts,
    goal,
    panel_report,
)


@pytest.fixture
def drawn(monkeypatch):
    """Calls of the charts, without drawing."""
    calls = []
    for name in ("ranked_dots", "funnel"):
        monkeypatch.setattr(standing_charts, name, lambda *args: calls.append(args))
    return calls


def dots(drawn, *figures, **changes):
    """Frame, caption and reference line of the first figure of dots."""
    edition = panel_report(*figures, **changes)
    edition._draw_dots(edition.drawn[0])
    return drawn[-1]


def funnel(drawn, *figures, **changes):
    edition = panel_report(*figures, **changes)
    edition._draw_funnel(edition.drawn[0])
    return drawn[-1]


class TestDots:
    def test_units_stand_in_the_order_of_their_result_with_rank_ranges(self, drawn):
        frame, _, _ = dots(drawn, *counts(PAIRS))
        assert frame["label"].tolist()[:2] == ["TP Hòa Bình", "Đà Bắc"]
        assert frame["rank_text"].tolist() == [
            "1–2", "1–2", "3–4", "3–4", "5–6", "5–6", "7–8", "7–8", "9–10", "9–10",
        ]  # fmt: skip
        assert "band_text" not in frame

    def test_the_bars_are_the_intervals_of_the_shares(self, drawn):
        frame, _, _ = dots(drawn, *counts(PAIRS))
        assert (frame["lower"] < frame["value"]).all()
        assert (frame["value"] < frame["upper"]).all()

    def test_where_ranks_are_wide_three_bands_stand_in_code_order(self, drawn):
        frame, caption, _ = dots(drawn, *counts(GROUPED))
        assert frame["label"].tolist()[-3:] == ["Lạc Sơn", "Yên Thủy", "Lạc Thủy"]
        assert frame["band_text"].tolist() == ["cao hơn"] * 7 + ["thấp hơn"] * 3
        assert "Chia ba nhóm" in caption.note

    def test_the_target_is_the_line_and_the_title_counts_who_met_it(self, drawn):
        frame, caption, line = dots(drawn, *counts(PAIRS), targets=[goal(70.0)], lang="en")
        assert (line.value, line.label) == (70, "Target 2025: 70%")
        assert caption.title == "Online: 6 of 10 units met the target, 2023"
        assert frame["verdict"].tolist() == ["met"] * 6 + ["not_met"] * 4

    def test_without_a_target_the_whole_is_the_line_and_the_title_gives_the_range(self, drawn):
        frame, caption, line = dots(drawn, *counts(APART), lang="en")
        assert line.value == pytest.approx(100 * sum(APART.values()) / 50000)
        assert line.label == "Together: 63.5%"
        assert caption.title == "Online: from 32.0% to 95.0% in 10 units, 2023"
        assert "verdict" not in frame

    def test_targets_that_differ_leave_the_whole_as_the_line(self, drawn):
        targets = [goal(70.0), goal(85.0, area="150")]
        frame, caption, line = dots(drawn, *counts(APART), targets=targets)
        assert "Mức chung" in line.label
        assert "từ 32,0% đến 95,0%" in caption.title
        assert frame["verdict"].tolist()[:2] == ["met", "met"]

    def test_a_target_of_at_most_is_said_so(self, drawn):
        figures = counts(PAIRS, **LATE_SHARE)
        _, _, line = dots(drawn, *figures, targets=[goal(5.0, **LATE)])
        assert line.label == "Chỉ tiêu 2025: không quá 5%"

    def test_a_tier_below_the_whole_is_named(self, drawn):
        figures = counts(PAIRS, tier="commune")
        _, caption, _ = dots(drawn, *figures, targets=[goal(70.0, tier=Tier.COMMUNE)])
        assert caption.title.startswith("Trực tuyến, cấp xã: 6 trong 10")

    def test_units_with_a_small_base_are_left_out_and_counted(self, drawn):
        frame, caption, _ = dots(drawn, *counts(APART)[:4], counted("154", 14, 18))
        assert len(frame) == 4
        assert "Không vẽ đơn vị có mẫu số nhỏ: 1." in caption.note

    def test_units_that_do_not_differ_are_grey_without_a_target(self, drawn):
        frame, _, _ = dots(drawn, *counts(dict.fromkeys(CODES, 500)))
        assert not frame["is_highlighted"].any()


class TestFunnel:
    def test_each_unit_stands_at_its_denominator_and_share(self, drawn):
        frame, against, _ = funnel(drawn, *counts(GROUPED))
        city = frame.set_index("area").loc["148"]
        assert (city["n"], city["value"], city["label"]) == (5000, 80, "TP Hòa Bình")
        assert against.centre.value == pytest.approx(100 * sum(GROUPED.values()) / 50000)

    def test_the_title_counts_units_outside_and_the_note_names_the_method(self, drawn):
        _, _, caption = funnel(drawn, *counts(GROUPED), lang="en")
        assert caption.title == "Online: 10 of 10 units beyond the 99.8% limits, 2023"
        assert "by the score formula" in caption.note
        assert "reported and not applied" in caption.note

    def test_few_cases_ask_for_the_exact_limits(self, drawn):
        _, _, caption = funnel(drawn, *counts(dict.fromkeys(CODES, 99), base=100))
        assert "nhị thức chính xác" in caption.note

    def test_with_twenty_units_the_dispersion_widens_the_limits(self, drawn, monkeypatch):
        monkeypatch.setattr("chiso.report.standing.overdispersion", _with_few_areas)
        _, _, caption = funnel(drawn, *counts(GROUPED), lang="en")
        assert "arcsine formula with extra variance" in caption.note
        assert "taken into the limits" in caption.note


def _with_few_areas(rows):
    from chiso.metrics.overdispersion import overdispersion

    return overdispersion(rows, min_areas=10)


class TestStack:
    def test_two_shares_are_drawn_with_two_figures_each(self, drawn):
        figures = [
            *counts(APART), *counts(GROUPED, **LATE_SHARE),
            *counts(APART, indicator="work_files_online_share", definition="as_printed"),
        ]  # fmt: skip
        assert isinstance(panel_report(*figures).draw_standing(), Stack)
        assert [call[-1].id for call in drawn if hasattr(call[-1], "id")] == [
            "h-pheu-online-share", "h-pheu-late-share",
        ]  # fmt: skip
        assert len(drawn) == 4

    def test_a_share_with_fewer_than_three_large_bases_is_not_drawn(self):
        figures = [*counts(APART)[:2], counted("152", 5, 10)]
        assert "ít nhất 3 huyện" in panel_report(*figures).draw_standing().texts[0]

    def test_made_up_data_are_marked(self, drawn):
        _, caption, _ = dots(drawn, *counts(APART), is_synthetic=True)
        assert caption.synthetic


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_figures_are_drawn_and_small(lang):
    edition = panel_report(*counts(GROUPED), targets=[goal(70.0)], lang=lang)
    for figure in edition.draw_standing().parts:
        assert len(figure.wide.data) + len(figure.narrow.data) <= 64 * 1024
        assert 60 <= len(figure.caption.alt) <= 300
