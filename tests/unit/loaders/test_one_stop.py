"""One-stop JSON: three reports, shares from their counts, counts that must agree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chiso.catalog import Catalogue
from makers.returns import catalogue, json_file, only, read, refused, rules, values

LAYOUT = """# one_stop
kind: one_stop
name: {vi: "Một cửa điện tử", en: "One-stop system"}
source: RETURN
units: {province: province, city: district, district: district}
measures:
  - {indicator: dossiers_received, definition: as_given, columns: [received]}
  - {indicator: dossiers_settled, definition: as_given, columns: [resolved]}
  - {indicator: dossiers_online_share, definition: as_given, columns: [receivedOnline],
     denominator: [received]}
  - {indicator: dossiers_paid_online_share, definition: as_given, columns: [onlinepaid_quantity],
     denominator: [total]}
  - {indicator: dossiers_digitised_share, definition: as_given,
     columns: [totalReceiverHavingFile], denominator: [totalReceiver]}
"""
DOSSIERS = {
    "received": 100, "resolved": 90, "receivedOnline": 60, "receivedDirect": 40,
    "resolvedOverdue": 3,
}  # fmt: skip
ONLINE = {
    "phatsinh_1phan_quantity": 20, "phatsinh_toanphan_quantity": 60, "chotiepnhan_quantity": 2,
    "datiepnhan_quantity": 70, "hoanthanh_quantity": 65, "tuchoi_quantity": 8,
    "onlinepaid_quantity": 30, "total": 80,
}  # fmt: skip
DIGITISATION = {
    "totalReceiver": 100, "totalReceiverHavingFile": 70, "totalReceiverNopeFile": 30,
    "totalComplete": 90, "totalCompleteHavingFile": 45, "totalCompleteNopeFile": 45,
    "totalReceiverCompleteHavingFile": 40, "percentTotalReceiverHavingFile": 70.0,
    "percentTotalCompleteHavingFile": "50", "percentTotalReceiverCompleteHavingFile": 44.4,
}  # fmt: skip
NAMED = {"agency": {"code": 157, "name": "UBND huyện Lạc Sơn"}}


def report(*records: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """The envelope of a report for the first quarter of 2025."""
    params = {"from": "2025-01-01", "to": "2025-03-31"}
    return {"params": params, "data": list(records), **fields}


def data() -> Catalogue:
    return catalogue(LAYOUT, calendar="CAL", decimal=".", thousands=",")


def test_the_dossier_report_gives_counts_and_the_share_of_online(tmp_path: Path) -> None:
    reading = read(json_file(tmp_path / "r.json", report({**NAMED, **DOSSIERS})), data())
    assert values(reading, "indicator", "value", "numerator", "denominator", "locator") == [
        ("dossiers_received", 100, None, None, "/data/0#received"),
        ("dossiers_settled", 90, None, None, "/data/0#resolved"),
        ("dossiers_online_share", 100 * 60 / 100, 60, 100, "/data/0#receivedOnline/received"),
    ]
    assert (reading.area, reading.period, reading.findings) == ("157", "2025-Q1", ())
    assert {row.tier for row in reading.rows} == {"district"}


def test_the_online_report_names_its_agency_flat(tmp_path: Path) -> None:
    path = json_file(tmp_path / "r.json", report({"agency_name": "Huyện Lạc Thuỷ", **ONLINE}))
    reading = read(path, data())
    assert values(reading, "indicator", "area", "value") == [
        ("dossiers_paid_online_share", "159", 100 * 30 / 80)
    ]
    assert reading.findings == ()


def test_the_digitisation_report_gives_the_share_of_received_dossiers(tmp_path: Path) -> None:
    path = json_file(tmp_path / "r.json", report({**NAMED, **DIGITISATION}, illustrative=True))
    reading = read(path, data())
    assert only(reading, "157", "dossiers_digitised_share").value == 100 * 70 / 100
    assert (reading.is_synthetic, reading.findings) == (True, ())


def test_the_day_of_extraction_may_be_given(tmp_path: Path) -> None:
    path = json_file(tmp_path / "r_2025-04-05.json", report({**NAMED, **DOSSIERS}))
    reading = read(path, data())
    assert str(reading.extracted) == str(reading.published) == reading.stamp == "2025-04-05"


def test_without_a_day_of_extraction_the_day_of_publication_is_not_known(tmp_path: Path) -> None:
    reading = read(json_file(tmp_path / "r.json", report({**NAMED, **DOSSIERS})), data())
    assert (reading.extracted, reading.published, reading.stamp) == (None, None, "")


def test_days_may_be_written_day_first(tmp_path: Path) -> None:
    params = {"from": "01/01/2025", "to": "31/01/2025"}
    path = json_file(tmp_path / "r.json", report({**NAMED, **DOSSIERS}, params=params))
    assert read(path, data()).period == "2025-01"


@pytest.mark.parametrize(
    "params",
    [
        {"from": "2025-01-01"},
        {"from": "2025-03-31", "to": "2025-01-01"},
        {"from": "tháng 1", "to": "tháng 3"},
    ],
)
def test_days_that_are_no_period_are_refused(tmp_path: Path, params: dict[str, str]) -> None:
    path = json_file(tmp_path / "r.json", report({**NAMED, **DOSSIERS}, params=params))
    assert refused(path, data()).problems[0].rule == "params"


def test_days_of_another_calendar_are_refused(tmp_path: Path) -> None:
    params = {"from": "2024-12-15", "to": "2025-03-14"}
    path = json_file(tmp_path / "r.json", report({**NAMED, **DOSSIERS}, params=params))
    assert (
        "2025-Q1; a period in calendar CAL of source RETURN" in refused(path, data()).lines("en")[0]
    )


def test_a_bare_list_takes_its_period_from_the_person(tmp_path: Path) -> None:
    path = json_file(tmp_path / "r.json", [{**NAMED, **DOSSIERS}])
    reading = read(path, data(), period="2025-01")
    assert (reading.period, reading.rows[0].locator) == ("2025-01", "/0#received")


@pytest.mark.parametrize(
    ("record", "where", "said"),
    [
        (DOSSIERS | {"receivedDirect": 41}, "received",
         "got 100, 60 + 41; received = receivedOnline + receivedDirect."),
        (DOSSIERS | {"resolvedOverdue": 91}, "resolvedOverdue",
         "got 91, 90; resolvedOverdue ≤ resolved."),
        (DOSSIERS | {"resolved": 101}, "resolved",
         "got 101, 100; settled up to received, unless dossiers were carried over."),
        (ONLINE | {"phatsinh_1phan_quantity": 21}, "total",
         "got 80, 21 + 60; total = phatsinh_1phan_quantity + phatsinh_toanphan_quantity."),
        (ONLINE | {"hoanthanh_quantity": 81}, "hoanthanh_quantity",
         "got 81, 80; hoanthanh_quantity ≤ total."),
        (DIGITISATION | {"totalReceiverNopeFile": 31}, "totalReceiver",
         "got 100, 70 + 31; totalReceiver = totalReceiverHavingFile + totalReceiverNopeFile."),
        (DIGITISATION | {"totalCompleteNopeFile": 44}, "totalComplete",
         "got 90, 45 + 44; totalComplete = totalCompleteHavingFile + totalCompleteNopeFile."),
        (DIGITISATION | {"percentTotalReceiverHavingFile": "70.6"},
         "percentTotalReceiverHavingFile",
         "got 70.6; the share of its counts, 70.00%."),
        (DIGITISATION | {"percentTotalCompleteHavingFile": 49},
         "percentTotalCompleteHavingFile",
         "got 49; the share of its counts, 50.00%."),
    ],
)  # fmt: skip
def test_counts_that_do_not_agree_are_told_and_entered(
    tmp_path: Path, record: dict[str, Any], where: str, said: str
) -> None:
    reading = read(json_file(tmp_path / "r.json", report({**NAMED, **record})), data())
    assert [problem.sentence("en") for problem in reading.findings] == [
        f"r.json#/data/0/{where}: {said} Ask the sender; the figures are entered as they are."
    ]
    assert reading.rows


def test_percentages_are_recomputed_only_where_their_counts_are_given(tmp_path: Path) -> None:
    record = DIGITISATION | {
        "totalComplete": 0, "totalCompleteHavingFile": 0, "totalCompleteNopeFile": 0,
        "percentTotalReceiverHavingFile": "bảy mươi",
    }  # fmt: skip
    reading = read(json_file(tmp_path / "r.json", report({**NAMED, **record})), data())
    assert reading.findings == ()


def test_more_online_than_received_is_left_out(tmp_path: Path) -> None:
    record = DOSSIERS | {"receivedOnline": 101, "receivedDirect": None}
    reading = read(json_file(tmp_path / "r.json", report({**NAMED, **record})), data())
    assert "dossiers_online_share" not in {row.indicator for row in reading.rows}
    assert [(item.where, item.got) for item in reading.findings] == [
        ("r.json#/data/0/receivedOnline/received", "101/100")
    ]


def test_a_number_that_no_measure_needs_may_be_anything(tmp_path: Path) -> None:
    record = DOSSIERS | {"receivedDirect": "bốn mươi"}
    reading = read(json_file(tmp_path / "r.json", report({**NAMED, **record})), data())
    assert (len(reading.rows), reading.findings) == (3, ())


@pytest.mark.parametrize("given", [100.5, "100.5"])
def test_a_fraction_of_a_dossier_is_refused(tmp_path: Path, given: object) -> None:
    record = DOSSIERS | {"received": given, "receivedDirect": "bốn mươi"}
    error = refused(json_file(tmp_path / "r.json", report({**NAMED, **record})), data())
    assert [(item.where, item.rule) for item in error.problems] == [
        ("r.json#/data/0/received", "json_whole")
    ]


def test_an_agency_that_is_not_known_is_left_out(tmp_path: Path) -> None:
    other = {"agency": {"code": 9, "name": "Sở Y tế"}, **DOSSIERS}
    reading = read(json_file(tmp_path / "r.json", report({**NAMED, **DOSSIERS}, other)), data())
    assert (reading.area, rules(reading)) == ("157", ["unknown_area"])


def test_a_report_without_agencies_is_refused(tmp_path: Path) -> None:
    error = refused(json_file(tmp_path / "r.json", report(DOSSIERS)), data())
    assert [item.rule for item in error.problems] == ["unknown_area", "no_units"]
