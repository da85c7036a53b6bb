import json
import os
import sys
from pathlib import Path

from chiso.runner import Project
from chiso.runner.reads import Observed, Read, own_reads, read_observed


def project(root):
    return Project(root, root / "notebooks", root / "data" / "tiny")


def read(path, kind="file"):
    return Read(kind, Path(path), 0, 0)


def names(root, *reads):
    found = own_reads(reads, project(root), root / "outputs")
    return list(found.data), list(found.other)


def test_the_record_of_a_kernel_is_read_without_a_torn_last_line(tmp_path):
    line = json.dumps(["file", "/a/b.csv", 3, 17])
    (tmp_path / "reads").write_text(f"{line}\n{line[:9]}")
    assert read_observed(tmp_path / "reads") == (Read("file", Path("/a/b.csv"), 3, 17),)


def test_no_record_means_that_nobody_watched(tmp_path):
    assert read_observed(tmp_path / "reads") is None


def test_reads_in_the_data_set_and_beside_it_are_told_apart(tmp_path):
    found = names(
        tmp_path,
        read(tmp_path / "data" / "tiny" / "areas.csv"),
        read(tmp_path / "data" / "tiny", "folder"),
        read(tmp_path / "data" / "tiny" / "observations", "folder"),
        read(tmp_path / "extra" / "note.txt"),
        read(tmp_path / "extra", "folder"),
    )
    assert found == (
        ["./", "areas.csv", "observations/"],
        ["extra/", "extra/note.txt"],
    )


def test_what_has_a_digest_of_its_own_or_is_no_input_is_left_out(tmp_path):
    found = names(
        tmp_path,
        read(tmp_path / "outputs" / "tiny" / ".staging-x" / "log"),
        read(tmp_path / ".git" / "HEAD"),
        read(tmp_path / "data" / "tiny" / ".~lock.areas.csv#"),
        read("/etc/localtime"),
        read(Path(sys.prefix) / "lib" / "x.py"),
    )
    assert found == ([], [])


def test_files_of_which_rows_up_to_a_day_count_are_told_apart(tmp_path):
    rows = tmp_path / "data" / "tiny" / "rows.csv"
    whole, early, late = (
        Read("file", rows, 3, 17, until) for until in ("", "2023-12-31", "2024-06-30")
    )
    hidden = Read("file", rows.with_name(".rows.csv"), 3, 17, "2025-12-31")
    found = own_reads([late, hidden, whole, early], project(tmp_path), tmp_path / "outputs")
    assert found.data == {"rows.csv": whole}
    assert found.dated == (("rows.csv", early), ("rows.csv", late))
    assert found.until == "2024-06-30"
    assert found.changed() == ["rows.csv"] * 3  # it is not there


def test_without_such_files_there_is_no_day(tmp_path):
    assert own_reads([], project(tmp_path), tmp_path / "outputs").until == ""


def test_a_data_set_outside_the_project_is_still_its_data_set(tmp_path):
    elsewhere = Project(tmp_path / "p", tmp_path / "p" / "notebooks", tmp_path / "set")
    found = own_reads([read(tmp_path / "set" / "areas.csv")], elsewhere, tmp_path / "p" / "outputs")
    assert list(found.data) == ["areas.csv"]


def test_files_that_changed_after_they_were_read_are_named(tmp_path):
    for name in ("same", "edited", "removed"):
        (tmp_path / name).write_text("1")
    states = {
        name: Read("file", tmp_path / name, 1, (tmp_path / name).stat().st_mtime_ns)
        for name in ("same", "edited", "removed")
    }
    missing = {"came": Read("file", tmp_path / "came", -1, 0), "never": read(tmp_path / "never")}
    never = Read("file", tmp_path / "never", -1, 0)
    folder = read(tmp_path, "folder")
    (tmp_path / "edited").write_text("2")
    os.utime(tmp_path / "edited", ns=(1, 1))
    (tmp_path / "removed").unlink()
    (tmp_path / "came").write_text("1")
    observed = Observed(states, {**missing, "never": never, "./": folder})
    assert observed.changed() == ["edited", "removed", "came"]
