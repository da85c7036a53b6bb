import importlib.metadata
import importlib.util
import json
import re
import shutil
from collections import namedtuple
from dataclasses import replace
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from chiso.runner import checkup
from chiso.runner.checkup import LETTERS, check_machine
from chiso.runner.kernel_check import KernelStarts, try_kernels
from chiso.runner.warm.owner import NO_FORK
from chiso.words import Words
from makers.national import small_country
from unit.runner.tiny import make_project

KERNELS = Path(checkup.__file__).with_name("kernels")


@pytest.fixture
def no_kernel_start(monkeypatch):
    monkeypatch.setattr("chiso.runner.kernel_check.try_kernels", lambda: KernelStarts(1.0, 0.1))


def states(tmp_path, **places):
    project = make_project(tmp_path)
    checks = check_machine(project, places.get("out", tmp_path / "outputs"))
    return {check.name.en: check for check in checks}


@pytest.mark.slow
def test_this_machine_can_make_reports(tmp_path):
    checks = states(tmp_path)
    assert {check.state for name, check in checks.items() if "optional" not in name} <= {
        "good",
        "warning",
    }
    assert re.fullmatch(
        r"khởi động trong \d+,\d\d giây, tách từ tiến trình nạp sẵn trong \d+,\d\d giây",
        checks["Kernel"].found.vi,
    )


def test_a_kernel_that_starts_only_cold_is_told_with_the_reason(tmp_path, monkeypatch):
    reason = Words(vi="có hai luồng", en="two threads")
    starts = KernelStarts(1.25, reason=reason)
    monkeypatch.setattr("chiso.runner.kernel_check.try_kernels", lambda: starts)
    kernel = states(tmp_path)["Kernel"]
    assert kernel.state == "warning"
    assert kernel.found == (
        "khởi động trong 1,25 giây; không tách được: có hai luồng",
        "starts in 1.25 s; it cannot be forked: two threads",
    )


@pytest.mark.slow
def test_without_a_fork_only_the_cold_start_is_measured(monkeypatch):
    monkeypatch.setattr("chiso.runner.warm.owner.can_fork", lambda: False)
    starts = try_kernels()
    assert (starts.warm_seconds, starts.reason) == (None, NO_FORK)


def test_the_font_has_all_146_vietnamese_letters(tmp_path, no_kernel_start):
    assert len(set(LETTERS)) == 146
    font = states(tmp_path)["Font DejaVu Sans"]
    assert (font.state, font.found.en) == ("good", "all 146 Vietnamese letters and 12 signs")


def test_letters_that_the_font_lacks_are_shown(tmp_path, no_kernel_start, monkeypatch):
    monkeypatch.setattr(checkup, "LETTERS", "a漢")
    font = states(tmp_path)["Font DejaVu Sans"]
    assert (font.state, font.found.en) == ("bad", "漢")


def test_missing_matplotlib_is_a_missing_font(tmp_path, no_kernel_start, monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "matplotlib" else find(name)
    )
    checks = states(tmp_path)
    assert (checks["Font DejaVu Sans"].state, checks["Font DejaVu Sans"].found.en) == (
        "bad",
        "missing",
    )
    assert checks["Compiled bytecode"].state == "warning"
    assert "matplotlib" in checks["Compiled bytecode"].found.en


def test_a_package_out_of_bounds_is_told_with_its_bounds(tmp_path, no_kernel_start, monkeypatch):
    version = importlib.metadata.version
    monkeypatch.setattr(
        importlib.metadata, "version", lambda name: "0.1" if name == "pandas" else version(name)
    )
    packages = states(tmp_path)["Packages"]
    assert packages.state == "bad"
    assert packages.found.en.startswith("pandas 0.1 (")


def test_a_missing_package_is_told(tmp_path, no_kernel_start, monkeypatch):
    version = importlib.metadata.version

    def lookup(name):
        if name == "nh3":
            raise importlib.metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(importlib.metadata, "version", lookup)
    assert states(tmp_path)["Packages"].found.en.startswith("nh3 – (")


