"""What is told of a cluster that cannot be used, or is lost."""

from __future__ import annotations

from collections.abc import Sequence

from chiso.errors import Problem
from chiso.words import Words

_SHOWN = 6  # differences named in one sentence
_PLACE = "--cluster"


def not_installed() -> Problem:
    """dask.distributed is not there."""
    allowed = Words(
        vi="cần phần mềm tùy chọn dask.distributed để chạy trên nhiều máy",
        en="running on several machines needs the optional dask.distributed",
    )
    command = "python -m pip install 'dask[distributed]', hoặc cài chiso[cluster]"
    english = "python -m pip install 'dask[distributed]', or install chiso[cluster]"
    todo = Words(vi=f"Chạy: {command}", en=f"Run: {english}")
    return Problem(_PLACE, "", allowed, todo, "no_dask")


def no_scheduler(address: str, error: Exception) -> Problem:
    """Nobody answers at an address."""
    allowed = Words(
        vi=f"địa chỉ của một dask scheduler đang chạy ({_first_line(error)})",
        en=f"the address of a running dask scheduler ({_first_line(error)})",
    )
    todo = Words(
        vi="Khởi động bằng lệnh: dask scheduler; kiểm tra địa chỉ và tường lửa",
        en="Start one with: dask scheduler; check the address and the firewall",
    )
    return Problem(_PLACE, repr(address), allowed, todo, "no_scheduler")


def no_worker(address: str) -> Problem:
    """A scheduler has nobody to work for it."""
    allowed = Words(
        vi="scheduler phải có ít nhất một worker", en="the scheduler needs at least one worker"
    )
    todo = Words(
        vi=f"Trên mỗi máy chạy: dask worker {address}", en=f"On each machine: dask worker {address}"
    )
    return Problem(_PLACE, repr(address), allowed, todo, "no_worker")


def differs(worker: str, differences: Sequence[str]) -> Problem:
    """A worker would make something else."""
    more = f" (+{len(differences) - _SHOWN})" if len(differences) > _SHOWN else ""
    got = "; ".join(differences[:_SHOWN]) + more
    allowed = Words(
        vi="worker có cùng Python, thư viện và các phiên bản đã khóa (requirements.lock);"
        " nêu ở đây / ở đó",
        en="workers with the same Python, library and locked versions (here / there)",
    )
    todo = Words(
        vi="Trên máy đó cài lại từ cùng một bản chiso, rồi khởi động lại worker",
        en="Install from the same chiso there, then start the worker again",
    )
    return Problem(f"{_PLACE}: {worker}", got, allowed, todo, "foreign_worker")


def lost_scheduler(address: str) -> Problem:
    """The scheduler went away while chapters were run."""
    allowed = Words(
        vi="scheduler phải chạy đến hết lượt; báo cáo đã xuất bản còn nguyên",
        en="the scheduler has to stay to the end; published reports are untouched",
    )
    todo = Words(vi="Khởi động lại scheduler rồi chạy lại", en="Start it again, then run again")
    return Problem(_PLACE, repr(address), allowed, todo, "lost_scheduler")


def edited(name: str) -> Problem:
    """A file was edited while it was being sent."""
    allowed = Words(vi="trong khi chạy không được sửa tệp", en="nothing may be edited during a run")
    return Problem(name, "", allowed, Words(vi="Chạy lại", en="Run again"), "inputs_changed")


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
