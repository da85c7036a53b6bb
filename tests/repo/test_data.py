"""The data sets that come with the project keep their contract."""

from __future__ import annotations

from pathlib import Path

import pytest

from chiso.dataset import check_dataset, read_catalogue
from repo.tree import ROOT

FOLDERS = sorted(path.parent for path in ROOT.glob("data/*/dataset.yml"))


def test_the_published_figures_are_there() -> None:
    assert "hoa_binh" in [folder.name for folder in FOLDERS]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_data_set_has_no_problem(folder: Path) -> None:
    assert [problem.sentence("en") for problem in check_dataset(folder)] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_data_set_is_called_as_its_folder(folder: Path) -> None:
    assert read_catalogue(folder).settings.id == folder.name


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_only_the_sample_is_synthetic(folder: Path) -> None:
    assert read_catalogue(folder).settings.is_synthetic is (folder.name == "sample")
