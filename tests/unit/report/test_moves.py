"""What is said, drawn and shown of two comparable periods."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from chiso.catalog import AreaChange
from chiso.report import moves_charts
from unit.report.district_rows import (
    APART,
    CODES,
    GROUPED,
    LATE_SHARE,
    counts,
    panel_report,
    ten_districts,
)

LOWER = {code: cases - 500 for code, cases in GROUPED.items()}
TWO_YEARS = (*counts(GROUPED), *counts(LOWER, period="2022"))


@pytest.fixture
def drawn(monkeypatch):
    """Calls of the charts, without drawing."""
    calls = {}
    for name in ("slope", "contribution_bars"):
        monkeypatch.setattr(moves_charts, name, lambda *args, to=name: calls.update({to: args}))
    return calls


class TestWords:
    def test_the_whole_the_units_and_the_spread_are_one_paragraph(self):
        (told,) = panel_report(*TWO_YEARS, lang="en").say_movement().texts
        assert told == (
            "Dossiers online, 10 units together: 71.0% in 2023, 61.0% in 2022, a difference of"
            " +10.0 percentage points. Against 2022, allowing for chance: units higher: 10. Into a"
            " better band (limits 50; 80; 90%, intervals apart): Hòa Bình city, Đà Bắc, Kim Bôi,"
            " Tân Lạc, Lạc Sơn and Yên Thủy. Spread between units, dossiers online, almost"
            " unchanged: standard deviation 14.5 percentage points, 2022: 14.5. Highest over"
            " lowest: 1.63, earlier 1.78."
        )

    def test_shares_with_most_movement_come_first(self):
        figures = [
            *counts(APART), *counts(APART, period="2022"),
            *counts(GROUPED, **LATE_SHARE), *counts(LOWER, **LATE_SHARE, period="2022"),
        ]  # fmt: skip
        told = panel_report(*figures, lang="en").say_movement().texts
        assert [line.split(",")[0] for line in told] == [
            "Dossiers settled late", "Dossiers online",
        ]  # fmt: skip

    def test_without_a_period_before_the_reason_is_said(self):
        edition = panel_report(*counts(GROUPED))
        for call in (
            edition.say_movement, edition.draw_movement, edition.show_movement,
            edition.show_changes, edition.show_spread,
        ):  # fmt: skip
            assert "Chưa có hai kỳ cùng độ dài" in call().texts[0]

    def test_too_few_units_in_both_periods_are_no_movement(self):
        figures = [*counts(GROUPED)[:5], *counts(LOWER, period="2022")[3:]]
        assert "Chưa có hai kỳ" in panel_report(*figures).say_movement().texts[0]


class TestFigures:
    def test_the_slope_highlights_at_most_three_units(self, drawn):
        panel_report(*TWO_YEARS, lang="en").draw_movement()
        frame, caption, periods = drawn["slope"]
        assert frame["is_highlighted"].sum() == 3
        assert periods == ("2022", "2023")
        assert caption.title == "Online: 10 of 10 units up, 0 down; 2023"

    def test_the_largest_changes_are_highlighted(self, drawn):
        before = {**GROUPED, "152": 2000, "157": 1000}
        panel_report(*counts(GROUPED), *counts(before, period="2022")).draw_movement()
        frame, _, _ = drawn["slope"]
        assert frame.loc[frame["is_highlighted"], "label"].tolist() == ["Lương Sơn", "Lạc Sơn"]

    def test_where_nobody_moved_the_title_says_so(self, drawn):
        panel_report(*counts(APART), *counts(APART, period="2022")).draw_movement()
        frame, caption, _ = drawn["slope"]
        assert not frame["is_highlighted"].any()
        assert "chưa đơn vị nào khác năm 2022" in caption.title

    def test_the_bars_add_up_to_the_change(self, drawn):
        panel_report(*TWO_YEARS).draw_movement()
        frame, caption, total = drawn["contribution_bars"]
        assert frame["value"].sum() == pytest.approx(total)
        assert frame["value"].is_monotonic_decreasing
        assert (caption.unit, caption.decimals) == ("điểm %", 2)

    @pytest.mark.parametrize("lang", ["vi", "en"])
    def test_the_figures_are_drawn_and_small(self, lang):
        for figure in panel_report(*TWO_YEARS, lang=lang).draw_movement().parts:
            assert len(figure.wide.data) + len(figure.narrow.data) <= 64 * 1024


class TestTables:
    def test_a_row_says_both_periods_change_finding_and_part(self):
        changes, _ = panel_report(*TWO_YEARS).show_movement().parts
        row = changes.frame.set_index("area").loc["152"]
        assert (row["previous_exact"], row["exact"]) == (69.5, 79.5)
        assert row["change_text"] == "+10,0 (+8,3; +11,7)"
        assert row["state_text"] == "▲\N{NO-BREAK SPACE}cao\N{NO-BREAK SPACE}hơn"
        assert row["part"] == pytest.approx(10 / 10)

    def test_a_crossing_stands_beside_the_finding(self):
        changes, _ = panel_report(*TWO_YEARS, lang="en").show_movement().parts
        found = changes.frame.set_index("area")["state_text"]
        better = "into a better band".replace(" ", "\N{NO-BREAK SPACE}")
        assert found["158"] == f"▲\N{NO-BREAK SPACE}higher, {better}"

    def test_a_heading_names_share_and_periods(self):
        changes, _ = panel_report(*TWO_YEARS).show_movement().parts
        assert changes.frame["group"].unique().tolist() == ["Trực tuyến: năm 2022 và năm 2023"]

    def test_the_spread_has_one_absolute_and_one_relative_measure(self):
        _, spread = panel_report(*TWO_YEARS).show_movement().parts
        (row,) = spread.frame.to_dict("records")
        assert row["ratio_now"] == pytest.approx(4025 / 2475)
        assert row["ratio_before"] == pytest.approx(3525 / 1975)
        assert row["deviation_now"] == pytest.approx(row["deviation_before"])
        assert any("hồi quy về trung bình" in note for note in spread.notes)

    def test_the_drawn_share_stands_in_the_table_and_all_in_that_of_the_spread(self):
        figures = [
            *TWO_YEARS, *counts(APART, **LATE_SHARE), *counts(APART, **LATE_SHARE, period="2022"),
        ]  # fmt: skip
        changes, spread = panel_report(*figures).show_movement().parts
        assert len(changes.frame) == len(CODES)
        assert len(spread.frame) == 2


class TestAcrossABoundary:
    """What is said where Kỳ Sơn's counts of 2019 belong to the city's of 2020."""

    def told(self, *old, lang="en"):
        places = ten_districts()
        places["151"] = replace(places["150"], id="151", valid_to=date(2019, 12, 31), order=99)
        rows = [*old, *counts(GROUPED, period="2020")]
        edition = panel_report(
            *rows, period="2020", lang=lang, areas=places,
            changes=(AreaChange(date(2020, 1, 1), "merge", "151", "148", 1.0),),
        )  # fmt: skip
        (text,) = edition.say_movement().texts
        return text

    def test_moved_counts_are_told(self):
        old = counts({**LOWER, "151": 2000}, period="2019")
        assert "Counts of 2019 were added up in the boundaries of now: Hòa Bình" in self.told(*old)

    @pytest.mark.parametrize(
        ("lang", "words"),
        [
            ("en", "Not compared with 2019: Hòa Bình city. Boundaries changed and a part that was"),
            ("vi", "Không so được TP Hòa Bình với năm 2019: địa giới đã thay đổi và một phần nhập"),
        ],
    )
    def test_a_comparison_that_cannot_be_made_says_why_once(self, lang, words):
        told = self.told(*counts(LOWER, period="2019"), lang=lang)
        assert words in told
        assert "Left out for want" not in told
        assert "vì thiếu số liệu" not in told


def test_once_the_districts_are_gone_that_is_the_reason():
    edition = panel_report(*counts(GROUPED, period="2024"), period="2025")
    for call in (
        edition.say_movement,
        edition.draw_movement,
        edition.show_spread,
        edition.no_panel,
    ):
        assert call().texts == [
            "Cấp huyện đã kết thúc hoạt động vào ngày 30/6/2025; kỳ này không có số liệu cấp huyện."
        ]
