"""What a report of a day can see of each file: later rows change nothing, all others do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import makers
from chiso.dataset.visible import DatedContent
from chiso.errors import DataError
from makers.folders import source_entry, write_csv

row = makers.observation
DAY = date(2023, 12, 31)
GROWING = {"sources.yml", "dataset.yml"}
ONE, TWO = "observations/one.csv", "observations/two.csv"
KNOWN = [row(period="2022", value="40"), row(period="2023", value="45")]
LATER = row(period="2024-H1", value="50")


def seen(
    folder: Path, *rows: dict[str, str], until: date = DAY, **changes: object
) -> dict[str, str]:
    made = makers.dataset_folder(folder, rows=rows, **{"corrections": [], **changes})
    return DatedContent(made).digests(until)


@pytest.mark.parametrize("place", [0, 1, 2], ids=["first", "between", "last"])
def test_a_later_row_changes_nothing_wherever_it_is_entered(tmp_path: Path, place: int) -> None:
    rows = [*KNOWN]
    rows.insert(place, LATER)
    assert seen(tmp_path / "a", *rows) == seen(tmp_path / "b", *KNOWN)


def test_a_file_of_later_rows_only_is_not_there(tmp_path: Path) -> None:
    later = {TWO: write_csv([LATER])}
    assert seen(tmp_path, *KNOWN, files=later).keys() - GROWING == {ONE}
    both = seen(tmp_path, *KNOWN, files=later, until=date(2024, 6, 30)).keys()
    assert both - GROWING == {ONE, TWO}


@pytest.mark.parametrize(
    "changes",
    [{"value": "46"}, {"qualifier": ">"}, {"note": "x"}, {"published": "2024-02-01"}],
)
def test_every_cell_of_a_row_that_is_seen_counts(tmp_path: Path, changes: dict[str, str]) -> None:
    edited = [KNOWN[0], row(period="2023", **{"value": "45", **changes})]
    assert seen(tmp_path / "a", *edited) != seen(tmp_path / "b", *KNOWN)


def test_a_value_published_later_for_an_earlier_period_counts(tmp_path: Path) -> None:
    revised = row(period="2023", value="47", published="2025-06-01")
    assert seen(tmp_path / "a", *KNOWN, revised) != seen(tmp_path / "b", *KNOWN)


def test_the_order_of_the_rows_that_are_seen_counts(tmp_path: Path) -> None:
    assert seen(tmp_path / "a", *KNOWN) != seen(tmp_path / "b", *reversed(KNOWN))


def test_a_correction_that_dates_a_row_earlier_brings_it_into_sight(tmp_path: Path) -> None:
    correction = {
        "id": "typed_wrongly", "file": ONE, "match": {"period": "2024-H1"},
        "expect": {"value": "50"}, "set": {"period": "2023-H1"}, "status": "applied",
        "reason": {"vi": "Gõ nhầm năm.", "en": "The year was mistyped."},
    }  # fmt: skip
    moved = seen(tmp_path / "a", *KNOWN, LATER, corrections=[correction])
    assert moved != seen(tmp_path / "b", *KNOWN)


def test_of_a_broken_data_set_nothing_can_be_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="104"):
        seen(tmp_path, *KNOWN, row(period="2024-H1", value="104"))


ARTICLES = {"NEWS1": source_entry()}
NEW_ARTICLES = {"NEWS0": source_entry(date="2024-07-20"), **ARTICLES}


def test_a_source_that_only_later_rows_cite_changes_nothing(tmp_path: Path) -> None:
    cited = row(period="2024-H1", value="50", source="NEWS0")
    grown = seen(tmp_path / "a", *KNOWN, cited, sources=NEW_ARTICLES)
    assert grown == seen(tmp_path / "b", *KNOWN, sources=ARTICLES)


def test_a_source_that_a_row_cites_counts_with_every_field(tmp_path: Path) -> None:
    renamed = {"NEWS1": source_entry(title={"vi": "Bài thứ nhất", "en": "Another title"})}
    before = seen(tmp_path / "a", *KNOWN, sources=ARTICLES)
    assert seen(tmp_path / "b", *KNOWN, sources=renamed) != before


def test_a_source_that_only_a_target_cites_counts(tmp_path: Path) -> None:
    cited = [row(period="2023", value="45", source="NEWS0")]
    retold = {**NEW_ARTICLES, "NEWS1": source_entry(date="2024-02-01")}
    before = seen(tmp_path / "a", *cited, sources=NEW_ARTICLES)
    assert seen(tmp_path / "b", *cited, sources=retold) != before


@pytest.mark.parametrize(
    ("periods", "is_seen"),
    [(["2024-H1", "2023", "2022"], False), (["2023", "2022", "2021"], True)],
    ids=["later", "earlier"],
)
def test_report_periods_count_up_to_the_day(
    tmp_path: Path, periods: list[str], *, is_seen: bool
) -> None:
    grown = seen(tmp_path / "a", *KNOWN, dataset={"report_periods": periods})
    assert (grown != seen(tmp_path / "b", *KNOWN)) is is_seen


def test_everything_else_that_the_data_set_says_of_itself_counts(tmp_path: Path) -> None:
    said = {"state": {"vi": "Số liệu tạm tính", "en": "Provisional figures"}}
    assert seen(tmp_path / "a", *KNOWN, dataset=said) != seen(tmp_path / "b", *KNOWN)
