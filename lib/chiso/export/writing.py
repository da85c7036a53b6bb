"""The files of one edition, written into a staging folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from nbformat import NotebookNode

from chiso.errors import Problem, RunError
from chiso.export.chapters import Record, join_chapters, records_of
from chiso.export.compose import Composition, compose
from chiso.export.data import DataRecord, write_data_csv
from chiso.export.edition import Edition, EditionFacts, file_fact
from chiso.export.page import PageSetting, render_page
from chiso.export.rules import STOPPING, page_faults
from chiso.export.workbook import WorkbookPlan, write_workbook
from chiso.words import Lang, Words


def write_edition(edition: Edition, folder: Path) -> EditionFacts:
    """The facts of one period's pages, workbooks, data and pictures, written into ``folder``.

    Parameters
    ----------
    edition
        Executed chapters by language and what to say about their making.
    folder
        Staging folder; made when it is missing.

    Returns
    -------
    EditionFacts
        Head of the report by language, and all written files with sizes and digests.

    Raises
    ------
    RunError
        If a chapter failed, cannot be read or tells of another period, or if a finished page would
        load something, run something, lead nowhere or show paths and error messages, or cannot be
        printed.

    Notes
    -----
    Equal input gives equal bytes: the only time in any file is ``edition.created``.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as name:
        made = Path(name)
        heads = {lang: _make(edition, lang, made) for lang in edition.langs}
        names = sorted(p.relative_to(made).as_posix() for p in made.rglob("*") if p.is_file())
        facts = EditionFacts(heads, tuple(file_fact(made, name) for name in names))
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).replace(folder / name)
    return facts


def _make(edition: Edition, lang: Lang, made: Path) -> Record:
    """The head of the report in one language, whose files are now in the folder ``made``."""
    joined = join_chapters(edition.notebooks[lang], lang)
    head: Record = joined.metadata["chiso"]
    _check_period(edition, head)
    composition = compose(joined, lang)
    beside = [f"tables.{lang}.xlsx"]
    data = _data(joined, is_synthetic=bool(head.get("synthetic")))
    plan = WorkbookPlan(lang, head, edition, composition.tables, data)
    write_workbook(plan, made / beside[0])
    if data is not None:
        beside.append("data.csv")
        # It is the same in every language.
        if not (made / "data.csv").exists():
            write_data_csv(data, made / "data.csv")
    for figure in composition.figures:
        (made / figure.name).parent.mkdir(exist_ok=True)
        (made / figure.name).write_bytes(figure.png)
    files = [file_fact(made, name) for name in beside]
    page = _page(composition, PageSetting(edition, head, files), lang, made)
    (made / f"report.{lang}.html").write_text(page, encoding="utf-8", newline="\n")
    return head


def _data(joined: NotebookNode, *, is_synthetic: bool) -> DataRecord | None:
    found = records_of(joined, "data")
    return DataRecord.from_json(found[0], is_synthetic=is_synthetic) if found else None


def _page(composition: Composition, setting: PageSetting, lang: Lang, made: Path) -> str:
    """The page without faults; its PDF, where one is wanted, is then in the folder ``made``."""
    page = render_page(composition, setting, lang)
    printer = setting.edition.printer
    if printer is not None:
        name = f"report.{lang}.pdf"
        (made / name).write_bytes(printer.print_page(page, name, setting.edition.created))
        # Printed first, so that the page can say how large its PDF is; paper shows no file list.
        files = [*setting.files, file_fact(made, name)]
        page = render_page(composition, replace(setting, files=files), lang)
    faults = [fault for fault in page_faults(page, lang) if fault.rule in STOPPING]
    if faults:
        raise RunError(faults)
    return page


def _check_period(edition: Edition, head: Record) -> None:
    if head.get("period") != edition.period:
        allowed = Words(vi=f"kỳ {edition.period}", en=f"period {edition.period}")
        todo = Words(vi="Chạy lại các chương cho kỳ này", en="Run the chapters for this period")
        raise RunError(Problem("period", repr(head.get("period")), allowed, todo, "other_period"))
