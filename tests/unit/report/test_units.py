"""What all parts of the district comparison share: which shares lead, what things are called."""

from __future__ import annotations

import pytest

from chiso.report.units import one_target, panel_period, unbroken
from chiso.words import Words
from unit.report.district_rows import (
    APART,
    CODES,
    LATE_SHARE,
    counted,
    counts,
    even,
    goal,
    panel,
    panel_report,
)

FILES = {"indicator": "work_files_online_share", "definition": "as_printed"}
THREE = {code: APART[code] for code in CODES[:3]}
SMALL = {"148": 9, "150": 8, "152": 7}  # of 10, below the 20 cases that a share needs

TEXTS = {
    "title": Words("{share}, {period}", "{share}, {period}"),
    "alt": Words(
        "Cột: {share_inside} của {n} huyện, {period}; số liệu nằm trong bảng bên dưới.",
        "Bars: {share_inside} of {n} districts, {period}; the figures are in the table below.",
    ),
    "note": Words("{n} huyện.", "{n} districts."),
}
AIMED = {"target": 80.0, "operator": ">=", "due_period": "2025"}


def shares(standings):
    return [standing.panel.indicator for standing in standings]


class TestWhichSharesLead:
    def test_three_at_most_are_told_and_two_of_them_drawn_headline_shares_first(self):
        figures = [*counts(APART, **FILES), *counts(APART, **LATE_SHARE), *counts(APART)]
        edition = panel_report(*figures, headline=("late_share",))
        assert shares(edition.leads) == ["late_share", "online_share", "work_files_online_share"]
        assert shares(edition.drawn) == ["late_share", "online_share"]

    def test_a_share_of_few_cases_is_told_and_not_drawn(self):
        edition = panel_report(*counts(SMALL, 10), *counts(APART, **LATE_SHARE))
        assert shares(edition.leads) == ["online_share", "late_share"]
        assert shares(edition.drawn) == ["late_share"]

    @pytest.mark.parametrize(("base", "drawn"), [(19, []), (20, ["online_share"])])
    def test_three_units_of_twenty_cases_are_enough_for_a_figure(self, base, drawn):
        two = counts({"148": 90, "150": 80}, 100)
        edition = panel_report(*two, counted("152", 10, base))
        assert shares(edition.drawn) == drawn


class TestWithoutPanel:
    def test_the_least_number_of_districts_is_told(self):
        edition = panel_report(*counts(THREE)[:2], lang="en")
        assert edition.no_panel().texts == [
            "No share was published with its counts by at least 3 districts for one period and"
            " definition, so districts cannot be compared."
        ]

    def test_once_the_districts_are_gone_their_end_is_told_instead_of_any_reason(self):
        reason = Words("Chưa công bố.", "Not published.")
        gone = panel_report(period="2025", lang="en")
        ended = ["The district tier ended on 30 June 2025; this period has no district figures."]
        assert gone.no_panel().texts == ended
        assert gone.unless_ended(reason).texts == ended

    def test_on_the_last_day_of_the_districts_the_reason_is_still_told(self):
        reason = Words("Chưa công bố.", "Not published.")
        edition = panel_report(period="2025-H1", lang="en")
        assert edition.unless_ended(reason).texts == ["Not published."]


class TestNames:
    def test_a_unit_has_its_short_name_without_the_word_district(self):
        edition = panel_report()
        assert edition.unit_words("157") == Words("Lạc Sơn", "Lạc Sơn")
        assert edition.unit_words("148") == Words("TP Hòa Bình", "Hòa Bình city")

    @pytest.mark.parametrize(("lang", "name"), [("vi", "TP Hòa Bình"), ("en", "Hòa Bình city")])
    def test_a_unit_is_named_in_the_language_of_the_edition(self, lang, name):
        assert panel_report(lang=lang).unit_name("148") == name

    def test_names_keep_the_order_that_they_are_asked_in(self):
        found = panel_report().names(["158", "150"])
        assert [name.vi for name in found] == ["Yên Thủy", "Đà Bắc"]

    def test_a_share_names_its_tier_unless_it_is_the_whole(self):
        edition = panel_report()
        assert edition.share_name(panel(*even(THREE))) == Words("Trực tuyến", "Online")
        assert edition.share_name(panel(*even(THREE), tier="commune")) == Words(
            "Trực tuyến, cấp xã", "Online, commune level"
        )

    def test_inside_a_sentence_a_share_begins_small(self):
        communes = panel(*even(THREE), tier="commune")
        assert panel_report().inner_name(communes) == Words(
            "trực tuyến, cấp xã", "online, commune level"
        )


