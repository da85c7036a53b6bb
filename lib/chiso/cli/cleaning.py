"""``chiso clean``: remove what old runs left beside the reports."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from chiso.cli.command import Command, Given, Option
from chiso.cli.place import data_option, find_project, out_folder, out_option
from chiso.cli.screen import give, say
from chiso.errors import Problem, UsageError
from chiso.words import Words

_PURPOSE = Words(
    vi="Xóa phần lỗi, báo cáo từng phần và chương dở đã cũ; báo cáo đã xuất bản không bị xóa.",
    en="Remove old failed attempts, partial reports and unfinished chapters; never a report.",
)
_HOURS = {"h": 1, "d": 24, "w": 24 * 7}
_AGE = re.compile(r"([0-9]{1,5})([hdw])")


def clean_command() -> Command:
    """``chiso clean --older-than AGE``."""
    older = Option(
        "--older-than",
        words=Words(
            vi="Tuổi: 12h (giờ), 30d (ngày), 8w (tuần); mặc định 30d",
            en="Age: 12h (hours), 30d (days), 8w (weeks); default 30d",
        ),
        default="30d",
        metavar="AGE",
    )
    return Command("clean", _clean, _PURPOSE, [older, data_option(), out_option()])


def _clean(given: Given) -> int:
    from chiso.cli.watching import waiting_line
    from chiso.dataset.settings import read_settings
    from chiso.runner.cleaning import clean_store
    from chiso.runner.publish import Store

    age = read_age(given["older_than"])
    project = find_project(given["data"], Path.cwd())
    settings = read_settings(project.data)
    store = Store(out_folder(given["out"], project) / settings.id)
    removed = clean_store(store, age, datetime.now(UTC), lambda holder: say(waiting_line(holder)))
    for folder in removed:
        give(str(folder))
    say(Words(vi=f"Đã xóa {len(removed)} thư mục", en=f"{len(removed)} folders removed"))
    return 0


def read_age(text: str) -> timedelta:
    """An age as people write it.

    Raises
    ------
    UsageError
        If it is none.

    Examples
    --------
    >>> read_age("2w").days
    14
    """
    found = _AGE.fullmatch(text.strip().lower())
    if found is None:
        allowed = Words(vi="ví dụ: 12h, 30d, 8w", en="for example: 12h, 30d, 8w")
        raise UsageError(Problem("--older-than", repr(text), allowed, Words("", ""), "age"))
    return timedelta(hours=int(found[1]) * _HOURS[found[2]])
