"""The folders of a project, and what stands for them in files that leave the machine."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Project:
    """Folders of a run.

    Attributes
    ----------
    root
        Project folder, with ``requirements.lock``.
    notebooks
        Folder of the chapters.
    data
        Data set folder.
    """

    root: Path
    notebooks: Path
    data: Path

    @property
    def paths(self) -> tuple[tuple[str, str], ...]:
        """Absolute paths with what stands for them in published files, longer ones first."""
        data = f"../{self.data.relative_to(self.root).as_posix()}" if self._is_inside else ""
        pairs = {
            os.fspath(self.data): data or self.data.name,
            f"{self.notebooks}{os.sep}": "",
            f"{self.root}{os.sep}": "",
            sys.prefix: "python",
            sys.base_prefix: "python",
        }
        return tuple(sorted(pairs.items(), key=lambda pair: -len(pair[0])))

    @property
    def _is_inside(self) -> bool:
        return self.data.is_relative_to(self.root)