class TestShareText:
    """The share of the tests has one decimal."""

    def test_it_has_the_decimals_of_its_indicator(self):
        told = panel_report().share_text(panel(*even(THREE)), 64.96)
        assert told == Words("65,0%", "65.0%")

    def test_a_target_that_it_misses_by_a_little_gets_it_one_decimal_more(self):
        told = panel_report().share_text(panel(*even(THREE)), 64.96, target=65.0)
        assert told == Words("64,96%", "64.96%")

    def test_it_never_reads_as_all_where_some_are_left(self):
        assert panel_report().share_text(panel(*even(THREE)), 99.98).en == "99.98%"


class TestCaption:
    def caption(self, lang="en", axis=None, is_synthetic=False, **changes):
        """A caption of three districts; ``axis`` is one of its own."""
        edition = panel_report(lang=lang, is_synthetic=is_synthetic)
        drawn = panel(*even(THREE), **changes)
        return edition.caption("bars", drawn, TEXTS, n=3, **(axis or {}))

    def test_its_texts_are_filled_in_the_language_of_the_edition(self):
        told = self.caption()
        assert told.title == "Online, 2023"
        assert told.alt == "Bars: online of 3 districts, 2023; the figures are in the table below."
        assert told.note == "3 districts."
        assert self.caption("vi").title == "Trực tuyến, năm 2023"

    def test_its_anchor_tells_figure_and_share_and_never_the_period(self):
        assert self.caption().id == self.caption(period="2022").id == "h-bars-online-share"

    def test_its_axis_is_that_of_the_share_unless_another_is_given(self):
        told = self.caption()
        assert (told.unit, told.decimals) == ("%", 1)
        other = self.caption(axis={"unit": "cases", "decimals": 0})
        assert (other.unit, other.decimals) == ("cases", 0)

    def test_each_publisher_stands_once_with_its_items(self):
        told = self.caption(source=["NEWS2", "NEWS1", "NEWS2"])
        assert told.source == "Provincial newspaper (NEWS2, NEWS1)"

    def test_made_up_figures_are_marked(self):
        assert self.caption(is_synthetic=True).synthetic
        assert not self.caption().synthetic


class TestOneTarget:
    def test_a_target_that_all_units_share_is_one(self):
        assert one_target(panel(*even(THREE), **AIMED)) == (80.0, ">=", "2025")

    @pytest.mark.parametrize(
        "different",
        [
            {"target": [80.0, 80.0, 60.0]},
            {"operator": [">=", ">=", ">"]},
            {"due_period": ["2025", "2025", "2030"]},
            {"target": [80.0, 80.0, None]},
        ],
        ids=["number", "operator", "date", "missing"],
    )
    def test_where_one_unit_has_another_there_is_none(self, different):
        assert one_target(panel(*even(THREE), **{**AIMED, **different})) is None

    def test_where_no_unit_has_any_there_is_none(self):
        assert one_target(panel(*even(THREE))) is None

    def test_a_districts_own_target_leaves_the_others_without_a_common_one(self):
        figures, common = counts(THREE), goal(80.0)
        (alike,) = panel_report(*figures, targets=[common]).panels
        (apart,) = panel_report(*figures, targets=[common, goal(60.0, area="152")]).panels
        assert (one_target(alike), one_target(apart)) == ((80.0, ">=", "2025"), None)


def test_a_panel_names_its_own_period():
    quarter = panel(*even(THREE), period="2023-Q4")
    assert panel_period(quarter) == Words("quý IV/2023", "Q4 2023")


def test_a_finding_of_several_words_is_one_mark_in_both_languages():
    assert unbroken(Words("▲ cao hơn", "▲ higher")) == Words(
        "▲\N{NO-BREAK SPACE}cao\N{NO-BREAK SPACE}hơn", "▲\N{NO-BREAK SPACE}higher"
    )
