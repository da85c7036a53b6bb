"""Versions of what is installed, looked up where packages describe themselves.

:mod:`importlib.metadata` finds the same, but to import it takes longer than to look.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Mapping

_OWN = "chiso"
_HEAD_BYTES = 1024  # the version is among the first lines, licences come later
_FOLDER, _FILE = ".dist-info", "METADATA"
_REQUIRED = re.compile(r"^Requires-Dist: ([\w.-]+)(?!.*extra ==)", re.MULTILINE)
_VERSION = re.compile(r"^Version: (\S+)", re.MULTILINE)


def read_versions() -> dict[str, str]:
    """Versions of Python, of this library and of the packages that it names."""
    folders = _folders()
    names = sorted(set(_REQUIRED.findall(_description(_OWN, folders))))
    versions = {name: _version(name, folders) for name in (_OWN, *names)}
    return {"python": platform.python_version(), **versions}


def _version(name: str, folders: Mapping[str, str]) -> str:
    found = _VERSION.search(_description(name, folders, _HEAD_BYTES))
    if found:
        return found[1]
    # Some systems describe packages in another form.
    from importlib.metadata import version

    return version(name)


def _description(name: str, folders: Mapping[str, str], size: int = -1) -> str:
    """What a package says of itself, without its long description; empty for another form."""
    folder = folders.get(_plain(name))
    if folder is None:
        return ""
    with open(f"{folder}/{_FILE}", "rb") as file:  # noqa: PTH123 - a path costs as much as reading
        return file.read(size).decode(errors="replace").partition("\n\n")[0]


def _folders() -> dict[str, str]:
    """Where each package describes itself; of two copies Python takes the first on its path."""
    found: dict[str, str] = {}
    for place in filter(os.path.isdir, sys.path):
        for name in os.listdir(place):  # noqa: PTH208 - few of many names are wanted
            if name.endswith(_FOLDER):
                found.setdefault(_plain(name.partition("-")[0]), f"{place}/{name}")
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
