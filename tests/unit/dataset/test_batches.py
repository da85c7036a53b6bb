"""One import is one folder, there whole or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

import makers
from chiso.dataset import batches, load_observations, read_catalogue
from chiso.dataset.batches import Batch, FileEntry, entering, known_files, next_batch, write_batch
from chiso.errors import DataError, Problem, SetupError
from chiso.words import Words

DAY = date(2024, 7, 5)


def entry(**changes: object) -> FileEntry:
    fields = {
        "file": "bc.xlsx", "sha256": "ab" * 32, "bytes": 1234, "layout": "form_06a",
        "source": "FORM6", "area": "148", "period": "2024-06", "published": "2024-07-04",
        "extracted": "", "received": "2024-07-05", "rows": 56, "new": 50, "changed": 2,
        "unchanged": 4,
    }  # fmt: skip
    return FileEntry(**{**fields, **changes})  # type: ignore[arg-type]


def row(**changes: str) -> list[str]:
    return list(makers.observation(**changes).values())


def nobody(holder: str) -> None:
    raise AssertionError(f"waited for {holder}")


def files_in(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_a_batch_is_three_lists_under_the_day_of_receipt(tmp_path: Path) -> None:
    doubt = Problem("bc.xlsx#06!E12", "'5'", Words("3 = 4+5+6", "3 = 4+5+6"),
                    Words("Hỏi đơn vị", "Ask the sender"), "balance")  # fmt: skip
    with entering(tmp_path, nobody):
        name = write_batch(tmp_path, DAY, Batch([row(value="45.5")], [entry()], [(entry(), doubt)]))
    assert name == "2024-07-05-01"
    assert {path: text.decode() for path, text in files_in(tmp_path / "returns").items()} == {
        "2024-07-05-01/observations.csv": ",".join(makers.COLUMNS)
        + "\nonline_share,17,province,all,2023,flow,45.5,=,,,0,final,online_over_all,NEWS1,¶1,"
        "2024-01-15,,\n",
        "2024-07-05-01/files.csv": "file,sha256,bytes,layout,source,area,period,published,"
        "extracted,received,rows,new,changed,unchanged\n"
        f"bc.xlsx,{'ab' * 32},1234,form_06a,FORM6,148,2024-06,2024-07-04,,2024-07-05,56,50,2,4\n",
        "2024-07-05-01/findings.csv": "file,sha256,where,rule,got,vi,en\n"
        f"bc.xlsx,{'ab' * 32},bc.xlsx#06!E12,balance,'5',3 = 4+5+6. Hỏi đơn vị,"
        "3 = 4+5+6. Ask the sender\n",
    }


def test_entered_rows_are_observations_of_the_data_set(tmp_path: Path) -> None:
    folder = makers.dataset_folder(tmp_path, rows=[makers.observation()], corrections=[])
    with entering(folder, nobody):
        write_batch(folder, DAY, Batch([row(period="2022", value="33")], [entry()]))
    loaded = load_observations(folder, read_catalogue(folder))
    assert loaded["value"].tolist() == [45, 33]
    assert loaded["file"].tolist()[1] == "returns/2024-07-05-01/observations.csv"


def test_every_file_that_was_entered_is_known_by_its_digest(tmp_path: Path) -> None:
    first, second = entry(), entry(file="d.xlsx", sha256="cd" * 32)
    with entering(tmp_path, nobody):
        write_batch(tmp_path, DAY, Batch([], [first]))
        write_batch(tmp_path, DAY, Batch([], [second, first]))
    known = known_files(tmp_path)
    assert list(known) == ["ab" * 32, "cd" * 32]
    assert known["ab" * 32] == entry(batch="2024-07-05-01")
    assert known["cd" * 32].batch == "2024-07-05-02"


def test_a_data_set_without_returns_knows_no_file(tmp_path: Path) -> None:
    assert known_files(tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (",1234,", "returns/2024-07-05-01/files.csv:2: bytes: got 'x'; a whole number from 0"),
        ("bc.xlsx,", "returns/2024-07-05-01/files.csv:2: got"),
        ("unchanged", "returns/2024-07-05-01/files.csv:1: got"),
    ],
)
def test_a_broken_list_of_files_is_told_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, told: str
) -> None:
    monkeypatch.setenv("CHISO_LANG", "en")
    with entering(tmp_path, nobody):
        write_batch(tmp_path, DAY, Batch([], [entry()]))
    path = tmp_path / "returns" / "2024-07-05-01" / "files.csv"
    path.write_text(path.read_text().replace(text, ",x," if text == ",1234," else "", 1))
    with pytest.raises(DataError) as error:
        known_files(tmp_path)
    assert str(error.value).startswith(told)


@pytest.mark.parametrize(
    ("there", "name"),
    [
        ([], "2024-07-05-01"),
        (["2024-07-05-01", "2024-07-05-03", "2024-07-06-09"], "2024-07-05-04"),
        (["2024-07-05-99"], "2024-07-05-100"),
        (["2024-07-05-old"], "2024-07-05-01"),
    ],
)
def test_the_next_batch_comes_after_all_others_of_its_day(
    tmp_path: Path, there: list[str], name: str
) -> None:
    for folder in there:
        (tmp_path / "returns" / folder).mkdir(parents=True)
    assert next_batch(tmp_path, DAY) == name


def test_what_a_dead_import_left_is_removed_and_so_is_its_own_staging(tmp_path: Path) -> None:
    (tmp_path / ".staging-1" / "2024-07-05-01").mkdir(parents=True)
    with entering(tmp_path, nobody):
        (staging,) = tmp_path.glob(".staging-*")
        assert staging.name != ".staging-1"
    assert list(tmp_path.glob(".staging-*")) == []


def test_an_import_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), entering(tmp_path, nobody):
        raise KeyboardInterrupt
    assert [path.name for path in tmp_path.iterdir()] == [".import.lock"]
    with entering(tmp_path, nobody):
        pass


@pytest.mark.parametrize(("stagings", "holder"), [([], ""), (["7"], "7"), (["7", "8"], "")])
def test_a_second_import_is_told_whom_it_waits_for(
    tmp_path: Path, stagings: list[str], holder: str
) -> None:
    lock = FileLock(tmp_path / ".import.lock")
    lock.acquire()
    for number in stagings:
        (tmp_path / f".staging-{number}").mkdir()
    told = []

    def waiting(other: str) -> None:
        told.append(other)
        lock.release()

    with entering(tmp_path, waiting):
        assert told == [holder]


def test_a_lock_that_cannot_be_made_is_a_matter_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHISO_LANG", "en")
    (tmp_path / ".import.lock").mkdir()
    with pytest.raises(SetupError, match="that can be written"), entering(tmp_path, nobody):
        pass


def test_a_staging_folder_that_cannot_be_made_is_one_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHISO_LANG", "en")
    monkeypatch.setattr(batches.os, "getpid", lambda: "no/where")
    with (
        pytest.raises(SetupError, match="got No such file or directory"),
        entering(tmp_path, nobody),
    ):
        pass
    with FileLock(tmp_path / ".import.lock", timeout=0):
        pass


def test_a_batch_that_cannot_be_put_in_place_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "returns").write_text("in the way")
    before = files_in(tmp_path)
    with pytest.raises(SetupError, match="File exists"), entering(tmp_path, nobody):
        write_batch(tmp_path, DAY, Batch([row()], [entry()]))
    assert files_in(tmp_path) == {**before, ".import.lock": b""}
