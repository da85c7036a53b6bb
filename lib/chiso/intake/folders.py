"""From the words of a command line to the files that are meant, in a natural order."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from chiso.errors import Problem, UsageError, unknown_word
from chiso.words import Words

# Hidden files, what office programs leave beside an open document, what explains a folder.
_LEFT_OUT = (".", "~$", "readme")
# Folders in which a data set keeps what it is made of; other folders in it may hold returns.
_OWN_FOLDERS = (("observations",), ("returns",), ("layouts",))


def find_files(words: Sequence[str], data: Path) -> list[Path]:
    """The files that paths name, each once, in natural order.

    Folders are searched through; hidden files, the lock files of office programs and READMEs
    are left out, and so are the files of the data set itself.

    Parameters
    ----------
    words
        Paths of files and folders.
    data
        Folder of the data set that the files are for.

    Raises
    ------
    UsageError
        With every path that does not exist or names a part of the data set; or for a folder that
        cannot be read.
    """
    problems: list[Problem] = []
    found: list[Path] = []
    for path in map(Path, words):
        if not os.path.lexists(path):
            problems.append(_missing(path))
        elif _is_own(path.resolve(), data):
            problems.append(_own(path, data))
        else:
            found += _walk(path, data) if path.is_dir() else [path]
    if problems:
        raise UsageError(problems)
    # Of several paths to one file the last here stays, and that is no link where one is none.
    ordered = sorted(found, key=lambda path: (not path.is_symlink(), natural_key(path)))
    once = {path.resolve(): path for path in ordered}
    return sorted(once.values(), key=natural_key)


def natural_key(path: Path) -> tuple[list[tuple[int, str]], str]:
    """A sort key in which 2 comes before 10.

    Examples
    --------
    >>> sorted(map(Path, ["b10.xlsx", "b9.xlsx", "a/c.xlsx"]), key=natural_key)[-1].name
    'b10.xlsx'
    """
    parts = re.findall(r"\d+|\D+", path.as_posix().casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts], str(path)


def label(path: Path) -> str:
    r"""A path as people read it; signs that are no text are written as codes.

    Examples
    --------
    >>> label(Path("bc\udcff.xlsx"))
    'bc\\udcff.xlsx'
    """
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


def _walk(folder: Path, data: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, onerror=_refuse_folder):
        here = Path(place)
        folders[:] = [
            name for name in _shown(folders) if not _is_own((here / name).resolve(), data)
        ]
        files = (here / name for name in _shown(names))
        yield from (file for file in files if not _is_own(file.resolve(), data))


def _shown(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if not name.lower().startswith(_LEFT_OUT))


def _is_own(path: Path, data: Path) -> bool:
    """Whether a path is a part of the data set, and not merely kept beside its parts."""
    if not path.is_relative_to(data):
        return False
    parts = path.relative_to(data).parts
    return parts[:1] in _OWN_FOLDERS or (len(parts) == 1 and path.is_file())


def _refuse_folder(error: OSError) -> None:
    allowed = Words(vi="thư mục mà người dùng này được đọc", en="a folder that this user may read")
    todo = Words(vi="Xin quyền đọc thư mục", en="Ask for the right to read it")
    where, got = label(Path(error.filename)), error.strerror or ""
    raise UsageError(Problem(where, got, allowed, todo, "no_permission")) from error


def _missing(path: Path) -> Problem:
    entries = list(path.parent.iterdir()) if path.parent.is_dir() else []
    names = [entry.name for entry in entries if not entry.name.startswith(".")]
    if names:
        return unknown_word(label(path.parent), label(Path(path.name)), names, "no_file")
    allowed = Words(
        vi="tệp hoặc thư mục có thật; không có tệp nào như vậy",
        en="an existing file or folder; there is none like this",
    )
    todo = Words(vi="Kiểm tra lại đường dẫn", en="Check the path")
    return Problem(label(path), "", allowed, todo, "no_file")


def _own(path: Path, data: Path) -> Problem:
    allowed = Words(
        vi=f"tệp báo cáo do đơn vị gửi, không phải tệp của chính bộ số liệu {data.name}",
        en=f"returns as they were sent, not the files of the data set {data.name} itself",
    )
    todo = Words(vi="Bỏ đường dẫn này", en="Leave this path out")
    return Problem(label(path), "", allowed, todo, "own_file")
