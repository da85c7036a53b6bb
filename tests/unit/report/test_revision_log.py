"""The log of revisions: what a later publication changed."""

from __future__ import annotations

import pytest

from chiso.report.revision_log import revision_log
from unit.report.rows import figure, report

LATER = {"published": "2024-05-06", "source": "NEWS2"}


def rows(*figures, lang="vi", **changes):
    return revision_log(report(*figures, lang=lang), **changes)["rows"]


@pytest.mark.parametrize(
    ("lang", "row"),
    [
        (
            "vi",
            {
                "name": "Trực tuyến",
                "area": "Hòa Bình, cấp tỉnh",
                "period": "2023",
                "old": "86,9%",
                "new": "86,8%",
                "day": "06/5/2024",
            },
        ),
        (
            "en",
            {
                "name": "Online",
                "area": "Hòa Bình province, province tier",
                "period": "2023",
                "old": "86.9%",
                "new": "86.8%",
                "day": "6 May 2024",
            },
        ),
    ],
)
def test_a_revision_names_figure_values_and_day(lang, row):
    first, second = figure(value=86.9, decimals=1), figure(value=86.8, decimals=1, **LATER)
    assert rows(first, second, lang=lang) == [row]


def test_a_figure_of_the_whole_needs_no_tier():
    first, second = figure(tier="all"), figure(tier="all", value=46, **LATER)
    assert rows(first, second)[0]["area"] == "Hòa Bình"


def test_values_that_read_alike_get_more_decimals():
    first, second = figure(value=86.89, decimals=0), figure(value=86.76, decimals=0, **LATER)
    (row,) = rows(first, second)
    assert (row["old"], row["new"]) == ("86,9%", "86,8%")


def test_a_bound_that_becomes_a_number_is_a_revision():
    (row,) = rows(figure(value=90, qualifier=">"), figure(value=90, **LATER))
    assert (row["old"], row["new"]) == ("> 90%", "90%")


@pytest.mark.parametrize(
    "other",
    [
        {"value": 45.0, **LATER},
        {"value": 45.0, "numerator": 9, "denominator": 20, **LATER},
        {"value": 46.0, "source": "NEWS2"},
        {"value": 46.0, "status": "estimated", **LATER},
    ],
    ids=["the same value", "parts only", "another source on one day", "an estimate"],
)
def test_what_changes_no_stated_value_later_is_no_revision(other):
    assert rows(figure(), figure(**other)) == []


def test_the_newest_revision_comes_first_whatever_the_order_of_rows():
    figures = [
        figure(),
        figure(value=46, **LATER),
        figure(value=47, published="2024-09-01", source="NEWS2"),
        figure("dossiers", value=9),
        figure("dossiers", value=8, **LATER),
    ]
    told = [(row["name"], row["old"], row["new"]) for row in rows(*figures)]
    assert told == [
        ("Trực tuyến", "46%", "47%"),
        ("Trực tuyến", "45%", "46%"),
        ("Tiếp nhận", "9", "8"),
    ]
    assert rows(*figures[::-1]) == rows(*figures)


def test_what_does_not_fit_is_counted():
    days = ("2024-02-01", "2024-03-01", "2024-04-01")
    later = [figure(value=46 + n, published=day) for n, day in enumerate(days)]
    log = revision_log(report(figure(), *later), most=2)
    assert log["count"] == 3
    assert [row["new"] for row in log["rows"]] == ["48%", "47%"]
