"""``chiso sample``: a folder of made-up returns to try everything on."""

from __future__ import annotations

from pathlib import Path

import click

from chiso.cli.choices import read_between
from chiso.cli.command import Command, Given, Option
from chiso.cli.screen import give, say
from chiso.errors import Problem, SetupError
from chiso.words import Words

SEED = 2025  # data/sample is made with it
MOST_MONTHS = 60
_MOST_SEED = 2**32
_TRIAL = "my_sample"
_PURPOSE = Words(
    vi="Tạo thư mục biểu mẫu minh họa của mười huyện, thành phố; không có số liệu thật nào.",
    en="Make a folder of illustrative returns of ten districts; none of it is real.",
)


def sample_command() -> Command:
    """``chiso sample DIR``."""
    return Command(
        "sample",
        _sample,
        _PURPOSE,
        [
            click.Argument(["folder"], metavar="DIR"),
            Option(
                "--seed",
                words=Words(
                    vi=f"Số khởi tạo; cùng số thì cùng tệp (mặc định {SEED})",
                    en=f"Starting number; the same number gives the same files (default {SEED})",
                ),
                default=str(SEED),
                metavar="N",
            ),
            Option(
                "--months",
                words=Words(
                    vi=f"Số tháng gần nhất đến 6/2025 (mặc định {MOST_MONTHS})",
                    en=f"How many of the months to June 2025 (default {MOST_MONTHS})",
                ),
                default=str(MOST_MONTHS),
                metavar="M",
            ),
        ],
    )


def _sample(given: Given) -> int:
    seed = read_between("--seed", given["seed"], 0, _MOST_SEED)
    months = read_between("--months", given["months"], 1, MOST_MONTHS)
    folder = Path(given["folder"]).absolute()
    count, first, last = _write(folder, seed, months)
    give(given["folder"])
    say(
        Words(
            vi=f"Đã tạo {count} tệp minh họa, từ {first} đến {last}.",
            en=f"Made {count} illustrative files, from {first} to {last}.",
        )
    )
    # Not into data/sample: the figures of another seed would be taken for corrections there.
    first_step = f"chiso new dataset {_TRIAL} --like sample"
    then = f"chiso import {given['folder']} --data {_TRIAL}"
    say(Words(vi=f"Bước tiếp theo: {first_step}", en=f"Next: {first_step}"))
    say(Words(vi=f"Sau đó: {then}", en=f"Then: {then}"))
    return 0


def _write(folder: Path, seed: int, months: int) -> tuple[int, str, str]:
    """Number of files, first and last month; the folder appears whole or not at all."""
    import tempfile  # help of all commands needs none of it

    from chiso.runner.publish import put_in_place
    from chiso.synthetic import check_target, make_returns

    check_target(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".chiso-sample-", dir=folder.parent) as stage:
            staged = Path(stage) / folder.name
            made = make_returns(staged, seed, months)
            put_in_place(staged, folder)
    except OSError as error:
        raise SetupError(_unwritable(folder, error)) from error
    return len(made.digests), *made.months


def _unwritable(folder: Path, error: OSError) -> Problem:
    allowed = Words(vi="thư mục ghi được, còn đủ chỗ", en="a writable folder with room in it")
    todo = Words(vi="Chọn thư mục khác", en="Choose another folder")
    return Problem(str(folder), repr(error.strerror or str(error)), allowed, todo, "unwritable")
