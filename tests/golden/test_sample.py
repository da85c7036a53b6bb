"""``data/sample`` is what ``chiso sample`` and ``chiso import`` make, and it holds together."""

from __future__ import annotations

import csv
import hashlib
import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from chiso.cli.sampling import SEED
from chiso.intake.importing import ImportRequest, import_returns
from chiso.loaders.reading import Hints
from chiso.loaders.recognise import read_return
from chiso.synthetic import Summary, make_returns

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
RECEIVED = date(2025, 7, 7)
README = "README.txt"
DISTRICTS = ["148", "150", "152", "153", "154", "155", "156", "157", "158", "159"]
FLOWS = [
    "dossiers_received", "dossiers_online", "dossiers_direct", "dossiers_settled",
    "dossiers_settled_early", "dossiers_settled_on_time", "dossiers_settled_late",
]  # fmt: skip


def batch() -> Path:
    """The one import of the sample."""
    (found,) = (SAMPLE / "returns").iterdir()
    return found


def listed(name: str) -> list[dict[str, str]]:
    with (batch() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told_in_readme(area: str, period: str) -> bool:
    """Whether the page about the sample names a return."""
    return f"{area}, {period}" in (SAMPLE / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def latest() -> pd.DataFrame:
    """The last vintage of every figure, counts and shares as numbers."""
    frame = pd.read_csv(batch() / "observations.csv", dtype="str", keep_default_na=False)
    key = ["indicator", "area", "tier", "period", "definition", "source"]
    last = frame.sort_values("published", kind="stable").drop_duplicates(key, keep="last")
    return last.assign(value=last["value"].astype(float))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    folder = tmp_path_factory.mktemp("made") / "returns"
    return folder, make_returns(folder, SEED)


def forms(latest: pd.DataFrame, source: str, indicators: list[str]) -> pd.DataFrame:
    return latest[latest["source"].eq(source) & latest["indicator"].isin(indicators)]


def quarterly(latest: pd.DataFrame) -> pd.DataFrame:
    """Monthly returns of the districts summed to quarters; only quarters with all months."""
    monthly = forms(latest, "RETURN_06A", FLOWS)
    quarter = pd.PeriodIndex(monthly["period"], freq="Q")
    codes = [f"{found.year}-Q{found.quarter}" for found in quarter]
    grouped = monthly.assign(period=codes).groupby(["indicator", "area", "tier", "period"])
    return grouped["value"].agg(["sum", "size"])


def test_it_is_one_import_received_on_one_day() -> None:
    assert batch().name == f"{RECEIVED}-01"


@pytest.mark.slow
def test_the_returns_are_made_again_byte_for_byte(made: tuple[Path, Summary]) -> None:
    _, summary = made
    fresh = {
        (Path(path).name, digest) for path, digest in summary.digests.items() if path != README
    }
    assert {(row["file"], row["sha256"]) for row in listed("files.csv")} == fresh


@pytest.mark.slow
def test_importing_them_again_gives_the_same_bytes(
    made: tuple[Path, Summary], tmp_path: Path
) -> None:
    copy = tmp_path / "sample"
    shutil.copytree(SAMPLE, copy, ignore=shutil.ignore_patterns("returns"))
    done = import_returns(
        ImportRequest(copy, (str(made[0]),), RECEIVED, Hints(), jobs=2), read_return
    )
    assert done.batch == batch().name
    for name in ("observations.csv", "files.csv", "findings.csv"):
        assert (copy / "returns" / done.batch / name).read_bytes() == (batch() / name).read_bytes()


@pytest.mark.slow
def test_the_examples_are_files_of_the_sample(made: tuple[Path, Summary]) -> None:
    known = {Path(path).name: digest for path, digest in made[1].digests.items()}
    examples = list((SAMPLE / "examples").iterdir())
    assert len(examples) >= 5
    for path in examples:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == known[path.name]


def test_the_examples_are_small() -> None:
    assert sum(path.stat().st_size for path in (SAMPLE / "examples").iterdir()) < 100_000


def test_the_whole_sample_is_below_seven_megabytes() -> None:
    assert sum(path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file()) < 7_000_000


def test_two_balances_are_broken_and_no_more() -> None:
    broken = [row for row in listed("findings.csv") if row["rule"].startswith("balance_")]
    assert sorted(row["rule"] for row in broken) == ["balance_pending", "balance_received"]
    files = {row["file"]: row for row in listed("files.csv")}
    for row in broken:
        assert told_in_readme(files[row["file"]]["area"], files[row["file"]]["period"])


def test_every_district_sent_every_month_but_one() -> None:
    sent = {
        (row["area"], row["period"]) for row in listed("files.csv") if row["layout"] == "form_06a"
    }
    months = [f"{month}" for month in pd.period_range("2020-07", "2025-06", freq="M")]
    missing = [(area, month) for area in DISTRICTS for month in months if (area, month) not in sent]
    assert len(missing) == 1
    assert told_in_readme(*missing[0])


def test_six_returns_were_corrected_and_both_figures_are_kept() -> None:
    frame = pd.read_csv(batch() / "observations.csv", dtype="str", keep_default_na=False)
    received = frame[frame["indicator"].eq("dossiers_received") & frame["tier"].eq("all")]
    monthly = received[received["source"].eq("RETURN_06A")]
    vintages = monthly.groupby(["area", "period"]).size()
    assert vintages.value_counts().to_dict() == {1: 600 - 1 - 6, 2: 6}


def test_province_totals_equal_the_sums_of_the_district_returns(latest: pd.DataFrame) -> None:
    summed = quarterly(latest)
    whole = summed[summed["size"] == 3].groupby(["indicator", "tier", "period"])["sum"]
    told = whole.agg(["sum", "size"])
    complete = told.loc[told["size"] == len(DISTRICTS), "sum"]
    printed = forms(latest, "RETURN_06", FLOWS)
    printed = printed[printed["area"].eq("17") & printed["tier"].isin(["district", "commune"])]
    printed = printed.set_index(["indicator", "tier", "period"])["value"]
    both = pd.concat([complete.rename("summed"), printed.rename("printed")], axis=1, join="inner")
    # From the first quarter of 2022 to the second of 2025 there are 14, one of them incomplete.
    assert len(both) == len(FLOWS) * 2 * 13
    assert (both["summed"] == both["printed"]).all()


def test_district_rows_of_the_summary_equal_their_monthly_returns(latest: pd.DataFrame) -> None:
    summed = quarterly(latest)
    monthly = summed.loc[summed["size"] == 3, "sum"]
    printed = forms(latest, "RETURN_06", FLOWS)
    printed = printed[printed["area"].isin(DISTRICTS)]
    printed = printed.set_index(["indicator", "area", "tier", "period"])["value"]
    both = pd.concat([monthly.rename("summed"), printed.rename("printed")], axis=1, join="inner")
    assert len(both) == len(FLOWS) * (len(DISTRICTS) * 14 - 1)
    assert (both["summed"] == both["printed"]).all()


def test_the_published_total_of_a_quarter_is_met(latest: pd.DataFrame) -> None:
    row = latest[
        latest["source"].eq("RETURN_06")
        & latest["area"].eq("17")
        & latest["tier"].eq("all")
        & latest["indicator"].eq("dossiers_received")
        & latest["period"].isin(["2024-Q1", "2024-Q2"])
    ]
    # data/hoa_binh, first half of 2024.
    assert row["value"].sum() == 131_794


def test_what_is_pending_is_carried_over_except_where_a_number_slipped(
    latest: pd.DataFrame,
) -> None:
    monthly = forms(latest, "RETURN_06A", ["dossiers_pending", "dossiers_carried_over"])
    wide = monthly.pivot_table(
        index=["area", "tier", "period"], columns="indicator", values="value"
    ).reset_index()
    months = pd.PeriodIndex(wide["period"], freq="M")
    after = wide.assign(period=[str(month + 1) for month in months])
    pairs = after.merge(wide, on=["area", "tier", "period"], suffixes=("_before", ""))
    broken = pairs[pairs["dossiers_pending_before"] != pairs["dossiers_carried_over"]]
    assert len(broken) == 1


def test_all_shares_lie_between_0_and_100(latest: pd.DataFrame) -> None:
    shares = latest.loc[latest["indicator"].str.endswith("_share"), "value"]
    assert len(shares) > 5000
    assert shares.between(0, 100).all()
