"""Whether this machine can make reports: each check with what was found and how to mend it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from chiso.errors import DataError, EgovError, SetupError
from chiso.export.paper import find_printer
from chiso.numbers import format_number, size_words
from chiso.runner.kernel import INSTALL_COMMAND, check_kernel, is_installed
from chiso.runner.project import Project
from chiso.words import Words, same

if TYPE_CHECKING:
    from chiso.dataset.partitions import Extent

State = Literal["good", "warning", "bad"]
NOTHING = Words("", "")
# Vowels with their marks in all six tones, and đ: 73 letters, 146 with the capitals.
_VOWELS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
LETTERS = _VOWELS + "đ" + (_VOWELS + "đ").upper()
SYMBOLS = "✓✗▲▼≈≥≤−–…«»"
_FREE_BYTES = 500 * 1024**2
_INSTALL = Words(vi=f"Chạy: {INSTALL_COMMAND}", en=f"Run: {INSTALL_COMMAND}")
_HEAVY = ("pandas", "scipy", "matplotlib", "nbconvert", "papermill")


@dataclass(frozen=True)
class Check:
    """One thing looked at.

    Attributes
    ----------
    name
        What was looked at.
    state
        ``good``; ``warning`` for what can be done without; ``bad``.
    found
        What was found.
    fix
        What to do; empty when nothing is to be done.
    """

    name: Words
    state: State
    found: Words
    fix: Words = NOTHING


def check_machine(project: Project, out: Path) -> list[Check]:
    """All checks of a machine, in the order in which a person would mend things.

    Parameters
    ----------
    project
        Folders of the project.
    out
        Folder for reports.
    """
    checks: list[Callable[[], Check]] = [
        _check_python,
        _check_packages,
        _check_bytecode,
        _check_kernel_start,
        _check_kernel_specification,
        _check_font,
        lambda: _check_data(project.data),
        lambda: _check_out(out),
        lambda: _check_room(out),
        _check_browser,
    ]
    return [check() for check in checks]


def _check_python() -> Check:
    version = platform.python_version()
    wanted = importlib.metadata.metadata("chiso")["Requires-Python"]
    fits = SpecifierSet(wanted).contains(version)
    fix = Words(vi=f"Cài Python {wanted}", en=f"Install Python {wanted}")
    return _check(same("Python"), fits, same(version), fix)


def _check_packages() -> Check:
    wrong = []
    for entry in importlib.metadata.requires("chiso") or ():
        wanted = Requirement(entry)
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
            version = _installed(wanted.name)
            if not wanted.specifier.contains(version):
                wrong.append(f"{wanted.name} {version or '–'} ({wanted.specifier})")
    name = Words(vi="Gói phần mềm", en="Packages")
    found = ", ".join(wrong)
    fix = Words(vi="Cài lại môi trường: make report", en="Build the environment again: make report")
    good = Words(vi="đủ và đúng phiên bản", en="all there, in the right versions")
    return _check(name, not wrong, same(found) if wrong else good, fix)


def _installed(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _check_bytecode() -> Check:
    specs = [(name, importlib.util.find_spec(name)) for name in _HEAVY]
    missing = [
        name
        for name, spec in specs
        if not (spec and spec.origin)
        or not Path(importlib.util.cache_from_source(spec.origin)).is_file()
    ]
    name = Words(vi="Mã đã biên dịch sẵn", en="Compiled bytecode")
    fix = Words(
        vi=f"Khởi động sẽ chậm; chạy: {Path(sys.executable).name} -m compileall -q {sys.prefix}",
        en=f"Starts are slow; run: {Path(sys.executable).name} -m compileall -q {sys.prefix}",
    )
    found = same(", ".join(missing)) if missing else Words(vi="có", en="there")
    return _check(name, not missing, found, fix, otherwise="warning")


def _check_kernel_start() -> Check:
    from chiso.runner.kernel_check import try_kernels

    name = Words(vi="Kernel", en="Kernel")
    try:
        check_kernel()
        starts = try_kernels()
    except (EgovError, RuntimeError, OSError) as error:
        return Check(name, "bad", same(str(error)), _INSTALL)
    found = Words(
        vi="khởi động trong {cold} giây, tách từ tiến trình nạp sẵn trong {warm} giây",
        en="starts in {cold} s, forked from a warm process in {warm} s",
    )
    only_cold = Words(
        vi="khởi động trong {cold} giây; không tách được: {reason}",
        en="starts in {cold} s; it cannot be forked: {reason}",
    )
    if starts.warm_seconds is None:
        told = only_cold.fill(cold=_seconds(starts.cold_seconds), reason=starts.reason)
        fix = Words(
            vi="Báo cáo vẫn đúng, chỉ lâu hơn",
            en="Reports are the same, they only take longer",
        )
        return Check(name, "warning", told, fix)
    seconds = {"cold": _seconds(starts.cold_seconds), "warm": _seconds(starts.warm_seconds)}
    return Check(name, "good", found.fill(**seconds))


def _check_kernel_specification() -> Check:
    name = Words(vi="Kernel cho papermill và JupyterLab", en="Kernel for papermill and JupyterLab")
    good = is_installed()
    found = (
        Words(vi="đã cài", en="installed")
        if good
        else Words(vi="chưa cài, hoặc là bản cũ", en="not installed, or an earlier one")
    )
    return _check(name, good, found, _INSTALL, otherwise="warning")


def _seconds(value: float) -> Words:
    return Words(format_number(value, 2, "vi"), format_number(value, 2, "en"))


def _check_font() -> Check:
    """Whether the font of the figures has every Vietnamese letter and every sign in use."""
    name = Words(vi="Phông chữ DejaVu Sans", en="Font DejaVu Sans")
    path = _font_path()
    fix = Words(vi="Cài lại matplotlib", en="Install matplotlib again")
    if path is None:
        return Check(name, "bad", Words(vi="không có", en="missing"), fix)
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with TTFont(path) as font:
        known = font.getBestCmap()
    missing = [sign for sign in LETTERS + SYMBOLS if ord(sign) not in known]
    count = len(LETTERS)
    good = Words(
        vi=f"đủ {count} chữ cái tiếng Việt và {len(SYMBOLS)} ký hiệu",
        en=f"all {count} Vietnamese letters and {len(SYMBOLS)} signs",
    )
    return _check(name, not missing, same(" ".join(missing)) if missing else good, fix)


def _font_path() -> Path | None:
    """The font file that comes with matplotlib, found without importing matplotlib."""
    spec = importlib.util.find_spec("matplotlib")
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / "mpl-data/fonts/ttf/DejaVuSans.ttf"
    return path if path.is_file() else None


def _check_data(folder: Path) -> Check:
    from chiso.dataset import check_dataset

    name = Words(vi=f"Số liệu {folder.name}", en=f"Data {folder.name}")
    count = len(check_dataset(folder, _reported(folder)))
    fix = Words(
        vi=f"Xem từng lỗi: chiso validate --data {folder.name}",
        en=f"See each problem: chiso validate --data {folder.name}",
    )
    found = Words(vi=f"{count} lỗi", en=f"{count} problems")
    return _check(name, not count, found, fix)


def _reported(folder: Path) -> Extent | None:
    """What reports read of the data set; None where its description does not say."""
    from chiso.dataset import read_catalogue
    from chiso.report.extent import report_extent

    try:
        catalogue = read_catalogue(folder)
    except DataError:
        return None
    settings = catalogue.settings
    ends = [period.last_day(settings.calendar) for period in settings.report_periods]
    return report_extent(catalogue, max(ends)) if ends else None


def _check_out(out: Path) -> Check:
    name = Words(vi="Thư mục kết quả", en="Output folder")
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        fix = Words(
            vi="Cấp quyền ghi, hoặc chọn thư mục khác bằng --out",
            en="Grant write access, or choose another folder with --out",
        )
        return Check(name, "bad", same(error.strerror or ""), fix)
    return Check(name, "good", Words(vi="ghi được", en="writable"))


def _check_room(out: Path) -> Check:
    place = next(folder for folder in (out, *out.parents) if folder.exists())
    free = shutil.disk_usage(place).free
    name = Words(vi="Chỗ trống trên đĩa", en="Free disk space")
    fix = Words(vi="Giải phóng ít nhất 500 MB", en="Free at least 500 MB")
    return _check(name, free >= _FREE_BYTES, size_words(free), fix)


def _check_browser() -> Check:
    name = Words(vi="Chromium (để in PDF, không bắt buộc)", en="Chromium (for PDF, optional)")
    try:
        return Check(name, "good", same(find_printer(os.environ).program))
    except SetupError as error:
        problem = error.problems[0]
        found = same(problem.got) if problem.got else Words(vi="không có", en="missing")
        return Check(name, "warning", found, problem.todo)


def _check(name: Words, fits: object, found: Words, fix: Words, otherwise: State = "bad") -> Check:
    return Check(name, "good", found) if fits else Check(name, otherwise, found, fix)
