"""``chiso convert``: a data set with its observations as Parquet."""

from __future__ import annotations

from pathlib import Path

import click

from chiso.cli.command import Command, Given
from chiso.cli.creating import new_folder, unwritable_data
from chiso.cli.place import data_option, find_project
from chiso.cli.screen import give, say
from chiso.errors import SetupError
from chiso.words import Words

_PURPOSE = Words(
    vi="Ghi lại bộ số liệu với quan trắc ở dạng Parquet chia theo kỳ, cho bộ rất lớn.",
    en="Write a data set once more with its observations as Parquet by period, for large ones.",
)


def convert_command() -> Command:
    """``chiso convert NAME``."""
    name = click.Argument(["name"], metavar="NAME")
    return Command("convert", _convert, _PURPOSE, [data_option(), name])


def _convert(given: Given) -> int:
    from chiso.dataset.conversion import convert_dataset

    project = find_project(given["data"], Path.cwd())
    target = new_folder(project, given["name"])
    try:
        rows = convert_dataset(project.data, target)
    except OSError as error:
        raise SetupError(unwritable_data(target, error)) from error
    give(str(target))
    say(Words(vi=f"{rows} dòng đã ở dạng Parquet", en=f"{rows} rows are Parquet now"))
    return 0
