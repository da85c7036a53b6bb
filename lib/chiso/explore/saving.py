"""Figures for Word and tables for Excel, saved beside the reports."""

from __future__ import annotations

import re
from pathlib import Path

from chiso.charts import Figure, to_word_png
from chiso.errors import Problem, SetupError
from chiso.export.records import TableRecord
from chiso.export.workbook import table_bytes
from chiso.tables import Table
from chiso.words import Lang, Words

FOLDER = Path("outputs", "explore")
_NAME = re.compile(r"[^A-Za-z0-9_-]+")
_NOTE = Words(vi="Ghi chú: {text}", en="Note: {text}")
_SOURCE = Words(vi="Nguồn: {text}", en="Source: {text}")
_ILLUSTRATIVE = Words(vi="Số liệu minh họa", en="Illustrative data")
_MARK = Words(vi="_minh-hoa", en="_illustrative")


def save_figure(figure: Figure, name: str = "", *, folder: Path | None = None) -> tuple[Path, ...]:
    """A figure as PNG for Word at a text width of 16 cm, as SVG, and its words as text.

    Parameters
    ----------
    figure
        From a report or a view.
    name
        Name of the files without ending; by default that of the figure.
    folder
        Where to write; by default ``outputs/explore`` of the project.

    Returns
    -------
    tuple of Path
        The written files: PNG (1216 pixels wide, text alternative inside), SVG (where the figure
        can be drawn again), text (title, alternative, note, source).

    Raises
    ------
    SetupError
        If the folder cannot be written.
    """
    words = figure.caption
    lines = [words.title, words.alt]
    lines += [_NOTE.fill(text=words.note).say(words.lang)] if words.note else []
    lines += [_SOURCE.fill(text=words.source).say(words.lang)] if words.source else []
    lines += [_ILLUSTRATIVE.say(words.lang)] if words.synthetic else []
    contents = {".png": to_word_png(figure.wide.data, words.alt)}
    contents |= {".svg": figure.vector()} if figure.vector else {}
    contents |= {".txt": ("\n".join(lines) + "\n").encode("utf-8")}
    stem = _stem(name or figure.id, words.lang, synthetic=words.synthetic)
    return _written(folder, {f"{stem}{ending}": content for ending, content in contents.items()})


def save_table(
    table: Table, name: str = "", *, period: str = "", folder: Path | None = None
) -> Path:
    """A table as a workbook: real numbers, one header row, notes and sources below.

    Parameters
    ----------
    table
        From a report, a view or a data set.
    name
        Name of the file without ending; by default that of the table.
    period
        What the sheet says about the period.
    folder
        Where to write; by default ``outputs/explore`` of the project.

    Raises
    ------
    SetupError
        If the folder cannot be written.
    """
    head = {"period_name": period, "synthetic": table.synthetic}
    content = table_bytes(1, TableRecord.from_json(table.to_json()), head, table.lang)
    stem = _stem(name or table.id, table.lang, synthetic=table.synthetic)
    return _written(folder, {f"{stem}.xlsx": content})[0]


def default_folder() -> Path:
    """``outputs/explore`` of the project in which the notebook runs, else of its own folder."""
    here = Path.cwd()
    roots = (place for place in (here, *here.parents) if (place / "notebooks").is_dir())
    return next(roots, here) / FOLDER


def _stem(name: str, lang: Lang, *, synthetic: bool) -> str:
    """A file name without signs that some system does not take; made-up data say so."""
    mark = _MARK.say(lang) if synthetic else ""
    return f"{_NAME.sub('-', name).strip('-') or 'chiso'}{mark}.{lang}"


def _written(folder: Path | None, contents: dict[str, bytes]) -> tuple[Path, ...]:
    target = folder or default_folder()
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            (target / name).write_bytes(content)
    except OSError as error:
        allowed = Words(vi="thư mục ghi được và đĩa còn chỗ", en="a folder that can be written")
        todo = Words(vi="Chọn thư mục khác", en="Choose another folder")
        raise SetupError(
            Problem(target.as_posix(), error.strerror or "", allowed, todo, "unwritable")
        ) from error
    return tuple(target / name for name in contents)
