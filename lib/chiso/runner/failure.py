"""What went wrong in a chapter: the kind, the cell, its heading, in the words of the reader."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal, cast

from chiso.errors import Problem
from chiso.numbers import size_words
from chiso.words import Words

FailureKind = Literal[
    "exception",
    "stopped_early",
    "killed",
    "cell_timeout",
    "chapter_timeout",
    "interrupted",
    "lost_output",
    "no_start",
    "lost_worker",
]

_ENDING = re.compile(r"[ (]")  # what stands before it in ``SIGKILL (9)`` or ``exit(3)``
_REASONS: dict[FailureKind, Words] = {
    "exception": Words(vi="ô này báo lỗi", en="this cell raised an error"),
    "stopped_early": Words(
        vi="ô này dừng sổ tay giữa chừng; chương phải chạy hết mọi ô",
        en="this cell ended the notebook early; a chapter must run all its cells",
    ),
    "killed": Words(
        vi="tiến trình tính toán bị tắt khi đang chạy ô này",
        en="the kernel died while this cell ran",
    ),
    "cell_timeout": Words(
        vi="ô này chạy quá thời gian cho phép của một ô",
        en="this cell ran longer than one cell may",
    ),
    "chapter_timeout": Words(
        vi="chương này chạy quá thời gian cho phép của một chương",
        en="this chapter ran longer than one chapter may",
    ),
    "interrupted": Words(vi="người dùng đã dừng lượt chạy", en="the run was interrupted"),
    "lost_output": Words(
        vi="kết quả của ô này không về tới nơi",
        en="the output of this cell did not arrive",
    ),
    "no_start": Words(
        vi="không khởi động được tiến trình tính toán",
        en="the kernel did not start",
    ),
    "lost_worker": Words(
        vi="các máy chạy chương này lần lượt bị mất",
        en="the workers that ran this chapter were lost one after another",
    ),
}
# What usually lies behind the end of a kernel, by how it ended.
_CAUSES = {
    "SIGKILL": Words(vi="thường do hết bộ nhớ", en="usually out of memory"),
    "SIGTERM": Words(vi="có chương trình khác yêu cầu dừng", en="another program asked it to end"),
    "SIGSEGV": Words(vi="lỗi trong thư viện biên dịch", en="a fault in a compiled library"),
    "SIGABRT": Words(vi="lỗi trong thư viện biên dịch", en="a fault in a compiled library"),
    "SIGXFSZ": Words(vi="tệp vượt giới hạn cho phép", en="a file outgrew its limit"),
    "SIGXCPU": Words(vi="vượt giới hạn thời gian máy", en="it outran its limit of processor time"),
    "exit": Words(vi="ô này tự kết thúc tiến trình", en="the cell ended its own process"),
}
_HELD = Words(
    vi="{reason}; đã dùng tới {peak} bộ nhớ", en="{reason}; it held up to {peak} of memory"
)
_ENAMES: dict[FailureKind, str] = {
    "exception": "CellError",
    "stopped_early": "StoppedEarly",
    "killed": "KernelKilled",
    "cell_timeout": "CellTimeout",
    "chapter_timeout": "ChapterTimeout",
    "interrupted": "Interrupted",
    "lost_output": "OutputLost",
    "no_start": "KernelNotStarted",
    "lost_worker": "WorkerLost",
}


@dataclass(frozen=True)
class Failure:
    """One chapter's failure.

    Attributes
    ----------
    kind
        What happened.
    cell
        Index of the failed cell in the executed notebook, from 0.
    heading
        The nearest heading above that cell; empty when there is none.
    message
        The exception line, the signal or the limit.
    """

    kind: FailureKind
    cell: int
    heading: str
    message: str

    @classmethod
    def from_record(cls, record: Mapping[str, object]) -> Failure:
        """The failure that a notebook's metadata or a record holds."""
        return cls(
            cast(FailureKind, record["kind"]),
            int(cast(int, record["cell"])),
            str(record["heading"]),
            str(record["message"]),
        )

    @property
    def ename(self) -> str:
        """Name under which the error output of the cell shows it."""
        return _ENAMES[self.kind]

    @property
    def reason(self) -> Words:
        """The kind in words, with the likely cause of a kernel's end."""
        words = _REASONS[self.kind]
        cause = _CAUSES.get(_ENDING.split(self.message)[0]) if self.kind == "killed" else None
        return Words(f"{words.vi}; {cause.vi}", f"{words.en}; {cause.en}") if cause else words

    def to_record(self) -> dict[str, object]:
        """The failure as plain values for JSON."""
        return asdict(self)

    def problem(self, chapter: str, todo: Words, peak_bytes: int | None = None) -> Problem:
        """The failure as a problem that a reader can mend.

        Parameters
        ----------
        chapter
            Name and language, such as ``10_trends.vi``; the cell's number is counted from 1.
        todo
            What to do next.
        peak_bytes
            The most memory that the kernel has held, told where a kernel died.

        Examples
        --------
        >>> failure = Failure("exception", 6, "Xu hướng", "KeyError: 'area'")
        >>> print(failure.problem("10_trends.vi", Words("", "")).sentence("en"))
        10_trends.vi #7 «Xu hướng»: got KeyError: 'area'; this cell raised an error.
        """
        heading = f" «{self.heading}»" if self.heading else ""
        where = f"{chapter} #{self.cell + 1}{heading}"
        reason = self.reason
        if peak_bytes and self.kind == "killed":
            reason = _HELD.fill(reason=reason, peak=size_words(peak_bytes))
        return Problem(where, self.message, reason, todo, self.kind)
