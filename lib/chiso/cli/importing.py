"""``chiso import``: returns into a data set."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chiso.cli.choices import read_number
from chiso.cli.command import Command, Given, Option
from chiso.cli.place import data_option, find_project, json_option
from chiso.errors import DataError, Problem, UsageError
from chiso.words import Words

if TYPE_CHECKING:
    from chiso.intake.importing import ImportRequest

_PURPOSE = Words(
    vi="Nhập tệp báo cáo của các đơn vị; bản sửa được thêm vào sau, không ghi đè giá trị cũ.",
    en="Enter returns into a data set; a correction is added, no older value is overwritten.",
)
# Readers wait for the disk and then for one core each; more only take memory.
_MOST_JOBS = 8


def import_command() -> Command:
    """``chiso import FILE…``."""
    files = click.Argument(["files"], nargs=-1, required=True, metavar="FILE…")
    return Command("import", _import, _PURPOSE, [files, data_option(), *_options()])


def _import(given: Given) -> int:
    from chiso.cli.import_result import show_result
    from chiso.cli.import_watch import watched_import
    from chiso.intake.importing import import_returns
    from chiso.loaders.recognise import read_return

    request = _request(given)
    with watched_import(quiet=given["quiet"]) as watch:
        done = import_returns(request, read_return, watch)
    show_result(done, request, as_json=given["json"])
    return DataError.exit_code if done.refused else 0


def _request(given: Given) -> ImportRequest:
    from chiso.intake.importing import ImportRequest
    from chiso.loaders.reading import Hints
    from chiso.periods import Period

    cores = min(os.cpu_count() or 1, _MOST_JOBS)
    period = Period.parse(given["period"]) if given["period"] else None
    return ImportRequest(
        data=find_project(given["data"], Path.cwd()).data,
        words=given["files"],
        received=read_day("--received", given["received"]) if given["received"] else _today(),
        hints=Hints(given["layout"], period),
        jobs=read_number("--jobs", given["jobs"]) if given["jobs"] else cores,
        dry_run=given["dry_run"],
        strict=given["strict"],
    )


def read_day(option: str, text: str) -> date:
    """A day written as 2024-07-05 or 5/7/2024.

    Raises
    ------
    UsageError
        If the text is no day.

    Examples
    --------
    >>> read_day("--received", "05/7/2024") == read_day("--received", "2024-07-05")
    True
    """
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text, re.ASCII)
    turned = re.fullmatch(r"(\d\d?)/(\d\d?)/(\d{4})", text, re.ASCII)
    parts = found.groups() if found else turned.groups()[::-1] if turned else ("0", "0", "0")
    try:
        return date(*map(int, parts))
    except ValueError:
        allowed = Words(
            vi="ngày viết như 2024-07-05 hoặc 05/7/2024", en="a day like 2024-07-05 or 5/7/2024"
        )
        raise UsageError(Problem(option, repr(text), allowed, Words("", ""), "day")) from None


def _today() -> date:
    from chiso.runner.manifest import creation_time

    return creation_time(os.environ).astimezone().date()


def _options() -> list[Option]:
    return [
        Option(
            "--layout",
            words=Words(
                vi="Mẫu báo cáo: tên tệp trong layouts/ hoặc loại form06, index766, one_stop, table"
                " (mặc định: nhận biết theo nội dung)",
                en="Layout: a name in layouts/, or a kind: form06, index766, one_stop, table"
                " (default: recognised by content)",
            ),
            default="",
            metavar="L",
        ),
        Option(
            "--period",
            words=Words(
                vi="Kỳ số liệu, cho tệp không ghi kỳ", en="Period, for files that name none"
            ),
            metavar="P",
        ),
        Option(
            "--received",
            words=Words(
                vi="Ngày nhận, như 2024-07-05 (mặc định hôm nay)",
                en="Day of receipt, like 2024-07-05 (default today)",
            ),
            metavar="DATE",
        ),
        _flag(
            "--dry-run",
            Words(
                vi="Chỉ cho xem dòng nào sẽ được nhập, giá trị nào thay đổi",
                en="Only show which rows would enter and which values would change",
            ),
        ),
        _flag(
            "--strict",
            Words(
                vi="Còn một tệp không nhập được thì không nhập tệp nào",
                en="Enter nothing unless every file can be entered",
            ),
        ),
        Option(
            "--jobs",
            words=Words(
                vi=f"Số tệp đọc cùng lúc (mặc định: số nhân của máy, tối đa {_MOST_JOBS})",
                en=f"Files read at the same time (default: cores, up to {_MOST_JOBS})",
            ),
            metavar="N",
        ),
        json_option(),
        _flag("--quiet", Words(vi="Không in tiến độ", en="Print no progress"), "-q"),
    ]


def _flag(name: str, words: Words, *short: str) -> Option:
    return Option(name, *short, words=words, is_flag=True)
