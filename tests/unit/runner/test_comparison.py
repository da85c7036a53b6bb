import csv

import pytest

from chiso.errors import UsageError
from chiso.runner.comparison import compare_reports
from chiso.runner.publish import write_record

COLUMNS = (
    "indicator", "area", "tier", "scope", "definition", "period", "value", "qualifier",
    "decimals", "published", "verdict", "target", "flags", "indicator_name_en", "area_name_en",
)  # fmt: skip


def row(**changes):
    usual = {
        "indicator": "dossiers",
        "area": "17",
        "tier": "province",
        "period": "2023",
        "value": "49.2",
        "verdict": "not_met",
    }
    return usual | changes


def report(folder, *rows):
    folder.mkdir()
    write_record(folder, {"schema": 1})
    with (folder / "data.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return folder


def changes(tmp_path, before, after):
    folders = (report(tmp_path / "a", *before), report(tmp_path / "b", *after))
    return compare_reports(*folders, "en")


def test_equal_reports_have_no_change(tmp_path):
    assert changes(tmp_path, [row()], [row()]) == []


@pytest.mark.parametrize(
    ("changed", "parts"),
    [
        ({"value": "70.4"}, ("value",)),
        ({"qualifier": ">"}, ("value",)),
        ({"verdict": "met"}, ("verdict",)),
        ({"target": ">= 60"}, ("verdict",)),
        ({"flags": "carried"}, ("flags",)),
        ({"value": "70.4", "verdict": "met", "flags": "x"}, ("value", "verdict", "flags")),
    ],
)
def test_each_part_that_differs_is_named(tmp_path, changed, parts):
    (change,) = changes(tmp_path, [row()], [row(**changed)])
    assert change.parts == parts


def test_series_come_and_go(tmp_path):
    found = changes(tmp_path, [row()], [row(definition="new_base")])
    assert [(change.series[4], change.parts) for change in found] == [
        ("", ("gone",)),
        ("new_base", ("new",)),
    ]


def test_of_each_series_the_latest_row_counts(tmp_path):
    later = row(period="2024-H1", value="70.4")
    assert changes(tmp_path, [row(), later], [later, row(value="1")]) == []


def test_of_one_period_the_latest_vintage_counts(tmp_path):
    first, second = row(published="2024-01-01", value="86.89"), row(published="2024-05-01")
    assert changes(tmp_path, [second, first], [first, second]) == []


def test_of_equally_new_rows_the_judged_one_counts(tmp_path):
    judged, other = row(), row(value="50", verdict="")
    assert changes(tmp_path, [judged, other], [other, judged]) == []


def test_a_series_that_is_no_longer_judged_is_like_one_without_target(tmp_path):
    assert changes(tmp_path, [row(verdict="no_target")], [row(verdict="")]) == []


def test_a_change_names_indicator_and_area_as_the_report_does(tmp_path):
    names = {"indicator_name_en": "Dossiers online", "area_name_en": "Hòa Bình province"}
    (change,) = changes(tmp_path, [row()], [row(value="70.4", **names)])
    assert (change.name, change.area_name) == ("Dossiers online", "Hòa Bình province")
    record = change.to_record()
    assert (record["name"], record["area_name"]) == ("Dossiers online", "Hòa Bình province")
    assert (record["indicator"], record["changed"]) == ("dossiers", ["value"])
    assert (record["before"]["value"], record["after"]["value"]) == ("49.2", "70.4")


def test_what_a_report_does_not_name_has_its_id(tmp_path):
    (change,) = changes(tmp_path, [row()], [])
    assert (change.name, change.area_name) == ("dossiers", "17")


def test_a_folder_without_report_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"run\.json"):
        compare_reports(tmp_path, tmp_path, "vi")
