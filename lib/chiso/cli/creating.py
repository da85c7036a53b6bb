"""``chiso new``: a data set or a chapter of one's own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import click

from chiso.cli.command import Command, Given, Option
from chiso.cli.place import DEFAULT_DATA, find_project, find_root
from chiso.cli.screen import give, say
from chiso.errors import Problem, SetupError, UsageError, unknown_word
from chiso.runner.project import Project
from chiso.words import Words

_THINGS = ("dataset", "notebook")
_PURPOSE = Words(
    vi="Tạo bộ số liệu mới theo danh mục và mẫu của một bộ đã có, hoặc một chương báo cáo mới.",
    en="Make a new data set with catalogue and layouts of another one, or a new chapter.",
)


def new_command() -> Command:
    """``chiso new dataset NAME`` and ``chiso new notebook NAME``."""
    words = Words(
        vi=f"Bộ số liệu làm mẫu (mặc định {DEFAULT_DATA}); mẫu «sample» chỉ nhận số liệu minh họa",
        en=f"Data set to follow (default {DEFAULT_DATA}); «sample» takes illustrative data only",
    )
    params = [
        click.Argument(["what"], metavar="|".join(_THINGS)),
        click.Argument(["name"], metavar="NAME"),
        Option("--like", words=words, metavar="D"),
    ]
    return Command("new", _create, _PURPOSE, params)


def _create(given: Given) -> int:
    if given["what"] not in _THINGS:
        raise UsageError(unknown_word("chiso new", given["what"], _THINGS, "unknown_thing"))
    return _create_dataset(given) if given["what"] == "dataset" else _create_notebook(given)


def _create_notebook(given: Given) -> int:
    from chiso.explore.chapter import create_chapter

    path = create_chapter(find_root(Path.cwd()) / "notebooks", given["name"])
    give(str(path))
    command = f"chiso run --only {path.stem} --dry-run"
    say(Words(vi=f"Bước tiếp theo: chiso lab, hoặc {command}", en=f"Next: chiso lab, or {command}"))
    return 0


def _create_dataset(given: Given) -> int:
    from chiso.dataset import read_catalogue
    from chiso.dataset.creating import create_dataset

    project = _find_model(given["like"])
    target = new_folder(project, given["name"])
    settings = read_catalogue(project.data).settings
    try:
        create_dataset(project.data, target)
    except OSError as error:
        raise SetupError(unwritable_data(target, error)) from error
    give(str(target))
    say(_ILLUSTRATIVE if settings.is_synthetic else _REAL)
    command = f"chiso import … --data {target.name}"
    say(Words(vi=f"Bước tiếp theo: {command}", en=f"Next: {command}"))
    return 0


def _find_model(like: str | None) -> Project:
    """The project with the data set to follow."""
    try:
        return find_project(like, Path.cwd())
    except UsageError as error:
        places = {"--data": "--like"}
        raise UsageError(
            replace(problem, where=places.get(problem.where, problem.where))
            for problem in error.problems
        ) from None


def new_folder(project: Project, name: str) -> Path:
    """The folder of a data set that is to be made.

    Raises
    ------
    UsageError
        If the name is none, or taken.
    """
    target = project.root / "data" / check_name(name)
    if target.exists():
        raise UsageError(_taken(target))
    return target


def check_name(name: str) -> str:
    """The name of a data set, which is its folder and its id.

    Raises
    ------
    UsageError
        If it holds other signs than small letters, digits and underscores.

    Examples
    --------
    >>> check_name("my_province")
    'my_province'
    """
    if re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name):
        return name
    allowed = Words(
        vi="tên gồm chữ thường không dấu, chữ số và dấu gạch dưới, bắt đầu bằng chữ",
        en="a name of small letters a-z, digits and underscores that begins with a letter",
    )
    todo = Words(vi="Chọn tên khác, ví dụ tinh_toi", en="Choose another one, such as my_province")
    raise UsageError(Problem("NAME", repr(name), allowed, todo, "name_form"))


_REAL = Words(
    vi="Bộ số liệu này dành cho báo cáo thật; tệp minh họa sẽ bị từ chối.",
    en="This data set is for real returns; illustrative files will be refused.",
)
_ILLUSTRATIVE = Words(
    vi="Bộ số liệu này chỉ nhận số liệu minh họa; báo cáo thật sẽ bị từ chối.",
    en="This data set takes illustrative data only; real returns will be refused.",
)


def _taken(target: Path) -> Problem:
    allowed = Words(vi="tên chưa có trong data/", en="a name that data/ does not have yet")
    todo = Words(vi="Chọn tên khác", en="Choose another name")
    return Problem("NAME", repr(target.name), allowed, todo, "name_taken")


def unwritable_data(target: Path, error: OSError) -> Problem:
    """What to say when a data set cannot be written."""
    allowed = Words(
        vi="thư mục data/ ghi được và đĩa còn chỗ", en="a data/ folder that can be written"
    )
    todo = Words(vi="Cấp quyền ghi rồi chạy lại", en="Grant write access, then try again")
    return Problem(str(target), error.strerror or "", allowed, todo, "unwritable")
