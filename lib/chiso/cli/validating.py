"""``chiso validate``: every problem of a data set."""

from __future__ import annotations

from pathlib import Path

from chiso.cli.command import Command, Given
from chiso.cli.place import data_option, find_project, json_option
from chiso.cli.screen import give, give_json, problem_record, say
from chiso.errors import DataError
from chiso.words import Words

_PURPOSE = Words(
    vi="Kiểm tra bộ số liệu: mỗi lỗi một dòng, có tệp, dòng, cột, giá trị và cách sửa.",
    en="Check a data set: a line a problem, with file, row, column, value and what to do.",
)


def validate_command() -> Command:
    """``chiso validate``."""
    return Command("validate", _validate, _PURPOSE, [data_option(), json_option()])


def _validate(given: Given) -> int:
    from chiso.dataset import check_dataset

    project = find_project(given["data"], Path.cwd())
    problems = check_dataset(project.data)
    if given["json"]:
        give_json([problem_record(problem) for problem in problems])
    else:
        for problem in problems:
            give(f"{problem.sentence()} [{problem.rule}]")
    count, name = len(problems), project.data.name
    if problems:
        say(Words(vi=f"{name}: {count} lỗi", en=f"{name}: {count} problems"))
        return DataError.exit_code
    say(Words(vi=f"{name}: không có lỗi", en=f"{name}: no problem"))
    return 0
