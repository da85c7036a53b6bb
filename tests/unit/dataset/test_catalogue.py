"""The catalogue of a folder: everything read, every problem told at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import makers
from chiso.dataset import read_catalogue
from chiso.dataset.catalogue import (
    read_areas,
    read_indicators,
    read_targets,
    survey_catalogue,
)
from chiso.dataset.settings import read_settings
from chiso.errors import DataError
from chiso.periods import Period
from makers.folders import entry, source_entry

SOURCE = source_entry()


def told(folder: Path, **changes: Any) -> list[str]:
    with pytest.raises(DataError) as error:
        read_catalogue(makers.dataset_folder(folder, **changes))
    assert error.value.exit_code == 3
    return error.value.lines("en")


def test_the_minimal_data_set_is_read_whole(tmp_path: Path) -> None:
    catalogue = read_catalogue(makers.dataset_folder(tmp_path))
    assert catalogue.settings.id == "tiny"
    assert list(catalogue.domains) == ["one_stop"]
    assert list(catalogue.indicators) == ["online_share", "dossiers"]
    assert list(catalogue.areas) == ["17", "148", "151"]
    assert list(catalogue.sources) == ["NEWS1", "FORM6"]
    assert [target.value for target in catalogue.targets] == [50.0]
    assert [change.predecessor for change in catalogue.changes] == ["151"]
    assert [total.parts for total in catalogue.totals] == [("dossiers",)]
    assert [item.is_applied for item in catalogue.corrections] == [False]
    assert catalogue.settings.report_periods == (Period.parse("2022"), Period.parse("2023"))


@pytest.mark.parametrize(
    "name",
    [
        "dataset.yml", "domains.yml", "indicators.yml", "sources.yml", "acts.yml", "targets.csv",
        "areas.csv", "area_changes.csv", "totals.yml", "corrections.yml",
    ],
)  # fmt: skip
def test_each_missing_file_is_one_problem(tmp_path: Path, name: str) -> None:
    lines = told(tmp_path, files={name: None})
    assert len(lines) == 1
    assert lines[0].startswith(f"{name}: the data set needs this file")


def test_all_files_are_read_before_anything_is_told(tmp_path: Path) -> None:
    broken = {"acts.yml": "a: [1\n", "areas.csv": None, "dataset.yml": "- tiny\n"}
    lines = told(tmp_path, files=broken, targets=[entry("targets", due="soon")])
    assert [line.split(":")[0] for line in lines] == [
        "areas.csv", "acts.yml", "targets.csv", "dataset.yml",
    ]  # fmt: skip


def test_a_list_where_fields_are_wanted_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, files={"sources.yml": "- NEWS1\n"}) == [
        "sources.yml: got 'list'; fields written as name: value. Mend the layout of this file."
    ]


def test_fields_where_a_list_is_wanted_are_told(tmp_path: Path) -> None:
    assert told(tmp_path, files={"totals.yml": "id: one\n"}) == [
        "totals.yml: got 'dict'; a list of entries «- id: …». Mend the layout of this file."
    ]


def test_an_empty_yaml_file_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, files={"acts.yml": ""})[0].startswith("acts.yml: got 'NoneType'")


def test_an_entry_without_fields_is_one_problem_and_its_users_are_not_blamed(
    tmp_path: Path,
) -> None:
    assert told(tmp_path, files={"acts.yml": "decision_1:\n"}) == [
        "acts.yml: decision_1: got None; fields written as name: value."
        " Fill in the fields of this entry."
    ]


def test_a_list_entry_without_fields_is_told_by_its_number(tmp_path: Path) -> None:
    assert told(tmp_path, files={"domains.yml": "- one_stop\n"}) == [
        "domains.yml: 1: got 'one_stop'; fields written as name: value."
        " Fill in the fields of this entry."
    ]


def test_an_area_row_that_is_cut_does_not_make_its_code_unknown(tmp_path: Path) -> None:
    whole = makers.dataset_folder(tmp_path / "whole") / "areas.csv"
    lines = told(tmp_path, files={"areas.csv": whole.read_text(encoding="utf-8")[:-20]})
    assert [line.split(": ")[0] for line in lines] == ["areas.csv:4"]


def test_a_repeated_id_is_told(tmp_path: Path) -> None:
    lines = told(tmp_path, domains=[entry("domains"), entry("domains")])
    assert lines == [
        "domains.yml: one_stop: got 'one_stop'; each id stands once. Remove or rename the"
        " repeated id."
    ]


def test_a_repeated_area_code_is_told_with_its_line(tmp_path: Path) -> None:
    areas = [entry("areas", number) for number in (0, 1, 2, 1)]
    assert told(tmp_path, areas=areas)[0].startswith("areas.csv:5: got '148'; each id stands once.")


def test_an_entry_without_an_id_is_told_once_by_its_number(tmp_path: Path) -> None:
    nameless = {name: item for name, item in entry("totals").items() if name != "id"}
    assert told(tmp_path, totals=[nameless]) == [
        "totals.yml: 1: id: a value is required. Fill in or correct id."
    ]


def test_a_problem_in_an_entry_says_which_entry(tmp_path: Path) -> None:
    fields = [entry("indicators", kind="shares"), entry("indicators", 1)]
    assert told(tmp_path, indicators=fields)[0].startswith(
        "indicators.yml: online_share: kind: got 'shares'; allowed: "
    )


def test_a_day_that_no_calendar_has_is_told_with_its_entry(tmp_path: Path) -> None:
    acts = "PLAN: {name: {vi: Kế hoạch, en: Plan}, adopted: 2024-02-30, level: provincial}\n"
    assert told(tmp_path, files={"acts.yml": acts}, targets=[])[0] == (
        "acts.yml: PLAN: adopted: got '2024-02-30'; a date like 2024-05-07."
        " Fill in or correct adopted."
    )


def test_problems_come_with_as_much_of_the_catalogue_as_could_be_read(tmp_path: Path) -> None:
    folder = makers.dataset_folder(tmp_path, files={"acts.yml": None})
    catalogue, problems = survey_catalogue(folder)
    assert catalogue is not None
    assert list(catalogue.areas) == ["17", "148", "151"]
    assert [problem.rule for problem in problems] == ["missing_file"]


def test_without_its_own_description_a_data_set_has_no_catalogue(tmp_path: Path) -> None:
    folder = makers.dataset_folder(tmp_path, files={"dataset.yml": None})
    assert survey_catalogue(folder)[0] is None


@pytest.mark.parametrize("is_synthetic", [True, False])
def test_real_and_illustrative_sources_never_share_a_data_set(
    tmp_path: Path, *, is_synthetic: bool
) -> None:
    kept = {"OWN": {**SOURCE, "synthetic": is_synthetic}}
    strange = {"OTHER": {**SOURCE, "synthetic": not is_synthetic}}
    changes = {"dataset": {"synthetic": is_synthetic}, "targets": []}
    assert read_catalogue(makers.dataset_folder(tmp_path / "own", sources=kept, **changes)).sources
    lines = told(tmp_path / "mixed", sources=kept | strange, **changes)
    assert len(lines) == 1
    assert lines[0].startswith("sources.yml: OTHER: synthetic: got ")
    assert "illustrative and real figures never share one" in lines[0]


LAYOUT = """kind: form06
name: {vi: "Biểu II.06a", en: "Form II.06a"}
source: FORM6
words: ["06a/VPCP/KSTT"]
measures:
  - {indicator: dossiers, definition: as_printed, columns: [4, 5]}
