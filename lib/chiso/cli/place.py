"""Where the project, the data set and the reports are, from where a person stands."""

from __future__ import annotations

from pathlib import Path

from chiso.cli.command import Option
from chiso.errors import Problem, UsageError, unknown_word
from chiso.runner.project import Project
from chiso.words import Words

DEFAULT_DATA = "hoa_binh"


def find_project(data: str | None, start: Path) -> Project:
    """The project around a folder, with one of its data sets.

    Parameters
    ----------
    data
        Path of a data set, or its name below ``data/``; None for the default one.
    start
        Folder in which the person works.

    Raises
    ------
    UsageError
        If no folder from there upward has ``notebooks/`` and ``data/``, or the data set is unknown.
    """
    root = find_root(start)
    word = data or DEFAULT_DATA
    for folder in (start / word, root / "data" / word):
        if (folder / "dataset.yml").is_file():
            return Project(root, root / "notebooks", folder.resolve())
    known = sorted(path.parent.name for path in (root / "data").glob("*/dataset.yml"))
    raise UsageError(unknown_word("--data", word, known, "unknown_data"))


def find_root(start: Path) -> Path:
    """The nearest folder from ``start`` upward that has ``notebooks/`` and ``data/``."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "notebooks").is_dir() and (folder / "data").is_dir():
            return folder
    allowed = Words(
        vi="lệnh chạy trong thư mục dự án, nơi có notebooks/ và data/",
        en="run this inside the project folder, which has notebooks/ and data/",
    )
    todo = Words(vi="Chuyển vào thư mục dự án bằng cd", en="Change into the project folder with cd")
    raise UsageError(Problem(start.as_posix(), "", allowed, todo, "no_project"))


def out_folder(out: str | None, project: Project) -> Path:
    """The folder for reports: as typed, else ``outputs`` of the project."""
    return Path(out).absolute() if out else project.root / "outputs"


def data_option() -> Option:
    """``--data``."""
    words = Words(
        vi=f"Bộ số liệu: tên trong data/ hoặc đường dẫn (mặc định {DEFAULT_DATA})",
        en=f"Data set: a name in data/ or a path (default {DEFAULT_DATA})",
    )
    return Option("--data", words=words, metavar="D")


def out_option() -> Option:
    """``--out``."""
    words = Words(
        vi="Thư mục chứa báo cáo (mặc định outputs)", en="Folder for reports (default outputs)"
    )
    return Option("--out", words=words, metavar="DIR")


def json_option() -> Option:
    """``--json``."""
    words = Words(vi="In kết quả dạng JSON cho máy đọc", en="Print the result as JSON")
    return Option("--json", words=words, is_flag=True)
