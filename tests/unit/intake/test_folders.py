"""From paths on a command line to files."""

from __future__ import annotations

from pathlib import Path

import pytest

from chiso.errors import UsageError
from chiso.intake.folders import find_files, label, natural_key


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_LANG", "en")


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def found(folder: Path, *words: str, data: str = "data") -> list[str]:
    paths = find_files([str(folder / word) for word in words], folder / data)
    return [path.relative_to(folder).as_posix() for path in paths]


def test_folders_are_searched_through_in_natural_order(tmp_path: Path) -> None:
    touch(tmp_path, "in/10.xlsx", "in/9.xlsx", "in/a/2.json", "one.csv")
    assert found(tmp_path, "in", "one.csv") == ["in/9.xlsx", "in/10.xlsx", "in/a/2.json", "one.csv"]


def test_hidden_files_locks_of_open_documents_and_readmes_are_left_out(tmp_path: Path) -> None:
    touch(tmp_path, "in/bc.xlsx", "in/~$bc.xlsx", "in/.DS_Store", "in/.git/bc.xlsx")
    touch(tmp_path, "in/README.txt", "in/a/Readme.md")
    assert found(tmp_path, "in") == ["in/bc.xlsx"]


@pytest.mark.parametrize("name", [".bc.xlsx", "readme.csv"])
def test_such_a_file_that_is_named_is_meant(tmp_path: Path, name: str) -> None:
    touch(tmp_path, name)
    assert found(tmp_path, name) == [name]


def test_each_file_counts_once_however_it_is_named(tmp_path: Path) -> None:
    touch(tmp_path, "in/bc.xlsx")
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "in" / "bc.xlsx")
    assert found(tmp_path, "in", "in/bc.xlsx", "link.xlsx") == ["in/bc.xlsx"]
    assert found(tmp_path, "link.xlsx", "in/bc.xlsx", "in") == ["in/bc.xlsx"]


def test_a_link_that_leads_nowhere_is_still_a_file_to_look_at(tmp_path: Path) -> None:
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "gone.xlsx")
    assert found(tmp_path, "link.xlsx") == ["link.xlsx"]


def test_a_folder_that_contains_itself_ends(tmp_path: Path) -> None:
    touch(tmp_path, "in/bc.xlsx")
    (tmp_path / "in" / "again").symlink_to(tmp_path / "in")
    assert found(tmp_path, "in") == ["in/bc.xlsx"]


def test_the_files_of_the_data_set_are_left_out_but_returns_kept_in_it_are_not(
    tmp_path: Path,
) -> None:
    own = ("sources.yml", "observations/a.csv", "returns/2024-07-05-01/files.csv", "layouts/a.yml")
    touch(tmp_path, *(f"data/{name}" for name in own), "data/workbooks/bc.xlsx", "bc.xlsx")
    assert found(tmp_path, "data", "bc.xlsx") == ["bc.xlsx", "data/workbooks/bc.xlsx"]


@pytest.mark.parametrize("word", ["sources.yml", "returns", "observations/a.csv"])
def test_files_of_the_data_set_that_are_named_are_refused(tmp_path: Path, word: str) -> None:
    touch(tmp_path, "data/sources.yml", "data/returns/b/files.csv", "data/observations/a.csv")
    with pytest.raises(UsageError, match=f"data/{word}: returns as they were sent, not the files"):
        found(tmp_path, f"data/{word}")


def test_every_path_that_does_not_exist_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    touch(tmp_path, "bc_148.xlsx")
    with pytest.raises(UsageError) as error:
        found(tmp_path, "bc_149.xlsx", "no/bc.xlsx")
    near, gone = error.value.lines("en")
    assert "got 'bc_149.xlsx'" in near
    assert near.endswith("Did you mean 'bc_148.xlsx'?")
    assert gone.endswith("no/bc.xlsx: an existing file or folder; there is none like this."
                         " Check the path.")  # fmt: skip


def test_a_folder_that_cannot_be_read_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path, "in/bc.xlsx")

    def refuse(path: object) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("os.scandir", refuse)
    with pytest.raises(UsageError, match="in: got Permission denied; a folder that this user"):
        found(tmp_path, "in")


def test_numbers_in_names_are_compared_as_numbers() -> None:
    names = ["B 10.xlsx", "b 9.xlsx", "10.xlsx", "9b.xlsx", "a.xlsx"]
    ordered = sorted(map(Path, names), key=natural_key)
    assert [path.name for path in ordered] == [
        "a.xlsx", "b 9.xlsx", "B 10.xlsx", "9b.xlsx", "10.xlsx",
    ]  # fmt: skip


def test_a_name_that_is_no_text_can_still_be_told() -> None:
    assert label(Path("in") / "b\udce1o.xlsx") == "in/b\\udce1o.xlsx"
