"""Trend, gap, comparison and profile of one choice, each a figure with its table."""

from __future__ import annotations

import math

import pytest

from chiso.errors import UsageError
from chiso.explore import show_comparison, show_gap, show_profile, show_trend
from chiso.explore.choice import Choice, choose
from chiso.explore.views import look
from chiso.narrative import Prose
from chiso.periods import Period
from unit.report.district_rows import APART, counts, goal, panel_report
from unit.report.rows import figure, report, target


def written(display):
    return [label.text for label in display.figure.wide.labels if not label.is_line]


class TestTrend:
    rows = (
        figure(value=40, period="2021"),
        figure(value=45, period="2022"),
        figure(value=50, period="2023", qualifier=">"),
    )

    def test_each_figure_has_its_place_and_a_bound_stays_a_bound(self):
        shown = show_trend(report(*self.rows), "online_share")
        assert shown.table.frame["value"].tolist() == [40, 45, 50]
        assert shown.table.frame["value_qualifier"].tolist() == ["=", "=", ">"]
        assert "> 50%" in written(shown)
        assert "mới nhất > 50%" in shown.figure.caption.alt

    def test_another_definition_starts_another_segment(self):
        rows = (*self.rows[:2], figure(value=60, period="2023", definition="online_over_eligible"))
        shown = show_trend(report(*rows), "online_share")
        assert len(shown.table.frame) == 3
        assert any("đổi định nghĩa" in text for text in written(shown))

    def test_flows_of_one_length_are_joined_and_others_left_out(self):
        rows = (*self.rows, figure(value=48, period="2023-Q3"))
        assert len(show_trend(report(*rows), "online_share").table.frame) == 3

    def test_the_target_is_drawn_unless_it_is_switched_off(self):
        edition = report(*self.rows, targets=(target(value=60.0),))
        choice = choose(edition, "online_share")
        assert any("60%" in text for text in written(look(edition, choice, "trend")))
        bare = Choice(choice.indicator, choice.area, choice.tier, with_target=False)
        assert not any("60%" in text for text in written(look(edition, bare, "trend")))


class TestGap:
    def test_each_target_has_its_row_by_due_date(self):
        goals = (target(value=60.0), target(value=40.0, due=Period.parse("2023")))
        shown = show_gap(report(figure(value=45), targets=goals), "online_share")
        assert shown.table.frame["target"].tolist() == [40, 60]
        assert shown.table.frame["gap"].tolist() == [40 - 45, 60 - 45]
        assert shown.table.frame["verdict"].tolist() == ["met", "not_met"]

    def test_without_a_target_it_says_so(self):
        shown = show_gap(report(figure(value=45), targets=()), "online_share")
        assert isinstance(shown.figure, Prose)
        assert shown.table is None
        assert "chỉ tiêu giao" in repr(shown)


class TestComparison:
    def test_units_stand_in_code_order_or_the_best_first(self):
        edition = panel_report(*counts(APART), targets=(goal(60.0),))
        by_code = show_comparison(edition, "online_share").table.frame
        assert by_code["area"].tolist() == list(APART)
        best = show_comparison(edition, "online_share", order="value").table.frame
        assert best["value"].tolist() == sorted((n / 50 for n in APART.values()), reverse=True)
        assert best["verdict"].value_counts().to_dict() == {
            "met": sum(n / 50 >= 60 for n in APART.values()),
            "not_met": sum(n / 50 < 60 for n in APART.values()),
        }

    def test_one_unit_is_no_comparison(self):
        assert isinstance(show_comparison(report(figure()), "online_share").figure, Prose)


class TestProfile:
    def test_all_shares_of_the_unit_are_there_with_their_targets(self):
        late = figure("late_share", value=3)
        edition = report(figure(value=45), late, figure("dossiers", value=9), targets=(target(),))
        frame = show_profile(edition).table.frame
        assert frame["indicator"].tolist() == ["online_share", "late_share"]
        assert math.isnan(frame["target"].iloc[1])

    def test_a_unit_without_shares_is_told(self):
        shown = show_profile(report(figure("dossiers", value=9)))
        assert isinstance(shown.figure, Prose)


class TestWrongWords:
    @pytest.mark.parametrize(
        ("words", "near"),
        [
            ({"indicator": "online_shar"}, "online_share"),
            ({"area": "18"}, "17"),
            ({"tier": "provinc"}, "province"),
        ],
    )
    def test_the_nearest_word_is_offered(self, words, near):
        with pytest.raises(UsageError) as caught:
            show_trend(report(figure(), lang="en"), **words)
        assert near in caught.value.problems[0].sentence("en")

    def test_an_unknown_order_names_the_two(self):
        with pytest.raises(UsageError, match="code, value"):
            show_comparison(report(figure()), order="rank")


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("show", [show_trend, show_gap, show_comparison])
def test_ids_never_depend_on_period_or_language(show, lang):
    edition = panel_report(*counts(APART), lang=lang, targets=(goal(60.0),))
    shown = show(edition, "online_share")
    assert shown.figure.id.startswith("h-")
    assert "2023" not in shown.figure.id + shown.table.id
