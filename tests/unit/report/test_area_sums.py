"""The province as the sum of its districts, and what is said of those that are missing."""

from __future__ import annotations

import pytest

from chiso.periods import Period
from chiso.report.area_sums import (
    DISTRICTS_ONLY,
    FROM_DISTRICTS,
    FROM_SOME,
    district_codes,
    province_sums,
)
from unit.report.district_rows import CODES, counted, counts, ten_districts
from unit.report.rows import catalogue_of, figure, observations

ALL = dict.fromkeys(CODES, 500)
MONTH = {"period": "2023-05"}


def known():
    return catalogue_of(areas=ten_districts())


def summed(*figures):
    return province_sums(observations(*figures, known=known()), known())


def only(*figures):
    (row,) = summed(*figures).to_dict("records")
    return row


def count(code, value, **changes):
    return figure("dossiers", area=code, value=value, **{"tier": "district", **MONTH, **changes})


def test_counts_of_all_ten_add():
    row = only(*(count(code, 7 + place) for place, code in enumerate(CODES)))
    assert (row["area"], row["tier"], row["value"]) == ("17", "district", sum(range(7, 17)))
    assert row["derived_from"] == "tổng 10 trong 10 đơn vị cấp huyện / sum of 10 of 10 districts"
    assert (row["missing_areas"], row["derived_rank"]) == ("", FROM_DISTRICTS)


def test_a_count_without_one_district_is_no_count_of_the_province():
    assert summed(*(count(code, 7) for code in CODES[1:])).empty


def test_a_share_stands_for_most_of_them_and_names_the_others():
    row = only(*counts(dict.fromkeys(CODES[2:], 500), tier="district", **MONTH))
    assert row["missing_areas"] == "148;150"
    assert (row["value"], row["derived_rank"]) == (100 * 8 * 500 / (8 * 5000), FROM_SOME)
    assert row["derived_from"].endswith("/ sum of 8 of 10 districts")


def test_half_of_them_are_not_most():
    assert summed(*counts(dict.fromkeys(CODES[5:], 500), tier="district", **MONTH)).empty


def test_large_districts_weigh_more_than_small_ones():
    rows = counts(dict.fromkeys(CODES[1:], 0), base=100, tier="district", **MONTH)
    row = only(*rows, counted("148", 900, 900, tier="district", **MONTH))
    assert row["value"] == pytest.approx(100 * 900 / (900 + 9 * 100))


def test_tiers_and_sources_are_added_apart():
    rows = [count(code, 1) for code in CODES] + [count(code, 2, tier="commune") for code in CODES]
    assert summed(*rows).set_index("tier")["value"].to_dict() == {"district": 10, "commune": 20}
    rows[0]["source"] = "NEWS2"
    assert summed(*rows)["tier"].tolist() == ["commune"]


class TestOfficesOfTheProvince:
    """Of the whole the province has offices of its own beside its districts."""

    def test_they_are_added_where_they_report(self):
        rows = [count(code, 10, tier="all") for code in CODES]
        row = only(*rows, count("17", 400, tier="province"))
        assert (row["tier"], row["value"], row["coverage"]) == ("all", 10 * 10 + 400, "")
        assert row["derived_from"].endswith("districts and the province tier")

    def test_without_them_the_sum_says_that_it_covers_districts_only(self):
        row = only(*(count(code, 10, tier="all") for code in CODES))
        assert (row["value"], row["coverage"]) == (10 * 10, DISTRICTS_ONLY)

    def test_those_of_another_period_do_not_count(self):
        rows = [count(code, 10, tier="all") for code in CODES]
        row = only(*rows, count("17", 400, tier="province", period="2023-06"))
        assert row["coverage"] == DISTRICTS_ONLY

    def test_of_two_publications_the_later_counts(self):
        rows = [count(code, 10, tier="all") for code in CODES]
        late = count("17", 500, tier="province", source="NEWS2", published="2024-05-01")
        assert only(*rows, count("17", 400, tier="province"), late)["value"] == 10 * 10 + 500

    def test_a_department_is_no_office_of_the_whole_and_no_district(self):
        rows = [count(code, 10, tier="all") for code in CODES]
        assert only(*rows, count("D1", 9, tier="province"))["value"] == 10 * 10


@pytest.mark.parametrize(
    "changes",
    [{"period": "2023-05-31"}, {"period_kind": "year_index"}, {"period_kind": "rank"}],
    ids=["as of a day", "an index", "a rank"],
)
def test_what_no_return_asked_of_all_never_adds(changes):
    assert summed(*(count(code, 7, **changes) for code in CODES)).empty


def test_scores_never_add():
    rows = [
        figure("digitisation_score", area=code, value=9, tier="district", **MONTH) for code in CODES
    ]
    assert summed(*rows).empty


def test_the_ten_districts_end_with_june_2025():
    assert district_codes(Period.parse("2025-06"), known()) == CODES
    assert district_codes(Period.parse("2025-07"), known()) == ()


def test_after_the_districts_have_ended_nothing_is_added():
    assert summed(*(count(code, 7, period="2025-07") for code in CODES)).empty