"""


def test_layouts_are_read_from_their_folder_by_the_names_of_their_files(tmp_path: Path) -> None:
    files = {"layouts/form_06a.yml": LAYOUT, "layouts/README.md": "no layout\n"}
    catalogue = read_catalogue(makers.dataset_folder(tmp_path, files=files))
    assert list(catalogue.layouts) == ["form_06a"]
    assert catalogue.layouts["form_06a"].measures[0].columns == ("4", "5")


def test_a_data_set_needs_no_layouts(tmp_path: Path) -> None:
    assert read_catalogue(makers.dataset_folder(tmp_path)).layouts == {}


def test_mistakes_of_layouts_are_told_with_those_of_the_other_files(tmp_path: Path) -> None:
    broken = LAYOUT.replace("dossiers,", "dossier,").replace("FORM6", "FORM7")
    files = {"acts.yml": None, "layouts/a.yml": broken, "layouts/b.yml": "- 1\n"}
    lines = told(tmp_path, files=files, targets=[])
    assert [line.split("; ")[0] for line in lines] == [
        "acts.yml: the data set needs this file, and it must be readable."
        " Restore the file, or check its permissions or --data.",
        "layouts/a.yml: source: got 'FORM7'",
        "layouts/a.yml: measures 1: indicator: got 'dossier'",
        "layouts/b.yml: got 'list'",
    ]
    assert lines[2].endswith("Did you mean 'dossiers'?")


def test_a_layout_is_not_blamed_for_areas_that_cannot_be_read(tmp_path: Path) -> None:
    table = LAYOUT.replace("form06", "index766").replace("words", "units: {city: all}\nwords")
    files = {"areas.csv": None, "layouts/index.yml": table}
    lines = told(tmp_path, files=files, targets=[], area_changes=[])
    assert [line.split(":")[0] for line in lines] == ["areas.csv"]


def test_a_part_is_read_alone_as_in_the_whole_catalogue(tmp_path: Path) -> None:
    folder = makers.dataset_folder(tmp_path)
    whole = read_catalogue(folder)
    assert read_settings(folder) == whole.settings
    assert read_areas(folder) == whole.areas
    assert read_indicators(folder) == (whole.domains, whole.indicators)
    assert read_targets(folder) == whole.targets


@pytest.mark.parametrize(
    ("read", "name"),
    [
        (read_settings, "dataset.yml"),
        (read_areas, "areas.csv"),
        (read_indicators, "domains.yml"),
        (read_targets, "acts.yml"),
    ],
)
def test_a_part_that_cannot_be_read_alone_is_told(tmp_path: Path, read: Any, name: str) -> None:
    folder = makers.dataset_folder(tmp_path)
    (folder / name).unlink()
    with pytest.raises(DataError, match=name):
        read(folder)
