"""What an import would enter, file by file, and what keeps a file out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import makers
from chiso.catalog import Catalogue
from chiso.dataset import load_observations, read_catalogue
from chiso.dataset.batches import entering
from chiso.dataset.conversion import convert_dataset
from chiso.dataset.observations import read_observations
from chiso.errors import DataError, Problem
from chiso.intake.outcomes import Read
from chiso.intake.plan import Ledger, Plan, plan_import, read_ledger
from chiso.loaders.reading import Reading
from chiso.words import same
from unit.intake.made_up import figure
from unit.intake.makers import RECEIVED, dataset, reading


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_LANG", "en")


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return dataset(tmp_path)[1]


def plan_of(folder: Path, *readings: Reading, received: date = RECEIVED) -> Plan:
    ledger = read_ledger(folder, read_catalogue(folder), readings)
    return plan_import([Read(f"in/{each.file}", each) for each in readings], ledger, received)


def enter(folder: Path, *readings: Reading, received: date = RECEIVED) -> Plan:
    with entering(folder, lambda holder: None):
        plan = plan_of(folder, *readings, received=received)
        plan.enter(folder)
    return plan


def values(folder: Path) -> list[tuple[str, float]]:
    loaded = load_observations(folder, read_catalogue(folder))
    return list(zip(loaded["published"].dt.strftime("%Y-%m-%d"), loaded["value"], strict=True))


def refusals(plan: Plan) -> dict[str, list[str]]:
    return {each.label: [found.rule for found in each.problems] for each in plan.refused}


def signed(day: str, value: float, file: str = "") -> Reading:
    published = date.fromisoformat(day)
    return reading(figure(value=value), file=file or f"bc_{day}_{value}.xlsx", published=published)


def test_a_first_return_enters_with_file_digest_and_cell(tmp_path: Path) -> None:
    folder, catalogue = dataset(tmp_path)
    first = reading(figure(note="as typed"))
    enter(folder, first)
    row = load_observations(folder, catalogue).iloc[0]
    assert (row["value"], row["period"], row["source"]) == (1200, "2024-06", "FORM6")
    assert row["locator"] == f"bc.xlsx@{first.digest[:12]}#06!E12"
    assert f"{row['published']:%Y-%m-%d}" == "2024-07-05"
    assert row["note"] == "as typed"


def test_the_list_of_files_counts_what_each_gave(tmp_path: Path) -> None:
    folder, _ = dataset(tmp_path)
    enter(folder, reading(figure(), figure(tier="all", value=1300)))
    again = reading(
        figure(value=1250), figure(tier="all", value=1300), figure(tier="commune", value=50),
        file="bc2.xlsx", published=date(2024, 7, 20), extracted=date(2024, 7, 19),
        stamp="2024-07-19T11:00+07:00",
    )  # fmt: skip
    (file,) = enter(folder, again).files
    entry = file.entry
    assert (entry.rows, entry.new, entry.changed, entry.unchanged) == (3, 1, 1, 1)
    assert (entry.published, entry.extracted, entry.received) == (
        "2024-07-20",
        "2024-07-19T11:00+07:00",
        "2024-08-01",
    )
    assert (folder / "returns" / "2024-08-01-02" / "observations.csv").read_text().count("\n") == 3


def test_a_corrected_return_is_a_further_vintage_with_its_difference(tmp_path: Path) -> None:
    folder, _ = dataset(tmp_path)
    enter(folder, signed("2024-07-05", 1200))
    plan = enter(folder, signed("2024-07-20", 1250, "fixed.xlsx"))
    assert values(folder) == [("2024-07-05", 1200), ("2024-07-20", 1250)]
    ((change, leads),) = plan.changes
    assert leads
    assert change.difference == 1250 - 1200
    assert (change.before.published, change.after.published) == (
        date(2024, 7, 5),
        date(2024, 7, 20),
    )
    assert change.after.locator.startswith("fixed.xlsx@")


def test_a_correction_without_a_new_date_takes_the_day_of_receipt_and_says_so(
    tmp_path: Path,
) -> None:
    folder, catalogue = dataset(tmp_path)
    enter(folder, signed("2024-07-05", 1200))
    enter(folder, reading(figure(value=1250, note="as typed"), file="fixed.xlsx"))
    assert values(folder)[1] == ("2024-08-01", 1250)
    assert load_observations(folder, catalogue)["note"].tolist()[1] == (
        "as typed; signed 2024-07-05 like the figure it corrects, entered on the day of receipt"
    )


def test_an_older_return_that_comes_late_stays_behind_the_newer_one(tmp_path: Path) -> None:
    folder, _ = dataset(tmp_path)
    enter(folder, signed("2024-07-20", 1250))
    plan = enter(folder, signed("2024-07-05", 1200))
    ((change, leads),) = plan.changes
    assert not leads
    assert (change.before.value, change.after.value) == (1250, 1200)
    assert max(values(folder)) == ("2024-07-20", 1250)


def test_an_unsigned_return_has_the_day_of_receipt(tmp_path: Path) -> None:
    folder, _ = dataset(tmp_path)
    enter(folder, reading(published=None))
    assert values(folder) == [("2024-08-01", 1200)]


def test_a_return_that_says_nothing_new_is_still_known_afterwards(tmp_path: Path) -> None:
    folder, _ = dataset(tmp_path)
    enter(folder, signed("2024-07-05", 1200))
    plan = enter(folder, signed("2024-07-20", 1200))
    assert plan.rows.empty
    assert (folder / "returns" / "2024-08-01-02" / "files.csv").read_text().count("\n") == 2


def test_nothing_is_written_for_no_file(tmp_path: Path) -> None:
    folder, _ = dataset(tmp_path)
    plan = enter(folder)
    assert plan.files == ()
    assert not (folder / "returns").exists()


def test_findings_of_the_reader_are_kept_with_their_file(tmp_path: Path) -> None:
    folder, _ = dataset(tmp_path)
    doubt = Problem("bc.xlsx#06!D12", "12", same("3 = 4+5+6"), same("Ask"), "balance")
    enter(folder, reading(findings=(doubt,)))
    text = (folder / "returns" / "2024-08-01-01" / "findings.csv").read_text()
    assert "bc.xlsx#06!D12,balance,12,3 = 4+5+6. Ask" in text


def test_the_order_of_files_decides_nothing(catalogue: Catalogue, tmp_path: Path) -> None:
    files = [signed("2024-07-05", 1200), signed("2024-07-20", 1250), signed("2024-07-12", 1250)]
    forward, backward = (plan_of(tmp_path, *order) for order in (files, files[::-1]))
    assert list(forward.row_texts()) == list(backward.row_texts())
    assert forward.files == backward.files
    assert [row[15] for row in forward.row_texts()] == ["2024-07-05", "2024-07-12"]


# What keeps a file out.


def test_two_files_that_contradict_each_other_on_one_day_are_both_refused(tmp_path: Path) -> None:
    folder, _ = dataset(tmp_path)
    rows = [figure(), figure(tier="all", locator="06!E13")]
    a = reading(*rows, file="a.xlsx")
    b = reading(*(row._replace(value=1250) for row in rows), file="b.xlsx")
    plan = plan_of(folder, b, a, signed("2024-07-20", 1300, "c.xlsx"))
    assert refusals(plan) == {"in/a.xlsx": ["conflict"], "in/b.xlsx": ["conflict"]}
    assert plan.refused[0].problems[0].sentence() == (
        "b.xlsx#06!E12: dossiers: got 1250; one value for one figure and day of signing;"
        " a.xlsx#06!E12 says 1200 (and 1 more). Leave out the wrong one, or import the corrected"
        " one by itself after the other."
    )
    assert [file.label for file in plan.files] == ["in/c.xlsx"]
    assert plan.changes == ()


def test_a_file_that_contradicts_itself_is_refused_once(tmp_path: Path) -> None:
    folder, _ = dataset(tmp_path)
    plan = plan_of(folder, reading(figure(), figure(value=5, locator="06!E99")))
    ((refused),) = plan.refused
    assert (
        refused.problems[0]
        .sentence()
        .startswith(
            "bc.xlsx#06!E99: dossiers: got 5; one value for one figure and day of signing;"
            " bc.xlsx#06!E12 says 1200. "
        )
    )


def test_a_correction_on_the_day_of_receipt_asks_for_another_day(tmp_path: Path) -> None:
    folder, _ = dataset(tmp_path)
    enter(folder, reading(published=None))
    plan = plan_of(folder, reading(figure(value=1250), published=None, file="b.xlsx"))
    assert refusals(plan) == {"in/b.xlsx": ["day_taken"]}
    assert plan.refused[0].problems[0].sentence() == (
        "b.xlsx#06!E12: dossiers: got 1250; a day of its own; the value 1200 already has the day"
        " 2024-08-01. If this is a correction, import it with --received after 2024-08-01."
    )
    later = enter(
        folder,
        reading(figure(value=1250), published=None, file="b.xlsx"),
        received=date(2024, 8, 2),
    )
    assert later.refused == ()
    assert values(folder)[1] == ("2024-08-02", 1250)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"value": -5.0}, "#06!E12: value: got -5; a value of 0 or more"),
        ({"value": float("nan")}, "#06!E12: value: a value is required"),
        ({"value": float("inf")}, "#06!E12: value: a value is required"),
        ({"indicator": "dossier"}, "#06!E12: indicator: got 'dossier'; .*mean 'dossiers'"),
        ({"area": "149"}, "#06!E12: area: got '149'; allowed: 148, 151, 17"),
        ({"area": "151"}, "#06!E12: area: got '151'; an area that exists on the period's last"),
        ({"period": "2025-07"}, "#06!E12: area: got '148'; an area that exists"),
        ({"period": "soon"}, "#06!E12: period: got 'soon'"),
        ({"numerator": 3.0, "denominator": 2.0}, "#06!E12: numerator: got 3/2"),
        ({"tier": "ward"}, "#06!E12: tier: got 'ward'"),
        ({"status": "sure"}, "#06!E12: status: got 'sure'"),
    ],
)
def test_a_row_that_breaks_the_contract_is_told_by_file_and_cell(
    tmp_path: Path, change: dict[str, object], told: str
) -> None:
    folder, _ = dataset(tmp_path)
    plan = plan_of(folder, reading(figure(**change)), signed("2024-07-05", 7, "good.xlsx"))
    ((refused),) = plan.refused
    assert refused.label == "in/bc.xlsx"
    with pytest.raises(DataError, match=f"^bc.xlsx{told}"):
        raise DataError(refused.problems)
    assert [file.label for file in plan.files] == ["in/good.xlsx"]


def test_the_problems_of_a_file_stand_in_the_order_of_its_rows(tmp_path: Path) -> None:
    folder, _ = dataset(tmp_path)
    bad = reading(figure(value=-1.0), figure(tier="all", value=-2.0, locator="06!E9"))
    ((refused),) = plan_of(folder, bad).refused
    assert [found.got for found in refused.problems] == ["-1", "-2"]


def test_a_file_with_the_wrong_mark_is_refused_both_ways(tmp_path: Path) -> None:
    real, _ = dataset(tmp_path / "real")
    sources = {
        "FORM6": {
            "address": "chiso sample",
            "publisher": {"vi": "Minh họa", "en": "Illustrative"},
            "title": {"vi": "Biểu 06", "en": "Form 06"},
            "date": "2024-01-20",
            "date_is": "inferred",
            "calendar": "ADM15",
            "synthetic": True,
        }
    }
    made_up, _ = dataset(
        tmp_path / "sample", dataset={"synthetic": True}, sources=sources, targets=[]
    )
    for folder, mark, words in (
        (real, True, "chiso new dataset NAME --like sample"),
        (made_up, False, "chiso new dataset NAME"),
    ):
        plan = plan_of(folder, reading(is_synthetic=mark))
        assert refusals(plan) == {"in/bc.xlsx": ["mixed_synthetic"]}
        assert words in plan.refused[0].problems[0].sentence()
        assert plan_of(folder, reading(is_synthetic=not mark)).refused == ()


def test_a_return_signed_after_its_receipt_is_refused(tmp_path: Path) -> None:
    folder, _ = dataset(tmp_path)
    plan = plan_of(folder, signed("2024-08-02", 5))
    assert refusals(plan) == {"in/bc_2024-08-02_5.xlsx": ["signed_later"]}
    assert "got '2024-08-02'; a day of signing not after" in plan.refused[0].problems[0].sentence()


@pytest.mark.parametrize(
    "change",
    [
        {"file": "TØnh.xlsx"},
        {"file": "b\nc.xlsx"},
        {"file": "b\udce1.xlsx"},
        {"rows": (figure(locator="TØnh!E12"),)},
        {"rows": (figure(note="a\0b"),)},
    ],
)
def test_names_that_a_data_set_could_not_be_read_with_are_refused(
    tmp_path: Path, change: dict[str, object]
) -> None:
    folder, _ = dataset(tmp_path)
    plan = plan_of(folder, reading(**change))
    assert [found.rule for found in plan.refused[0].problems] == ["unsafe_name"]
    assert plan.refused[0].problems[0].sentence().isascii()


def test_a_refused_file_is_not_compared_with_the_others(tmp_path: Path) -> None:
    folder, _ = dataset(tmp_path)
    bad = reading(figure(), figure(tier="all", value=-1.0), file="a.xlsx")
    good = reading(figure(value=1250), file="b.xlsx")
    plan = plan_of(folder, bad, good)
    assert refusals(plan) == {"in/a.xlsx": ["range"]}
    assert [row[6] for row in plan.row_texts()] == ["1250"]


# Findings about what is there already.


def test_a_copy_of_an_older_return_changes_nothing_and_is_told(tmp_path: Path) -> None:
    folder, _ = dataset(tmp_path)
    enter(folder, signed("2024-07-05", 1200), signed("2024-07-20", 1250))
    plan = enter(folder, reading(file="saved_again.xlsx"))
    assert plan.rows.empty
    ((finding),) = plan.files[0].findings
    assert finding.rule == "superseded"
    assert finding.sentence().startswith(
        "saved_again.xlsx#06!E12: figures that equal an older vintage: 1; the later one stays"
    )


def test_an_older_return_that_overtakes_a_later_equal_one_is_told(tmp_path: Path) -> None:
    folder, _ = dataset(tmp_path)
    enter(folder, signed("2024-07-05", 1200))
    enter(folder, signed("2024-07-20", 1200, "same.xlsx"))
    plan = plan_of(folder, signed("2024-07-12", 1250))
    ((finding),) = plan.files[0].findings
    assert finding.rule == "older_return"
    assert "while same.xlsx, signed later (2024-07-20), said nothing else" in finding.sentence()
    assert plan_of(folder, signed("2024-07-25", 1250)).files[0].findings == ()
    other = reading(figure(value=1250), area="17", published=date(2024, 7, 12))
    assert plan_of(folder, other).files[0].findings == ()


# What the data set holds.


def test_figures_are_compared_as_published_not_as_corrected(tmp_path: Path) -> None:
    correction = {
        "id": "doubt", "file": "observations/one.csv", "match": {"area": "148"},
        "set": {"value": "1300"}, "expect": {"value": "1200"},
        "reason": {"vi": "Chưa rõ.", "en": "Not certain."}, "status": "applied",
    }  # fmt: skip
    row = makers.observation(
        indicator="dossiers", definition="as_printed", area="148", tier="district",
        period="2024-06", source="FORM6", published="2024-07-05", value="1200",
    )  # fmt: skip
    folder, _ = dataset(tmp_path, rows=[row], corrections=[correction])
    plan = plan_of(folder, signed("2024-07-20", 1200))
    assert plan.files[0].entry.unchanged == 1


def test_a_data_set_with_a_file_that_cannot_be_read_takes_nothing(tmp_path: Path) -> None:
    folder, catalogue = dataset(tmp_path)
    path = folder / "observations" / "one.csv"
    path.write_text(path.read_text() + "cut off")
    with pytest.raises(DataError, match=r"observations/one.csv:2"):
        read_ledger(folder, catalogue, ())


def test_what_rows_say_wrongly_is_left_to_validate(tmp_path: Path) -> None:
    folder, catalogue = dataset(tmp_path, rows=[makers.observation(value="104")])
    assert len(read_ledger(folder, catalogue, ()).observations) == 1


def test_a_data_set_without_any_figure_can_be_begun(tmp_path: Path) -> None:
    folder, catalogue = dataset(tmp_path, files={"observations/one.csv": None})
    assert read_ledger(folder, catalogue, ()).observations.empty
    enter(folder, reading())
    assert values(folder) == [("2024-07-05", 1200)]


def test_a_plan_needs_no_disk(catalogue: Catalogue, tmp_path: Path) -> None:
    ledger = read_ledger(tmp_path, catalogue, ())
    same_ledger = Ledger(replace(catalogue), ledger.observations, {})
    assert len(plan_import([Read("a", reading())], same_ledger, RECEIVED).rows) == 1


def partitioned(folder: Path) -> tuple[Path, Catalogue]:
    """Figures of two months and areas in Parquet partitions, one of them again in a CSV file."""
    told = {"indicator": "dossiers", "definition": "as_printed", "source": "FORM6"}
    places = {"area": "148", "tier": "district"}, {"area": "17", "tier": "province"}
    rows = [
        makers.observation(**told, **place, period=period, published="2024-07-05", value="1200")
        for place in places
        for period in ("2024-05", "2024-06")
    ]
    later = makers.observation(
        **told, **places[0], period="2024-06", published="2024-07-09", value="1210"
    )
    convert_dataset(dataset(folder / "csv", rows=rows)[0], folder / "set")
    printed = dataset(folder / "later", rows=[later])[0] / "observations" / "one.csv"
    printed.rename(folder / "set" / "observations" / "one.csv")
    return folder / "set", read_catalogue(folder / "set")


def test_of_partitions_only_figures_that_are_compared_are_kept(tmp_path: Path) -> None:
    folder, catalogue = partitioned(tmp_path)
    held = read_ledger(folder, catalogue, [reading()]).observations
    assert held[["area", "period", "value"]].to_numpy().tolist() == [
        ["148", "2024-06", 1210],
        ["148", "2024-06", 1200],
    ]


@pytest.mark.parametrize("value", [1200, 1210, 1300])
@pytest.mark.parametrize("day", ["2024-07-05", "2024-07-07", "2024-07-09", "2024-07-20"])
def test_what_is_kept_of_partitions_decides_as_the_whole_data_set_does(
    tmp_path: Path, day: str, value: float
) -> None:
    folder, catalogue = partitioned(tmp_path)
    reads = [Read("in/a", signed(day, value))]
    whole = read_observations(folder, catalogue)[0]
    wanted = plan_import(reads, Ledger(catalogue, whole, {}), RECEIVED)
    plan = plan_of(folder, reads[0].reading)
    assert (list(plan.row_texts()), plan.changes) == (list(wanted.row_texts()), wanted.changes)
    assert [file.entry for file in plan.files] == [file.entry for file in wanted.files]


def test_a_partition_of_another_month_that_cannot_be_read_stops_an_import_too(
    tmp_path: Path,
) -> None:
    folder, catalogue = partitioned(tmp_path)
    (folder / "observations" / "period=2024-05" / "part-0.parquet").write_bytes(b"PAR1")
    with pytest.raises(DataError, match=r"period=2024-05/part-0.parquet"):
        read_ledger(folder, catalogue, [reading()])
