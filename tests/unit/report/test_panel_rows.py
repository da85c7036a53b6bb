"""Which counts make a panel, of which period, and against which target each district is held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from chiso.catalog import AreaChange, TargetKind, Tier
from chiso.periods import Calendar, Period
from chiso.report.panel_rows import lead_panels, panel_before
from makers import source
from unit.report.district_rows import (
    APART,
    CASES,
    CODES,
    LATE,
    LATE_SHARE,
    counted,
    counts,
    goal,
    panel_report,
    ten_districts,
)
from unit.report.rows import catalogue_of

THREE = {code: APART[code] for code in CODES[:3]}


def only(edition):
    """The one panel of a report."""
    (panel,) = edition.panels
    return panel


class TestWhatMakesAPanel:
    def test_three_districts_with_counts_do(self):
        panel = only(panel_report(*counts(THREE)))
        assert (panel.indicator, panel.definition, panel.tier, panel.period) == (
            "online_share", "online_over_all", "all", "2023",
        )  # fmt: skip
        assert panel.rows["area"].tolist() == ["148", "150", "152"]

    def test_two_districts_do_not(self):
        assert panel_report(*counts(THREE)[:2]).panels == []

    def test_the_others_are_missing_by_code(self):
        assert only(panel_report(*counts(THREE))).missing == CODES[3:]

    def test_rows_stand_in_code_order_whatever_the_order_of_the_file(self):
        shuffled = reversed(counts(APART))
        assert only(panel_report(*shuffled)).rows["area"].tolist() == list(CODES)

    @pytest.mark.parametrize(
        "changes",
        [
            {"numerator": None, "denominator": None},
            {"numerator": 12.5},
            {"qualifier": ">"},
            {"scope": "party"},
        ],
        ids=["no counts", "no whole counts", "a bound", "party bodies"],
    )
    def test_rows_that_cannot_be_compared_are_no_part_of_it(self, changes):
        rows = [row | changes for row in counts(THREE)]
        assert panel_report(*rows).panels == []

    def test_scores_and_counts_of_cases_make_none(self):
        rows = [counted(code, 50, indicator="digitisation_score", definition="as_printed",
                        value=10.0) for code in CODES[:3]]  # fmt: skip
        assert panel_report(*rows).panels == []

    def test_the_province_itself_is_no_unit(self):
        assert "17" not in only(panel_report(*counts({"17": 700, **THREE}))).rows["area"].tolist()

    def test_tiers_and_definitions_are_panels_of_their_own_in_catalogue_order(self):
        rows = [
            *counts(THREE, tier="commune"), *counts(THREE),
            *counts(THREE, definition="online_over_eligible"),
            *counts(THREE, **LATE_SHARE),
        ]  # fmt: skip
        found = panel_report(*rows).panels
        assert [(item.indicator, item.definition, item.tier) for item in found] == [
            ("online_share", "online_over_all", "all"),
            ("online_share", "online_over_all", "commune"),
            ("online_share", "online_over_eligible", "all"),
            ("late_share", "as_printed", "all"),
        ]

    def test_after_the_tier_has_ended_there_is_none(self):
        rows = counts(APART, period="2025")
        assert panel_report(*rows, period="2025").panels == []


class TestPeriods:
    def test_the_reports_own_period_stands_before_a_longer_one_with_more_districts(self):
        rows = [*counts(APART, period="2023-01..2023-11"), *counts(THREE)]
        for row in rows[3:10]:
            row["period"] = "2023-01..2023-11"
        panel = only(panel_report(*rows))
        assert (panel.period, len(panel.rows)) == ("2023", 3)

    def test_else_the_period_of_most_districts(self):
        late = [counted(code, 500, period="2023-11") for code in CODES[:3]]
        early = [counted(code, 500, period="2023-10") for code in CODES[3:]]
        panel = only(panel_report(*late, *early))
        assert (panel.period, panel.missing) == ("2023-10", CODES[:3])

    def test_else_the_latest(self):
        late = [counted(code, 500, period="2023-11") for code in CODES[:3]]
        early = [counted(code, 500, period="2023-10") for code in CODES[3:6]]
        assert only(panel_report(*late, *early)).period == "2023-11"


class TestTargets:
    def test_the_provinces_target_of_the_same_tier_leads(self):
        targets = [goal(70.0), goal(90.0, tier=Tier.PROVINCE)]
        panel = only(panel_report(*counts(APART), targets=targets))
        assert panel.rows["target"].unique().tolist() == [70]
        assert panel.has_target

    def test_a_districts_own_target_comes_first(self):
        targets = [goal(70.0), goal(85.0, area="150")]
        rows = only(panel_report(*counts(APART), targets=targets)).rows.set_index("area")
        assert rows.loc[["148", "150"], "target"].tolist() == [70, 85]
        assert rows.loc["150", "whole_target"] == 70

    @pytest.mark.parametrize(
        "changes",
        [
            {"due": Period.parse("2022")},
            {"kind": TargetKind.CHANGE},
            {"definition": "online_over_eligible"},
            {"tier": Tier.DISTRICT},
        ],
        ids=["past due", "on change", "another definition", "another tier"],
    )
    def test_other_targets_do_not_count(self, changes):
        panel = only(panel_report(*counts(APART), targets=[goal(**changes)]))
        assert not panel.has_target
        assert panel.rows["verdict"].unique().tolist() == ["no_target"]

    def test_the_verdict_is_on_the_unrounded_share(self):
        rows = counts({"148": 5999, "150": 6000, "152": 6001}, base=10000)
        panel = only(panel_report(*rows, targets=[goal(60.0)]))
        assert panel.rows["verdict"].tolist() == ["not_met", "met", "met"]
        assert panel.rows["is_borderline"].all()

    def test_where_less_is_better_less_is_met(self):
        rows = counts({"148": 10, "150": 100, "152": 200}, base=1000, **LATE_SHARE)
        panel = only(panel_report(*rows, targets=[goal(10.0, **LATE)]))
        assert panel.rows["verdict"].tolist() == ["met", "met", "not_met"]

    def test_limits_are_wilsons(self):
        rows = only(panel_report(*counts({"148": 0, "150": 1000, "152": 500}, base=1000))).rows
        assert rows.loc[0, "lower"] == 0
        assert rows.loc[1, "upper"] == 100
        assert rows.loc[2, "lower"] == pytest.approx(46.9, abs=0.05)


class TestLeads:
    def test_headline_shares_come_first_in_the_order_of_the_data_set(self):
        rows = [
            *counts(THREE),
            *counts(THREE, **LATE_SHARE),
            *counts(THREE, indicator="work_files_online_share", definition="as_printed"),
        ]
        edition = panel_report(*rows, headline=("late_share", "work_files_online_share"))
        names = [panel.indicator for panel in lead_panels(edition)]
        assert names == ["late_share", "work_files_online_share", "online_share"]

    def test_a_share_leads_with_its_widest_tier_alone(self):
        rows = [*counts(THREE, tier="commune"), *counts(THREE)]
        assert [panel.tier for panel in lead_panels(panel_report(*rows))] == ["all"]

    def test_there_are_at_most_as_many_as_asked_for(self):
        rows = [
            *counts(THREE), *counts(THREE, **LATE_SHARE),
        ]  # fmt: skip
        assert len(lead_panels(panel_report(*rows), most=1)) == 1


class TestThePeriodBefore:
    def before(self, *figures, **changes):
        edition = panel_report(*figures, **changes)
        return panel_before(edition, edition.panels[0])

    def test_the_same_stage_of_the_year_before_is_taken(self):
        rows = [*counts(THREE), *counts(THREE, period="2022"), *counts(THREE, period="2021")]
        assert self.before(*rows).period == "2022"

    def test_else_the_last_period_as_long(self):
        rows = [
            *counts(THREE, period="2023-H1"), *counts(THREE, period="2022-H2"),
            *counts(THREE, period="2021-H2"),
        ]  # fmt: skip
        assert self.before(*rows, period="2023-H1").period == "2022-H2"

    def test_periods_of_another_length_do_not_count(self):
        rows = [*counts(THREE), *counts(THREE, period="2022-H1")]
        assert self.before(*rows) is None

    def test_figures_of_one_day_are_compared_with_those_of_one_day(self):
        rows = [*counts(THREE, period="2023-12-31"), *counts(THREE, period="2022-12-31")]
        assert self.before(*rows).period == "2022-12-31"

    def test_another_definition_is_not_the_period_before(self):
        rows = [
            *counts(THREE), *counts(THREE, period="2022", definition="online_over_eligible"),
        ]  # fmt: skip
        assert self.before(*rows) is None

    def test_months_of_another_calendar_are_other_months(self):
        days = {"ADM": source(id="ADM", calendar=Calendar.ADM15)}
        rows = [*counts(THREE), *counts(THREE, period="2022", source="ADM")]
        assert self.before(*rows, sources={**catalogue_of().sources, **days}) is None

    def test_fewer_than_three_districts_are_none(self):
        assert self.before(*counts(THREE), *counts(THREE, period="2022")[:2]) is None


class TestAcrossABoundary:
    """Kỳ Sơn (151) became part of the city (148) on 1 January 2020."""

    CHANGE = AreaChange(date(2020, 1, 1), "merge", "151", "148", 1.0)

    def before(self, *figures, changes=(CHANGE,), now="2020"):
        places = ten_districts()
        places["151"] = replace(
            places["150"], id="151", short="Kỳ Sơn", valid_to=date(2019, 12, 31), order=99
        )
        rows = [*figures, *counts(THREE, period=now)]
        edition = panel_report(*rows, period=now, areas=places, changes=changes)
        (panel,) = edition.panels
        return panel_before(edition, panel)

    def of_city(self, panel):
        return panel.rows.set_index("area").loc["148", ["numerator", "denominator", "exact"]]

    def test_counts_of_all_parts_are_added_first(self):
        old = [*counts(THREE, period="2019"), counted("151", 100, 1000, period="2019")]
        panel = self.before(*old)
        city = THREE["148"]
        assert self.of_city(panel).tolist() == pytest.approx(
            [city + 100, CASES + 1000, 100 * (city + 100) / (CASES + 1000)]
        )
        assert (panel.moved, panel.withheld, len(panel.rows)) == (("148",), (), 3)

    def test_a_part_without_counts_withholds_the_unit(self):
        old = counts({**THREE, "153": 2000}, period="2019")
        panel = self.before(*old)
        assert panel.rows["area"].tolist() == ["150", "152", "153"]
        assert (panel.moved, panel.withheld) == ((), ("148",))

    def test_a_share_printed_without_its_counts_is_a_part_without_counts(self):
        bare = counted("151", 0, 1, period="2019", value=40.0)
        bare.update(numerator=None, denominator=None)
        panel = self.before(*counts({**THREE, "153": 2000}, period="2019"), bare)
        assert panel.withheld == ("148",)

    def test_the_other_part_alone_withholds_the_unit_too(self):
        old = {"150": 500, "151": 100, "152": 500, "153": 500}
        panel = self.before(*counts(old, period="2019"))
        assert panel.withheld == ("148",)
        assert "148" not in panel.rows["area"].tolist()

    def test_where_no_part_has_a_figure_it_is_just_missing(self):
        old = {"150": 500, "152": 500, "153": 500}
        panel = self.before(*counts(old, period="2019"))
        assert (panel.moved, panel.withheld) == ((), ())
        assert "148" in panel.missing

    def test_no_unit_that_is_gone_stands_in_the_panel(self):
        old = {**THREE, "151": 100}
        assert "151" not in self.before(*counts(old, period="2019")).rows["area"].tolist()

    def test_between_periods_on_one_side_nothing_moves(self):
        panel = self.before(*counts(THREE, period="2020"), now="2021")
        assert self.of_city(panel)["numerator"] == THREE["148"]
        assert (panel.moved, panel.withheld) == ((), ())

    def test_too_few_units_after_a_merger_are_none(self):
        old = {"148": 500, "150": 500, "151": 100}
        assert self.before(*counts(old, period="2019")) is None

    def test_the_end_of_the_districts_moves_nothing(self):
        ends = replace(self.CHANGE, day=date(2025, 6, 30), kind="end", successor="")
        panel = self.before(*counts(THREE, period="2019"), changes=(ends,))
        assert (panel.moved, panel.withheld) == ((), ())
