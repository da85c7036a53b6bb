"""Folders of made-up returns: what is in them, and whether anything of somebody else's is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from chiso.errors import Problem, UsageError
from chiso.words import Words

MANIFEST = ".chiso-sample"  # hidden, so that an import passes over it
_ALLOWED = Words(
    vi="thư mục chưa có, thư mục trống, hoặc thư mục do chiso sample tạo và còn nguyên",
    en="a folder that does not exist, is empty, or was made by chiso sample and is untouched",
)
_TODO = Words(
    vi="Chọn thư mục khác, hoặc chuyển các tệp này đi nơi khác",
    en="Choose another folder, or move these files elsewhere",
)


def manifest_bytes(digests: Mapping[str, str]) -> bytes:
    r"""The list of files with their SHA-256, as ``sha256sum --check`` reads it.

    Examples
    --------
    >>> manifest_bytes({"2024-06/766_2024-06.json": "5891b5b5"})
    b'5891b5b5  2024-06/766_2024-06.json\n'
    """
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode()


def check_target(folder: Path) -> None:
    """Nothing, where a sample may be written.

    Parameters
    ----------
    folder
        Folder that would be replaced.

    Raises
    ------
    UsageError
        If it is a file, or holds a file that ``chiso sample`` did not write so.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(Problem(str(folder), "", _ALLOWED, _TODO, "not_a_folder"))
    strange = _strange_file(folder) if folder.exists() else None
    if strange:
        raise UsageError(Problem(str(folder), repr(strange), _ALLOWED, _TODO, "strange_file"))


def _strange_file(folder: Path) -> str | None:
    """A file that is not as the manifest says, or None when all are."""
    known = _read_manifest(folder / MANIFEST)
    files = sorted(path for path in folder.rglob("*") if not path.is_dir())
    for path in files:
        name = path.relative_to(folder).as_posix()
        if name != MANIFEST and known.get(name) != _digest(path):
            return name
    return None


def _digest(path: Path) -> str:
    return "" if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest()


def _read_manifest(path: Path) -> dict[str, str]:
    """Digest of each file that was written; empty when there is no manifest."""
    if path.is_symlink() or not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
