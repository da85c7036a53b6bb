"""Chapters as files: their cells, their declared parameters, and a form that runs repeat exactly.

Notebooks are read as plain JSON; nbformat would cost a second before anything is checked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from chiso.errors import Problem, UsageError, unknown_word
from chiso.runner.parameters import Declared, read_declarations
from chiso.words import LANGS, Words

Cell = Mapping[str, Any]
_CHAPTER = re.compile(r"\d\d_[a-z][a-z0-9_]*\.ipynb")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
_MARKER_TAG = "papermill-error-cell-tag"


class Chapter(NamedTuple):
    """One notebook of the report.

    Attributes
    ----------
    name
        File name without its ending, such as ``10_trends``.
    path
        The notebook file.
    cells
        Its cells, as the file holds them.
    declared
        The parameters that its ``parameters`` cell declares.
    """

    name: str
    path: Path
    cells: tuple[Cell, ...]
    declared: tuple[Declared, ...]


def read_chapters(folder: Path, only: Sequence[str] = ()) -> tuple[Chapter, ...]:
    """The chapters of a folder in their order, or those named in ``only``.

    Parameters
    ----------
    folder
        Folder with files such as ``10_trends.ipynb``; other notebooks in it are not chapters.
    only
        Chapters as people name them: ``10_trends``, ``trends`` or ``10``. Empty means all.

    Raises
    ------
    UsageError
        If there is no chapter, a name is unknown, or a notebook or its parameters are broken.
    """
    paths = chapter_files(folder)
    if not paths:
        allowed = Words(
            vi="thư mục sổ tay có các chương tên như 10_trends.ipynb",
            en="the notebooks folder holds chapters named like 10_trends.ipynb",
        )
        raise UsageError(Problem(folder.as_posix(), "", allowed, Words("", ""), "no_chapters"))
    chosen = _choose(paths, only)
    problems: list[Problem] = []
    chapters = [chapter for path in chosen if (chapter := _read_chapter(path, problems))]
    if problems:
        raise UsageError(problems)
    return tuple(chapters)


def chapter_files(folder: Path) -> list[Path]:
    """The notebooks of a folder that are chapters of the report, in their order."""
    return sorted(path for path in folder.glob("*.ipynb") if _CHAPTER.fullmatch(path.name))


def _choose(paths: Sequence[Path], only: Sequence[str]) -> list[Path]:
    spellings = {
        spelling: path
        for path in paths
        for spelling in (path.stem, path.stem[3:], path.stem[:2], path.name)
    }
    unknown = [word for word in only if word not in spellings]
    if unknown:
        known = [path.stem for path in paths]
        raise UsageError(unknown_word("--only", word, known, "unknown_chapter") for word in unknown)
    wanted = {spellings[word] for word in only} or set(paths)
    return [path for path in paths if path in wanted]


def _read_chapter(path: Path, problems: list[Problem]) -> Chapter | None:
    """The chapter, or None with the reason added to ``problems``."""
    where = f"{path.parent.name}/{path.name}"
    try:
        cells = tuple(json.loads(path.read_text(encoding="utf-8"))["cells"])
    except (ValueError, KeyError, TypeError) as error:
        allowed = Words(vi="tệp phải là sổ tay Jupyter (JSON)", en="a Jupyter notebook is JSON")
        todo = Words(
            vi="Mở lại và lưu tệp trong JupyterLab, hoặc lấy lại bản trong git",
            en="Open and save it in JupyterLab, or restore it from git",
        )
        problems.append(Problem(where, repr(str(error)), allowed, todo, "broken_notebook"))
        return None
    tagged = [cell_source(cell) for cell in cells if "parameters" in cell_tags(cell)]
    declared, found = read_declarations("\n".join(tagged), where)
    problems.extend(found)
    return None if found else Chapter(path.stem, path, cells, declared)


def cell_source(cell: Cell) -> str:
    """The text of a cell; files hold it as one string or as lines."""
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def cell_tags(cell: Cell) -> Sequence[str]:
    """The tags of a cell."""
    tags: Sequence[str] = cell.get("metadata", {}).get("tags", ())
    return tags


def nearest_heading(cells: Sequence[Cell], index: int, lang: str) -> str:
    """The last heading at or above a cell, in the language of the report; empty when none.

    Examples
    --------
    >>> title = {"cell_type": "markdown", "source": "# Xu hướng"}
    >>> nearest_heading([title, {"cell_type": "code", "source": "1 / 0"}], 1, "vi")
    'Xu hướng'
    """
    return next(reversed(_headings(cells[: index + 1], lang)), "")


def first_heading(cells: Sequence[Cell], lang: str) -> str:
    """The first heading in a language, which is the chapter's title; empty when none."""
    return next(iter(_headings(cells, lang)), "")


