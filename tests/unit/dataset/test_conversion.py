"""A data set written once more as Parquet."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import makers
from chiso.dataset import check_dataset, load_observations, read_catalogue
from chiso.dataset.conversion import area_ranks, convert_dataset
from chiso.errors import DataError
from makers.folders import ROWS

row = makers.observation


def figures(folder: Path) -> pd.DataFrame:
    """All rows in an order of their own, without where they stand."""
    frame = load_observations(folder, read_catalogue(folder)).drop(columns=["file", "row"])
    days = frame.astype({"extracted": "datetime64[us]"})  # of no day the unit is open
    return days.sort_values(["indicator", "area", "period"]).reset_index(drop=True)


def test_the_converted_set_has_the_same_figures_in_a_partition_a_period(tmp_path: Path) -> None:
    source = makers.dataset_folder(tmp_path / "source", corrections=[])
    target = tmp_path / "target"
    assert convert_dataset(source, target) == len(ROWS)
    assert sorted(path.name for path in (target / "observations").iterdir()) == [
        "period=2019", "period=2022", "period=2023", "period=2024-H1",
    ]  # fmt: skip
    assert check_dataset(target) == []
    pd.testing.assert_frame_equal(figures(target), figures(source))


def test_a_file_that_a_correction_guards_stays_csv(tmp_path: Path) -> None:
    more = makers.folders.write_csv([row(area="148", tier="district")])
    source = makers.dataset_folder(tmp_path / "source", files={"observations/two.csv": more})
    assert convert_dataset(source, tmp_path / "target") == 1
    names = sorted(path.name for path in (tmp_path / "target" / "observations").iterdir())
    assert names == ["one.csv", "period=2023"]
    assert check_dataset(tmp_path / "target") == []


def test_partitions_that_are_there_already_keep_their_files(tmp_path: Path) -> None:
    source = makers.dataset_folder(tmp_path / "source", rows=[row()], corrections=[])
    convert_dataset(source, tmp_path / "once")
    later = makers.folders.write_csv([row(area="148", tier="district")])
    (tmp_path / "once" / "observations" / "later.csv").write_text(later, encoding="utf-8")
    convert_dataset(tmp_path / "once", tmp_path / "twice")
    files = (tmp_path / "twice" / "observations" / "period=2023").iterdir()
    assert sorted(path.name for path in files) == ["part-0.parquet", "part-1.parquet"]
    assert len(figures(tmp_path / "twice")) == 2


def test_an_unsound_set_is_not_converted(tmp_path: Path) -> None:
    source = makers.dataset_folder(tmp_path / "source", rows=[row(value=104)], corrections=[])
    with pytest.raises(DataError, match="104"):
        convert_dataset(source, tmp_path / "target")
    assert [path.name for path in tmp_path.iterdir()] == ["source"]


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    source = makers.dataset_folder(tmp_path / "source", corrections=[])
    (tmp_path / "target" / "there").mkdir(parents=True)
    with pytest.raises(OSError, match="target"):
        convert_dataset(source, tmp_path / "target")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["source", "target"]


def test_areas_are_ordered_by_level_then_by_those_above_them(tmp_path: Path) -> None:
    catalogue = read_catalogue(makers.dataset_folder(tmp_path))
    ranks = area_ranks(pd.Series(["151", "148", "17", "none"]), catalogue)
    assert ranks.tolist()[:3] == [2.0, 1.0, 0.0]
    assert pd.isna(ranks.tolist()[3])
