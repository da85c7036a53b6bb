"""``chiso convert``: a data set with its observations as Parquet."""

import pytest

import makers
from chiso.cli import run_command_line
from chiso.dataset import check_dataset


@pytest.fixture(autouse=True)
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("CHISO_LANG", "en")
    (tmp_path / "notebooks").mkdir()
    makers.dataset_folder(tmp_path / "data" / "tiny", corrections=[])
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys, *words, code=0):
    assert run_command_line(list(words)) == code
    return capsys.readouterr()


def test_the_new_set_is_named_with_its_rows(capsys, root):
    told = said(capsys, "convert", "large", "--data", "tiny")
    assert told.out == f"{root / 'data' / 'large'}\n"
    assert told.err == "6 rows are Parquet now\n"
    assert check_dataset(root / "data" / "large") == []


def test_a_name_that_is_taken_is_refused(capsys):
    told = said(capsys, "convert", "tiny", "--data", "tiny", code=2)
    assert "'tiny'" in told.err


def test_a_disk_that_is_full_is_told_and_nothing_is_left(capsys, root, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("chiso.dataset.conversion.write_partition", full)
    told = said(capsys, "convert", "large", "--data", "tiny", code=4)
    assert "No space left on device" in told.err
    assert [path.name for path in (root / "data").iterdir()] == ["tiny"]
