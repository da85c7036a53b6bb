"""One item of a run, a chapter of one period in one language: its record, and whether it stands.

An item is made from its chapter's notebook, its parameters, the library, versions and lock, and
from the files that its kernel was seen to read. A data file that it did not read may change, and
so may the rows that end after its period.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chiso.periods.calendars import format_date
from chiso.runner.cache import (
    Inputs,
    changed_names,
    difference,
    digest_file,
    digest_read,
    file_digests,
)
from chiso.runner.jobs import ChapterResult, status_of
from chiso.runner.visible import Digests, Visible, dated_files
from chiso.words import Words

if TYPE_CHECKING:
    from chiso.runner.reads import Observed

_LISTED = "listed"
# Read by libraries in C++, which an audit hook sees only when the caller tells it.
_UNSEEN = (".parquet", ".arrow", ".feather")
_ROWS = Words(
    vi="phần số liệu tính đến hết ngày {until} thay đổi",
    en="what belongs to {until} or before changed",
)
_UNFINISHED = {
    "failed": Words(vi="lần chạy trước bị lỗi", en="the last attempt failed"),
    "stopped_early": Words(vi="lần chạy trước dừng giữa chừng", en="the last attempt ended early"),
    "interrupted": Words(vi="lần chạy trước bị dừng", en="the last attempt was stopped"),
}


@dataclass(frozen=True)
class Item:
    """An executed chapter as records keep it.

    Attributes
    ----------
    name
        Chapter and language, such as ``10_trends.vi``.
    parts
        The inputs of its run as plain values (:meth:`chiso.runner.cache.Inputs.parts`).
    told
        How it went: ``status`` (:func:`chiso.runner.jobs.status_of`), ``reads`` (names in the
        data set; null when nobody watched), ``rows`` (``until`` and ``files``: digests of what it
        could see of observations up to that day, by name; null when it read none that way),
        ``undeclared`` (digests of other files that it read, by name), ``cuts`` and, for a failed
        item, ``failure``.
    seconds
        Wall time.
    peak_bytes
        The most memory that its kernel has held; None where the system does not tell.
    sha256
        Digest of the executed notebook; empty when it failed.
    kernel
        How its kernel started; None when it did not, or when nobody wrote it down.
    """

    name: str
    parts: Mapping[str, Any]
    told: Mapping[str, Any]
    seconds: float
    peak_bytes: int | None
    sha256: str
    kernel: str | None = None

    @property
    def chapter(self) -> str:
        """The chapter's name."""
        return self.name.rpartition(".")[0]

    @property
    def is_done(self) -> bool:
        """Whether all its cells ran to their end."""
        return bool(self.told["status"] == "done")

    def to_record(self) -> dict[str, Any]:
        """The item as plain values for JSON, from which :func:`read_item` makes it again."""
        return {
            **self.parts,
            "item": dict(self.told),
            "seconds": round(self.seconds, 3),
            "peak_bytes": self.peak_bytes,
            "sha256": self.sha256,
            "kernel": self.kernel,
        }

    def basis(self) -> dict[str, Any]:
        """All that this item depends on and nothing else; equal bases make equal items."""
        rows = self.told.get("rows")
        seen = {"rows": rows} if rows else {}
        return _basis(self, self.parts, self.told["undeclared"]) | seen

    def why_run(self, inputs: Inputs, root: Path, visible: Visible) -> Words | None:
        """Why the item has to be run again from these inputs; None while it stands.

        Parameters
        ----------
        inputs
            What it would be made from now.
        root
            Project folder, in which files that nobody declared are looked up.
        visible
            What reports can see of the data set now.
        """
        if not self.is_done:
            return _UNFINISHED[self.told["status"]]
        names = self.told["undeclared"]
        others = {name: digest_read(root / name) for name in names}
        now = inputs.parts()
        if others == names and all(self.parts.get(part) == now[part] for part in now):
            return None  # where nothing is other at all, nothing that it saw is
        told = difference(self.basis(), _basis(self, now, others))
        return told or self._changed_rows(visible)

    def _changed_rows(self, visible: Visible) -> Words | None:
        """Which rows that the item could see are no longer what they were."""
        rows, files = self.told.get("rows"), file_digests(self.parts["inputs"])
        if not rows or dated_files(files) == visible.files:
            return None
        now = visible.digests(rows["until"])
        if now is None:
            return difference({"inputs": dated_files(files)}, {"inputs": visible.files})
        if now == rows["files"]:
            return None
        day = date.fromisoformat(rows["until"])
        until = Words(format_date(day, "vi"), format_date(day, "en"))
        names = changed_names(rows["files"], now)
        return Words(*(text + names for text in _ROWS.fill(until=until)))


