"""Who holds the gap to the target: parts that sum to the whole, and plain words without one."""

from __future__ import annotations

import pytest

from chiso.charts import Figure
from chiso.report.stack import Stack
from unit.report.district_rows import (
    APART,
    CODES,
    GROUPED,
    LATE,
    LATE_SHARE,
    counted,
    counts,
    goal,
    panel_report,
)
from unit.report.rows import figure

CALLS = (
    "trace_gap", "say_contributions", "draw_contributions", "show_contributions", "show_what_if",
)  # fmt: skip


def aimed(*figures, targets=(), **changes):
    return panel_report(*figures, targets=targets or [goal(80.0)], **changes)


class TestParts:
    def test_the_parts_of_the_gap_sum_to_the_gap(self):
        frame = aimed(*counts(GROUPED)).show_contributions().frame
        assert frame["value"].sum() == pytest.approx(80 - 100 * sum(GROUPED.values()) / 50000)
        parts = frame["rate_effect"] + frame["volume_effect"]
        assert parts.tolist() == pytest.approx(frame["value"].tolist())

    def test_each_district_is_told_how_many_cases_it_lacks(self):
        frame = aimed(*counts(GROUPED)).show_contributions().frame.set_index("area")
        assert frame.loc["157", "units"] == 4000 - 2500
        assert frame.loc["148", "units"] == 0

    def test_a_target_of_its_own_decides_the_cases_and_not_the_parts(self):
        targets = [goal(80.0), goal(60.0, area="157")]
        frame = aimed(*counts(GROUPED), targets=targets).show_contributions().frame
        found = frame.set_index("area").loc["157"]
        assert found["units"] == 3000 - 2500
        assert found["value"] == pytest.approx((80 - 50) / 10)

    def test_where_less_is_better_the_surplus_is_the_gap(self):
        figures = counts({"148": 500, "150": 100, "152": 100}, **LATE_SHARE)
        frame = aimed(*figures, targets=[goal(4.0, **LATE)]).show_contributions().frame
        found = frame.set_index("area").loc["148"]
        assert found["value"] == pytest.approx((10 - 4) / 3)
        assert found["units"] == 500 - 200

    def test_the_table_says_that_the_parts_add_up(self):
        assert "cộng lại đúng bằng" in aimed(*counts(GROUPED)).show_contributions().to_html()

    def test_shares_stand_under_their_names_the_largest_gap_first(self):
        figures = [*counts(APART), *counts(GROUPED, **LATE_SHARE)]
        targets = [goal(80.0), goal(5.0, **LATE)]
        frame = aimed(*figures, targets=targets).show_contributions().frame
        assert frame["group"].unique().tolist() == ["Quá hạn, năm 2023", "Trực tuyến, năm 2023"]


class TestWhatIf:
    def test_lifting_every_district_to_the_target_reaches_it(self):
        frame = aimed(*counts(GROUPED)).show_what_if().frame.set_index("scenario")
        assert frame.loc["target", "value"] >= 80
        assert frame.loc["median", "gain"] > 0

    def test_the_scenarios_have_names(self):
        frame = aimed(*counts(GROUPED), lang="en").show_what_if().frame
        assert frame["scenario_text"].tolist() == [
            "the median of districts", "the level of the best quarter", "the target",
        ]  # fmt: skip


class TestWords:
    def test_the_gap_its_holders_and_the_cases_are_told(self):
        (told,) = aimed(*counts(GROUPED), lang="en").say_contributions().texts
        assert told == (
            "Dossiers online, 10 units together, 2023: 71.0%; 9.0 percentage points from the target"
            " of 80%. Most of the gap lies in Lạc Thủy, Lạc Sơn and Yên Thủy. Units that miss it:"
            " 6; cases still needed with the same base: "
            + f"{4000 * 6 - (3975 + 3990 + 3980 + 2500 + 2525 + 2475):,}."
        )

    def test_a_target_that_is_met_has_no_holders(self):
        (told,) = aimed(*counts(APART), targets=[goal(50.0)], lang="en").say_contributions().texts
        assert "the target of 50% is met" in told
        assert "Most of the gap" not in told

    @pytest.mark.parametrize(("operator", "words"), [(">=", "is met"), (">", "0.0 percentage")])
    def test_a_strict_target_is_not_met_by_equality(self, operator, words):
        targets = [goal(50.0, operator=operator)]
        (told,) = aimed(*counts(dict.fromkeys(CODES, 2500)), targets=targets,
                        lang="en").say_contributions().texts  # fmt: skip
        assert words in told


class TestFigure:
    def test_the_share_with_the_largest_gap_is_drawn(self):
        figures = [*counts(APART), *counts(GROUPED, **LATE_SHARE)]
        drawn = aimed(*figures, targets=[goal(80.0), goal(5.0, **LATE)]).draw_contributions()
        assert isinstance(drawn, Figure)
        assert drawn.caption.title == (
            "Quá hạn: phần của từng đơn vị trong khoảng cách +66,00 điểm %, năm 2023"
        )
        assert len(drawn.wide.data) + len(drawn.narrow.data) <= 64 * 1024

    def test_a_closed_gap_is_not_drawn(self):
        shown = aimed(*counts(APART), targets=[goal(50.0)]).draw_contributions()
        assert "không còn thiếu so với chỉ tiêu nào" in shown.texts[0]

    def test_everything_stands_together(self):
        shown = aimed(*counts(GROUPED)).trace_gap()
        assert isinstance(shown, Stack)
        assert len(shown.parts) == 4


class TestNothingToTrace:
    @pytest.mark.parametrize("call", CALLS)
    @pytest.mark.parametrize(
        "edition",
        [
            panel_report(figure()),
            panel_report(*counts(APART)),
            panel_report(*counts(APART)[:2], targets=[goal()]),
            panel_report(
                *(counted(code, 12.5, 25) for code in CODES), targets=[goal()]
            ),
            panel_report(*counts(APART), targets=[goal(area="148")]),
        ],
        ids=["no districts", "no target", "two districts", "no whole cases", "one unit's target"],
    )  # fmt: skip
    def test_the_reason_is_said(self, call, edition):
        assert "chưa tính được phần của từng huyện" in getattr(edition, call)().texts[0]
