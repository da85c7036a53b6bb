"""Departments on published indices: no funnel, no interval, no rank told as performance."""

from __future__ import annotations

import pytest

from chiso.report import departments
from chiso.report.stack import Stack
from unit.report.rows import figure, report


def index(name, code, value, period="2023"):
    return figure(name, area=code, tier="all", value=value, period=period)


PANEL = (
    index("par_index", "D1", 85.0), index("par_index", "D2", 90.0),
    index("sipas", "D1", 80.0), index("sipas", "D2", 81.0),
)  # fmt: skip
BEFORE = (index("par_index", "D1", 80.0, "2022"), index("par_index", "D2", 92.0, "2022"))


@pytest.fixture
def drawn(monkeypatch):
    """Calls of the charts, without drawing."""
    calls = {}
    for name in ("ranked_dots", "slope"):
        monkeypatch.setattr(departments, name, lambda *args, to=name: calls.update({to: args}))
    return calls


class TestTable:
    def test_departments_stand_from_high_to_low_with_their_rank(self):
        frame = report(*PANEL, *BEFORE, lang="en").show_departments().frame
        assert frame[["name", "rank", "change"]].to_numpy().tolist() == [
            ["Department of Finance", 1, 90 - 92],
            ["Department of Home Affairs", 2, 85 - 80],
        ]

    def test_one_year_of_departments_has_no_change(self):
        table = report(*PANEL).show_departments()
        assert [item.name for item in table.columns] == [
            "name", "rank", "par_index_2023", "sipas_2023",
        ]  # fmt: skip

    def test_a_newer_sipas_does_not_hide_the_last_par_index(self):
        rows = [*PANEL, index("sipas", "D1", 79.0, "2024")]
        table = report(*rows, period="2024").show_departments()
        assert table.frame["rank"].tolist() == [1, 2]
        assert [item.name for item in table.columns][2:] == [
            "par_index_2023", "sipas_2023", "sipas_2024",
        ]  # fmt: skip

    def test_a_sipas_alone_has_no_rank(self):
        table = report(*PANEL[2:]).show_departments()
        assert table.frame["sipas_2023"].tolist() == [80, 81]
        assert "rank" not in [item.name for item in table.columns]


class TestWords:
    def test_range_median_and_movement_are_told_and_then_the_limits(self):
        told = report(*PANEL, *BEFORE, lang="en").say_departments().texts
        assert told == [
            "PAR INDEX 2023, 2 departments: from 85.00% to 90.00%, median 87.50%.",
            "Against 2022, units with a higher score: 1, with a lower score: 1.",
            "SIPAS 2023, 2 departments: from 80.00% to 81.00%, median 80.50%.",
            "Scores have no numerator and denominator, so neither a funnel nor intervals are"
            " possible; a change of rank is not read as a change of performance.",
        ]

    def test_one_index_alone_is_told(self):
        assert len(report(*PANEL[2:]).say_departments().texts) == 2

    def test_without_results_the_reason_is_said(self):
        edition = report(figure())
        for call in (
            "say_departments", "draw_departments", "show_departments", "compare_departments",
        ):  # fmt: skip
            assert "chưa có kết quả công bố của các sở" in getattr(edition, call)().texts[0]


class TestFigures:
    def test_departments_are_drawn_against_their_median(self, drawn):
        report(*PANEL, index("par_index", "D1", 70.0, "2022"), lang="en").draw_departments()
        frame, caption, reference = drawn["ranked_dots"]
        assert frame[["area", "value", "rank_text"]].to_numpy().tolist() == [
            ["D2", 90, "1"], ["D1", 85, "2"],
        ]  # fmt: skip
        assert frame["label"].tolist() == ["Finance", "Home Affairs"]
        assert frame[["lower", "upper"]].isna().all(axis=None)
        assert reference.value == (85 + 90) / 2
        assert caption.title == "PAR INDEX 2023 of 2 departments: from 85.00% to 90.00%"

    def test_the_slope_goes_from_the_first_to_the_last_year_and_singles_nobody_out(self, drawn):
        report(*PANEL, *BEFORE).draw_department_moves()
        frame, caption, years = drawn["slope"]
        assert frame[["label", "before", "after"]].to_numpy().tolist() == [
            ["Sở Nội vụ", 80, 85], ["Sở Tài chính", 92, 90],
        ]  # fmt: skip
        assert not frame["is_highlighted"].any()
        assert years == ("2022", "2023")
        assert caption.title == "PAR INDEX: 1 trong 2 sở, ban, ngành có điểm 2023 cao hơn 2022"

    def test_a_department_of_one_year_only_is_not_counted(self, drawn):
        report(*PANEL, BEFORE[0], lang="en").draw_department_moves()
        assert drawn["slope"][1].title == (
            "PAR INDEX: 1 of 1 departments scored higher in 2023 than in 2022"
        )

    def test_one_year_has_no_slope(self):
        assert "Chưa có hai năm" in report(*PANEL).draw_department_moves().texts[0]


class TestTogether:
    def test_two_years_have_dots_slope_and_table(self, drawn):
        shown = report(*PANEL, *BEFORE).compare_departments()
        assert isinstance(shown, Stack)
        assert len(shown.parts) == 4

    def test_one_year_has_no_slope_among_them(self, drawn):
        assert len(report(*PANEL).compare_departments().parts) == 3
        assert "slope" not in drawn


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_figures_of_the_published_departments_are_small(hoa_binh, lang):
    edition = hoa_binh("2024", lang)
    for figure_ in (edition.draw_departments(), edition.draw_department_moves()):
        assert len(figure_.wide.data) + len(figure_.narrow.data) <= 64 * 1024
