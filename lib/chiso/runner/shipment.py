"""The files of a run as they are sent to other machines: by content, laid out as in the project."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from chiso.runner.cache import digest, digest_folder
from chiso.runner.project import Project

# A data set that lies outside the project keeps doing so.
_INSIDE, _OUTSIDE = "project", "outside"


@dataclass(frozen=True)
class Shipment:
    """Which files a run needs, and where they belong.

    Attributes
    ----------
    files
        SHA-256 of each file by its path in the tree.
    notebooks, data
        Folders of the chapters and of the data set, as paths in the tree.
    """

    files: Mapping[str, str]
    notebooks: str
    data: str

    @property
    def name(self) -> str:
        """The name of the tree: equal names mean equal trees."""
        return digest([dict(self.files), self.notebooks, self.data])[:32]

    def project(self, tree: Path) -> Project:
        """The project in a tree."""
        return Project(tree / _INSIDE, tree / self.notebooks, tree / self.data)


@dataclass(frozen=True)
class Packing:
    """A shipment with the places from which its files are taken.

    Attributes
    ----------
    project
        The project that they belong to.
    shipment
        What is sent.
    states
        Size and time of change of each file when its digest was taken.
    """

    project: Project
    shipment: Shipment
    states: Mapping[str, tuple[int, int]]

    def source(self, name: str) -> Path:
        """The file or folder here that a path in the tree stands for."""
        place, _, rest = name.partition("/")
        if place == _INSIDE:
            return self.project.root / rest
        return self.project.data.parent / rest

    def content(self, sha256: str) -> bytes:
        """The bytes with a digest.

        Raises
        ------
        ValueError
            If the file has been changed since.
        """
        name = next(name for name, found in self.shipment.files.items() if found == sha256)
        content = self.source(name).read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise ValueError(name)
        return content


def pack(project: Project) -> Packing:
    """The notebooks and the data set of a project, ready to be sent."""
    inside = project.data.is_relative_to(project.root)
    data = (
        f"{_INSIDE}/{project.data.relative_to(project.root).as_posix()}"
        if inside
        else f"{_OUTSIDE}/{project.data.name}"
    )
    notebooks = f"{_INSIDE}/{project.notebooks.relative_to(project.root).as_posix()}"
    files, states = {}, {}
    for place, folder in ((notebooks, project.notebooks), (data, project.data)):
        for file in digest_folder(folder):
            name, state = f"{place}/{file.name}", (folder / file.name).stat()
            files[name] = file.sha256
            states[name] = (state.st_size, state.st_mtime_ns)
    return Packing(project, Shipment(files, notebooks, data), states)


@dataclass(frozen=True)
class Shelf:
    """What a machine was sent, kept by content, and trees made of it.

    Attributes
    ----------
    folder
        Where it is kept.
    """

    folder: Path

    def lacking(self, shipment: Shipment) -> tuple[str, ...]:
        """Digests of the files of a shipment that are not here yet."""
        return tuple(sorted({d for d in shipment.files.values() if not self._object(d).is_file()}))

    def keep(self, contents: Iterable[bytes]) -> None:
        """Keep some files by what they hold."""
        for content in contents:
            target = self._object(hashlib.sha256(content).hexdigest())
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
                file.write(content)
            os.replace(file.name, target)  # noqa: PTH105 - whole or not at all

    def lay_out(self, shipment: Shipment) -> Path:
        """The tree of a shipment, none of whose files is lacking."""
        tree = self.folder / "trees" / shipment.name
        if tree.is_dir():
            return tree
        tree.parent.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(dir=tree.parent))
        for name, sha256 in shipment.files.items():
            path = staged / name
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self._object(sha256), path)
        try:
            staged.rename(tree)
        except OSError:  # another chapter has just laid it out
            shutil.rmtree(staged)
        return tree

    def _object(self, sha256: str) -> Path:
        return self.folder / "objects" / sha256