def _headings(cells: Sequence[Cell], lang: str) -> list[str]:
    others = set(LANGS) - {lang}
    return [
        heading
        for cell in cells
        if cell["cell_type"] == "markdown" and not others.intersection(cell_tags(cell))
        for heading in _HEADING.findall(cell_source(cell))
    ]


def code_and_text(chapter: Chapter) -> list[list[object]]:
    """What a chapter says and does, without outputs: the part that a digest covers."""
    return [
        [
            cell["cell_type"],
            cell_source(cell),
            list(cell_tags(cell)),
            cell.get("metadata", {}).get("chiso", {}),
        ]
        for cell in chapter.cells
    ]


def repeatable(
    notebook: Mapping[str, Any],
    name: str,
    paths: Iterable[tuple[str, str]],
    *,
    states: Literal["kept", "dropped"],
) -> dict[str, Any]:
    """The executed notebook without times, random ids and machine paths.

    Parameters
    ----------
    notebook
        The notebook that papermill saved.
    name
        The chapter's name; ids of cells begin with it, so that chapters can be joined.
    paths
        Pairs of an absolute path and what stands for it; longer paths first.
    states
        Whether each cell keeps its papermill status, as a failed notebook should.
    """
    cells = [cell for cell in notebook["cells"] if _MARKER_TAG not in cell_tags(cell)]
    metadata = {name: value for name, value in notebook["metadata"].items() if name != "papermill"}
    clean = {
        **notebook,
        "metadata": metadata,
        "cells": [
            _repeatable_cell(cell, f"{name}-{index:03d}", states)
            for index, cell in enumerate(cells)
        ],
    }
    cleaned: dict[str, Any] = _with_paths(clean, tuple(paths))
    return cleaned


def _repeatable_cell(cell: Cell, identity: str, states: str) -> dict[str, Any]:
    metadata = {
        name: value
        for name, value in cell.get("metadata", {}).items()
        if name not in ("papermill", "execution")
    }
    status = cell.get("metadata", {}).get("papermill", {}).get("status")
    if states == "kept" and status:
        metadata["papermill"] = {"status": status}
    clean = {**cell, "id": identity, "metadata": metadata}
    if "outputs" in cell:
        clean["outputs"] = _joined_streams(cell["outputs"])
    return clean


def _joined_streams(outputs: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Outputs with each stream in one piece, stdout first, where the first piece stood.

    Streams arrive in pieces that differ from run to run. nbclient can join them too, but its
    pattern for carriage returns takes minutes on one line of 400,000 characters.
    """
    texts: dict[str, list[str]] = {}
    places = [place for place, output in enumerate(outputs) if output["output_type"] == "stream"]
    for place in places:
        text = outputs[place]["text"]
        texts.setdefault(outputs[place]["name"], []).extend(
            [text] if isinstance(text, str) else text
        )
    streams: list[Mapping[str, Any]] = [
        {"name": name, "output_type": "stream", "text": "".join(texts[name])}
        for name in sorted(texts, reverse=True)
    ]
    others = [output for output in outputs if output["output_type"] != "stream"]
    first = places[0] if places else 0
    return [*others[:first], *streams, *others[first:]]


def _with_paths(value: Any, paths: tuple[tuple[str, str], ...]) -> Any:
    if isinstance(value, str):
        for absolute, short in paths:
            value = value.replace(absolute, short)
        return value
    if isinstance(value, list):
        return [_with_paths(item, paths) for item in value]
    if isinstance(value, dict):
        return {name: _with_paths(item, paths) for name, item in value.items()}
    return value