def read_item(name: str, record: Mapping[str, Any]) -> Item:
    """The item that :meth:`Item.to_record` wrote down."""
    return Item(
        name,
        record,
        record["item"],
        record["seconds"],
        record["peak_bytes"],
        record["sha256"],
        record.get("kernel"),
    )


def items_of(record: Mapping[str, Any]) -> dict[str, Item]:
    """The items of a whole period, by name, from its ``run.json``.

    A record that an older version wrote has none.
    """
    files = file_digests(record.get("files", ()))
    return {
        name: Item(
            name,
            record,
            told,
            record["seconds"].get(name, 0.0),
            record["peak_bytes"].get(name),
            files.get(f"notebooks/{name}.ipynb", ""),
            record.get("kernels", {}).get(name),
        )
        for name, told in record.get("items", {}).items()
    }


def make_item(
    result: ChapterResult, inputs: Inputs, observed: Observed | None, visible: Visible
) -> Item:
    """The item that a chapter has just become.

    Parameters
    ----------
    result
        How the chapter went.
    inputs
        What it was run from.
    observed
        What its kernel read; None when nobody watched.
    visible
        What reports can see of the data set from which it was run.
    """
    reads, rows = _seen(observed, visible) if observed else (None, None)
    told: dict[str, Any] = {
        "status": status_of(result),
        "reads": reads,
        "rows": rows,
        "undeclared": {}
        if observed is None
        else {name: digest_read(read.path) for name, read in observed.other.items()},
        "cuts": [cut.to_record() for cut in result.cuts],
    }
    if result.failure:
        told["failure"] = result.failure.to_record()
    parts = inputs.parts()
    sha256 = digest_file(result.job.target, "").sha256
    measured = (result.seconds, result.peak_bytes, sha256, result.kernel)
    return Item(result.job.name, parts, told, *measured)


def _seen(
    observed: Observed, visible: Visible
) -> tuple[list[str], dict[str, str | Digests] | None]:
    """Names of what counts as a whole, and what was seen of files that count up to a day."""
    whole, until = set(observed.data), observed.until
    files = visible.digests(until) if until else None
    if files is None:
        return sorted(whole | {name for name, _ in observed.dated}), None
    return sorted(whole), {"until": until, "files": files}


def _basis(item: Item, parts: Mapping[str, Any], others: Mapping[str, str]) -> dict[str, Any]:
    """What an item depends on, out of the inputs of a run."""
    chapter, rows = item.chapter, item.told.get("rows") or {"files": ()}
    return {
        "inputs": seen_files(file_digests(parts["inputs"]), item.told["reads"], rows["files"]),
        "undeclared": dict(others),
        "notebooks": {chapter: parts["notebooks"].get(chapter)},
        "parameters": {chapter: parts["parameters"].get(chapter)},
        "library": parts["library"],
        "versions": parts["versions"],
        "lock": parts["lock"],
    }


def seen_files(
    files: Mapping[str, str], reads: Sequence[str] | None, dated: Iterable[str] = ()
) -> dict[str, str]:
    """What an item saw of a data set: digests of what it read, names of what it listed.

    Parameters
    ----------
    files
        Digests of all files of the data set, by name.
    reads
        Names of files that were opened and, ending with ``/``, of folders that were listed; None
        when nobody watched, and everything counts. Where no file in a form for C++ readers was
        seen, nobody told of them, and all of them count.
    dated
        Names of files of which rows up to a day were seen.

    Examples
    --------
    >>> seen_files({"a.csv": "1", "b.csv": "2", "c/d.csv": "3"}, ["./", "a.csv"])
    {'a.csv': '1', 'b.csv': 'listed', 'c/': 'listed'}
    """
    if reads is None:
        return dict(files)
    seen = {}
    for inside in (name.removeprefix("./") for name in reads if name.endswith("/")):
        for name in files:
            if name.startswith(inside):
                first, slash, _ = name.removeprefix(inside).partition("/")
                seen[f"{inside}{first}{slash}"] = _LISTED
    if not any(name.endswith(_UNSEEN) for name in (*reads, *dated)):
        seen |= {name: files[name] for name in files if name.endswith(_UNSEEN)}
    return seen | {name: files.get(name, "") for name in reads if not name.endswith("/")}
