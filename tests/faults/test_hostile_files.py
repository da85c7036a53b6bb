"""Every faulty file ends in one clear error, in bounded memory (TOOLING fault table, 14 to 22)."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import struct
import subprocess
import sys
import time
import tracemalloc
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chiso.errors import DataError
from chiso.loaders.cells import read_count, read_day
from chiso.loaders.rules import RULES
from chiso.loaders.safety import file_digest
from chiso.loaders.text_file import read_csv_grid, read_json, safe_name
from chiso.loaders.workbook import Grid, open_workbook
from makers.hostile import (
    CORPUS,
    ONE_CELL,
    PACKAGES,
    Hostile,
    binary,
    formula_cell,
    lying_about_size,
    million_rows,
    number_cell,
    packed,
    parts,
    text_cell,
    workbook,
)

# Python's own memory; six times the largest file, and a tenth of what the bombs would take.
MOST_MEMORY = 160 * 2**20
MOST_SECONDS = 1.0
FIXED = settings(
    derandomize=True,
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def first_grid(path: Path, name: str) -> Grid:
    return open_workbook(path, name).sheets[0]


def count_in(path: Path, name: str) -> object:
    grid = first_grid(path, name)
    return read_count(grid.cell(0, 0), grid.where(0, 0), ",", ".")


def day_in(path: Path, name: str) -> object:
    grid = first_grid(path, name)
    return read_day(grid.cell(0, 0), grid.where(0, 0))


READERS: dict[str, Callable[[Path, str], object]] = {
    "workbook": open_workbook,
    "count": count_in,
    "day": day_in,
    "csv": lambda path, name: read_csv_grid(path, name, ";"),
    "json": read_json,
}


@cache
def content(hostile: Hostile) -> bytes:
    return hostile.make()


def written(folder: Path, hostile: Hostile) -> Path:
    path = folder / hostile.name
    path.write_bytes(content(hostile))
    return path


def refused(read: Callable[[], object]) -> DataError:
    with pytest.raises(DataError) as caught:
        read()
    return caught.value


def said(error: DataError) -> str:
    return "\n".join([*error.lines("vi"), *error.lines("en")])


@pytest.mark.parametrize("hostile", CORPUS, ids=lambda hostile: hostile.title)
def test_a_faulty_file_is_refused_with_its_reason_in_under_a_second(
    hostile: Hostile, tmp_path: Path
) -> None:
    path = written(tmp_path, hostile)
    begun = time.process_time()
    error = refused(lambda: READERS[hostile.reader](path, hostile.name))
    # Of the processor, since other work on the machine is no matter of the file.
    assert time.process_time() - begun < MOST_SECONDS
    assert [problem.rule for problem in error.problems] == [hostile.rule]
    assert error.problems[0].where.startswith(hostile.name)
    assert hostile.said in said(error)


def test_the_corpus_has_at_least_forty_files_with_titles_of_their_own() -> None:
    assert len({hostile.title for hostile in CORPUS}) == len(CORPUS) >= 40


# --- work and memory stay within bounds --------------------------------------------------------


@pytest.mark.parametrize("hostile", PACKAGES, ids=lambda hostile: hostile.title)
def test_a_packed_file_costs_little_memory(hostile: Hostile, tmp_path: Path) -> None:
    path = written(tmp_path, hostile)
    tracemalloc.start()
    refused(lambda: open_workbook(path, hostile.name))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MOST_MEMORY


def test_all_faulty_files_are_refused_in_a_process_with_little_memory(tmp_path: Path) -> None:
    """The kernel keeps the parser in Rust within bounds too; a hang would meet the limit on CPU."""
    cases = [hostile for hostile in CORPUS if hostile.reader == "workbook"]
    lines = []
    for number, hostile in enumerate(cases):
        path = tmp_path / f"{number}-{hostile.name}"
        path.write_bytes(content(hostile))
        lines.append(f"{hostile.rule}\t{path}")
    done = subprocess.run(
        [sys.executable, "-c", IN_LITTLE_MEMORY],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == [hostile.rule for hostile in cases]


IN_LITTLE_MEMORY = """
import resource, sys
from pathlib import Path
from chiso.errors import DataError
from chiso.loaders.workbook import open_workbook
now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (now + 300 * 2**20,) * 2)
resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
for line in sys.stdin.read().splitlines():
    rule, path = line.split("\\t")
    try:
        open_workbook(Path(path), Path(path).name)
    except DataError as error:
        print(error.problems[0].rule)
