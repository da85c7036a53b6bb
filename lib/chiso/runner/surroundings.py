"""What a machine runs chapters with, and in what two machines differ."""

from __future__ import annotations

import importlib.metadata
import platform
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from packaging.utils import canonicalize_name

from chiso.runner.cache import digest, digest_folder

_LIBRARY = Path(__file__).resolve().parents[1]
_PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)==", re.MULTILINE)
_OWN = ("python", "machine", "chiso")


@dataclass(frozen=True)
class Surroundings:
    """What decides the bytes that a chapter leaves behind, besides its inputs.

    Attributes
    ----------
    parts
        Version of Python, kind of machine, digest of this library (``chiso``), and the version of
        every installed package by its name.
    """

    parts: Mapping[str, str]

    def differences(self, other: Surroundings, names: frozenset[str]) -> list[str]:
        """What is not the same there: ``pandas 3.1.1 / 3.0.0``; ``-`` for what is missing.

        Parameters
        ----------
        other
            Another machine.
        names
            Packages that count; Python, the machine and this library always do.

        Examples
        --------
        >>> here, there = Surroundings({"python": "3.11.7"}), Surroundings({"python": "3.12.1"})
        >>> here.differences(there, frozenset())
        ['python 3.11.7 / 3.12.1']
        """
        compared = [*_OWN, *sorted(names - {*_OWN})]
        pairs = [(name, self.parts.get(name, "-"), other.parts.get(name, "-")) for name in compared]
        return [f"{name} {mine} / {theirs}" for name, mine, theirs in pairs if mine != theirs]


@cache
def read_surroundings() -> Surroundings:
    """The surroundings of this process, read once."""
    # Of two copies of a package Python takes the first that it comes to.
    found = reversed(list(importlib.metadata.distributions()))
    packages = {str(canonicalize_name(package.name)): package.version for package in found}
    library = digest([[file.name, file.sha256] for file in digest_folder(_LIBRARY)])
    own = {
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "chiso": library[:16],
    }
    return Surroundings({**packages, **own})


def locked_names(lock: Path) -> frozenset[str]:
    """The packages that a lock file pins; those that are installed where there is none."""
    if not lock.is_file():
        return frozenset(read_surroundings().parts)
    found = _PINNED.findall(lock.read_text(encoding="utf-8"))
    return frozenset(canonicalize_name(name) for name in found)