def test_a_kernel_that_does_not_start_is_told_with_what_to_run(tmp_path, monkeypatch):
    def refuse():
        raise RuntimeError("Kernel died before replying to kernel_info")

    monkeypatch.setattr("chiso.runner.kernel_check.try_kernels", refuse)
    kernel = states(tmp_path)["Kernel"]
    assert (kernel.state, kernel.found.en) == ("bad", "Kernel died before replying to kernel_info")
    assert "kernelspec install" in kernel.fix.en


@pytest.mark.parametrize(
    ("argv", "state"),
    [
        (["python", "-m", "chiso.runner.kernel_launcher", "-f", "{connection_file}"], "good"),
        (["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"], "warning"),
        (None, "warning"),
    ],
)
def test_papermill_has_to_find_the_kernel_of_this_version(
    tmp_path, no_kernel_start, monkeypatch, argv, state
):
    monkeypatch.setattr("jupyter_core.paths.SYSTEM_JUPYTER_PATH", [])
    monkeypatch.setattr("jupyter_core.paths.ENV_JUPYTER_PATH", [str(tmp_path)])
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "nothing"))
    if argv:
        spec = json.loads((KERNELS / "chiso" / "kernel.json").read_text()) | {"argv": argv}
        (tmp_path / "kernels" / "chiso").mkdir(parents=True)
        (tmp_path / "kernels" / "chiso" / "kernel.json").write_text(json.dumps(spec))
    assert states(tmp_path)["Kernel for papermill and JupyterLab"].state == state


def test_an_output_folder_in_the_way_of_a_file_is_told(tmp_path, no_kernel_start):
    (tmp_path / "file").write_text("")
    checks = states(tmp_path, out=tmp_path / "file" / "outputs")
    assert checks["Output folder"].state == "bad"


def test_a_full_disk_is_told_with_the_free_megabytes(tmp_path, no_kernel_start, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(0, 0, 3 * 1024**2))
    room = states(tmp_path)["Free disk space"]
    assert (room.state, room.found.en) == ("bad", "3.0 MB")


@pytest.mark.parametrize(("path", "state"), [("/usr/bin/chromium", "good"), (None, "warning")])
def test_a_browser_is_optional(tmp_path, no_kernel_start, monkeypatch, path, state):
    monkeypatch.setattr(shutil, "which", lambda _: path)
    assert states(tmp_path)["Chromium (for PDF, optional)"].state == state


def test_a_browser_that_is_named_wrongly_is_told(tmp_path, no_kernel_start, monkeypatch):
    monkeypatch.setenv("CHISO_CHROMIUM", "/no/such/browser")
    check = states(tmp_path)["Chromium (for PDF, optional)"]
    assert (check.state, check.found.en) == ("warning", "'/no/such/browser'")


def test_wrong_data_are_counted(tmp_path, no_kernel_start):
    project = make_project(tmp_path)
    (project.data / "targets.csv").unlink()
    data = {check.name.en: check for check in check_machine(project, tmp_path)}["Data tiny"]
    assert data.state == "bad"
    assert "chiso validate" in data.fix.en


@pytest.mark.parametrize(
    ("area", "state"), [("10001", "good"), ("01", "bad")], ids=["a commune", "the province"]
)
def test_of_a_large_data_set_the_rows_that_reports_read_are_checked(
    tmp_path, no_kernel_start, area, state
):
    project = replace(make_project(tmp_path), data=small_country(tmp_path / "country"))
    path = project.data / "observations" / "period=2021-06" / "part-0.parquet"
    table = pq.read_table(path, partitioning=None)
    wrong = pc.equal(table["area"].cast("string"), area)
    values = pc.if_else(wrong, -1.0, table["value"])
    pq.write_table(table.set_column(table.column_names.index("value"), "value", values), path)
    found = {check.name.en: check.state for check in check_machine(project, tmp_path)}
    assert found["Data country"] == state


def test_a_data_set_that_plans_no_report_is_checked_as_a_whole(tmp_path, no_kernel_start):
    project = make_project(tmp_path)
    path = project.data / "dataset.yml"
    text = path.read_text(encoding="utf-8").replace('["2023", 2024-H1]', "[]")
    path.write_text(text, encoding="utf-8")
    found = {check.name.en: check.state for check in check_machine(project, tmp_path)}
    assert found["Data tiny"] == "good"
