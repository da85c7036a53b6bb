"""Made-up returns of three months through the real readers into a data set of their own."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from chiso.dataset import check_dataset, load_observations, read_catalogue
from chiso.dataset.creating import create_dataset
from chiso.intake.importing import Imported, ImportRequest, import_returns
from chiso.loaders.reading import Hints
from chiso.loaders.recognise import read_return
from chiso.synthetic import make_returns
from repo.tree import ROOT

RECEIVED = date(2025, 7, 20)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    make_returns(folder / "in", seed=7, months=3)
    create_dataset(ROOT / "data" / "sample", folder / "mine")
    return folder


@pytest.fixture(scope="module")
def imported(place: Path) -> Imported:
    return import_returns(request(place), read_return)


def request(place: Path) -> ImportRequest:
    return ImportRequest(place / "mine", (str(place / "in"),), RECEIVED, Hints(), jobs=2)


def test_every_file_is_recognised_and_entered(imported: Imported) -> None:
    assert [found.problems for found in imported.refused] == []
    assert imported.plan is not None
    layouts = {file.entry.layout for file in imported.plan.files}
    assert layouts >= {"form_06", "form_06a", "index_766"}


def test_what_was_entered_is_a_sound_data_set(place: Path, imported: Imported) -> None:
    assert [problem.sentence("en") for problem in check_dataset(place / "mine")] == []
    loaded = load_observations(place / "mine", read_catalogue(place / "mine"))
    assert imported.plan is not None
    assert len(loaded) == sum(file.entry.new for file in imported.plan.files)


def test_printed_totals_of_a_district_are_the_sums_of_its_tiers(
    place: Path, imported: Imported
) -> None:
    rows = load_observations(place / "mine", read_catalogue(place / "mine"))
    counts = rows[(rows["source"] == "RETURN_06A") & (rows["indicator"] == "dossiers_settled")]
    table = counts.pivot_table(index=["area", "period"], columns="tier", values="value")
    assert len(table) >= 3 * 9
    assert table["all"].tolist() == (table["district"] + table["commune"]).tolist()


def test_the_same_folder_again_is_known_as_a_whole(place: Path, imported: Imported) -> None:
    again = import_returns(request(place), read_return)
    assert imported.plan is not None
    assert (again.batch, again.plan) == ("", None)
    assert len(again.known) == len(imported.plan.files)


def test_illustrative_returns_do_not_enter_a_real_data_set(place: Path, imported: Imported) -> None:
    create_dataset(ROOT / "data" / "hoa_binh", place / "real")
    real = dataclasses.replace(request(place), data=place / "real", jobs=1)
    refused = import_returns(real, read_return).refused
    assert imported.plan is not None
    assert len(refused) == len(imported.plan.files)
    assert {problem.rule for found in refused for problem in found.problems} == {"mixed_synthetic"}
