"""How much of a large data set a report shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import chiso
from chiso.dataset import check_dataset, load_observations, read_catalogue
from chiso.dataset.observations import cut_after
from chiso.periods import Period
from chiso.report import Report
from chiso.report.extent import report_extent
from chiso.report.selection import with_values
from makers.national import small_country

DAY = date(2021, 6, 30)


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_country(tmp_path_factory.mktemp("data") / "national")


def whole_report(folder: Path) -> Report:
    """The report with every row of the country in memory."""
    catalogue = read_catalogue(folder)
    rows = cut_after(load_observations(folder, catalogue), DAY)
    return Report(Period.parse("2021-H1"), "en", catalogue, with_values(rows, catalogue))


def test_a_province_its_districts_and_the_country_are_shown(country: Path) -> None:
    extent = report_extent(read_catalogue(country), DAY)
    assert extent.areas == {"VN", "01", "101", "102"}
    assert len(extent.listed) == 34 - 1
    assert extent.until == DAY


def test_what_came_before_and_after_an_area_of_the_province_is_shown() -> None:
    catalogue = read_catalogue(Path(__file__).parents[3] / "data" / "hoa_binh")
    extent = report_extent(catalogue, DAY)
    assert {"17", "148", "151", "25", "VN"} <= extent.areas
    assert not any(catalogue.areas[code].kind == "commune" for code in extent.areas)


def test_a_ring_of_parents_ends(country: Path) -> None:
    known = read_catalogue(country)
    ring = {"101": replace(known.areas["101"], parent="102")}
    ring["102"] = replace(known.areas["102"], parent="101")
    extent = report_extent(replace(known, areas={**known.areas, **ring}), DAY)
    assert {"101", "102"}.isdisjoint(extent.areas)


def test_a_report_reads_a_part_and_shows_the_same_as_one_that_reads_all(country: Path) -> None:
    part, whole = chiso.open_report("2021-H1", lang="en", data=country), whole_report(country)
    assert len(part.published) < len(whole.published) / 20
    shown, all_shown = part.edition_facts(), whole.edition_facts()
    for fact in ("headline", "matrix", "verdicts", "latest_published", "revisions"):
        assert shown[fact] == all_shown[fact]
    own = whole.published["area"].isin(["01", "101", "102"])
    assert int(part.published["area"].isin(["01", "101", "102"]).sum()) == int(own.sum())
    assert str(part.say_ranks()) == str(whole.say_ranks())


def test_the_made_up_country_is_sound_and_adds_up(country: Path) -> None:
    assert check_dataset(country) == []
    rows = load_observations(country, read_catalogue(country))
    month = rows[(rows["period"] == "2021-03") & (rows["indicator"] == "count_000")]
    sums = month.groupby("tier")["value"].sum()
    assert sums["commune"] == sums["district"] == sums["province"]