"""


def test_a_lie_about_sizes_is_not_unpacked_beyond_what_was_announced(tmp_path: Path) -> None:
    path = tmp_path / "bc.xlsx"
    path.write_bytes(lying_about_size())
    tracemalloc.start()
    refused(lambda: open_workbook(path, "bc.xlsx"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2**20  # the part has 8 MB


def test_a_million_formatted_rows_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "bc.xlsx"
    path.write_bytes(workbook(million_rows()))
    tracemalloc.start()
    grid = first_grid(path, "bc.xlsx")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert grid.rows == ((5.0,),)
    assert peak < MOST_MEMORY


# --- things that are no files ------------------------------------------------------------------


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    error = refused(lambda: open_workbook(tmp_path / "bc.xlsx", "bc.xlsx"))
    assert error.problems[0].rule == "no_file"
    assert "bc.xlsx: không có tệp này" in said(error)


def test_a_file_used_as_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    assert refused(lambda: file_digest(tmp_path / "a" / "b")).problems[0].rule == "no_file"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    error = refused(lambda: open_workbook(tmp_path, "bc.xlsx"))
    assert error.problems[0].rule == "not_a_file"
    assert "folder" in said(error)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "bc.xlsx").write_bytes(workbook())
    (tmp_path / "link.xlsx").symlink_to("bc.xlsx")
    error = refused(lambda: open_workbook(tmp_path / "link.xlsx", "link.xlsx"))
    assert error.problems[0].rule == "not_a_file"
    assert "link" in said(error)


def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "bc.xlsx")
    error = refused(lambda: open_workbook(tmp_path / "bc.xlsx", "bc.xlsx"))
    assert error.problems[0].rule == "not_a_file"


def test_a_device_is_refused_without_being_read() -> None:
    error = refused(lambda: file_digest(Path("/dev/zero")))
    assert error.problems[0].rule == "not_a_file"


def test_a_socket_is_refused(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        with contextlib.chdir(tmp_path):  # a socket's path has little room
            listening.bind("s")
        error = refused(lambda: open_workbook(tmp_path / "s", "s"))
    assert error.problems[0].rule == "not_a_file"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bc.xlsx"
    path.write_bytes(workbook())
    path.chmod(0)
    assert refused(lambda: open_workbook(path, "bc.xlsx")).problems[0].rule == "unreadable"


def test_a_disk_that_fails_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> int:
        raise OSError(errno.EIO, "Input/output error")

    (tmp_path / "bc.xlsx").write_bytes(workbook())
    monkeypatch.setattr(os, "open", failing)
    error = refused(lambda: open_workbook(tmp_path / "bc.xlsx", "bc.xlsx"))
    assert error.problems[0].rule == "unreadable"
    assert "Input/output error" in said(error)


def test_a_path_with_a_nul_is_refused() -> None:
    assert refused(lambda: file_digest(Path("a\0b"))).problems[0].rule == "unsafe_name"


# --- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["..", "", "a\x1b[31m.xlsx", "a\\..\\b.xlsx", "bc\u202exslx.exe", "a\0b.csv", "\udcff.csv"],
    ids=ascii,
)
def test_a_name_that_could_do_harm_is_refused(name: str) -> None:
    assert refused(lambda: safe_name(Path(name))).problems[0].rule == "unsafe_name"


def test_a_name_longer_than_a_file_system_takes_is_refused() -> None:
    error = refused(lambda: safe_name(Path("ệ" * 86)))  # 3 bytes each: 258
    assert error.problems[0].rule == "unsafe_name"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("../../etc/bc.xlsx", "bc.xlsx"),
        ("/returns/2024-06/Đà Bắc.xlsx", "Đà Bắc.xlsx"),
        ("Hoa\u0300 Bi\u0300nh.xlsx", "Hoà Bình.xlsx"),
        ("bc\u200b  06.xlsx", "bc 06.xlsx"),
    ],
)
def test_a_path_becomes_its_base_name_in_nfc(path: str, name: str) -> None:
    assert safe_name(Path(path)) == name


# --- whatever the bytes ------------------------------------------------------------------------

SOUND = workbook(text_cell("Đất đai") + ONE_CELL.replace("1", "2"))
OLD = binary(number_cell(0, 0, 1310) + formula_cell(1, 0, struct.pack("<d", 2)))
CHANGES = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=12)


def outcome(read: Callable[[Path, str], object], data: bytes, folder: Path) -> str:
    """``read`` or the rule of the refusal; any other exception is the failure of a test."""
    path = folder / "bc"
    path.write_bytes(data)
    try:
        read(path, "bc")
    except DataError as error:
        return error.problems[0].rule
    return "read"


def changed(data: bytes, changes: list[tuple[int, int]]) -> bytes:
    copy = bytearray(data)
    for at, value in changes:
        copy[at % len(copy)] = value
    return bytes(copy)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


ANY_READER = pytest.mark.parametrize("reader", ["workbook", "csv", "json"])


@ANY_READER
@FIXED
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(reader: str, data: bytes, folder: Path) -> None:
    assert outcome(READERS[reader], data, folder) in {*RULES, "read"}


@ANY_READER
@FIXED
@given(text=st.text(max_size=300))
def test_any_text_is_read_or_refused(reader: str, text: str, folder: Path) -> None:
    data = text.encode("utf-8", "surrogatepass")
    assert outcome(READERS[reader], data, folder) in {*RULES, "read"}


@FIXED
@given(text=st.text('[]{}",:\\u0019eE+-. truefalsn', max_size=80))
def test_anything_like_json_is_read_or_refused(text: str, folder: Path) -> None:
    assert outcome(read_json, text.encode(), folder) in {*RULES, "read"}


@pytest.mark.parametrize("data", [SOUND, OLD], ids=["xlsx", "xls"])
@FIXED
@given(changes=CHANGES)
def test_a_workbook_with_changed_bytes_is_read_or_refused(
    data: bytes, changes: list[tuple[int, int]], folder: Path
) -> None:
    assert outcome(open_workbook, changed(data, changes), folder) in {*RULES, "read"}


@FIXED
@given(changes=CHANGES, part=st.sampled_from(sorted(parts())))
def test_a_workbook_with_changed_xml_is_read_or_refused(
    changes: list[tuple[int, int]], part: str, folder: Path
) -> None:
    data = packed({**parts(), part: changed(str(parts()[part]).encode(), changes)})
    assert outcome(open_workbook, data, folder) in {*RULES, "read"}


@FIXED
@given(cut=st.floats(0, 1, exclude_max=True), data=st.sampled_from([SOUND, OLD]))
def test_a_workbook_that_is_cut_off_is_refused_or_has_all_its_values(
    cut: float, data: bytes, folder: Path
) -> None:
    (folder / "whole").write_bytes(data)
    (folder / "cut").write_bytes(data[: int(cut * len(data))])
    try:
        found = open_workbook(folder / "cut", "bc").sheets
    except DataError:
        return
    assert found == open_workbook(folder / "whole", "bc").sheets


# --- the corpus and the rules know each other --------------------------------------------------


def test_each_rule_has_a_faulty_file_or_a_test_of_its_own() -> None:
    of_paths = {"no_file", "unreadable", "not_a_file", "unsafe_name"}
    assert {hostile.rule for hostile in CORPUS} | of_paths == set(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_says_in_both_languages_what_is_allowed_and_what_to_do(rule: str) -> None:
    allowed, todo = RULES[rule]
    assert all([*allowed, *todo])
    assert allowed.vi != allowed.en
    assert unicodedata.is_normalized("NFC", allowed.vi + todo.vi)
