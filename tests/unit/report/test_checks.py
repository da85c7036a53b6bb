"""Printed totals and shares against what their printed parts give."""

from __future__ import annotations

from datetime import date

import pytest

from chiso.catalog import Total
from chiso.report.checks import share_checks, total_checks
from chiso.words import Words
from makers import area
from unit.report.rows import catalogue_of, figure, frame

NOTE = Words("Cộng lại bằng tổng", "Parts add up")
BY_AREA = Total("by_area", "dossiers", ("dossiers",), True, NOTE)
BY_KIND = Total("by_kind", "dossiers", ("dossiers_received", "dossiers_late"), False, NOTE)


def known(total):
    return catalogue_of(totals=(total,))


def checked(total, *figures):
    described = known(total)
    return total_checks(frame(*figures, known=described), described)


def whole(value=6203, **changes):
    return figure("dossiers", value=value, **changes)


def parts(first=1029, second=5171, **changes):
    return (
        figure("dossiers_received", value=first, **changes),
        figure("dossiers_late", value=second, **changes),
    )


def district(code, value, **changes):
    return whole(value, area=code, tier="province", **changes)


class TestTotals:
    def test_a_total_that_its_parts_do_not_reach_is_broken(self):
        row = checked(BY_KIND, whole(), *parts()).iloc[0]
        assert (row["printed"], row["recomputed"]) == (6203, 1029 + 5171)
        assert row["difference"] == 6203 - (1029 + 5171)
        assert not row["holds"]

    def test_a_total_that_its_parts_reach_holds(self):
        assert checked(BY_KIND, whole(1029 + 5171), *parts())["holds"].tolist() == [True]

    def test_whole_counts_are_not_rounded(self):
        assert checked(BY_KIND, whole(1029 + 5171 + 1), *parts())["holds"].tolist() == [False]

    def test_rounded_parts_may_miss_by_their_rounding(self):
        rows = [
            figure("digitisation_score", value=13.6, decimals=1),
            figure("par_index", value=7.05, decimals=2),
        ]
        total = Total("scores", "sipas", ("digitisation_score", "par_index"), False, NOTE)
        printed = figure("sipas", value=20.7, decimals=1)
        assert checked(total, printed, *rows)["holds"].tolist() == [True]

    def test_a_total_printed_as_a_bound_holds_when_its_parts_lie_beyond(self):
        assert checked(BY_KIND, whole(6000, qualifier=">"), *parts())["holds"].tolist() == [True]

    def test_a_missing_part_leaves_the_total_unchecked(self):
        assert checked(BY_KIND, whole(), parts()[0]).empty

    @pytest.mark.parametrize(
        "other", [{"source": "NEWS2"}, {"period": "2022"}, {"tier": "district"}, {"scope": "party"}]
    )
    def test_parts_of_another_key_leave_the_total_unchecked(self, other):
        assert checked(BY_KIND, whole(), *parts(**other)).empty

    def test_estimates_are_no_parts(self):
        assert checked(BY_KIND, whole(), *parts(status="estimated")).empty

    def test_each_vintage_of_one_source_is_checked_by_itself(self):
        later = {"published": "2025-04-06"}
        rows = checked(
            BY_KIND, whole(100), *parts(40, 60), whole(110, **later), *parts(40, 70, **later)
        )
        assert rows["recomputed"].tolist() == [40 + 60, 40 + 70]
        assert rows["holds"].tolist() == [True, True]

    def test_a_data_set_without_totals_has_no_checks(self):
        described = catalogue_of(totals=())
        rows = total_checks(frame(whole()), described)
        assert rows.empty
        assert {"check", "printed", "recomputed", "difference", "decimals", "holds"} <= set(rows)

    def test_a_source_without_parts_has_no_checks(self):
        assert checked(BY_KIND, whole()).empty


class TestTotalsAcrossAreas:
    def test_districts_add_up_to_the_province(self):
        rows = checked(BY_AREA, whole(300), district("148", 200), district("150", 100))
        assert rows[["area", "recomputed", "holds"]].to_numpy().tolist() == [
            ["17", 200 + 100, True]
        ]

    def test_districts_that_miss_the_province_are_broken(self):
        rows = checked(BY_AREA, whole(310), district("148", 200), district("150", 100))
        assert rows["holds"].tolist() == [False]

    def test_a_missing_district_leaves_the_province_unchecked(self):
        assert checked(BY_AREA, whole(310), district("148", 200)).empty

    def test_a_district_that_had_ended_is_not_missed(self):
        areas = {
            **catalogue_of().areas,
            "150": area(id="150", parent="17", kind="district", valid_to=date(2019, 12, 31)),
        }
        described = catalogue_of(totals=(BY_AREA,), areas=areas)
        rows = total_checks(frame(whole(200), district("148", 200), known=described), described)
        assert rows["holds"].tolist() == [True]

    def test_two_vintages_of_one_district_do_not_stand_for_two_districts(self):
        again = district("148", 210, published="2025-04-06")
        assert checked(BY_AREA, whole(410), district("148", 200), again).empty

    def test_a_district_alone_is_no_total(self):
        assert checked(BY_AREA, district("148", 200), district("150", 100)).empty

    def test_a_province_that_is_no_parent_is_left_out(self):
        rows = checked(BY_AREA, whole(300, area="D1"), district("148", 200), district("150", 100))
        assert rows.empty


class TestShares:
    def test_a_share_that_its_counts_give_holds(self):
        rows = share_checks(
            frame(figure(value=70.43, decimals=2, numerator=1310, denominator=1860))
        )
        assert rows["holds"].tolist() == [True]
        assert rows["recomputed"].iloc[0] == pytest.approx(100 * 1310 / 1860)

    def test_a_share_that_its_counts_do_not_give_is_broken(self):
        row = share_checks(frame(figure(value=68, numerator=1310, denominator=1860))).iloc[0]
        assert not row["holds"]
        assert row["difference"] == pytest.approx(68 - 100 * 1310 / 1860)

    def test_a_bound_that_its_counts_confirm_holds(self):
        row = figure(value=70, qualifier=">", numerator=1310, denominator=1860)
        assert share_checks(frame(row))["holds"].tolist() == [True]

    @pytest.mark.parametrize(
        "row", [figure(), figure(numerator=45), figure("dossiers", numerator=1, denominator=2)]
    )
    def test_what_is_no_counted_share_is_not_checked(self, row):
        assert share_checks(frame(row)).empty
