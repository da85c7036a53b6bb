"""Which targets hold on a day, and which of several leads."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from chiso.catalog import Tier
from chiso.periods import Calendar, Period
from chiso.report.goals import targets_on
from makers import act, settings, target
from unit.report.rows import catalogue_of


def on(day, *targets):
    return targets_on(catalogue_of(targets=targets), date.fromisoformat(day))


def leader(day, *targets):
    rows = on(day, *targets)
    return rows.loc[rows["is_leading"], "target"].tolist()


def due(year, value=50.0, **changes):
    return target(due=Period.parse(year), value=value, **changes)


def late(value, operator="<="):
    return target(indicator="late_share", definition="as_printed", operator=operator, value=value)


class TestAdopted:
    @pytest.mark.parametrize(("day", "count"), [("2021-06-14", 0), ("2021-06-15", 1)])
    def test_a_target_counts_from_the_day_it_was_adopted(self, day, count):
        assert len(on(day, target(act=act(adopted=date(2021, 6, 15))))) == count

    def test_no_targets_give_an_empty_frame_with_all_columns(self):
        rows = on("2023-12-31")
        assert rows.empty
        assert {"indicator", "target", "due_date", "is_in_force", "is_leading"} <= set(rows)

    def test_a_row_says_what_the_act_says(self):
        row = on("2023-12-31", target()).iloc[0]
        assert (row["operator"], row["target"], row["due_period"]) == (">=", 50.0, "2025")
        assert (row["act"], row["level"]) == ("decision_1", "national")
        assert row["due_date"] == pd.Timestamp("2025-12-31")
        assert row["adopted"] == pd.Timestamp("2021-06-15")


class TestInForce:
    @pytest.mark.parametrize(("day", "expected"), [("2025-12-31", True), ("2026-01-01", False)])
    def test_a_target_is_in_force_up_to_its_due_day(self, day, expected):
        assert on(day, due("2025"))["is_in_force"].tolist() == [expected]


class TestLeading:
    def test_the_nearest_due_date_ahead_leads(self):
        assert leader("2023-12-31", due("2030", 95), due("2025", 60)) == [60]

    def test_a_target_past_due_never_outshines_one_ahead(self):
        assert leader("2023-12-31", due("2022", 90), due("2030", 40)) == [40]

    def test_of_one_due_date_the_strictest_leads(self):
        assert leader("2023-12-31", due("2025", 60), due("2025", 80), due("2025", 70)) == [80]

    def test_where_less_is_better_the_lowest_is_the_strictest(self):
        assert leader("2023-12-31", late(10), late(5), late(8)) == [5]

    def test_of_equal_numbers_the_strict_operator_leads(self):
        rows = on("2023-12-31", due("2025"), due("2025", operator=">"))
        assert rows.loc[rows["is_leading"], "operator"].tolist() == [">"]

    def test_of_equal_numbers_the_strict_upper_limit_leads(self):
        rows = on("2023-12-31", late(5), late(5, "<"))
        assert rows.loc[rows["is_leading"], "operator"].tolist() == ["<"]

    def test_a_due_year_closes_as_the_periods_of_the_data_set_do(self):
        known = catalogue_of(
            targets=(due("2024", 90), due("2025", 95)), settings=settings(calendar=Calendar.ADM15)
        )
        closing, after = (targets_on(known, date(2024, 12, day)) for day in (14, 15))
        assert closing["is_in_force"].tolist() == [True, True]
        assert after["is_in_force"].tolist() == [False, True]

    def test_when_all_are_past_due_the_last_due_leads(self):
        assert leader("2026-01-01", due("2020", 90), due("2025", 60), due("2022", 70)) == [60]

    def test_of_those_last_due_the_strictest_leads(self):
        assert leader("2026-01-01", due("2025", 60), due("2025", 65), due("2020", 90)) == [65]

    def test_the_order_in_the_file_decides_nothing(self):
        rows = [due("2025", 60), due("2025", 80), due("2030", 95)]
        assert leader("2023-12-31", *rows) == leader("2023-12-31", *reversed(rows)) == [80]

    @pytest.mark.parametrize(
        "other",
        [
            {"tier": Tier.DISTRICT}, {"area": "148"}, {"definition": "online_over_eligible"},
            {"indicator": "work_files_online_share", "definition": "as_printed"},
        ],
    )  # fmt: skip
    def test_each_key_has_a_leader_of_its_own(self, other):
        assert sorted(leader("2023-12-31", due("2025", 60), due("2030", 40, **other))) == [40, 60]
