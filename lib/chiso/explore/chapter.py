"""A new chapter of the report, from a template that keeps the rules of chapters."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chiso.errors import Problem, SetupError, UsageError
from chiso.words import LANGS, Words

PARAMETERS = (
    'period: str = "2024-H1"  # kỳ báo cáo / reporting period: 2023, 2024-H1, Quý III/2024 …',
    'lang: str = "vi"  # ngôn ngữ / language: vi, en',
    'data: str = "../data/hoa_binh"  # bộ số liệu / data set: ../data/hoa_binh, ../data/sample',
)
OPENING = (
    "import chiso",
    "",
    "report = chiso.open_report(period, lang=lang, data=data)",
    "report",
)
KERNEL = {"display_name": "chiso", "language": "python", "name": "chiso"}
_NAME = re.compile(r"(?:(\d\d)_)?([a-z][a-z_]{0,39})")
_NUMBERED = re.compile(r"(\d\d)_.*")
_STEP, _LAST = 10, 99
_TITLE = Words(vi="# Chương mới: {title}", en="# New chapter: {title}")
_QUESTION = Words(
    vi="## Phần này trả lời câu hỏi nào?", en="## Which question does this part answer?"
)
_LIMIT = Words(
    vi="Hình mô tả số liệu đã công bố, không nói lên nguyên nhân.",
    en="The figure describes what was published; it is no explanation.",
)


def create_chapter(folder: Path, name: str) -> Path:
    """A notebook that runs at once and keeps the rules of chapters; its path.

    Parameters
    ----------
    folder
        The project's notebooks.
    name
        ``citizens`` or ``70_citizens``; without a number the next free ten is taken.

    Raises
    ------
    UsageError
        If the name has other signs, is taken, or no number is left.
    SetupError
        If the folder cannot be written.
    """
    number, words = _read_name(name)
    taken = {path.stem[3:]: path for path in folder.glob("[0-9][0-9]_*.ipynb")}
    if words in taken:
        raise UsageError(_taken(taken[words].stem))
    stem = f"{number or _next_number(folder):02d}_{words}"
    path = folder / f"{stem}.ipynb"
    if path.exists():
        raise UsageError(_taken(stem))
    text = json.dumps(chapter(stem), ensure_ascii=False, indent=1) + "\n"
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SetupError(_unwritable(folder, error)) from error
    return path


def chapter(stem: str) -> dict[str, Any]:
    """The notebook of a chapter named ``70_citizens``: parameters, opening, one part."""
    number, _, words = stem.partition("_")
    title = words.replace("_", " ").strip()
    section = words.replace("_", "-").strip("-")
    cells = [
        *_twins(number, 1, _TITLE.fill(title=title), section),
        _code(number, 3, PARAMETERS, ["parameters"]),
        _code(number, 4, OPENING),
        *_twins(number, 5, _QUESTION),
        _code(number, 7, ["chiso.show_trend(report)"]),
        *_twins(number, 8, _LIMIT),
    ]
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _twins(number: str, place: int, text: Words, section: str = "") -> list[dict[str, Any]]:
    """The same text in both languages, as two cells."""
    about = {"chiso": {"section": section}} if section else {}
    return [
        {
            "cell_type": "markdown",
            "id": f"{number}-{place + step:02d}-{lang}",
            "metadata": {**about, "tags": [lang]},
            "source": [text.say(lang)],
        }
        for step, lang in enumerate(LANGS)
    ]


def _code(
    number: str, place: int, lines: Sequence[str], tags: Sequence[str] = ()
) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": f"{number}-{place:02d}-code",
        "metadata": {"tags": list(tags)} if tags else {},
        "outputs": [],
        "source": [f"{line}\n" for line in lines[:-1]] + [lines[-1]],
    }


def _read_name(name: str) -> tuple[int | None, str]:
    found = _NAME.fullmatch(name.removesuffix(".ipynb"))
    if found is None:
        allowed = Words(
            vi="tên chương gồm chữ thường không dấu và dấu gạch dưới, có thể có hai chữ số ở đầu",
            en="a chapter's name of small letters a-z and underscores, with two digits in front"
            " or not",
        )
        todo = Words(vi="Chọn tên khác, ví dụ cong_dan", en="Choose another one, such as citizens")
        raise UsageError(Problem("NAME", repr(name), allowed, todo, "name_form"))
    return (int(found[1]) if found[1] else None), found[2]


def _next_number(folder: Path) -> int:
    """The first ten after the last chapter."""
    numbers = [int(found[1]) for path in folder.glob("*.ipynb")
               if (found := _NUMBERED.fullmatch(path.stem))]  # fmt: skip
    following = (max(numbers, default=-_STEP) // _STEP + 1) * _STEP
    if following > _LAST:
        allowed = Words(vi="số chương còn trống từ 00 đến 99", en="a free number from 00 to 99")
        todo = Words(vi="Ghi số trong tên, ví dụ 55_ten", en="Put one in the name, as in 55_name")
        raise UsageError(Problem("NAME", "", allowed, todo, "no_number"))
    return following


def _taken(stem: str) -> Problem:
    allowed = Words(
        vi="tên chưa có trong notebooks/", en="a name that notebooks/ does not have yet"
    )
    todo = Words(vi="Chọn tên khác", en="Choose another name")
    return Problem("NAME", repr(stem), allowed, todo, "name_taken")


def _unwritable(folder: Path, error: OSError) -> Problem:
    allowed = Words(vi="thư mục notebooks/ ghi được", en="a notebooks/ folder that can be written")
    todo = Words(vi="Cấp quyền ghi rồi chạy lại", en="Grant write access, then try again")
    return Problem(folder.as_posix(), error.strerror or "", allowed, todo, "unwritable")
